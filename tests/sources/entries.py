"""Entries for the tests of sources: a folder on disk, bytes in memory, and the real corpora where they are at hand."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from watchword.model import Bundle
from watchword.sources.base import Entry, FileRole

from ..corpora import data_file

DATA = Path(__file__).parents[1] / "data"


def folder(path: Path) -> list[Entry]:
    """Return the files under `path` as entries."""
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return [memory(str(file.relative_to(path)), file.read_bytes()) for file in files]


def memory(path: str, data: bytes) -> Entry:
    """Return an entry that holds `data`."""
    return Entry(path, lambda: BytesIO(data), len(data))


def real(name: str) -> list[Entry]:
    """Return the members of a zip of the real corpora; skip the test where it is not at hand."""
    with zipfile.ZipFile(data_file(name)) as archive:
        return [memory(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]


def read(source: Any, entries: Sequence[Entry]) -> list[Bundle]:
    """Read all documents among `entries`, with their companions, as the pipeline does."""
    reader = source.reader([entry for entry in entries if source.role(entry.path) is FileRole.COMPANION])
    documents = [entry for entry in entries if source.role(entry.path) is FileRole.DOCUMENT]
    return [bundle for entry in documents for bundle in reader(entry)]
