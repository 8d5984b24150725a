"""Find the uses of patterns from the places of their anchors, those of many patterns at once.

Of each pattern one anchor is sought in all texts, the rarest in a sample of them. From its places the anchors behind it are sought, each
near the one before, then in the same way those ahead of it. What has no neighbour falls away at each step, so that words are read only
where all anchors of a pattern stand in order.
"""

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from watchword.lexicon.layout import Layout
from watchword.lexicon.patterns import Anchor, Pattern
from watchword.lexicon.reading import Places, read_pairs, read_pattern
from watchword.lexicon.windows import Stretches

Offsets = NDArray[np.int64]
_AT_ONCE = 1 << 16  # places; the patterns whose anchors have more are sought in several goes, so that memory stays bounded

_FEW = 1 << 14  # places: to look through the windows of fewer takes less time than to see where all words begin


class Seeker:
    """The patterns of a lexicon. `anchors` are the stretches whose places `find` must be told: one of each pattern."""

    def __init__(self, patterns: Sequence[tuple[int, Pattern]], language_codes: dict[str, int], sample: bytes) -> None:
        """Number the anchors; `patterns` are given with the numbers of their forms, `sample` is some folded text."""
        anchors = [anchor for _, pattern in patterns for anchor in pattern.anchors]
        counts = {text: sample.count(text) for text in {anchor.text for anchor in anchors}}
        self._patterns = [pattern for _, pattern in patterns]
        self._form = _integers(form for form, _ in patterns)
        self._language = _integers(language_codes[pattern.language] for pattern in self._patterns)
        self._is_pair = np.array([pattern.is_pair for pattern in self._patterns], dtype=bool)
        # The anchors of pattern i are those from first[i] to last[i]; sought[i] is the one that is sought in all texts.
        sizes = _integers(len(pattern.anchors) for pattern in self._patterns)
        self._first = np.cumsum(sizes) - sizes
        self._last = self._first + sizes - 1
        self._sought = self._first + _integers(_find_rarest(pattern.anchors, counts) for pattern in self._patterns)
        self._reach, self._words, self._step, self._joint, self._is_one_sentence, self._begins_word, self._ends_word = (
            _integers(getattr(anchor, name) for anchor in anchors)
            for name in ("reach", "words", "step", "joint", "is_one_sentence", "begins_word", "ends_word")
        )
        self._stretches = Stretches([anchor.text for anchor in anchors])
        numbers: dict[bytes, int] = {}
        self._number = _integers(numbers.setdefault(anchors[sought].text, len(numbers)) for sought in self._sought.tolist())
        self.anchors = tuple(numbers)

    def find(self, data: bytes, places: tuple[Offsets, Offsets], edges: Offsets, spoken: Offsets) -> Offsets:
        """Return rows (form, begin, end) of all uses in `data`, folded paragraphs one behind the other.

        `places` are the numbers of anchors and where they begin, in order of place for each anchor; `edges` the offsets of the
        paragraphs and the end; `spoken` the code of each paragraph's language, -1 where it is unknown.
        """
        layout = Layout(data, edges)
        found = [np.empty((0, 3), dtype=np.int64)]
        for sought in self._begin(places, layout, spoken):
            held, following = self._seek_behind(sought, 1, layout)
            seconds = [sought.keep(self._is_pair[sought.pattern] & (self._sought > self._first)[sought.pattern])]
            seconds.append(following.keep(self._is_pair[following.pattern]))
            for pattern, uses in self._read(self._seek_ahead(held, layout), Places.join(seconds, len(data)), layout):
                found.append(np.column_stack([self._form[pattern], uses]))
        return np.concatenate(found)

    def _begin(self, places: tuple[Offsets, Offsets], layout: Layout, spoken: Offsets) -> Iterator[Places]:
        """Yield the places of the anchors that were sought, of some patterns at a time: whole words, in texts of the language."""
        number, at = places
        order = np.argsort(number.astype(np.uint16) if len(self.anchors) < 1 << 16 else number, kind="stable")  # short numbers sort fast
        number, at = number[order], at[order]
        bounds = np.searchsorted(number, np.arange(len(self.anchors) + 1))
        sizes = np.zeros(len(self.anchors), dtype=np.int64)
        sizes[self._number] = self._stretches.sizes[self._sought]
        language = spoken[layout.rows(at)]
        begins, ends = layout.begins_word(at), layout.ends_word(at + sizes[number])
        counts = np.diff(bounds)[self._number]
        go = np.cumsum(counts) // _AT_ONCE
        for patterns in np.split(np.arange(len(counts)), np.flatnonzero(np.diff(go)) + 1):
            pattern = np.repeat(patterns, counts[patterns])
            first = bounds[self._number[patterns]] - np.cumsum(counts[patterns]) + counts[patterns]
            row = np.arange(len(pattern)) + np.repeat(first, counts[patterns])
            anchor = self._sought[pattern]
            good = (begins[row] | (self._begins_word[anchor] == 0)) & (ends[row] | (self._ends_word[anchor] == 0))
            good &= (language[row] == -1) | (language[row] == self._language[pattern])
            if good.any():
                yield Places(pattern[good], at[row[good]])

    def _seek_behind(self, here: Places, step: int, layout: Layout) -> tuple[Places, Places]:
        """Return those places behind which all anchors of the pattern stand, and all places of the next anchor.

        `here` are places of the anchors `step` - 1 behind the one that was sought.
        """
        anchor = self._sought[here.pattern] + step
        good = anchor > self._last[here.pattern]
        goes_on = ~good
        some, anchor = here.keep(goes_on), anchor[goes_on]
        if not len(anchor):
            return here, some
        low, high = some.at + 1, some.at + self._reach[anchor] + 1
        wide, within = np.flatnonzero(self._words[anchor] >= 0), np.flatnonzero(self._is_one_sentence[anchor])
        if len(wide):
            high[wide] = np.minimum(high[wide], layout.step_forth(low[wide], self._words[anchor[wide]]) + 1)
        if len(within):
            high[within] = np.minimum(high[within], layout.next_end(low[within]) + 1)
        if len(exact := np.flatnonzero(self._step[anchor])) > _FEW:
            at = layout.step_forth(low[exact], self._step[anchor[exact]] - 1) - self._joint[anchor[exact]]
            high[exact] = np.where((at >= low[exact]) & (at < high[exact]), at + 1, at)
            low[exact] = at
        found = self._seek(some, anchor, (low, high), layout)
        following, _ = self._seek_behind(found, step + 1, layout)
        size = len(layout.text)
        codes = following.code(size)
        first, behind = (np.searchsorted(codes, Places(some.pattern, edge).code(size)) for edge in (low, high))
        good[goes_on] = first < behind
        return here.keep(good), found

    def _seek_ahead(self, here: Places, layout: Layout) -> Places:
        """Return the places of first anchors from which, over anchors that are near each other, one comes to the places `here`."""
        firsts, step = [], 0
        while len(here.at):
            anchor = self._sought[here.pattern] - step
            is_first = anchor == self._first[here.pattern]
            firsts.append(here.keep(is_first))
            here, anchor = here.keep(~is_first), anchor[~is_first]
            low, high = np.maximum(here.at - self._reach[anchor], 0), here.at
            wide, within = np.flatnonzero(self._words[anchor] >= 0), np.flatnonzero(self._is_one_sentence[anchor])
            if len(wide):
                low[wide] = np.maximum(low[wide], layout.step_back(high[wide], self._words[anchor[wide]]))
            if len(within):
                low[within] = np.maximum(low[within], layout.last_end(high[within]) + 1)
            here = self._seek(here, anchor - 1, (low, high), layout)
            step += 1
        return Places.join(firsts, len(layout.text))

    def _seek(self, near: Places, anchor: Offsets, windows: tuple[Offsets, Offsets], layout: Layout) -> Places:
        """Return the places of anchors, each in its window beside one of the places `near`."""
        low, high = windows
        # Windows of one pattern that overlap are looked through once. They begin and end in the order of the places.
        again = near.pattern[1:] == near.pattern[:-1]
        fresh = np.concatenate([low[:1], np.where(again, np.maximum(low[1:], high[:-1]), low[1:])])
        row, at = self._stretches.seek(layout.data, anchor, fresh, high)
        anchor, found = anchor[row], Places(near.pattern[row], at)
        good = np.ones(len(at), dtype=bool)
        begins, ends = np.flatnonzero(self._begins_word[anchor]), np.flatnonzero(self._ends_word[anchor])
        good[begins] = layout.begins_word(at[begins])
        good[ends] &= layout.ends_word(at[ends] + self._stretches.sizes[anchor[ends]])
        return found.keep(good)

    def _read(self, firsts: Places, others: Places, layout: Layout) -> Iterator[tuple[Offsets, Offsets]]:
        """Yield numbers of patterns and rows (begin, end) of the uses whose first anchors stand at `firsts`.

        `others` are, of patterns of two literal parts, the places of the second.
        """
        is_pair = self._is_pair[firsts.pattern]
        pairs, rest = firsts.keep(is_pair), firsts.keep(~is_pair)
        if len(pairs.at):
            yield read_pairs(self._patterns, pairs, others, layout)
        row = layout.rows(rest.at)
        numbers = np.unique(rest.pattern)
        begins = np.searchsorted(rest.pattern, numbers).tolist()
        ends = np.searchsorted(rest.pattern, numbers, side="right").tolist()
        for number, first, last in zip(numbers.tolist(), begins, ends, strict=True):
            uses = read_pattern(self._patterns[number], rest.at[first:last], row[first:last], layout)
            if uses:
                flat = np.fromiter(chain.from_iterable(uses), dtype=np.int64, count=2 * len(uses))
                yield np.full(len(uses), number), flat.reshape(-1, 2)


def _integers(values: Iterator[int]) -> Offsets:
    """Return integers as an array."""
    return np.array(list(values), dtype=np.int64)


def _find_rarest(anchors: Sequence[Anchor], counts: dict[bytes, int]) -> int:
    """Return the number of the anchor that is rarest in the sample; of several the longest."""
    return min(range(len(anchors)), key=lambda at: (counts[anchors[at].text], -len(anchors[at].text)))
