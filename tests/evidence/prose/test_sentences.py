"""Sentences of a text, with their places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.evidence.prose.sentences import split_sentences


@given(st.text(max_size=400))
def test_sentences_stand_in_their_text(text: str) -> None:
    """Every sentence is the span of the text that it says it is, in order, and nothing but blanks is left out."""
    end = 0
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert not text[end : sentence.start].strip()
        end = sentence.end
    assert not text[end:].strip()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It was adopted in 2018. China abstained.", 2), ("See A/HRC/RES/37/23. It passed.", 2), ("Mr. Smith of the U.S. voted no.", 1),
        ("Am 23. März stimmte der Rat ab.", 1), ("First line\n\nSecond line", 2), ("- one\n- two", 2), ("Was it adopted? Yes!", 2), ("", 0),
    ],
)  # fmt: skip
def test_full_stops_that_end_nothing(text: str, count: int) -> None:
    """Abbreviations and days of a month end no sentence; blank lines and list items do."""
    assert len(list(split_sentences(text))) == count
