"""Numbers in prose, in digits and in words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from watchword.evidence.prose.vocabulary import HYPHEN, NUMBER, ORDINAL, Vocabulary, fold_number

_DIGITS = re.compile(r"(?<![\w/])(?<![\w/][.,-])\d{1,3}(?:[,.\u202f\u00a0]\d{3})*(?![\w/]|[.,]\d)|(?<![\w.,/-])\d{4,9}(?![\w/]|[.,]\d)")
_GROUPS = re.compile("[,.\u202f\u00a0]")
_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(rf"{HYPHEN}")
# The longest number word below 200 has so many parts ("a hundred and twenty-three").
_LONGEST = 6


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it stands (code points of the text)."""

    start: int
    end: int
    value: int


def find_numbers(text: str, words: Vocabulary) -> Iterator[Number]:
    """Yield the whole numbers of a text in its order: "28", "1,200", "twenty-eight", "just one" (the "one")."""
    found = [Number(digits.start(), digits.end(), int(_GROUPS.sub("", digits[0]))) for digits in _DIGITS.finditer(text)]
    yield from sorted([*found, *_find_words(text, words.numbers)], key=lambda number: number.start)


def find_ordinals(text: str, words: Vocabulary) -> Iterator[Number]:
    """Yield the ordinals of a text in its order: "third", "37th"."""
    found = [Number(o.start(), o.end(), int(next(group for group in o.groups() if group))) for o in words.ordinal_digits.finditer(text)]
    yield from sorted([*found, *_find_words(text, words.ordinals)], key=lambda number: number.start)


def _find_words(text: str, values: dict[str, int]) -> Iterator[Number]:
    """Yield the longest number words, from the left."""
    words = list(_WORD.finditer(text))
    firsts = _first_parts(tuple(values))
    at = 0
    while at < len(words):
        longest = _LONGEST if words[at][0].casefold() in firsts else 0
        for size in range(min(longest, len(words) - at), 0, -1):
            first, last = words[at], words[at + size - 1]
            joined = all(
                one.end() + 1 == two.start() and _BETWEEN.match(text, one.end())
                for one, two in zip(words[at : at + size - 1], words[at + 1 : at + size], strict=True)
            )
            value = values.get(fold_number(text[first.start() : last.end()])) if joined else None
            if value is not None:
                yield Number(first.start(), last.end(), value)
                at += size - 1
                break
        at += 1


@cache
def _first_parts(spelt: tuple[str, ...]) -> frozenset[str]:
    """Return the words with which number words begin."""
    return frozenset(word.partition("-")[0] for word in spelt)


def mark_numbers(text: str, words: Vocabulary) -> tuple[str, dict[int, Number]]:
    """Return the text with each number and ordinal marked over (its length stays), and the numbers by where they begin."""
    marked = list(text)
    numbers: dict[int, Number] = {}
    for mark, found in ((NUMBER, find_numbers(text, words)), (ORDINAL, find_ordinals(text, words))):
        for number in found:
            marked[number.start : number.end] = mark * (number.end - number.start)
            numbers[number.start] = number
    return "".join(marked), numbers
