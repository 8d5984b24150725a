"""Cut text into words: at what is no letter in alphabetic scripts, by a dictionary in Chinese.

Words are for what is counted around a formulation (collocates, keyness, discovery); formulations themselves are never sought in
cut text, since a cut may fall inside them. `cut.cut_texts` cuts many texts at once into the same words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa

from watchword.text.cut import cut_texts


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as folded for comparison, and its span in code points of the text."""

    folded: str
    start: int
    end: int


def find_words(text: str, code: str) -> Iterator[Word]:
    """Yield the words of `text` in order. `code` is its language ("" where unknown: Han is then cut as Chinese all the same)."""
    cut = cut_texts(pa.array([text], pa.large_string()), code, places=True)
    names = cut.vocabulary.to_pylist()
    for word, start, end in zip(cut.word.tolist(), cut.start.tolist(), cut.end.tolist(), strict=True):
        yield Word(names[word], start, end)
