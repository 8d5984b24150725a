"""Set words apart by single spaces: the form in which text is indexed and in which a query's words are sought in it.

Text is folded (`normalise`), then cut. A word is a run of letters, digits and marks; a Han character is a word by itself; a run of
signs becomes one mark, `SIGN`, that stands where a word could stand, so that a comma parts two words as it does for the matcher of
formulations. White space and hyphens, which folding has made one, part words and leave nothing.

Method: our own, on UTF-8 bytes like folding. Word characters are those of Unicode's categories L, M and N.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from watchword.text.normalise import Shadow, fold

# A run of signs, and what stands between paragraphs and between documents when many are spaced at once.
SIGN, PARAGRAPH, DOCUMENT = "\x01", "\x02", "\x03"
_BOUNDS = PARAGRAPH + DOCUMENT
_RESERVED = str.maketrans(dict.fromkeys(_BOUNDS, SIGN))
_SPACE, _WORD, _HAN, _SIGN, _BOUND = range(5)
_ASCII = bytes(
    _SPACE if chr(i) == " " else _BOUND if chr(i) in _BOUNDS else _WORD if chr(i).isalnum() else _SIGN if i < 0x80 else _WORD
    for i in range(256)
)  # fmt: skip
# The number nought and the iteration mark are written like Han characters; the rest are the blocks of ideographs.
_IDEOGRAPHS = ((0x3005, 0x3008), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))

Bytes = NDArray[np.uint8]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spaced:
    """Spaced text as UTF-8: every word and mark has one space before it. `find_spans` leads back to the text it was made from."""

    data: bytes
    _shadow: Shadow
    _kept: Flags
    _own: Flags

    def find_spans(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the code points of the original text that spans of bytes (end exclusive) stand for.

        The bytes at both ends of a span are parts of words, not spaces.
        """
        if not spans:
            return []
        places = np.array(spans, dtype=np.int64)
        places[:, 1] -= 1
        rows = np.flatnonzero(self._kept)[np.cumsum(self._own)[places] - 1]
        ends = np.stack([self._shadow.starts(rows[:, 0]), self._shadow.ends(rows[:, 1] + 1)], axis=1)
        inner = np.flatnonzero((self._shadow.original & 0xC0) == 0x80)
        points = ends - np.searchsorted(inner, ends)
        return [(int(start), int(end)) for start, end in points.tolist()]


def guard(text: str) -> str:
    """Return `text` with the characters that serve as bounds made into another sign."""
    return text.translate(_RESERVED) if PARAGRAPH in text or DOCUMENT in text else text


def space(text: str) -> Spaced:
    """Return `text` folded and spaced; `PARAGRAPH` and `DOCUMENT` in it stay where they are, as words of their own."""
    shadow = fold(text.encode())
    data = np.frombuffer(bytearray(shadow.data), dtype=np.uint8)
    kinds = _kinds_of(shadow.data, data)
    if not len(data):
        return Spaced(b"", shadow, np.empty(0, dtype=bool), np.empty(0, dtype=bool))
    before = np.concatenate((kinds[-1:] * 0, kinds[:-1]))
    sign, repeats = kinds == _SIGN, kinds == before
    data[sign & ~repeats] = ord(SIGN)
    kept = ~(sign & repeats)
    begins = (data & 0xC0) != 0x80
    apart = begins & (kinds != _SPACE) & (before != _SPACE) & ~(repeats & (kinds != _HAN) & (kinds != _BOUND))
    apart[0] = kinds[0] != _SPACE
    data, apart = data[kept], apart[kept]
    inserted = np.flatnonzero(apart)
    own = np.ones(len(data) + len(inserted), dtype=bool)
    own[inserted + np.arange(len(inserted))] = False
    spaced = np.full(len(own), ord(" "), dtype=np.uint8)
    spaced[own] = data
    return Spaced(spaced.tobytes(), shadow, kept, own)


def split_words(text: str) -> list[str]:
    """Return the words of a short text, folded; `SIGN` stands for a run of signs between two of them, none at the ends."""
    return space(guard(text)).data.decode().strip(f" {SIGN}").split()


def _kinds_of(folded: bytes, data: Bytes) -> Bytes:
    """Return the kind of each byte: that of its character."""
    kinds = np.frombuffer(bytearray(folded.translate(_ASCII)), dtype=np.uint8)
    # Of most bytes that begin a character it is known that only characters of words begin with them (Cyrillic, most of Latin).
    wide = np.flatnonzero(np.frombuffer(folded.translate(_mixed_leads()), dtype=bool))
    lead = data[wide]
    for width, first, last, mask in ((2, 0xC2, 0xDF, 0x1F), (3, 0xE0, 0xEF, 0x0F)):
        at = wide[(lead >= first) & (lead <= last)]
        if len(at):
            point = (data[at] & mask).astype(np.int32)
            for step in range(1, width):
                point = (point << 6) | (data[at + step] & 0x3F)
            kind = _table()[point]
            other = kind != _WORD
            at, kind = at[other], kind[other]
            for step in range(width):
                kinds[at + step] = kind
    for at in wide[lead >= 0xF0].tolist():
        kinds[at : at + 4] = _kind_of(ord(data[at : at + 4].tobytes().decode()))
    return kinds


@cache
def _table() -> Bytes:
    """Return the kind of each code point below 65,536."""
    category = unicodedata.category
    words = np.fromiter((category(chr(point))[0] in "LMN" for point in range(0x10000)), dtype=bool, count=0x10000)
    table = np.where(words, _WORD, _SIGN).astype(np.uint8)
    for first, end in _IDEOGRAPHS:
        table[first:end] = _HAN
    return table


@cache
def _mixed_leads() -> bytes:
    """Return a table for `bytes.translate` that marks the bytes with which a character of another kind than words can begin."""
    leads = set(range(0xF0, 0x100))
    for point in np.flatnonzero(_table() != _WORD).tolist():
        if point >= 0x80 and not 0xD800 <= point < 0xE000:
            leads.add(chr(point).encode()[0])
    return bytes(byte in leads for byte in range(256))


def _kind_of(point: int) -> int:
    """Return the kind of a code point beyond ASCII."""
    if any(first <= point < end for first, end in _IDEOGRAPHS):
        return _HAN
    return _WORD if unicodedata.category(chr(point))[0] in "LMN" else _SIGN
