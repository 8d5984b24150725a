"""Search a folder in a test, without the command line."""

from pathlib import Path
from typing import Any

from watchword.pipeline.searching import Asked, Searched, search


def ask(folder: Path, query: str, *, as_of: int = 0, until: str = "", **options: Any) -> Searched:
    """Return the answer to a search."""
    return search(folder, Asked(query, **{"limit": 1000} | options), as_of=as_of, until=until, say=lambda note: None)


def found(folder: Path, query: str, **options: Any) -> list[str]:
    """Return the titles of the documents found, in order: a test names its documents so."""
    return [item.title for item in ask(folder, query, **options).found]
