"""Two workspaces that entries are built on: the demo's, and that of the invented texts."""

from pathlib import Path

import pytest

from tests.cli.running import run
from tests.docs.examples import make_lab


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's workspace: its votes and texts are cited, its figures measured."""
    folder = tmp_path_factory.mktemp("entries") / "demo"
    assert run("demo", str(folder)).code == 0
    return folder


@pytest.fixture(scope="package")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the invented texts, which are held."""
    folder = tmp_path_factory.mktemp("entries") / "lab"
    make_lab(folder)
    return folder
