"""Find the uses of patterns from the places of their anchors, many at a time."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from watchword.lexicon.letters import letter_after, letter_before
from watchword.lexicon.patterns import Pattern, is_gap, match_stretch, read_phrase, read_stretch

Offsets = NDArray[np.int64]
_CHARACTER = 4  # bytes of the widest character
Spans = Iterator[tuple[int, int]]


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
        order = np.argsort(anchor.astype(np.uint16) if len(self.anchors) < 1 << 16 else anchor, kind="stable")  # short numbers sort fast
        begin = begin[order]
        bounds = np.searchsorted(anchor[order], np.arange(len(self.anchors) + 1))
        layout = Layout(data, edges)
        found: list[tuple[int, int, int]] = []
        for form, pattern, anchors, code in self._patterns:
            stands = [begin[bounds[number] : bounds[number + 1]] for number in anchors]
            if not all(map(len, stands)):
                continue
            found.extend((form, first, last) for first, last in self._find_pattern(pattern, stands, layout, (spoken, code)))
        return np.array(found, dtype=np.int64).reshape(-1, 3)

    def _find_pattern(
        self, pattern: Pattern, stands: list[Offsets], layout: "Layout", heard: tuple[Offsets, int]
    ) -> Iterator[tuple[int, int]]:
        """Yield the spans of the uses of a pattern whose anchors stand at `stands`, in paragraphs of its language."""
        spoken, code = heard
        if pattern.is_literal and len(stands) == 2:
            yield from _pair(pattern, stands, layout, (spoken == -1) | (spoken == code))
            return
        places = _join(pattern, stands)
        row = np.searchsorted(layout.edges, places, side="right") - 1
        understood = (spoken[row] == -1) | (spoken[row] == code)
        places, row = places[understood], row[understood]
        if pattern.phrase:
            free = (layout.edges[row] == places) | ~letter_before(layout.data, places)
            for place, last in zip(places[free].tolist(), layout.edges[row[free] + 1].tolist(), strict=True):
                if (phrase := pattern.phrase.match(layout.text, place, last)) and (end := read_phrase(pattern, phrase, last)):
                    yield place, end
            return
        for window in _windows(pattern, places, row, layout.edges):
            yield from _read(layout.text, pattern, window)


class Layout:
    """Where, in folded paragraphs, words surely begin and sentences surely end: enough to see that a gap is too wide."""

    def __init__(self, data: bytes, edges: Offsets) -> None:
        """Take folded UTF-8 and the offsets of the paragraphs and the end."""
        self.text = data
        self.data = np.frombuffer(data, dtype=np.uint8)
        self.edges = edges

    @cached_property
    def _words(self) -> Offsets:
        """Return offsets at which words begin: behind a space, what is neither punctuation nor may be."""
        behind = np.flatnonzero(self.data[:-1] == 0x20) + 1
        lead, second = self.data[behind], self.data[np.minimum(behind + 1, len(self.data) - 1)]
        words: Offsets = behind[_BEGINS_WORD[lead] & ((lead != 0xD8) | (second >= 0xA0))]
        return words

    @cached_property
    def _ends(self) -> Offsets:
        """Return offsets at which sentences end."""
        at = np.flatnonzero(_ENDS_SENTENCE[self.data])
        stop = self.data[at] == ord(".")
        followed = self.data[np.minimum(at + 1, len(self.data) - 1)]
        ends: Offsets = at[~stop | ((followed < 0x80) & ~_BEGINS_WORD[followed])]
        return ends

    def spans_gap(self, begin: Offsets, end: Offsets, words: int) -> NDArray[np.bool_]:
        """Say between which offsets no sentence ends and no more than so many words stand, as far as this can be seen."""
        between = np.searchsorted(self._words, end) - np.searchsorted(self._words, begin)
        near: NDArray[np.bool_] = (between <= words) & (np.searchsorted(self._ends, end) == np.searchsorted(self._ends, begin))
        return near

    def keep_whole(self, begin: Offsets, size: int) -> Offsets:
        """Return those of the offsets at which `size` bytes are whole words of a paragraph."""
        end = begin + size
        row = np.searchsorted(self.edges, begin, side="right") - 1
        left = (self.edges[row] == begin) | ~letter_before(self.data, begin)
        right = (self.edges[row + 1] == end) | ~letter_after(self.data, end)
        whole: Offsets = begin[left & right]
        return whole


_BEGINS_WORD = np.array([chr(i).isalnum() if i < 0x80 else 0xC3 <= i <= 0xDF for i in range(256)], dtype=bool)
_ENDS_SENTENCE = np.array([chr(i) in ".!?;" for i in range(256)], dtype=bool)


def _pair(pattern: Pattern, stands: list[Offsets], layout: Layout, understood: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Yield the spans of a pattern of two literal parts: of all whole words that are the second the next is as good as any."""
    sizes = [len(anchor.text) for anchor in pattern.anchors]
    first, second = stands
    following = np.searchsorted(second, first + sizes[0])
    first, following = first[following < len(second)], following[following < len(second)]
    near = second[following] - first <= pattern.anchors[1].reach
    first, following = first[near], following[near]
    near = layout.spans_gap(first + sizes[0], second[following], pattern.gap)
    first = layout.keep_whole(first[near], sizes[0])
    row = np.searchsorted(layout.edges, first, side="right") - 1
    heard = understood[row]
    for begin, last in zip(first[heard].tolist(), layout.edges[row[heard] + 1].tolist(), strict=True):
        for place in second[np.searchsorted(second, begin + sizes[0]) :]:
            behind = int(place) + sizes[1]
            if behind > last or not is_gap(layout.text[begin + sizes[0] : behind - sizes[1]].decode(errors="ignore"), pattern):
                break
            if _is_whole(layout.text, behind - sizes[1], behind, (begin, last)):
                yield begin, behind
                break


def _is_whole(data: bytes, begin: int, end: int, bounds: tuple[int, int]) -> bool:
    """Say whether data[begin:end] is whole words of a text within `bounds`."""
    before, behind = data[max(bounds[0], begin - _CHARACTER) : begin], data[end : min(end + _CHARACTER, bounds[1])]
    return not (before.decode(errors="ignore")[-1:].isalnum() or behind.decode(errors="ignore")[:1].isalnum())


def _join(pattern: Pattern, stands: list[Offsets]) -> Offsets:
    """Return those places of the first anchor behind which the others stand in order, each near enough to the one before."""
    behind = stands[-1]
    for ahead, anchor in zip(stands[-2::-1], pattern.anchors[:0:-1], strict=True):
        if not len(behind):
            break
        following = np.searchsorted(behind, ahead, side="right")
        near = behind[np.minimum(following, len(behind) - 1)] - ahead
        behind = ahead[(following < len(behind)) & (near <= anchor.reach)]
    return behind


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


def _read(data: bytes, pattern: Pattern, window: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
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
    for start, end in match_stretch(pattern, stretch):
        begin = low + len(text[:start].encode())
        yield begin, begin + len(text[start:end].encode())
