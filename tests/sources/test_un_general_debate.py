"""What reading the General Debate Corpus promises."""

import io
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import UnreadableInput
from watchword.model import Bundle, Document, Issue, Kind, Rendering
from watchword.sources.base import Entry, FileRole
from watchword.sources.files import walk
from watchword.sources.un_general_debate import UnGeneralDebate, find_original, usual_language

FIXTURES = Path(__file__).parents[1] / "data" / "un_general_debate"
DATA = Path(os.environ.get("WATCHWORD_DATA") or Path(__file__).parents[2].parent / "shared" / "data")


def read_corpus(path: Path) -> tuple[dict[str, Bundle], list[Issue], list[UnreadableInput]]:
    """Return the bundles by key, all issues, and the errors of whole files."""
    source, issues, errors = UnGeneralDebate(), [], []
    entries = list(walk(path, issues.append))
    read = source.reader([entry for entry in entries if source.role(entry.path) == FileRole.COMPANION])
    bundles = {}
    for entry in entries:
        if source.role(entry.path) != FileRole.DOCUMENT:
            continue
        try:
            for bundle in read(entry):
                issues += bundle.issues
                if bundle.document:
                    bundles[bundle.document.key.partition(":")[2]] = bundle
        except UnreadableInput as error:
            errors.append(error)
    return bundles, issues, errors


def document_of(bundles: dict[str, Bundle], key: str) -> Document:
    document = bundles[key].document
    assert document is not None
    return document


def test_one_speech_becomes_one_document() -> None:
    """A speech carries its session, year, state, speaker and office, and its text word for word."""
    bundles, _, errors = read_corpus(FIXTURES / "sound")
    assert not errors
    assert len(bundles) == 9
    document = document_of(bundles, "CHN_73_2018")
    assert (document.key, document.work) == ("un_general_debate:CHN_73_2018",) * 2
    assert (document.kind, document.organ, document.session) == (Kind.SPEECH, "GA", "73")
    assert (document.date, document.language) == ("2018", "en")
    assert document.title == "General Debate, session 73 (2018): China"
    (actor,) = document.actors
    assert (actor.name, actor.office, actor.state) == ("Invented Speaker", "Invented Minister", "CHN")
    (block,) = bundles["CHN_73_2018"].blocks
    assert block.text.endswith("a co-\noperation.\fA second page.\n")
    assert not block.text.startswith("\ufeff")
    assert not block.segmented


def test_china_is_the_state_that_held_the_seat() -> None:
    """The code CHN is the Republic of China through the debate of 1971 and the People's Republic from 1972."""
    bundles, _, _ = read_corpus(FIXTURES / "sound")
    assert document_of(bundles, "CHN_26_1971").actors[0].state == "ROC"
    assert document_of(bundles, "CHN_27_1972").actors[0].state == "CHN"
    assert document_of(bundles, "RUS_35_1980").actors[0].state == "SUN"
    assert document_of(bundles, "EU_73_2018").actors[0].state == "EU"


def test_a_speaker_is_named_only_where_the_workbook_is_clear() -> None:
    """Two names for one speech name nobody; one name in two spellings, or under a misprinted code, is used."""
    bundles, issues, _ = read_corpus(FIXTURES / "sound")
    assert document_of(bundles, "IND_15_1960").actors[0].name == ""
    assert document_of(bundles, "YMD_35_1980").actors[0].name == "Mr. Printed"
    assert document_of(bundles, "RUS_35_1980").actors[0].office == "Minister"
    doubts = [issue for issue in issues if issue.problem == "speaker unknown"]
    assert any("Mr. FIRST (row 5) and Mr. SECOND (row 6)" in issue.found for issue in doubts)


def test_the_original_language_is_claimed_only_where_the_text_says_it() -> None:
    """A note at the head counts for the speech, notes within it leave it unknown, and no state is given a language."""
    bundles, issues, _ = read_corpus(FIXTURES / "sound")
    spanish = document_of(bundles, "COL_14_1959")
    assert (spanish.original_language, spanish.rendering) == ("es", Rendering.TRANSLATION)
    for key in ("CHN_73_2018", "CAN_73_2018"):
        assert document_of(bundles, key).original_language == ""
        assert document_of(bundles, key).rendering == Rendering.UNKNOWN
    assert [issue.file[-15:] for issue in issues if issue.problem == "speech in several languages"] == ["CAN_73_2018.txt"]
    assert usual_language("CHN") == "zh"
    assert usual_language("ROC") == usual_language("CAN") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(spoke in English) We invent.", ("en", Rendering.ORIGINAL)),
        ("(spoke in French): We invent.", ("fr", Rendering.UNKNOWN)),
        ("Mr. X (interpretation from Arabic): We invent.", ("ar", Rendering.INTERPRETATION)),
        ("(spoke in Irish; English text provided by the delegation)", ("ga", Rendering.TRANSLATION)),
        ("[Original: Russian] We invent.", ("ru", Rendering.TRANSLATION)),
        ("We invent (continued in next message).", ("", Rendering.UNKNOWN)),
        ("(spoke in Klingon) We invent.", ("", Rendering.UNKNOWN)),
    ],
)
def test_notes_of_language_are_read_as_they_are_printed(text: str, expected: tuple[str, Rendering]) -> None:
    """Translation, interpretation and "spoke in" are three different statements."""
    languages = {"English": "en", "French": "fr", "Arabic": "ar", "Irish": "ga", "Russian": "ru"}
    assert find_original(text, languages)[:2] == expected


def test_marks_and_look_alikes_are_noted() -> None:
    """A byte-order mark is left off and Cyrillic letters are counted; both are said."""
    bundles, issues, _ = read_corpus(FIXTURES / "sound")
    notes = {(issue.problem, issue.found) for issue in issues if issue.severity == "note"}
    assert ("byte-order mark", "a mark, left off") in notes
    assert ("look-alike letters", "3 Cyrillic letters") in notes
    assert "pe\u0430ce" in bundles["YMD_35_1980"].blocks[0].text


def test_spoiled_files_are_named_and_the_rest_goes_on() -> None:
    """Bad bytes, no text, a wrong folder, an unknown code and a strange name each cost one file, with its place."""
    bundles, issues, errors = read_corpus(FIXTURES / "spoiled")
    assert sorted(bundles) == ["AUS_15_1960", "FRA_73_2018"]
    places = {(error.file.rsplit("/", 1)[-1], error.place) for error in errors}
    assert places == {
        ("CHN_73_2018.txt", "byte 72"),
        ("CAN_73_2018.txt", ""),
        ("EU_74_2019.txt", "file name"),
        ("QQQ_73_2018.txt", "file name"),
        ("China 2018.txt", "file name"),
    }
    assert [issue.place for issue in issues if issue.problem == "row"] == ["row 2", "row 3"]
    assert document_of(bundles, "AUS_15_1960").actors[0].name == ""
    assert any(issue.found == "Austria in row 4" for issue in issues)


def test_a_workbook_that_cannot_be_read_costs_only_the_speakers(tmp_path: Path) -> None:
    """A workbook without its columns, or that is none, is an issue; the speeches are read with unknown speakers."""
    for data in ((FIXTURES / "columns" / "Speakers_by_session.xlsx").read_bytes(), b"no workbook"):
        (tmp_path / "Speakers_by_session.xlsx").write_bytes(data)
        (tmp_path / "FRA_73_2018.txt").write_text("An invented speech.")
        bundles, issues, errors = read_corpus(tmp_path)
        assert document_of(bundles, "FRA_73_2018").actors[0].state == "FRA"
        assert [issue.problem for issue in issues] == ["speakers not read"]
        assert not errors


@given(st.binary(max_size=60))
def test_any_bytes_are_read_word_for_word_or_refused(data: bytes) -> None:
    """A speech holds exactly the decoded bytes, or there is no speech."""
    entry = Entry("Session 73 - 2018/FRA_73_2018.txt", lambda: io.BytesIO(data), len(data))
    try:
        (bundle,) = UnGeneralDebate().reader([])(entry)
    except UnreadableInput as error:
        offset = int(error.place.removeprefix("byte ")) if error.place else 0
        data[:offset].decode()
        return
    assert bundle.blocks[0].text.encode() == data.removeprefix(b"\xef\xbb\xbf")


@pytest.mark.real
@pytest.mark.slow
def test_the_whole_corpus_is_read() -> None:
    """Every speech of version 13 becomes a document, from the zip as published."""
    path = DATA / "ungdc.zip"
    if not path.exists():
        pytest.skip("ungdc.zip is not at hand")
    bundles, issues, errors = read_corpus(path)
    assert len(bundles) == 10_952
    assert not errors
    counts = Counter(issue.problem for issue in issues)
    assert counts["byte-order mark"] == 2_936
    assert counts["look-alike letters"] == 134
    per_session = Counter(document_of(bundles, key).session for key in bundles)
    expected = UnGeneralDebate().descriptor.expects[0]
    assert all(expected.minimum <= count <= expected.maximum for count in per_session.values())
    named = sum(1 for key in bundles if document_of(bundles, key).actors[0].name)
    assert named > 10_800
