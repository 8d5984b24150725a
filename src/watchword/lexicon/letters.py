"""What stands before and behind places in folded UTF-8 bytes, and how bytes become code points: for many places at once."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]


def count_code_points(original: Bytes, base: Offsets, start: Offsets, end: Offsets) -> tuple[Offsets, Offsets]:
    """Turn byte offsets into code points counted from `base`, the start of each paragraph."""
    inner = np.flatnonzero((original & 0xC0) == 0x80)
    before = np.searchsorted(inner, base)
    return (
        start - base - (np.searchsorted(inner, start) - before),
        end - base - (np.searchsorted(inner, end) - before),
    )


def letter_after(data: Bytes, at: Offsets) -> NDArray[np.bool_]:
    """Say whether a letter or digit stands at each offset."""
    size = len(data)
    inside = at < size
    lead = data[np.minimum(at, size - 1)].astype(np.int64)
    second, third = (data[np.minimum(at + step, size - 1)].astype(np.int64) & 0x3F for step in (1, 2))
    point = np.where(
        lead < 0x80,
        lead,
        np.where(lead < 0xE0, ((lead & 0x1F) << 6) | second, ((lead & 0x0F) << 12) | (second << 6) | third),
    )
    letter: NDArray[np.bool_] = _letters()[point] & inside
    for rare in np.flatnonzero((lead >= 0xF0) & inside).tolist():
        letter[rare] = data[at[rare] : at[rare] + 4].tobytes().decode(errors="ignore").isalnum()
    return letter


def letter_before(data: Bytes, at: Offsets) -> NDArray[np.bool_]:
    """Say whether a letter or digit stands just before each offset."""
    lead = at - 1
    for _ in range(3):
        inner = (lead > 0) & ((data[np.maximum(lead, 0)] & 0xC0) == 0x80)
        lead = lead - inner
    letter: NDArray[np.bool_] = letter_after(data, np.maximum(lead, 0)) & (at > 0)
    return letter


@cache
def _letters() -> NDArray[np.bool_]:
    """Say for each code point below 65,536 whether it is a letter or digit."""
    return np.fromiter((chr(i).isalnum() for i in range(0x10000)), dtype=bool, count=0x10000)
