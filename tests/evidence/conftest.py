"""A workspace of the Council's and the Commission's real votes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.corpora import data_file
from watchword.pipeline.opening import Reading, open_reading


@pytest.fixture(scope="session")
def votes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reading]:
    """The demo with the compiled votes of the Commission and the Council, and a newsroom’s totals beside them, open for reading."""
    file, folder = str(data_file("hrc-votes.zip")), tmp_path_factory.mktemp("statements") / "demo"
    assert run("demo", str(folder)).code == 0
    for source in ("hrc_votes", "newsroom_hrc_tallies"):
        assert run("ingest", source, file, "-w", str(folder)).code == 0
    with open_reading(Path(folder)) as reading:
        # "First" and "third" are judged only over what a workspace declares complete; the statements take the catalogue of votes for that.
        reading.view.settings = replace(reading.view.settings, complete=("hrc_votes",))
        yield reading
