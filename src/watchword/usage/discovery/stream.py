"""Texts as one long row of units: words of alphabetic scripts, single Han characters, and where the text breaks between them.

Texts are folded as the matcher folds (`text.normalise`), cut at what is no letter, and each unit is given by a 64-bit hash of its
letters, so that a corpus of 200 MB needs about 170 MB. All work is done by numpy on a few million characters at a time.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchword.text.normalise import fold

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_PARAGRAPH = "\x01"  # no text has it, and folding leaves it alone
_CHUNK = 2_000_000  # characters folded and cut at a time
_BASE = np.uint64(0x9E3779B97F4A7C15)
_SPACE, _LETTER, _HAN = 1, 2, 3
_APOSTROPHE, _ENUMERATION = 0x27, 0x3001
_INITIAL = 5  # a word that was seen less often inside a sentence is not judged by its capitals


@dataclass(frozen=True, slots=True)
class Stream:
    """Documents cut into units, one behind the other.

    `units` are numbers into `words`; `broken[i]` says that punctuation or the start of a paragraph stands before unit i;
    `starts[d]` is the first unit of document d, with the total at the end. `inside` and `capital` count, for each word, how often
    it stood inside a sentence, and there with a capital letter.
    """

    units: NDArray[np.int32]
    broken: NDArray[np.bool_]
    starts: Places
    words: tuple[str, ...]
    hashes: Hashes
    inside: Places
    capital: Places

    def documents_of(self, places: Places) -> Places:
        """Return the documents in which these units stand."""
        return np.searchsorted(self.starts, places, side="right") - 1

    def is_name(self) -> NDArray[np.bool_]:
        """Say which words are written with a capital nineteen times in twenty where they stand inside a sentence."""
        return (self.inside >= _INITIAL) & (self.capital >= 0.95 * self.inside)


@dataclass(slots=True)
class Cutter:
    """Cuts texts into a stream, a batch of paragraphs at a time."""

    _units: list[NDArray[np.int32]] = field(default_factory=list)
    _broken: list[NDArray[np.bool_]] = field(default_factory=list)
    _documents: list[NDArray[np.int32]] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)
    _words: list[str] = field(default_factory=list)
    _inside: Places = field(default_factory=lambda: np.zeros(1024, dtype=np.int64))
    _capital: Places = field(default_factory=lambda: np.zeros(1024, dtype=np.int64))

    def add(self, documents: Sequence[int], texts: Sequence[str]) -> None:
        """Cut paragraphs; `documents` are the numbers of the documents they stand in, never falling from call to call."""
        begin, size = 0, 0
        for at, text in enumerate(texts):
            size += len(text)
            if size >= _CHUNK:
                self._cut(documents[begin : at + 1], texts[begin : at + 1])
                begin, size = at + 1, 0
        if begin < len(texts):
            self._cut(documents[begin:], texts[begin:])

    def finish(self, documents: int) -> Stream:
        """Return the stream of so many documents."""
        units = np.concatenate([np.empty(0, np.int32), *self._units])
        broken = np.concatenate([np.empty(0, np.bool_), *self._broken])
        owners = np.concatenate([np.empty(0, np.int32), *self._documents])
        starts = np.searchsorted(owners, np.arange(documents + 1))
        broken[starts[:-1][starts[:-1] < len(units)]] = True
        words, count = tuple(self._words), len(self._words)
        hashes = np.fromiter(self._numbers, np.uint64, count)
        return Stream(units, broken, starts, words, mix(hashes), self._inside[:count], self._capital[:count])

    def _cut(self, documents: Sequence[int], texts: Sequence[str]) -> None:
        shadow = fold(_PARAGRAPH.join([*(text.replace(_PARAGRAPH, " ") for text in texts), ""]).encode())
        points = np.frombuffer(shadow.data.decode().encode("utf-32-le"), dtype=np.uint32)
        kinds = _kinds()[points]
        letter, han = kinds == _LETTER, kinds == _HAN
        first = letter.copy()
        first[1:] &= ~letter[:-1]
        begin = np.flatnonzero(first | han)
        if not len(begin):
            return
        last = letter.copy()
        last[:-1] &= ~letter[1:]
        end = np.flatnonzero(last | han) + 1
        breaks = np.cumsum(kinds == 0)
        before = np.concatenate([[-1], breaks[begin[:-1]]])
        broken = breaks[begin] > before
        numbers = self._number(points, begin, end)
        bytes_before = np.cumsum(1 + (points >= 0x80) + (points >= 0x800) + (points >= 0x10000)) - 1
        width = 1 + (points[begin] >= 0x80) + (points[begin] >= 0x800) + (points[begin] >= 0x10000)
        capital = _capital(shadow.original, shadow.starts(bytes_before[begin] - width + 1))
        self._count_capitals(numbers, ~broken, capital)
        paragraphs = np.cumsum(points == ord(_PARAGRAPH))[begin]
        self._units.append(numbers)
        self._broken.append(broken)
        self._documents.append(np.asarray(documents, dtype=np.int32)[paragraphs])

    def _number(self, points: NDArray[np.uint32], begin: Places, end: Places) -> NDArray[np.int32]:
        """Return the number of each unit, giving new ones to units not seen before."""
        power, inverse = _powers(len(points) + 1)
        sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(mix(points.astype(np.uint64)) * power[: len(points)])])
        hashes = (sums[end] - sums[begin]) * inverse[begin]
        found, example, which = np.unique(hashes, return_index=True, return_inverse=True)
        numbers = np.empty(len(found), np.int32)
        for at, value in enumerate(found.tolist()):
            number = self._numbers.get(value)
            if number is None:
                number = self._numbers[value] = len(self._words)
                here = example[at]
                self._words.append(points[begin[here] : end[here]].tobytes().decode("utf-32-le"))
            numbers[at] = number
        return numbers[which]

    def _count_capitals(self, numbers: NDArray[np.int32], inside: NDArray[np.bool_], capital: NDArray[np.bool_]) -> None:
        size = len(self._words)
        if size > len(self._inside):
            grown = max(size, 2 * len(self._inside))
            self._inside, self._capital = (np.resize(_padded(a, grown), grown) for a in (self._inside, self._capital))
        self._inside[:size] += np.bincount(numbers[inside], minlength=size)
        self._capital[:size] += np.bincount(numbers[inside & capital], minlength=size)


def mix(values: Hashes) -> Hashes:
    """Return 64-bit numbers that look random, one for each value (SplitMix64: Steele, Lea and Flood, OOPSLA 2014)."""
    z = values + _BASE
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def _padded(values: Places, size: int) -> Places:
    return np.concatenate([values, np.zeros(size - len(values), np.int64)])


@cache
def _kinds() -> NDArray[np.uint8]:
    """Return the kind of every code point: letter (digits and marks too), Han character, space, or what breaks a text (0)."""
    kinds = np.zeros(0x110000, dtype=np.uint8)
    for point in range(0x30000):
        category = unicodedata.category(chr(point))
        if category[0] in "LMN":
            kinds[point] = _LETTER
        elif category == "Zs":
            kinds[point] = _SPACE
    for begin, end in ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0)):
        kinds[begin:end] = _HAN
    kinds[_APOSTROPHE] = _SPACE
    # In Chinese the enumeration comma joins the halves of a slogan: it is read like a character.
    kinds[_ENUMERATION] = _HAN
    return kinds


@cache
def _power_table(size: int) -> tuple[Hashes, Hashes]:
    inverse = np.uint64(pow(int(_BASE), -1, 1 << 64))
    tables = []
    for base in (_BASE, inverse):
        table = np.full(size, base, dtype=np.uint64)
        table[0] = 1
        tables.append(np.cumprod(table, dtype=np.uint64))
    return tables[0], tables[1]


def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Return the powers of the base and of its inverse modulo 2 to the power of 64."""
    return _power_table(1 << max(16, (size - 1).bit_length()))


def _capital(original: NDArray[Any], at: Places) -> NDArray[np.bool_]:
    """Say whether a capital letter (Latin, Latin-1 or Cyrillic) begins at these bytes of the text as it was."""
    one = original[at]
    two = original[np.minimum(at + 1, len(original) - 1)]
    latin = (one >= 0x41) & (one <= 0x5A)
    western = (one == 0xC3) & (two >= 0x80) & (two <= 0x9E)
    cyrillic = (one == 0xD0) & (two >= 0x80) & (two <= 0xAF)
    capital: NDArray[np.bool_] = latin | western | cyrillic
    return capital
