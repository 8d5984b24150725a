"""`ingest auto` finds each publisher's files, also where files of two lie together."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.corpora import data_file
from tests.sources.spreadsheets import spreadsheet
from watchword.pipeline.recognise import recognise
from watchword.pipeline.unread import list_unread

DATA = Path(__file__).parents[1] / "data"
HEADER = ["Session typ", "Adopted text", "Title", "Action taken", "year", "status", "vote typ"]
ROW = ["regular", "99/1", "An invented text", "Adopted without a vote, 6 October 2022", "2022", "Adopted", "no vote"]
TABLE = spreadsheet({"data": [HEADER, ROW]})
CATALOGUE = {name: (DATA / "hrc_votes" / "sound" / name).read_bytes() for name in ("resolutions.csv", "votes_long_rebuilt.csv")}


def pack(path: Path, members: dict[str, bytes]) -> Path:
    """Write a zip."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_an_archive_with_files_of_two_sources_is_read_by_both(tmp_path: Path) -> None:
    """The newsroom's table inside the catalogue's zip is not lost, and a spreadsheet (a zip itself) is not opened as an archive."""
    path = pack(tmp_path / "votes.zip", CATALOGUE | {"unhrc_resolutions.ods": TABLE})
    assert sorted(recognise(path)) == [("hrc_votes", path), ("newsroom_hrc_tallies", path)]
    run("init", str(tmp_path / "w"))
    answer = run("ingest", "auto", str(path), "-w", str(tmp_path / "w"), "--json")
    assert {report["source"]: report["counts"]["roll_calls"] for report in answer.json}["newsroom_hrc_tallies"] == 1
    assert len(answer.json) == 2
    assert all(report["unchanged"] for report in run("ingest", "auto", str(path), "-w", str(tmp_path / "w"), "--json").json)


def test_a_folder_of_loose_files_is_read_by_each_of_its_sources(tmp_path: Path) -> None:
    """Both sources read the folder as a whole; a table alone in a folder is an item by itself, and its neighbours are named as unread."""
    for name, data in CATALOGUE.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "unhrc_resolutions.ods").write_bytes(TABLE)
    assert sorted(recognise(tmp_path)) == [("hrc_votes", tmp_path), ("newsroom_hrc_tallies", tmp_path)]
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "unhrc_resolutions.ods").write_bytes(TABLE)
    (alone / "notes.docx").write_bytes(b"x")
    pack(alone / "more.zip", CATALOGUE)
    found = recognise(alone)
    assert found == [("hrc_votes", alone / "more.zip"), ("newsroom_hrc_tallies", alone / "unhrc_resolutions.ods")]
    assert list_unread(alone, found) == [alone / "notes.docx"]


def test_broken_xml_does_not_hide_what_lies_beside_it(tmp_path: Path) -> None:
    """A member that cannot be unpacked is nobody's, and the rest of its archive is recognised."""
    path = pack(tmp_path / "votes.zip", {"a.xml": b"<akomaNtoso/>" * 500, **CATALOGUE})
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    assert [source for source, _ in recognise(path)] == ["hrc_votes"]


@pytest.mark.real
def test_the_real_archive_is_of_two_sources() -> None:
    """The catalogue and the newsroom's table lie in one zip."""
    assert {source for source, _ in recognise(data_file("hrc-votes.zip"))} == {"hrc_votes", "newsroom_hrc_tallies"}
