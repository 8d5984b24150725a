"""What a user may count on when running text is cut into paragraphs."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.text.segment import segment

from ..writing import texts

_pages = st.lists(
    st.sampled_from(
        ["Recalling", " the Charter,", " win-win", "\n", "\n\n", "\f", "\r\n", ".", "。", "1. ", "(a) ", "\u3000合作", "A/RES/1", "\ufeff",
         "\x0b", "\x85", "\u2028", "الميثاق", "،", "\x1c", "\t", "\u00a0"]
    ), max_size=30,
).map("".join)  # fmt: skip


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in segment(text)]


@given(st.one_of(texts, _pages))
def test_only_white_space_falls_between_paragraphs(text: str) -> None:
    """Put together again, the paragraphs hold every character that is not space, in order, once."""
    spans = list(segment(text))
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    assert edges == sorted(edges)
    for behind, before in zip(edges[::2], edges[1::2], strict=True):
        gap = text[behind:before].replace("\ufeff", "")
        assert not gap.strip(), repr(gap)


@given(st.one_of(texts, _pages))
def test_no_cut_falls_inside_a_word(text: str) -> None:
    """Between two paragraphs there is white space: a word is never cut in two."""
    spans = list(segment(text))
    for (_, end), (start, _) in pairwise(spans):
        assert start > end


@given(st.one_of(texts, _pages))
def test_paragraphs_are_not_blank(text: str) -> None:
    """No paragraph is empty or begins or ends with a plain space."""
    for paragraph in _cut(text):
        assert paragraph
        assert paragraph == paragraph.strip(" \t\r\n")


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("The sentence runs\nover two lines.\nThe next begins.", ["The sentence runs\nover two lines.", "The next begins."]),
        ("It breaks off on the\n\f\npage and goes on.", ["It breaks off on the\n\f\npage and goes on."]),
        ("It breaks off,\n\nBut goes on.", ["It breaks off,\n\nBut goes on."]),
        ("HEADING\n\nText begins.", ["HEADING", "Text begins."]),
        ("Calls upon states\n2. Decides", ["Calls upon states", "2. Decides"]),
        ("Calls upon states:\n(a) to act;\n(b) to wait.", ["Calls upon states:", "(a) to act;", "(b) to wait."]),
        ("合作共赢。\n\u3000\u3000我们认为", ["合作共赢。", "我们认为"]),
        ("He said “no.”\nThey left.", ["He said “no.”", "They left."]),
        ("e.g.\nlower case goes on", ["e.g.\nlower case goes on"]),
        ("", []),
        ("\ufeff \n", []),
        ("one line", ["one line"]),
    ],
)
def test_paragraphs_of_real_layouts(text: str, paragraphs: list[str]) -> None:
    """Line ends, page breaks, headings and numbering are read as a reader does."""
    assert _cut(text) == paragraphs
