"""A workspace of the Council's and the Commission's real votes."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.corpora import data_file
from tests.workspaces import make_once
from watchword.pipeline.opening import Reading, open_reading


@pytest.fixture(scope="session")
def votes(kept_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """The demo with the compiled votes of the Commission and the Council, and a newsroom’s totals beside them, open for reading."""
    file = str(data_file("hrc-votes.zip"))

    def make(folder: Path) -> None:
        shutil.copytree(kept_demo, folder / "demo")
        for source in ("hrc_votes", "newsroom_hrc_tallies"):
            assert run("ingest", source, file, "-w", str(folder / "demo")).code == 0

    with open_reading(make_once(tmp_path_factory, "statements", make) / "demo") as reading:
        # "First" and "third" are judged only over what a workspace declares complete; the statements take the catalogue of votes for that.
        reading.view.settings = replace(reading.view.settings, complete=("hrc_votes",))
        yield reading
