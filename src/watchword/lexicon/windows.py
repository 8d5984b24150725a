"""Seek many stretches of bytes at once, each only in windows of its own."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Offsets = NDArray[np.int64]
Bytes = NDArray[np.uint8]
_WIDTH = 40  # bytes of a window that are looked through at once
_ROWS = 1 << 15
_TRIED = 3  # letters of a stretch that are tried everywhere in a window


class Stretches:
    """Stretches to seek, by their numbers."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        """Lay the bytes of all stretches side by side."""
        self.sizes: Offsets = np.array(list(map(len, texts)), dtype=np.int64)
        width = max(_TRIED, int(self.sizes.max(initial=0)))
        self._letters: Bytes = np.frombuffer(b"".join(text.ljust(width, b"\0") for text in texts), dtype=np.uint8).reshape(-1, width)

    def seek(self, data: Bytes, number: Offsets, low: Offsets, high: Offsets) -> tuple[Offsets, Offsets]:
        """Return (row of the window, place) of all places where a stretch begins in its window, in order of both.

        Row i seeks the stretch `number[i]` from `low[i]` to `high[i]` (exclusive); all of it must stand in `data`.
        """
        single = np.flatnonzero(high - low == 1)
        row, place = self._compare(data, number[single], low[single])
        found = [(single[row], place)]
        wide = np.flatnonzero(high - low > 1)
        counts = -((low[wide] - high[wide]) // _WIDTH)
        ends = np.cumsum(counts)
        total = int(ends[-1]) if len(ends) else 0
        for first in range(0, total, _ROWS):
            piece = np.arange(first, min(first + _ROWS, total))
            at = np.searchsorted(ends, piece, side="right")
            row = wide[at]
            begin = low[row] + (piece - ends[at] + counts[at]) * _WIDTH
            some, place = self._look_through(data, number[row], begin, np.minimum(begin + _WIDTH, high[row]))
            found.append((row[some], place))
        row, place = (np.concatenate([columns[side] for columns in found]) for side in (0, 1))
        order = np.argsort(row, kind="stable")
        return row[order], place[order]

    def _look_through(self, data: Bytes, number: Offsets, low: Offsets, high: Offsets) -> tuple[Offsets, Offsets]:
        """Return (row, place) for windows of at most `_WIDTH` bytes, all looked through at once."""
        width = min(_WIDTH + _TRIED - 1, len(data))
        # Each window is one item of so many bytes, which numpy copies much faster than rows of bytes.
        items: NDArray[np.void] = np.ndarray((len(data) - width + 1,), dtype=f"V{width}", buffer=data, strides=(1,))
        first = np.minimum(low, len(data) - width)
        letters = items[first].view(np.uint8).reshape(-1, width)
        fits = letters == self._letters[number, 0][:, None]
        for step in range(1, min(_TRIED, width)):
            good = letters[:, step:] == self._letters[number, step][:, None]
            if (shorter := self.sizes[number] <= step).any():
                good |= shorter[:, None]
            fits[:, :-step] &= good
        row, column = np.divmod(np.flatnonzero(fits), width)
        place = first[row] + column
        good = (place >= low[row]) & (place < high[row])
        row, place = row[good], place[good]
        some, place = self._compare(data, number[row], place)
        return row[some], place

    def _compare(self, data: Bytes, number: Offsets, place: Offsets) -> tuple[Offsets, Offsets]:
        """Return (row, place) of those of the places at which the stretches stand."""
        row = np.flatnonzero((place >= 0) & (place + self.sizes[number] <= len(data)))
        place = place[row]
        for step in range(self._letters.shape[1]):
            wanted = number[row]
            longer = self.sizes[wanted] > step
            if not longer.any():
                break
            good = ~longer | (data[np.minimum(place + step, len(data) - 1)] == self._letters[wanted, step])
            row, place = row[good], place[good]
        return row, place
