"""The notation of entries: what parses, where it stands, and what is said of the rest."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.entries.asking import HEAD
from watchword.errors import UnreadableInput
from watchword.evidence.entries.drafting.span import write_span
from watchword.evidence.entries.kinds import KINDS
from watchword.evidence.entries.notation import read_entry
from watchword.evidence.entries.record import Piece

_PIECES = st.sampled_from(
    ["[", "]", "{", "}", "(", ")", "*", "**", "`", "\\", '"', "=", "\n", "\n\n", "- ", "## ", "::: judgement\n", ":::\n", " ",
     "or", "words", "28", "vote", "A/HRC/RES/37/23", "no", "[28]{vote A/HRC/RES/37/23 yes}", "[x](https://example.org)", "合作", "é"]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_any_text_is_read_or_refused_with_its_place(body: str) -> None:
    """Nothing crashes, and what is refused is refused with line and column."""
    try:
        read_entry(HEAD + body, "entries/any.md")
    except UnreadableInput as error:
        assert re.search(r"line \d+, column \d+: expected .+, found ", str(error)), str(error)


@given(st.text(max_size=60))
def test_any_text_at_all_is_read_or_refused_with_its_place(text: str) -> None:
    """The same for any file, with or without a head."""
    for source in (text, HEAD + text):
        try:
            read_entry(source, "entries/any.md")
        except UnreadableInput as error:
            assert "line " in str(error)


@given(st.lists(_PIECES, max_size=25).map("".join))
def test_claims_map_back_to_the_file(body: str) -> None:
    """A claim's offsets, line and column are those of its own notation in the file."""
    try:
        entry = read_entry(HEAD + body, "entries/any.md")
    except UnreadableInput:
        return
    lines = entry.source.split("\n")
    for span in entry.spans():
        notation = entry.source[span.start : span.end]
        assert notation[0] == "["
        assert notation[-1] == "}"
        assert lines[span.line - 1][span.column - 1] == "["
        (again,) = read_entry(HEAD + notation, "entries/any.md").spans()
        assert (again.kind, again.ties, again.words) == (span.kind, span.ties, span.words)


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=30), st.text(max_size=20))
def test_what_is_written_is_read_back(words: str, value: str) -> None:
    """Any words and any value survive being written as a claim."""
    if not words.strip() or not value.split():
        return
    span = write_span(words, "quote", value, p="1", hash="00000000", prefix=value)
    (read,) = read_entry(HEAD + "x " + span, "entries/any.md").spans()
    assert read.words == " ".join(words.split())
    assert read.ties[0].names == (" ".join(value.split()),)
    assert read.ties[0].options["prefix"] == " ".join(value.split())


@pytest.mark.parametrize(
    ("body", "place", "expected", "found"),
    [
        ("The vote was [28 to 1] {vote X}.", "line 9, column 22", "right behind ]", "none"),
        ("[28]{votes A/HRC/RES/37/23}", "line 9, column 6", "vote", "votes"),
        ("[28]{vote A/HRC/RES/37/23 yess}", "line 9, column 27", "yes", "yess"),
        ("[28]{usage win-win-cooperation lenguage=zh}", "line 9, column 32", "language", "lenguage"),
        ("[28]{shift A/HRC/RES/37/23}", "line 9, column 27", "shift SYMBOL SYMBOL", "A/HRC/RES/37/23"),
        ("[9]{shift A B switched.yes}", "line 9, column 15", "switched with 0 or 2 positions", "switched.yes"),
        ("[a]{first F}", "line 9, column 12", "source= and language=", "none"),
        ("[a]{quote D p=1 hash=0 p=2}", "line 9, column 24", "one value for p", "another"),
        ("An [open claim", "line 9, column 4", "]", "none"),
        ("[a [nested] claim]{vote X}", "line 9, column 4", "no bracket here", "["),
        ("A *lone star", "line 9, column 3", "emphasis", "none"),
        ("[x](javascript:alert)", "line 9, column 1", "an address", "javascript:alert"),
        ("::: judgment\nx\n:::", "line 9, column 1", "judgement", "judgment"),
        ("::: judgement\nx", "line 9, column 1", "a line :::", "none"),
        ("ok\n\n:::", "line 11, column 1", "a block to end", ":::"),
    ],
)
def test_a_fault_of_the_notation_is_said_with_its_place(body: str, place: str, expected: str, found: str) -> None:
    """Line, column, what is expected, what was found, and the nearest valid name."""
    with pytest.raises(UnreadableInput) as caught:
        read_entry(HEAD + body, "entries/test.md")
    assert caught.value.place == place
    assert expected in caught.value.expected
    assert found in caught.value.found


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("no head", "a head"),
        ("+++\ntitle = 1\n+++\n", "title: text"),
        ("+++\ntitel = 'x'\n+++\n", "title"),
        ("+++\ntitle = 'x'\n+++\n", "formulation, authors, date, licence in the head"),
        ("+++\ntitle = \n+++\n", "a head in TOML"),
        ("+++\ntitle = 'x'\n", "a line +++ that ends the head"),
        (HEAD.replace("2026-01-01", "2026-13-01"), "date: a date"),
        (HEAD.replace("licence", 'language = "tlh"\nlicence'), "a language in which prose is read"),
    ],
)
def test_a_fault_of_the_head_is_said(head: str, said: str) -> None:
    """A head that lacks something, or has what it must not, is refused."""
    with pytest.raises(UnreadableInput, match=re.escape(said)):
        read_entry(head, "entries/test.md")


def test_prose_links_emphasis_lists_and_judgement_are_read() -> None:
    """The whole of the small Markdown in one text."""
    body = "## A *heading*\n\nOne line\nand the next, [a **bold** link](https://example.org/a), `code` and \\[brackets\\].\n\n- an item\n  runs on\n- two\n\n::: judgement\n[28]{vote A/HRC/RES/37/23 yes}\n:::\n"  # noqa: E501
    entry = read_entry(HEAD + body, "entries/test.md")
    assert [(block.kind, block.judgement) for block in entry.blocks] == [
        ("heading", False), ("paragraph", False), ("item", False), ("item", False), ("paragraph", True),
    ]  # fmt: skip
    pieces = entry.blocks[1].parts
    assert Piece("bold", "strong", "https://example.org/a") in pieces
    assert Piece("code", "code") in pieces
    assert isinstance(pieces[-1], Piece)
    assert "[brackets]" in pieces[-1].text
    (claim,) = entry.spans()
    assert claim.judgement


def test_a_very_long_entry_is_read_in_bounded_time() -> None:
    """Two million signs without a claim, and a claim of a million, are read or refused at once."""
    (block,) = read_entry(HEAD + "words \\* and words " * 100_000, "entries/long.md").blocks
    assert len(block.parts) == 1
    with pytest.raises(UnreadableInput, match="a claim of at most 1,000 signs"):
        read_entry(HEAD + "[" + "28 " * 300_000 + "]{vote A/HRC/RES/37/23}", "entries/long.md")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    """An entry written on any system is the same entry."""
    body = "In [2018]{date A/HRC/RES/37/23}.\n"
    plain, other = (read_entry(text, "entries/a.md") for text in (HEAD + body, "\ufeff" + (HEAD + body).replace("\n", "\r\n")))
    assert plain == other


def test_an_example_of_every_kind_is_in_the_documentation() -> None:
    """docs/entries.md names each kind, its figures and its keys as code."""
    from tests.docs.examples import ROOT

    named = set(re.findall(r"`([^`\n]+)`", (ROOT / "docs" / "entries.md").read_text(encoding="utf-8")))
    for name, kind in KINDS.items():
        for word in (name, *kind.figures, *(f"{key}=" for key in kind.keys)):
            assert word in named, f"docs/entries.md does not name {word} of {name}"
