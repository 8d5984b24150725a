"""Progress on standard error for anything longer than two seconds; silent where nobody watches."""

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_PATIENCE = 2.0


def track(items: Iterable[Item], label: str, total: int) -> Iterator[Item]:
    """Yield the items, showing a bar once two seconds have passed, if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    begun = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=False) as progress:
        progress.stop()
        task, shown = progress.add_task(label, total=total), False
        for done, item in enumerate(items):
            if not shown and time.monotonic() - begun > _PATIENCE:
                progress.start()
                shown = True
            if shown:
                progress.update(task, completed=done)
            yield item
