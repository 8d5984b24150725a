"""The names of corpora as a reader knows them."""

from functools import cache

from watchword.pipeline.registry import descriptors
from watchword.sources.mapping import load_shipped


def title_of(source: str) -> str:
    """Return the title of a source or of a collection read through a mapping; its own name where none is known."""
    return _titles().get(source, source)


@cache
def _titles() -> dict[str, str]:
    titles = {descriptor.name: descriptor.title for descriptor in descriptors()}
    return titles | {mapping.name: mapping.title for mapping in load_shipped() if mapping.title}
