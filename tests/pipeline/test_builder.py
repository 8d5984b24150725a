"""What a user may count on when records go in: each once, whole, and never one for another."""

from dataclasses import replace
from pathlib import Path

import pytest

from watchword.model import Event, Issue, Link, LinkKind, Position
from watchword.pipeline.ingest import ingest
from watchword.pipeline.starting import make_workspace
from watchword.pipeline.status import describe_workspace
from watchword.store.workspace import Workspace

from .invented import ask, document, put, vote


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new workspace."""
    make_workspace(tmp_path / "workspace").catalogue.close()
    return tmp_path / "workspace"


def test_a_text_and_a_vote_of_one_name_do_not_replace_each_other(folder: Path) -> None:
    """Records of two kinds that a source calls by one key are both current."""
    text, call = document("a", "An invented text."), vote("a", {"FRA": Position.YES})
    assert text.document
    assert call.roll_call
    assert text.document.key == call.roll_call.key
    counts = put(folder, replace(text, roll_call=call.roll_call, ballots=call.ballots))
    assert not [name for name in counts if "superseded" in name]
    assert ask(folder, "SELECT (SELECT count(*) FROM documents) AS d, (SELECT count(*) FROM roll_calls) AS r") == [{"d": 1, "r": 1}]


def test_a_corrected_record_stands_and_its_first_form_is_kept(folder: Path) -> None:
    """A changed vote supersedes the old one with its ballots; an older version still answers as it did."""
    put(folder, vote("A/HRC/RES/99/1", {"FRA": Position.YES}))
    counts = put(folder, vote("A/HRC/RES/99/1", {"FRA": Position.NO}))
    assert counts["roll_calls superseded"] == 1
    sql = "SELECT position FROM ballots b JOIN roll_calls r ON r.id = b.roll_call"
    assert ask(folder, sql) == [{"position": "no"}]
    assert ask(folder, sql, version=2) == [{"position": "yes"}]
    assert len(ask(folder, "SELECT id FROM all_roll_calls")) == 2


def test_what_belongs_to_a_held_record_is_not_entered_twice(folder: Path) -> None:
    """Links and events come in with their record and not again without it."""
    bundle = replace(
        document("a", "An invented text."),
        links=(Link("A/1", "A/2", LinkKind.DRAFT_OF, "invented"),), events=(Event("2018", "invented", "nobody"),),
    )  # fmt: skip
    put(folder, bundle, bundle)
    counts = put(folder, bundle)
    assert counts == {"documents already held": 1}
    assert len(ask(folder, "SELECT * FROM links")) == len(ask(folder, "SELECT * FROM events")) == 1
    with Workspace(folder) as workspace:
        assert workspace.catalogue.head() == 2


@pytest.mark.parametrize(
    "spoiled",
    [
        document("bad", "Half a \ud83d character."), document("bad", "text", title="\udc00"), document("bad", "text", states=["\ud800"]),
        vote("bad", {}, yes=10**12), vote("bad", {}, yes=-(10**12)), vote("bad", {"FRA": Position.YES}, sponsors=("\udfff",)),
    ],
)  # fmt: skip
def test_what_no_table_can_hold_is_an_issue_and_nothing_else_is_lost(folder: Path, spoiled: object) -> None:
    """One impossible value leaves out its own record, not the run; the expression held before stays current."""
    put(folder, document("bad", "The sound text."), vote("bad", {"FRA": Position.NO}))
    put(folder, document("before", "text"), spoiled, document("after", "text"))  # type: ignore[arg-type]
    assert [row["key"] for row in ask(folder, "SELECT key FROM documents ORDER BY key")] == [
        "invented:after", "invented:bad", "invented:before",
    ]  # fmt: skip
    assert [row["key"] for row in ask(folder, "SELECT key FROM roll_calls")] == ["invented:bad"]
    (issue,) = ask(folder, "SELECT * FROM issues")
    assert (issue["problem"], issue["severity"], issue["place"]) == ("cannot be stored", "left out", "invented:bad")
    assert issue["found"]


def test_an_issue_is_counted_once_however_often_its_file_is_read(folder: Path, tmp_path: Path) -> None:
    """A file that is not what it claims to be gives its issues once; the next reading makes no version."""
    source = tmp_path / "in"
    source.mkdir()
    (source / "empty.jsonl").write_bytes(b"")
    (source / "cut.zip").write_bytes(b"PK\x03\x04 no zip")
    for name in ("plain_text", "json_lines"):
        with Workspace(folder) as workspace:
            first = ingest(workspace, name, source)
            assert not first.unchanged
            again = ingest(workspace, name, source)
        assert again.unchanged
        assert again.version == first.version
    total = describe_workspace(folder)["issues"]["total"]
    assert total == len(ask(folder, "SELECT DISTINCT * FROM issues")) > 0


def test_a_new_doubt_in_a_known_folder_is_recorded(folder: Path, tmp_path: Path) -> None:
    """A file that cannot be read and lies beside files held already is an issue all the same."""
    source = tmp_path / "in"
    source.mkdir()
    (source / "2018 a.txt").write_text("An invented text.\n")
    with Workspace(folder) as workspace:
        assert not ingest(workspace, "plain_text", source).counts.get("issues")
        (source / "2018 b.txt").write_bytes(b"")
        assert ingest(workspace, "plain_text", source).counts["issues"] == 1


def test_a_source_is_described_once(folder: Path, tmp_path: Path) -> None:
    """The list of sources does not grow with each ingest."""
    with Workspace(folder) as workspace:
        for name in "ab":
            path = tmp_path / f"2018 {name}.txt"
            path.write_text(f"An invented text {name}.\n")
            ingest(workspace, "plain_text", path)
    assert len(ask(folder, "SELECT * FROM sources")) == 1


def test_halves_of_characters_in_an_issue_are_spelt_out(folder: Path) -> None:
    """An issue about unreadable letters can itself be stored and read."""
    bundle = replace(document("a", "text"), issues=(Issue("invented", "f\udce9.txt", "row 1", "letters", "whole ones", "\udce9"),))
    put(folder, bundle)
    (issue,) = ask(folder, "SELECT * FROM issues")
    assert "\\udce9" in issue["found"]
    assert "\\udce9" in issue["file"]


def test_events_obey_the_bound(folder: Path) -> None:
    """What had not happened by a date is not told as of that date; an event without a date is told only without a bound."""
    events = tuple(Event(date, date or "undated", "nobody") for date in ("2018-03-23", "2018-04", "2019", ""))
    put(folder, replace(document("a", "text"), events=events))
    told = [row["text"] for row in ask(folder, "SELECT text FROM events ORDER BY text", until="2018-04")]
    assert told == ["2018-03-23", "2018-04"]
    assert len(ask(folder, "SELECT text FROM events")) == 4
