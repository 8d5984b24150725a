"""Texts that are no prose: they are read in bounded time, and nothing is found in them."""

import pytest

from watchword.evidence.prose.guessing import guess_language
from watchword.evidence.prose.numbers import mark_numbers
from watchword.evidence.prose.sentences import split_sentences
from watchword.evidence.prose.tallies import find_tallies
from watchword.evidence.prose.vocabulary import vocabulary


@pytest.mark.parametrize("mark", ["7", "“", "(", "“a” "])
def test_long_lines_are_cut(mark: str) -> None:
    """Two million characters without an end are cut into pieces that a reader can bear, none of them lost."""
    text = (mark * 2_000_000)[:2_000_000].strip()
    pieces = list(split_sentences(text))
    assert max(len(piece.text) for piece in pieces) <= 3_000
    assert sum(len(piece.text.replace(" ", "")) for piece in pieces) == len(text.replace(" ", ""))


@pytest.mark.parametrize(
    "text", ["1" * 3_000, "“" * 3_000, "(" * 1_500 + ")" * 1_500, "no vote " * 375, "28 to " * 500, "support of " * 270]
)
def test_hostile_sentences_are_read_to_their_end(text: str) -> None:
    """No expression loses itself in repetitions as long as the longest sentence."""
    for code in ("en", "fr", "es", "de"):
        words = vocabulary(code)
        list(find_tallies(text, *mark_numbers(text, words), words))
        for patterns in (words.sides, words.verbs, words.outcomes, words.moves, words.subjects, words.words, words.dates, words.bodies):
            for pattern in patterns.values():
                pattern.search(text)
    assert guess_language(text) in ("en", "fr", "es", "de")
