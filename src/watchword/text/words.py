"""Cut text into words: at what is no letter in alphabetic scripts, by a dictionary in Chinese.

Words are for what is counted around a formulation (collocates, keyness, discovery); formulations themselves are never sought in
cut text, since a cut may fall inside them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watchword.text.languages import language
from watchword.text.normalise import fold_text

# Letters and digits with the marks that stand on them; hyphens part words, as they do for the matcher.
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad]*")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as folded for comparison, and its span in code points of the text."""

    folded: str
    start: int
    end: int


def find_words(text: str, code: str) -> Iterator[Word]:
    """Yield the words of `text` in order. `code` is its language ("" where unknown: Han is then cut as Chinese all the same)."""
    segmented = not code or language(code).segmented
    for found in _WORD.finditer(text):
        if segmented and _HAN.search(found.group()):
            yield from _cut(found.group(), found.start())
        elif folded := fold_text(found.group()):
            yield Word(folded, found.start(), found.end())


def _cut(run: str, at: int) -> Iterator[Word]:
    """Yield the words of a run of letters with Han characters in it."""
    import rjieba

    for piece in rjieba.cut(run):
        if folded := fold_text(piece):
            yield Word(folded, at, at + len(piece))
        at += len(piece)
