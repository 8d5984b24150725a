"""Write characters of a text anew in more or fewer bytes, and lead every place in what is written back to the text."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Change:
    """The `width` bytes at offset `at` of the text, which are one character, become `written`."""

    at: int
    width: int
    written: bytes


class Rewriting:
    """A text with some characters written anew: the new bytes are `data`."""

    def __init__(self, text: bytes, changes: Sequence[Change]) -> None:
        """Apply `changes`, which are in order and do not overlap."""
        parts, last = [], 0
        for change in changes:
            parts += [text[last : change.at], change.written]
            last = change.at + change.width
        self.data = b"".join([*parts, text[last:]])
        self._at = np.array([change.at for change in changes], dtype=np.int64)
        self._width = np.array([change.width for change in changes], dtype=np.int64)
        self._written = np.array([len(change.written) for change in changes], dtype=np.int64)
        self._grown = np.concatenate([[0], np.cumsum(self._written - self._width)])
        self._begin = self._at + self._grown[:-1]

    def starts(self, places: Offsets) -> Offsets:
        """Map offsets in the new bytes to the text: those inside what was written anew to the start of the character it stands for."""
        which, inside = self._inside(places)
        return np.where(inside, self._at[which], self._outside(places))

    def ends(self, places: Offsets) -> Offsets:
        """Map exclusive ends in the new bytes to the text: those inside what was written anew to the end of that character."""
        which, inside = self._inside(places)
        return np.where(inside, self._at[which] + self._width[which], self._outside(places))

    def written(self, offsets: Offsets) -> Offsets:
        """Map offsets of characters in the text to the new bytes."""
        written: Offsets = offsets + self._grown[np.searchsorted(self._at, offsets, side="left")]
        return written

    def cuts(self, places: Offsets) -> NDArray[np.bool_]:
        """Say which offsets in the new bytes lie inside what one character became."""
        return self._inside(places)[1]

    def _outside(self, places: Offsets) -> Offsets:
        """Map places that lie in no changed character."""
        outside: Offsets = places - self._grown[np.searchsorted(self._begin, places, side="left")]
        return outside

    def _inside(self, places: Offsets) -> tuple[Offsets, NDArray[np.bool_]]:
        which = np.searchsorted(self._begin, places, side="left") - 1
        known = np.maximum(which, 0)
        return known, (which >= 0) & (places < self._begin[known] + self._written[known])
