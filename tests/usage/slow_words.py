"""The independent, slow counter: plain Python over the paragraphs, one word after the other."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from watchword.text.normalise import fold_text

_WORD = re.compile(r"[^\W_]+")
_HAN = re.compile("[\u3400-\u9fff]")

Span = tuple[int, int, bool]  # start, end, whether words are counted around it


@dataclass
class Counted:
    """What was counted: words near, documents they are near in, words of the corpus, and their sums."""

    near: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    documents: dict[str, set[str]] = field(default_factory=dict)
    corpus: Counter[str] = field(default_factory=Counter)
    units: int = 0


def split(text: str, *, chinese: bool) -> list[str]:
    """Return the folded words of a text."""
    import rjieba

    words: list[str] = []
    for run in _WORD.findall(fold_text(text)):
        words += rjieba.cut(run) if chinese and _HAN.search(run) else [run]
    return words


def count_slowly(paragraphs: Iterable[tuple[str, str, Sequence[Span]]], language: str, *, left: int, right: int) -> Counted:
    """Count over paragraphs (document, text, uses of the formulation), the text cut on each side of a use apart.

    No use is a word, whether words are counted around it or not. Where a use is part of an alphabetic word, the whole word is taken.
    """
    found = Counted()
    for document, text, spans in paragraphs:
        items: list[str | bool] = []
        at = 0
        for first, last, counts in sorted(spans):
            start, end = first, last
            while language != "zh" and start and text[start - 1].isalpha():
                start -= 1
            while language != "zh" and end < len(text) and text[end].isalpha():
                end += 1
            items += [*split(text[at:start], chinese=language == "zh"), counts]
            at = end
        items += split(text[at:], chinese=language == "zh")
        units = [place for place, item in enumerate(items) if item is True]
        found.units += len(units)
        before = {place for unit in units for place in range(max(0, unit - left), unit)}
        behind = {place for unit in units for place in range(unit + 1, min(len(items), unit + right + 1))}
        for place, item in enumerate(items):
            if isinstance(item, bool):
                continue
            found.corpus[item] += 1
            found.left[item] += place in before
            found.right[item] += place in behind
            if place in before | behind:
                found.near[item] += 1
                found.documents.setdefault(item, set()).add(document)
    return found
