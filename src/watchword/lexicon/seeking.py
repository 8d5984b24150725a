"""Find the uses of patterns from the places of their anchors, many at a time."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from watchword.lexicon.patterns import Pattern, match_stretch, read_stretch

Offsets = NDArray[np.int64]


class Seeker:
    """The patterns of a lexicon. `anchors` are the stretches whose places `find` must be told."""

    def __init__(self, patterns: Sequence[tuple[int, Pattern]], language_codes: dict[str, int]) -> None:
        """Number the anchors; `patterns` are given with the numbers of their forms."""
        numbers: dict[bytes, int] = {}
        self._patterns = []
        for form, pattern in patterns:
            anchors = [numbers.setdefault(anchor.text, len(numbers)) for anchor in pattern.anchors]
            self._patterns.append((form, pattern, anchors, language_codes[pattern.language]))
        self.anchors = tuple(numbers)

    def find(self, data: bytes, places: tuple[Offsets, Offsets], edges: Offsets, spoken: Offsets) -> Offsets:
        """Return rows (form, begin, end) of all uses in `data`, folded paragraphs one behind the other.

        `places` are the numbers of anchors and where they begin, in order of place for each anchor; `edges` the offsets of the
        paragraphs and the end; `spoken` the code of each paragraph's language, -1 where it is unknown.
        """
        anchor, begin = places
        order = np.argsort(anchor, kind="stable")
        begin = begin[order]
        bounds = np.searchsorted(anchor[order], np.arange(len(self.anchors) + 1))
        found: list[tuple[int, int, int]] = []
        for form, pattern, anchors, code in self._patterns:
            stands = _join(pattern, [begin[bounds[number] : bounds[number + 1]] for number in anchors])
            if not len(stands):
                continue
            row = np.searchsorted(edges, stands, side="right") - 1
            understood = (spoken[row] == -1) | (spoken[row] == code)
            stands, row = stands[understood], row[understood]
            for low, high, paragraph in _windows(pattern, stands, row, edges):
                found.extend((form, first, last) for first, last in _read(data, pattern, (low, high), paragraph))
        return np.array(found, dtype=np.int64).reshape(-1, 3)


def _join(pattern: Pattern, places: list[Offsets]) -> Offsets:
    """Return those places of the first anchor behind which the others stand in order, each near enough to the one before."""
    behind = places[-1]
    for ahead, anchor in zip(places[-2::-1], pattern.anchors[:0:-1], strict=True):
        if not len(ahead) or not len(behind):
            return behind[:0]
        following = np.searchsorted(behind, ahead, side="right")
        near = behind[np.minimum(following, len(behind) - 1)] - ahead
        behind = ahead[(following < len(behind)) & (near <= anchor.reach)]
    return behind


def _windows(pattern: Pattern, stands: Offsets, row: Offsets, edges: Offsets) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Yield (start, end, span of the paragraph) of the stretches to read, those that overlap as one."""
    if not len(stands):
        return
    reach = sum(anchor.reach for anchor in pattern.anchors) + pattern.behind
    first, last = edges[row], edges[row + 1]
    low, high = np.maximum(stands - pattern.before, first), np.minimum(stands + reach, last)
    begins = np.flatnonzero(np.concatenate([[True], (low[1:] > high[:-1]) | (row[1:] != row[:-1])]))
    finishes = np.concatenate([begins[1:], [len(stands)]]) - 1
    yield from zip(
        low[begins].tolist(), high[finishes].tolist(), zip(first[begins].tolist(), last[begins].tolist(), strict=True), strict=True
    )


def _read(data: bytes, pattern: Pattern, window: tuple[int, int], paragraph: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the spans in `data` of the uses in a window. Words that it cuts are not read: no use that is sought here has one."""
    low, high = window
    while low < high and data[low] & 0xC0 == 0x80:
        low += 1
    text = data[low:high].decode(errors="ignore")
    stretch = read_stretch(text, pattern.language)
    if stretch.words and high < paragraph[1]:
        stretch.words.pop()
    if stretch.words and low > paragraph[0] and stretch.spans[0][0] == 0:
        stretch.words[0] = ""
    for start, end in match_stretch(pattern, stretch):
        begin = low + len(text[:start].encode())
        yield begin, begin + len(text[start:end].encode())
