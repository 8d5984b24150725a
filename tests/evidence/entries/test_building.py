"""The build: what breaks it, what it says, and that drafts and the shipped entry build."""

import re
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.evidence.entries.asking import HEAD, build, judge, put_held, write
from tests.pipeline.invented import ask, vote
from tests.workspaces import find_everything
from watchword.model import Position
from watchword.store.workspace import Workspace

_BODY = "The text passed by [2 votes to 1]{vote A/HRC/RES/98/1}.\n"
_VOTES = {"CHN": Position.YES, "CUB": Position.YES, "USA": Position.NO}


@pytest.fixture
def voted(tmp_path: Path) -> Path:
    """A workspace with one invented vote and an entry on it."""
    folder = tmp_path / "w"
    with Workspace.create(folder, {}):
        pass
    put_held(folder, vote("A/HRC/RES/98/1", _VOTES))
    write(folder, _BODY)
    return folder


@pytest.fixture
def spoken(tmp_path: Path) -> Path:
    """A workspace with an invented text that went through the archive, and an entry that quotes it."""
    folder, texts = tmp_path / "w", tmp_path / "texts"
    texts.mkdir()
    (texts / "2031-05-04 invented.txt").write_text("Invented\n\nThis invented text praises win-win cooperation.\n", encoding="utf-8")
    with Workspace.create(folder, {}):
        pass
    assert run("ingest", "plain_text", str(texts), "-w", str(folder)).code == 0
    key = ask(folder, "SELECT key FROM documents")[0]["key"]
    (span,) = run("entry", "quote", key, "This invented text praises", "-w", str(folder)).out.splitlines()
    write(folder, f"It says {span}.\n")
    return folder


def test_a_changed_vote_breaks_the_build(voted: Path) -> None:
    """A newer record of the roll call, with one vote changed, is what the entry is held against."""
    assert build(voted).holds
    put_held(voted, vote("A/HRC/RES/98/1", _VOTES | {"CUB": Position.NO}))
    answer = run("entry", "build", "-w", str(voted))
    assert answer.code == 3
    assert "entries/test.md, line 9, column 20: “2 votes to 1” (vote A/HRC/RES/98/1): expected 1 (yes); found 2" in answer.out


def test_a_byte_of_a_recorded_vote_breaks_the_build(voted: Path) -> None:
    """A part of the records that was changed on disk is named with both hashes."""
    ballots = next((voted / "records" / "ballots").glob("*.parquet"))
    original = ballots.read_bytes()
    at = original.index(b"ARROW")  # a name in the file's description: the rows stay readable
    ballots.write_bytes(original[:at] + b"arrow" + original[at + 5 :])
    answer = run("entry", "build", "-w", str(voted))
    assert answer.code == 3
    said = r"records/ballots/.+\.parquet: expected SHA-256 [0-9a-f]{16}… of the ballots as recorded, found [0-9a-f]{16}"
    assert re.search(said, answer.out)


def test_an_archived_byte_breaks_the_build(spoken: Path) -> None:
    """One changed byte of the archived file is said, with the claim that rests on it."""
    assert build(spoken).holds
    (archived,) = [path for path in (spoken / "archive").glob("*/*") if b"praises" in path.read_bytes()]
    archived.chmod(0o644)
    archived.write_bytes(archived.read_bytes().replace(b"praises", b"praised"))
    answer = run("entry", "build", "-w", str(spoken))
    assert answer.code == 3
    said = re.search(
        r"archive: expected bytes with the SHA-256 ([0-9a-f]{16})…, found ([0-9a-f]{16})…; they stand behind line 9: (.+)", answer.out
    )
    assert said
    assert archived.name.startswith(said[1])
    assert said[1] != said[2]
    assert "This invented text praises" in said[3]
    archived.unlink()
    assert "found none" in run("entry", "build", "-w", str(spoken)).out


def test_a_quoted_word_breaks_the_build(spoken: Path) -> None:
    """One changed word in the entry is said with what the document has."""
    path = spoken / "entries" / "test.md"
    path.write_text(path.read_text(encoding="utf-8").replace("text praises", "text praised"), encoding="utf-8")
    answer = run("entry", "build", "-w", str(spoken))
    assert answer.code == 3
    assert "found 'This invented text praised'; it has 'This invented text praises'" in answer.out


def test_a_text_that_changed_breaks_the_build(spoken: Path, tmp_path: Path) -> None:
    """When the publisher's file changes, the quotation is not carried over."""
    changed = tmp_path / "texts" / "2031-05-04 invented.txt"
    changed.write_text("Invented\n\nThis invented text praises win-win cooperation no more.\n", encoding="utf-8")
    assert run("ingest", "plain_text", str(changed.parent), "-w", str(spoken)).code == 0
    answer = run("entry", "build", "-w", str(spoken))
    assert answer.code == 3
    assert "the paragraph changed; the words still stand in it: read it, and anchor them anew" in answer.out


def test_an_older_version_still_builds(voted: Path) -> None:
    """What held on an earlier day can be shown to have held."""
    version = build(voted).version
    put_held(voted, vote("A/HRC/RES/98/1", _VOTES | {"CUB": Position.NO}))
    assert run("entry", "build", "-w", str(voted), "--as-of", str(version)).code == 0
    assert run("entry", "build", "-w", str(voted)).code == 3


@pytest.mark.parametrize(
    "words", ["3 states", "2 votes to 1 among 47", "2 votes to 1 in a hundred years", "half", "2 votes to 1 (98/2)", "2"]
)
def test_a_figure_that_is_not_accounted_for_is_an_error(voted: Path, words: str) -> None:
    """No number, date, state or symbol in a claim's words is passed over."""
    (claim,) = judge(voted, f"[{words}]{{vote A/HRC/RES/98/1}}")
    assert not claim.holds


def test_a_figure_outside_every_claim_is_noted_and_with_strict_an_error(voted: Path) -> None:
    """What nobody checks is shown."""
    write(voted, _BODY + "\nIt had 17 sponsors.\n")
    assert run("entry", "build", "-w", str(voted)).code == 0
    answer = run("entry", "build", "-w", str(voted), "--strict")
    assert answer.code == 3
    assert "1 figure outside every claim: line 11: 17" in answer.out


def test_an_entry_that_is_not_there_is_named_with_the_nearest(voted: Path) -> None:
    """A typing mistake gets the name that was meant; a file that cannot be read its place."""
    assert "did you mean test?" in run("entry", "build", "tset", "-w", str(voted)).err
    (voted / "entries" / "test.md").write_text(HEAD + "An [open claim", encoding="utf-8")
    answer = run("entry", "build", "-w", str(voted))
    assert answer.code == 1
    assert "entries/test.md, line 9, column 4: expected a ] that ends the words" in answer.err
    (voted / "entries" / "test.md").write_bytes(HEAD.encode() + b"\xff")
    assert "entries/test.md, line 9: expected text in UTF-8" in run("entry", "build", "-w", str(voted)).err


def test_a_workspace_without_entries_says_how_to_begin(tmp_path: Path) -> None:
    """Nothing to build is no error."""
    assert run("init", str(tmp_path / "w")).code == 0
    answer = run("entry", "build", "-w", str(tmp_path / "w"))
    assert (answer.code, answer.out) == (0, "no entries yet; draft one with: watchword entry new FORMULATION\n")


@pytest.mark.parametrize("formulation", ["win-win-cooperation", "responsibility-to-protect", "right-to-development"])
def test_a_draft_builds_at_once(formulation: str, demo: Path) -> None:
    """Whatever is held of a formulation, its draft has all sections and no claim that fails."""
    answer = run("entry", "new", formulation, "--print", "-w", str(demo), "--json")
    assert (answer.code, answer.err) == (0, "")
    draft = answer.json
    assert draft["holds"]
    assert draft["left_out"] == []
    headings = re.findall(r"^## (.+)$", draft["text"], re.M)
    assert headings == [
        "Origins and use", "Spread", "Texts and changes of wording", "Votes", "What it travels with", "Implications",
        "Evidence against", "Sources",
    ]  # fmt: skip
    assert not re.search(r"\b(?:because|caused|causes|led to|due to|therefore|influenced)\b", draft["text"])


def test_a_draft_of_held_texts_builds_at_once(lab: Path) -> None:
    """Company, collocates and renderings are claims as well."""
    draft = run("entry", "new", "win-win-cooperation", "--print", "-w", str(lab), "--json").json
    assert draft["holds"]
    assert draft["left_out"] == []
    for kind in ("company", "collocate", "rendering", "first", "usage", "users"):
        assert f"{{{kind} " in draft["text"]


def test_a_draft_does_not_overwrite_an_entry(demo: Path) -> None:
    """The author's work is safe."""
    answer = run("entry", "new", "win-win-cooperation", "-w", str(demo))
    assert answer.code == 2
    assert "is there already" in answer.err


def test_the_shipped_entry_builds_on_the_demo(demo: Path) -> None:
    """Every claim holds there, no figure stands outside a claim, and its judgement is marked."""
    answer = run("entry", "build", "win-win-cooperation", "--strict", "-w", str(demo), "--json")
    assert answer.code == 0
    (built,) = answer.json
    assert built["holds"]
    assert built["unclaimed"] == []
    assert 700 <= len(re.sub(r"\{[^}]*\}", "", (demo / built["file"]).read_text(encoding="utf-8")).split()) <= 1200
    assert {claim["holding"] for claim in built["claims"]} <= {"cited", "measured", ""}
    assert any(claim["judgement"] for claim in built["claims"])


@pytest.mark.real
@pytest.mark.slow
def test_the_shipped_entry_builds_where_its_evidence_is_held() -> None:
    """On the workspace of all the real corpora every claim is held against the texts and votes themselves."""
    folder = find_everything()
    if folder is None:
        pytest.skip("no workspace of the real corpora: WATCHWORD_REAL names it")
    answer = run("entry", "build", "win-win-cooperation", "--strict", "-w", str(folder), "--json")
    assert answer.code == 0
    (built,) = answer.json
    assert built["holds"]
    held = [claim for claim in built["claims"] if claim["holding"] == "held"]
    assert len(held) >= 55
    assert not [claim for claim in built["claims"] if claim["verdict"] == "not checkable"]
    quotes = [claim for claim in built["claims"] if claim["kind"] == "quote"]
    published = [claim for claim in quotes if not claim["names"][0].startswith("watchword_starter:")]
    assert len(published) >= 5
    assert not [claim["names"][0] for claim in published if claim["holding"] != "held"]
