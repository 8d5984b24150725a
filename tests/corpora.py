"""Where tests find the real corpora, if they are at hand."""

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[2] / "shared" / "data"


def data_folder() -> Path:
    """Return the folder of the real corpora, or skip the test."""
    folder = Path(os.environ.get("WATCHWORD_DATA") or _BESIDE)
    if not folder.is_dir():
        pytest.skip("the real corpora are not at hand: set WATCHWORD_DATA to their folder")
    return folder


def data_file(name: str) -> Path:
    """Return one file of the real corpora, or skip the test."""
    path = data_folder() / name
    if not path.is_file():
        pytest.skip(f"{name} is not at hand: set WATCHWORD_DATA to the folder that holds it")
    return path
