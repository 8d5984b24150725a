"""Read the uses of patterns where their anchors stand in order and near enough."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from watchword.lexicon.inflection import Inflected
from watchword.lexicon.layout import Layout
from watchword.lexicon.patterns import Pattern, is_gap, longest_gap, match_stretch, read_phrase, read_stretch

Offsets = NDArray[np.int64]
Spans = Iterator[tuple[int, int]]


class Places(NamedTuple):
    """Places of anchors, in order of pattern and place: numbers of patterns, and where in folded UTF-8 the anchors begin."""

    pattern: Offsets
    at: Offsets

    def keep(self, good: NDArray[np.bool_]) -> "Places":
        """Return those of the places."""
        return Places(self.pattern[good], self.at[good])

    def code(self, size: int) -> Offsets:
        """Return pattern and place as one number that keeps their order, for places up to `size`."""
        return self.pattern * (size + 1) + self.at

    @classmethod
    def join(cls, some: Sequence["Places"], size: int) -> "Places":
        """Return all these places, up to `size`, in order."""
        nothing = np.empty(0, dtype=np.int64)
        joined = cls(*(np.concatenate([nothing, *columns]) for columns in zip((nothing, nothing), *some, strict=True)))
        order = np.argsort(joined.code(size), kind="stable")
        return cls(joined.pattern[order], joined.at[order])


def read_pairs(patterns: Sequence[Pattern], firsts: Places, seconds: Places, layout: Layout) -> tuple[Offsets, Offsets]:
    """Return (numbers of patterns, rows of begin and end) of the uses of patterns of two literal parts.

    `firsts` and `seconds` are where each part stands as whole words. Of all places of the second the next is as good as any.
    """
    size = len(layout.text)
    kinds = np.unique(firsts.pattern)
    first_size, second_size, gap, longest = (np.zeros(len(patterns), dtype=np.int64) for _ in range(4))
    for number in kinds.tolist():
        pattern = patterns[number]
        first_size[number], second_size[number] = (len(anchor.text) for anchor in pattern.anchors)
        gap[number], longest[number] = pattern.gap, longest_gap(pattern.gap, pattern.language)
    begin = firsts.at + first_size[firsts.pattern]
    following = np.searchsorted(seconds.code(size), Places(firsts.pattern, begin).code(size))
    good = following < len(seconds.at)
    following = following[good]
    firsts, begin = firsts.keep(good), begin[good]
    end = seconds.at[following]
    last = end + second_size[firsts.pattern]
    good = (seconds.pattern[following] == firsts.pattern) & (last <= layout.edges[layout.rows(firsts.at) + 1])
    good[good] = layout.spans_gap(begin[good], end[good], gap[firsts.pattern[good]])
    firsts, begin, end, last = firsts.keep(good), begin[good], end[good], last[good]
    plain = layout.is_ascii(begin, end)
    good = end - begin <= longest[firsts.pattern]
    for at in np.flatnonzero(~plain).tolist():
        between = layout.text[int(begin[at]) : int(end[at])].decode(errors="ignore")
        good[at] = is_gap(between, patterns[int(firsts.pattern[at])])
    return firsts.pattern[good], np.column_stack([firsts.at[good], last[good]])


def read_pattern(pattern: Pattern, places: Offsets, row: Offsets, layout: Layout) -> list[tuple[int, int]]:
    """Return the uses of a pattern, as (begin, end), whose first anchors stand at `places`, in the paragraphs `row`."""
    if pattern.phrase:
        return list(_read_phrases(pattern, layout.text, places.tolist(), layout.edges[row + 1].tolist()))
    return [use for window in _windows(pattern, places, row, layout.edges) for use in _read(layout.text, pattern, window)]


def _read_phrases(pattern: Pattern, text: bytes, places: list[int], lasts: list[int]) -> Spans:
    """Yield the spans of a pattern without gaps among places where it may begin, in paragraphs that end at `lasts`."""
    if not pattern.phrase:
        return
    # The same words come again and again: what is read of them is kept. Whether a last word that is not inflected is whole is not.
    known: dict[bytes, int] = {}
    ends_inflected = isinstance(pattern.parts[-1].words[-1], Inflected)
    match = pattern.phrase.match
    for place, last in zip(places, lasts, strict=True):
        if not (phrase := match(text, place, last)):
            continue
        written = phrase.group()
        size = known.get(written, -1)
        if size < 0:
            size = max(0, read_phrase(pattern, phrase, last) - place)
            if ends_inflected:
                known[written] = size
        if size:
            yield place, place + size


def _windows(pattern: Pattern, places: Offsets, row: Offsets, edges: Offsets) -> Iterator[tuple[int, int, int, int]]:
    """Yield (start, end, start and end of the paragraph) of the stretches to read around places, those that overlap as one."""
    if not len(row):
        return
    reach = sum(anchor.reach for anchor in pattern.anchors) + pattern.behind
    first, last = edges[row], edges[row + 1]
    low, high = np.maximum(places - pattern.before, first), np.minimum(places + reach, last)
    begins = np.flatnonzero(np.concatenate([[True], (low[1:] > high[:-1]) | (row[1:] != row[:-1])]))
    finishes = np.concatenate([begins[1:], [len(row)]]) - 1
    columns = (low[begins], high[finishes], first[begins], last[finishes])
    yield from zip(*(column.tolist() for column in columns), strict=True)


def _read(data: bytes, pattern: Pattern, window: tuple[int, int, int, int]) -> Spans:
    """Yield the spans of the uses in a window: start and end of what to read, start and end of its paragraph.

    Words that are cut there are not read: no use that is sought here has one.
    """
    low, high, first, last = window
    while low < high and data[low] & 0xC0 == 0x80:
        low += 1
    text = data[low:high].decode(errors="ignore")
    stretch = read_stretch(text, pattern.language)
    if stretch.words and high < last:
        stretch.words.pop()
    if stretch.words and low > first and stretch.spans[0][0] == 0:
        stretch.words[0] = ""
    begin, at = low, 0
    for start, end in match_stretch(pattern, stretch):
        begin, at = begin + len(text[at:start].encode()), start
        yield begin, begin + len(text[start:end].encode())
