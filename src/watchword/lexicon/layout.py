"""Where, in folded paragraphs, words surely begin and sentences surely end: enough to see that a gap is too wide."""

from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from watchword.lexicon.letters import letter_after, letter_before

Offsets = NDArray[np.int64]
Flags = NDArray[np.bool_]
Bytes = NDArray[np.uint8]

_ASCII_OTHER = np.array([i < 0x80 and not chr(i).isalnum() for i in range(256)], dtype=bool)


class Layout:
    """Folded paragraphs one behind the other, and what is seen in them at a glance, for many places at once."""

    def __init__(self, data: bytes, edges: Offsets) -> None:
        """Take folded UTF-8 and the offsets of the paragraphs and the end."""
        self.text = data
        self.data = np.frombuffer(data, dtype=np.uint8)
        self.edges = edges

    @cached_property
    def _words(self) -> Offsets:
        """Return offsets at which words surely begin: behind ASCII that is no letter or digit."""
        data = self.data
        # This is `_ASCII_OTHER[data]`, and quicker: below 0 the bytes begin anew.
        other = (data < 0x80) & ((data | 0x20) - ord("a") > 25) & (data - ord("0") > 9)
        words: Offsets = np.flatnonzero(other[:-1] > other[1:]) + 1
        wide = np.flatnonzero(self.data[words] >= 0x80)
        if len(wide):
            begins = np.ones(len(words), dtype=bool)
            begins[wide] = letter_after(self.data, words[wide])
            words = words[begins]
        return words

    @cached_property
    def _ends(self) -> Offsets:
        """Return offsets at which sentences surely end; in ASCII all of them."""
        stops = self.data == ord(".")
        at = np.flatnonzero(stops | (self.data == ord("!")) | (self.data == ord("?")) | (self.data == ord(";")))
        stop = stops[at]
        followed = _ASCII_OTHER[self.data[np.minimum(at + 1, len(self.data) - 1)]]
        ends: Offsets = at[~stop | followed]
        return ends

    def rows(self, places: Offsets) -> Offsets:
        """Return the number of the paragraph of each place."""
        return np.searchsorted(self.edges, places, side="right") - 1

    def begins_word(self, places: Offsets) -> Flags:
        """Say before which places no letter stands in their paragraph."""
        return self._is_free(places, np.maximum(places - 1, 0), letter_before)

    def ends_word(self, places: Offsets) -> Flags:
        """Say at which places no letter stands that is in the paragraph of what is before."""
        return self._is_free(places, np.minimum(places, len(self.data) - 1), letter_after)

    def _is_free(self, places: Offsets, neighbours: Offsets, is_letter: Callable[[Bytes, Offsets], Flags]) -> Flags:
        """Say at which places the byte beside is no letter's, or that of another paragraph; `is_letter` reads what is not ASCII."""
        beside = self.data[neighbours]
        free: Flags = _ASCII_OTHER[beside]
        wide = np.flatnonzero(beside >= 0x80)
        free[wide] = ~is_letter(self.data, places[wide])
        touched = np.flatnonzero(~free)
        free[touched] = self._is_edge(places[touched])
        return free

    def _is_edge(self, places: Offsets) -> Flags:
        """Say which places are edges of paragraphs."""
        edge: Flags = self.edges[np.searchsorted(self.edges, places).clip(max=len(self.edges) - 1)] == places
        return edge

    def spans_gap(self, begin: Offsets, end: Offsets, words: Offsets) -> Flags:
        """Say between which offsets no sentence ends and no more than so many words stand, as far as this can be seen.

        `begin` is behind a word. Where all that is between is ASCII, this is all there is to see.
        """
        between = np.searchsorted(self._words, end) - np.searchsorted(self._words, begin)
        near: Flags = (between <= words) & (np.searchsorted(self._ends, end) == np.searchsorted(self._ends, begin))
        return near

    def is_ascii(self, begin: Offsets, end: Offsets) -> Flags:
        """Say between which offsets all is ASCII."""
        sizes = end - begin
        plain = np.ones(len(begin), dtype=bool)
        filled = np.flatnonzero(sizes > 0)
        if len(filled):
            firsts = np.cumsum(sizes[filled]) - sizes[filled]
            at = np.arange(int(sizes[filled].sum())) + np.repeat(begin[filled] - firsts, sizes[filled])
            plain[filled] = np.bitwise_or.reduceat(self.data[at], firsts) < 0x80
        return plain

    def step_forth(self, begin: Offsets, words: Offsets) -> Offsets:
        """Return up to where no more than so many words surely begin at or behind each offset."""
        return _pick(self._words, np.searchsorted(self._words, begin) + words, len(self.data))

    def step_back(self, end: Offsets, words: Offsets) -> Offsets:
        """Return from where on no more than so many words surely begin behind it and before each offset."""
        return _pick(self._words, np.searchsorted(self._words, end) - words - 1, 0)

    def next_end(self, begin: Offsets) -> Offsets:
        """Return where the next sentence surely ends, at or behind each offset; the end of all where none does."""
        return _pick(self._ends, np.searchsorted(self._ends, begin), len(self.data))

    def last_end(self, end: Offsets) -> Offsets:
        """Return where the last sentence before each offset surely ends; -1 where none does."""
        return _pick(self._ends, np.searchsorted(self._ends, end) - 1, -1)


def _pick(places: Offsets, at: Offsets, other: int) -> Offsets:
    """Return the places numbered `at`, and `other` where there is none with that number."""
    if not len(places):
        return np.full(len(at), other, dtype=np.int64)
    return np.where((at >= 0) & (at < len(places)), places[at.clip(0, len(places) - 1)], other)
