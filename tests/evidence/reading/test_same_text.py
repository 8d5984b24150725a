"""Whatever the form of a file, its reader gives the same text, and the way back to it."""

import re

import pytest

from tests.evidence.reading.made import make_pdf, set_page
from tests.evidence.reading.same_text import NOTE, PARAGRAPHS, in_every_form
from watchword.evidence.reading.read import read_prose

FORMS = in_every_form()
EXPECTED = "\n\n".join([*PARAGRAPHS, NOTE])
KINDS = {"a.txt": "text", "a.md": "Markdown", "a.html": "HTML", "a.docx": "Word", "a.pdf": "PDF"}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_text_comes_out_of_every_form(name: str) -> None:
    """Marks, menus, scripts, running lines and note markers are gone; words, paragraphs and notes are there."""
    prose = read_prose(FORMS[name], name)
    assert (prose.kind, prose.text) == (KINDS[name], EXPECTED)


@pytest.mark.parametrize("name", FORMS)
def test_content_decides_and_not_the_name(name: str) -> None:
    """A file under another name, or none, is read as what it is."""
    assert read_prose(FORMS[name], "wrong.dat").text == EXPECTED
    if name not in ("a.txt", "a.md"):
        assert read_prose(FORMS[name], "wrong.txt").kind == KINDS[name]


@pytest.mark.parametrize("name", FORMS)
def test_every_word_has_a_place(name: str) -> None:
    """The places lie in order, do not overlap, and leave out white space only."""
    prose = read_prose(FORMS[name], name)
    at = 0
    for place in prose.places:
        assert prose.text[at : place.start].strip() == ""
        assert place.start < place.end
        at = place.end
    assert at == len(prose.text)


@pytest.mark.parametrize(("name", "said"), [
    ("a.txt", "line 3"), ("a.md", "line 3"), ("a.html", "element p 1"), ("a.docx", "paragraph 2"), ("a.pdf", "page 1"),
])  # fmt: skip
def test_a_statement_is_found_again_in_the_file(name: str, said: str) -> None:
    """The first tally stands where the file has it."""
    prose = read_prose(FORMS[name], name)
    start = prose.text.index("28 votes")
    assert prose.say_place(start, start + 8) == said


def test_a_note_and_a_second_page_know_where_they_are() -> None:
    """A footnote of Word is named as one, and text across pages names both."""
    word, pdf = read_prose(FORMS["a.docx"]), read_prose(FORMS["a.pdf"])
    assert word.say_place(len(EXPECTED) - 5, len(EXPECTED)) == "footnote 1"
    assert pdf.say_place(pdf.text.index("debate"), pdf.text.index("The first") + 9) == "pages 1 to 2"


def test_what_was_left_out_is_said() -> None:
    """Notes count running lines and note markers."""
    assert re.search(r"left out: 4 running lines", " ".join(read_prose(FORMS["a.pdf"]).notes))
    assert "note markers (1)" in " ".join(read_prose(FORMS["a.html"]).notes)


def test_a_sentence_that_returns_at_the_head_of_pages_is_no_running_line() -> None:
    """Texts repeat sentences with other figures; only what runs along is left out."""
    facts = [f"Text {number} was adopted by {number + 20} votes to {number}." for number in range(1, 7)]
    pages = [[(72.0, 812.0, 9.0, f"Annual report {n}"), *set_page([[fact, "It had been read twice."]])] for n, fact in enumerate(facts)]
    prose = read_prose(make_pdf(pages))
    assert [fact for fact in facts if fact not in prose.text] == []
    assert "Annual" not in prose.text
