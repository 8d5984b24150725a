"""Quotations are exact, stay where they were anchored, and never move by themselves."""

from pathlib import Path

import pytest

from tests.pipeline.invented import document, put
from watchword.errors import NotHeld
from watchword.evidence.entries.desk import Desk
from watchword.evidence.quotes import Anchor, check_quote, count_words, find_quotes
from watchword.model import Display
from watchword.pipeline.entries import open_desk
from watchword.pipeline.opening import open_reading
from watchword.store.workspace import Workspace

_TEXT = "An invented opening.\nPeace and trade, and again peace and trade, for all.\nThe river unites\tus."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with one invented speech."""
    with Workspace.create(tmp_path / "w", {}):
        pass
    put(tmp_path / "w", document("speech", _TEXT))
    return tmp_path / "w"


def _check(folder: Path, anchor: Anchor, words: str) -> str:
    with open_reading(folder, uses=False) as reading:
        desk: Desk = open_desk(reading)
        return check_quote(reading.view, desk.document(anchor.document), anchor, words)[1]


def _find(folder: Path, words: str) -> list[Anchor]:
    with open_reading(folder, uses=False) as reading:
        return [place.anchor for place in find_quotes(reading.view, open_desk(reading).document("invented:speech"), words)]


@pytest.mark.parametrize("words", ["An invented opening", "for all", "peace and trade", "and trade", "The river unites us."])
def test_what_is_found_holds_where_it_was_found(folder: Path, words: str) -> None:
    """The anchor that is printed is one that builds; words that stand twice have two."""
    anchors = _find(folder, words)
    assert len(set(anchors)) == len(anchors)
    assert [_check(folder, anchor, words) for anchor in anchors] == [""] * len(anchors)


def test_words_that_stand_twice_need_their_context(folder: Path) -> None:
    """Without prefix or suffix it is not known which is meant."""
    first = _find(folder, "and trade")[0]
    said = _check(folder, Anchor(first.document, first.paragraph, first.digits), "and trade")
    assert (
        said
        == "expected prefix= and suffix= that tell the place; found that they stand 2 times in paragraph 1 of invented:speech, 2 of them so"
    )


@pytest.mark.parametrize("words", ["An invented opening!", "an invented opening", "invented  openings", "peace trade"])
def test_words_that_differ_by_a_sign_are_no_quotation(folder: Path, words: str) -> None:
    """Exact is exact: case, signs and letters."""
    with pytest.raises(NotHeld, match="does not hold these exact words"):
        _find(folder, words)


def test_a_changed_paragraph_is_said_and_not_followed(folder: Path) -> None:
    """The words still stand there, and yet a person must look: the paragraph is another."""
    anchor = _find(folder, "for all")[0]
    put(folder, document("speech", _TEXT.replace("Peace and", "War and")))
    now = _find(folder, "for all")[0].digits
    assert _check(folder, anchor, "for all") == (
        f"expected paragraph 1 of invented:speech with the hash {anchor.digits}; found one with the hash {now}: "
        "the paragraph changed; the words still stand in it: read it, and anchor them anew"
    )


def test_a_moved_paragraph_is_said_with_its_new_place(folder: Path) -> None:
    """The quotation is not silently anchored again."""
    anchor = _find(folder, "for all")[0]
    put(folder, document("speech", "A new line.\n" + _TEXT))
    said = _check(folder, anchor, "for all")
    assert said == f"expected paragraph 1 of invented:speech with the hash {anchor.digits}; found that paragraph moved to 2"


def test_a_changed_word_is_said_with_what_stands_there(folder: Path) -> None:
    """The fault shows the nearest words."""
    anchor = _find(folder, "An invented opening")[0]
    said = _check(folder, anchor, "An invented openings")
    assert "found 'An invented openings'; it has 'An invented opening.'" in said


def test_a_document_replaced_by_a_newer_expression_is_said(folder: Path) -> None:
    """An id names one state of a text; when that is superseded, the build says so."""
    with open_reading(folder, uses=False) as reading:
        old = open_desk(reading).document("invented:speech")["id"]
    put(folder, document("speech", "Another text."))
    with open_reading(folder, uses=False) as reading, pytest.raises(NotHeld, match="was replaced by a newer one"):
        open_desk(reading).document(old)


def test_at_most_ten_words_where_the_licence_does_not_let_us_show_more(tmp_path: Path) -> None:
    """A text that may be shown in full may be quoted at length; another by ten words."""
    with Workspace.create(tmp_path / "w", {}):
        pass
    text = "one two three four five six seven eight nine ten eleven"
    put(tmp_path / "w", document("full", text), document("short", text, display=Display.QUOTE))
    with open_reading(tmp_path / "w", uses=False) as reading:
        desk = open_desk(reading)
        for key, fault in (("full", ""), ("short", "expected at most 10 words, as the licence of invented:short has it; found 11")):
            row = desk.document(f"invented:{key}")
            anchor = find_quotes(reading.view, row, text)[0].anchor
            assert check_quote(reading.view, row, anchor, text)[1] == fault


def test_words_are_counted_in_chinese_too() -> None:
    """Two characters are taken for a word."""
    assert count_words("平等互信、合作共赢的地区环境") == 7
    assert count_words("mutually beneficial co-operation") in (3, 4)
