"""Entries for the tests of sources: a folder on disk, bytes in memory, and the real corpora where they are at hand."""

import os
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from watchword.model import Bundle
from watchword.sources.base import Entry, FileRole

DATA = Path(__file__).parents[1] / "data"
_REAL = Path(os.environ.get("WATCHWORD_DATA") or Path(__file__).parents[3] / "shared" / "data")


def folder(path: Path) -> list[Entry]:
    """Return the files under `path` as entries."""
    files = sorted(file for file in path.rglob("*") if file.is_file())
    return [memory(str(file.relative_to(path)), file.read_bytes()) for file in files]


def memory(path: str, data: bytes) -> Entry:
    """Return an entry that holds `data`."""
    return Entry(path, lambda: BytesIO(data), len(data))


def real(name: str) -> list[Entry]:
    """Return the members of a zip of the real corpora; skip the test where it is not at hand."""
    path = _REAL / name
    if not path.exists():
        pytest.skip(f"{name} is not at hand: set WATCHWORD_DATA to the folder that holds it")
    with zipfile.ZipFile(path) as archive:
        return [memory(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]


def read(source: Any, entries: Sequence[Entry]) -> list[Bundle]:
    """Read all documents among `entries`, with their companions, as the pipeline does."""
    reader = source.reader([entry for entry in entries if source.role(entry.path) is FileRole.COMPANION])
    documents = [entry for entry in entries if source.role(entry.path) is FileRole.DOCUMENT]
    return [bundle for entry in documents for bundle in reader(entry)]
