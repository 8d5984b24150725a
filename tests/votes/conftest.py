"""Workspaces that many tests of votes read and none changes."""

import pytest

from tests.cli.running import run
from tests.corpora import data_file


@pytest.fixture(scope="session")
def starter(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A demo's workspace."""
    folder = str(tmp_path_factory.mktemp("starter") / "demo")
    assert run("demo", folder).code == 0
    return folder


@pytest.fixture(scope="session")
def council(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A workspace of the compiled votes of the Commission and the Council."""
    folder = str(tmp_path_factory.mktemp("council"))
    run("init", folder)
    assert run("ingest", "hrc_votes", str(data_file("hrc-votes.zip")), "-w", folder).code == 0
    return folder
