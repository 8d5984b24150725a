"""Find the uses of patterns from the places of their anchors, many at a time.

Of each pattern one anchor is sought in all texts, the rarest in a sample of them; the others only near the places of that one.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from watchword.lexicon.inflection import Inflected
from watchword.lexicon.letters import letter_after, letter_before
from watchword.lexicon.patterns import Pattern, is_gap, match_stretch, read_phrase, read_stretch

Offsets = NDArray[np.int64]
_NARROW = 96  # bytes
_ROWS = 1 << 15
_TRIED = 3  # letters of a stretch that are tried everywhere in a window
_CHARACTER = 4  # bytes of the widest character
Spans = Iterator[tuple[int, int]]


class Seeker:
    """The patterns of a lexicon. `anchors` are the stretches whose places `find` must be told: one of each pattern."""

    def __init__(self, patterns: Sequence[tuple[int, Pattern]], language_codes: dict[str, int], sample: bytes) -> None:
        """Number the anchors; `patterns` are given with the numbers of their forms, `sample` is some folded text."""
        counts = {anchor.text: 0 for _, pattern in patterns for anchor in pattern.anchors}
        counts = {text: sample.count(text) for text in counts}
        numbers: dict[bytes, int] = {}
        self._patterns = []
        for form, pattern in patterns:
            texts = [anchor.text for anchor in pattern.anchors]
            sought = min(range(len(texts)), key=lambda at: (counts[texts[at]], -len(texts[at])))
            number = numbers.setdefault(texts[sought], len(numbers))
            self._patterns.append((form, pattern, (sought, number), language_codes[pattern.language]))
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
        for form, pattern, (sought, number), code in self._patterns:
            stands = _seek_others(pattern, sought, begin[bounds[number] : bounds[number + 1]], layout)
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
            yield from _read_phrases(pattern, layout.text, places[free].tolist(), layout.edges[row[free] + 1].tolist())
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
    def words(self) -> Offsets:
        """Return offsets at which words surely begin: behind a space, what can be no punctuation."""
        begins = np.frombuffer(self.text.translate(_BEGINS_WORD), dtype=bool)
        words: Offsets = np.flatnonzero((self.data[:-1] == 0x20) & begins[1:]) + 1
        return words

    @cached_property
    def _ends(self) -> Offsets:
        """Return offsets at which sentences end."""
        at = np.flatnonzero(np.frombuffer(self.text.translate(_ENDS_SENTENCE), dtype=bool))
        stop = self.data[at] == ord(".")
        followed = self.data[np.minimum(at + 1, len(self.data) - 1)]
        letter = np.frombuffer(_BEGINS_WORD, dtype=bool)[followed]
        ends: Offsets = at[~stop | ((followed < 0x80) & ~letter)]
        return ends

    def spans_gap(self, begin: Offsets, end: Offsets, words: int) -> NDArray[np.bool_]:
        """Say between which offsets no sentence ends and no more than so many words stand, as far as this can be seen."""
        between = np.searchsorted(self.words, end) - np.searchsorted(self.words, begin)
        near: NDArray[np.bool_] = (between <= words) & (np.searchsorted(self._ends, end) == np.searchsorted(self._ends, begin))
        return near

    def step_forth(self, begin: Offsets, words: int) -> Offsets:
        """Return up to where no more than so many words surely begin at or behind each offset."""
        at = np.searchsorted(self.words, begin) + words
        behind: Offsets = self.words[np.minimum(at, len(self.words) - 1)] if len(self.words) else at
        return np.where(at < len(self.words), behind, len(self.data))

    def step_back(self, end: Offsets, words: int) -> Offsets:
        """Return behind where no more than so many words surely begin before each offset."""
        at = np.searchsorted(self.words, end) - words
        before: Offsets = self.words[np.maximum(at - 1, 0)] if len(self.words) else at
        return np.where(at > 0, before, -1)

    def keep_whole(self, begin: Offsets, size: int) -> Offsets:
        """Return those of the offsets at which `size` bytes are whole words of a paragraph."""
        end = begin + size
        row = np.searchsorted(self.edges, begin, side="right") - 1
        left = (self.edges[row] == begin) | ~letter_before(self.data, begin)
        right = (self.edges[row + 1] == end) | ~letter_after(self.data, end)
        whole: Offsets = begin[left & right]
        return whole


# Tables for `bytes.translate`. Behind 0xD8 may be a letter or the punctuation of Arabic.
_BEGINS_WORD = bytes(chr(i).isalnum() if i < 0x80 else 0xC3 <= i <= 0xDF and i != 0xD8 for i in range(256))
_ENDS_SENTENCE = bytes(chr(i) in ".!?;" for i in range(256))


def _seek_others(pattern: Pattern, sought: int, stands: Offsets, layout: Layout) -> list[Offsets]:
    """Return where each anchor stands, of which that numbered `sought` stands at `stands`: the others where a use can have them."""
    anchors, found = pattern.anchors, [stands] * len(pattern.anchors)
    if len(anchors) > 1 and not len(stands):
        return [stands]
    back = forth = 0
    for at in range(sought - 1, -1, -1):
        back += anchors[at + 1].reach
        low = stands - back
        if pattern.is_literal and len(anchors) == 2:  # the words between are counted from the end of the first anchor
            low = np.maximum(low, layout.step_back(stands, pattern.gap) - len(anchors[0].text) + 1)
        found[at] = find_near(layout, anchors[at].text, np.maximum(low, 0), stands)
    for at in range(sought + 1, len(anchors)):
        forth += anchors[at].reach
        high = stands + forth
        if pattern.is_literal and len(anchors) == 2:
            high = np.minimum(high, layout.step_forth(stands + len(anchors[0].text), pattern.gap))
        found[at] = find_near(layout, anchors[at].text, stands + 1, high + 1)
    return found


def find_near(layout: Layout, text: bytes, low: Offsets, high: Offsets) -> Offsets:
    """Return the offsets at which `text` begins in one of the windows from `low` to `high` (exclusive), both in order."""
    size, rest = high - low, len(text) - 1
    narrow = np.flatnonzero((size > 0) & (size <= _NARROW))
    found = []
    for first in range(0, len(narrow), _ROWS):
        rows = narrow[first : first + _ROWS]
        found.append(_look_through(layout.data, text, low[rows], high[rows]))
    wide, at, places = size > _NARROW, 0, []
    for first, behind in zip(low[wide].tolist(), (high[wide] + rest).tolist(), strict=True):
        at = max(at, first)
        while (place := layout.text.find(text, at, behind)) >= 0:
            places.append(place)
            at = place + 1
    return np.unique(np.concatenate([*found, np.array(places, dtype=np.int64)]))


def _look_through(data: NDArray[np.uint8], text: bytes, low: Offsets, high: Offsets) -> Offsets:
    """Return the offsets at which `text` begins in windows of at most `_NARROW` bytes, all looked through at once."""
    width = min(int((high - low).max()) + _TRIED - 1, len(data))
    # Each window is one item of so many bytes, which numpy copies much faster than rows of bytes.
    windows: NDArray[np.void] = np.ndarray((len(data) - width + 1,), dtype=f"V{width}", buffer=data, strides=(1,))
    first = np.minimum(low, len(data) - width)
    letters = windows[first].view(np.uint8)
    fits = letters == text[0]
    for step in range(1, min(_TRIED, len(text))):
        fits[:-step] &= letters[step:] == text[step]
    row, column = np.divmod(np.flatnonzero(fits), width)
    at = first[row] + column
    at = at[(at >= low[row]) & (at < high[row]) & (at + len(text) <= len(data))]
    for step, letter in enumerate(text):
        at = at[data[at + step] == letter]
    return at


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
    seconds = second.tolist()
    for begin, last in zip(first[heard].tolist(), layout.edges[row[heard] + 1].tolist(), strict=True):
        for at in range(bisect_left(seconds, begin + sizes[0]), len(seconds)):
            behind = seconds[at] + sizes[1]
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


def _read_phrases(pattern: Pattern, text: bytes, places: list[int], lasts: list[int]) -> Iterator[tuple[int, int]]:
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
