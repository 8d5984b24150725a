"""Where the tests of this folder find the real data, if it is at hand."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.corpora import data_folder

Rows = Callable[[str, str], Iterator[dict[str, str]]]


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of the real corpora."""
    return data_folder()


@pytest.fixture(scope="session")
def read_rows(data: Path) -> Rows:
    """A function that yields the rows of a CSV file inside one of the corpora's zips."""

    def rows(container: str, ending: str) -> Iterator[dict[str, str]]:
        with zipfile.ZipFile(data / container) as archive:
            name = next(name for name in archive.namelist() if name.endswith(ending))
            raw = archive.read(name)
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("latin-1")
        yield from csv.DictReader(io.StringIO(text))

    return rows
