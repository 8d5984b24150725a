"""How the caller of an analysis watches steps that may take seconds: `pipeline.progress.track` fits, and shows a bar."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")


class Watch(Protocol):
    """Yields the items while showing how far they are, under a label, out of a total."""

    def __call__(self, items: Iterable[Item], label: str, total: int, /) -> Iterator[Item]:
        """Yield the items."""
        ...


def unwatched(items: Iterable[Item], label: str, total: int, /) -> Iterator[Item]:
    """Yield the items, and show nothing."""
    yield from items
