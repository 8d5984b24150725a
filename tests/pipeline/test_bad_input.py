"""Whatever is wrong with the input is recorded with file, place, expected and found; the rest goes in; nothing is guessed."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from watchword.pipeline.ingest import ingest
from watchword.pipeline.starting import make_workspace
from watchword.pipeline.status import describe_workspace
from watchword.store.tables import TablesView
from watchword.store.workspace import Workspace

DATA = Path(__file__).parents[1] / "data"
GOOD = (DATA / "un_akoma_ntoso" / "A_HRC_RES_97_3E.xml").read_bytes()

NAMELESS = b"""<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">
<statement name="resolution"><meta/></statement></akomaNtoso>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new workspace."""
    make_workspace(tmp_path / "workspace").catalogue.close()
    return tmp_path / "workspace"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder for the input."""
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def read(folder: Path, source: str, path: Path) -> list[dict[str, Any]]:
    """Ingest, and return the issues that `status` lists; each names its file or place, what was expected and what was found."""
    with Workspace(folder) as workspace:
        ingest(workspace, source, path)
    status = describe_workspace(folder, with_issues=True)
    issues: list[dict[str, Any]] = status["issues"]["rows"]
    assert len(issues) == status["issues"]["total"] == sum(row["count"] for row in status["issues"]["by_problem"])
    for issue in issues:
        assert issue["problem"]
        assert issue["file"] or issue["place"]
        assert issue["expected"]
        assert issue["found"]
        assert not issue["problem"].startswith("unexpected"), issue
    return issues


def rows(folder: Path, sql: str) -> list[dict[str, Any]]:
    """Ask the newest version."""
    with Workspace(folder) as workspace:
        view = TablesView(workspace, version=workspace.catalogue.head())
        try:
            return view.rows(sql)
        finally:
            view.close()


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("broken.xml", b"<akomaNtoso><a>", "well-formed"),
        ("empty.xml", b"", "content"),
        ("entity.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><akomaNtoso>&x;</akomaNtoso>', "entity"),
        ("laughs.xml", b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><akomaNtoso>&c;</akomaNtoso>', "entity"),
        ("other.xml", b"<html/>", "Akoma Ntoso"),
        ("nothing.xml", NAMELESS, "symbol"),
        ("wrong.xml", GOOD.replace(b"Human Rights Council", "Conseil des droits de l\u2019homme é".encode("cp1252")), "well-formed"),
    ],
)  # fmt: skip
def test_an_unreadable_text_is_an_issue_and_its_neighbour_goes_in(folder: Path, files: Path, name: str, content: bytes, word: str) -> None:
    """One bad file in a folder does not stop the good one."""
    (files / name).write_bytes(content)
    (files / "good.xml").write_bytes(GOOD)
    issues = [issue for issue in read(folder, "un_akoma_ntoso", files) if name in issue["file"]]
    assert issues
    assert any(word in issue["expected"] for issue in issues), issues
    assert {issue["severity"] for issue in issues} == {"left out"}
    assert rows(folder, "SELECT count(*) AS n FROM documents") == [{"n": 1}]


def test_an_archive_that_climbs_bombs_or_breaks_is_refused_in_part(folder: Path, files: Path, tmp_path: Path) -> None:
    """Members that climb out or unpack to a flood are named and left; what can be read of a cut archive is read."""
    with zipfile.ZipFile(files / "climb.zip", "w") as archive:
        archive.writestr("../../climbed.xml", GOOD)
        archive.writestr("inside/good.xml", GOOD)
    with zipfile.ZipFile(files / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.xml", bytes(120_000_000))
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as archive:
        archive.writestr("first.xml", GOOD.replace(b"97/3", b"97/4"))
        archive.writestr("second.xml", GOOD.replace(b"97/3", b"97/5"))
    whole = (tmp_path / "whole.zip").read_bytes()
    (files / "cut.zip").write_bytes(whole[: len(whole) * 3 // 4])
    issues = read(folder, "un_akoma_ntoso", files)
    for name in ("climb.zip", "bomb.zip", "cut.zip"):
        assert [issue for issue in issues if issue["file"].startswith(name)], name
    assert not list(tmp_path.rglob("climbed.xml"))
    assert rows(folder, "SELECT count(*) AS n FROM documents")[0]["n"] >= 2


def test_a_table_without_a_column_is_refused_by_name(folder: Path, files: Path) -> None:
    """The issue names the missing column and those that are there."""
    (files / "resolutions.csv").write_text("record_id,symbol\n1,A/HRC/RES/97/1\n", encoding="utf-8")
    (files / "votes_long_rebuilt.csv").write_text("record_id,symbol,date\n", encoding="utf-8")
    issues = read(folder, "hrc_votes", files)
    assert any(issue["problem"] == "missing column" for issue in issues)


def test_a_strange_and_a_double_ballot_are_recorded(folder: Path, files: Path) -> None:
    """A state without a seat, and a state with two positions: both are named; the double is unknown, not chosen."""
    for name in ("resolutions.csv", "votes_long_rebuilt.csv"):
        (files / name).write_bytes((DATA / "hrc_votes" / "sound" / name).read_bytes())
    records = (files / "resolutions.csv").read_text(encoding="utf-8")
    cells = (files / "votes_long_rebuilt.csv").read_text(encoding="utf-8").splitlines()
    record, symbol, date = next(line.split(",")[:3] for line in cells[1:] if line.split(",")[4] == "HRC")
    assert record in records
    state = next(line.split(",") for line in cells[1:] if line.startswith(f"{record},") and line.split(",")[-1] in "YN")
    other = "N" if state[-1] == "Y" else "Y"
    cells += [",".join([*state[:-1], other]), f"{record},{symbol},{date},{date[:4]},HRC,VAT,Holy See,Y"]
    (files / "votes_long_rebuilt.csv").write_text("\n".join(cells) + "\n", encoding="utf-8")
    issues = read(folder, "hrc_votes", files)
    assert any("no member" in issue["problem"] and ("VAT" in issue["found"] or "Holy See" in issue["found"]) for issue in issues), issues
    sql = "SELECT position FROM ballots b JOIN roll_calls r ON r.id = b.roll_call WHERE "
    found = rows(folder, f"{sql} r.key = 'hrc_votes:{record}' AND state = '{state[5]}'")
    assert found == [{"position": "unknown"}]


def test_an_impossible_date_is_unknown_and_the_text_goes_in(folder: Path, files: Path) -> None:
    """`0001-01-01` is nobody's date."""
    import re

    content = re.sub(rb"date=\"\d{4}-\d{2}-\d{2}\"", b'date="0001-01-01"', GOOD)
    content = re.sub(rb">[^<>]*\b(19|20)\d{2}\b[^<>]*<", b"><", content)
    (files / "undated.xml").write_bytes(content)
    issues = read(folder, "un_akoma_ntoso", files)
    assert rows(folder, "SELECT date FROM documents") == [{"date": ""}]
    assert any("date" in issue["problem"] for issue in issues), issues


def test_text_in_a_wrong_encoding_is_not_guessed(folder: Path, files: Path) -> None:
    """A speech that is not UTF-8 is left out with the byte named; the next one goes in."""
    session = files / "TXT" / "Session 73 - 2018"
    session.mkdir(parents=True)
    (session / "FRA_73_2018.txt").write_bytes("Un discours invent\xe9.".encode("latin-1"))
    (session / "CHE_73_2018.txt").write_bytes("Un discours inventé.".encode())
    issues = read(folder, "un_general_debate", files)
    assert [issue for issue in issues if "FRA_73_2018" in issue["file"] and issue["severity"] == "left out"]
    assert [row["key"] for row in rows(folder, "SELECT key FROM documents")] == ["un_general_debate:CHE_73_2018"]


def test_a_symbol_that_parses_to_nothing_is_kept_as_printed_or_left_out(folder: Path, files: Path) -> None:
    """A statement that answers no known symbol says so; its text goes in."""
    (files / "a.statement.toml").write_text(
        'title = "An invented statement"\ndate = "2018-03-23"\nlanguage = "en"\nkind = "statement"\nanswers = "nothing at all"\n'
        'source = "Invented"\nlicence = "CC0-1.0"\nbody = """Invented words on win-win cooperation."""\n',
        encoding="utf-8",
    )
    issues = read(folder, "statements", files)
    assert any("nothing at all" in issue["found"] for issue in issues), issues
