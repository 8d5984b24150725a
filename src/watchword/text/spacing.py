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

from watchword.text.normalise import Offsets, Shadow, drop_bytes, fold

# A run of signs, and what stands between paragraphs and between documents when many are spaced at once.
SIGN, PARAGRAPH, DOCUMENT = "\x01", "\x02", "\x03"
AT_ONCE = 80_000  # characters best spaced in one call: the arrays made of them stay in the processor's cache
_BOUNDS = PARAGRAPH + DOCUMENT
_RESERVED = str.maketrans(dict.fromkeys(_BOUNDS, SIGN))
# What a character is: spaces are left to stand like letters, all other kinds are set apart. `_MIXED` is a first byte of several kinds.
_WORD, _HAN, _SIGN, _BOUND, _MIXED = range(5)
_ASCII = bytes(_BOUND if chr(i) in _BOUNDS else _WORD if chr(i).isalnum() or chr(i) == " " else _SIGN for i in range(0x80))
# The number nought and the iteration mark are written like Han characters; the rest are the blocks of ideographs.
_IDEOGRAPHS = ((0x3005, 0x3008), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))

Bytes = NDArray[np.uint8]
_WIDTHS = np.array([1 if byte < 0xC0 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4 for byte in range(256)])
_BLANK = ord(" ")


@dataclass(frozen=True, slots=True)
class Spaced:
    """Spaced text as UTF-8: every word and mark has one space before it. `find_spans` leads back to the text it was made from.

    `_dropped` are the bytes of the shadow that fell away, `_inserted` the places in `data` of the spaces put in; both in order.
    """

    data: bytes
    _shadow: Shadow
    _dropped: Offsets
    _inserted: Offsets

    def find_spans(self, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the code points of the original text that spans of bytes (end exclusive) stand for.

        The bytes at both ends of a span are parts of words, not spaces.
        """
        if not spans:
            return []
        places = np.array(spans, dtype=np.int64)
        places[:, 1] -= 1
        rest = places - np.searchsorted(self._inserted, places)
        rows = rest + np.searchsorted(self._dropped - np.arange(len(self._dropped)), rest, side="right")
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
    # Most of a text is letters and spaces: only places next to other characters are gone through.
    at, kind = _find_apart(shadow.data, data)
    width = _WIDTHS[data[at]]
    sign = kind == _SIGN
    joined = np.flatnonzero(sign[1:] & sign[:-1] & (at[1:] == (at + width)[:-1])) + 1
    apart = np.zeros(len(data) + 1, dtype=bool)
    apart[0] = apart[at] = apart[at + width] = True
    apart[at[joined]] = False
    data[at[sign]] = ord(SIGN)
    # Of a run of signs one byte is left.
    dropped = np.sort(np.concatenate([at[joined], *(at[sign & (width > step)] + step for step in (1, 2, 3))]))
    data, apart = drop_bytes(data, dropped), drop_bytes(apart[:-1], dropped)
    inserted = np.flatnonzero(apart)
    inserted = inserted[(data[inserted] != _BLANK) & ((data[inserted - 1] != _BLANK) | (inserted == 0))]
    inserted += np.arange(len(inserted))
    own = np.ones(len(data) + len(inserted), dtype=bool)
    own[inserted] = False
    spaced = np.full(len(own), _BLANK, dtype=np.uint8)
    spaced[own] = data
    return Spaced(spaced.tobytes(), shadow, dropped, inserted)


def split_words(text: str) -> list[str]:
    """Return the words of a short text, folded; `SIGN` stands for a run of signs between two of them, none at the ends."""
    return space(guard(text)).data.decode().strip(f" {SIGN}").split()


def _find_apart(folded: bytes, data: Bytes) -> tuple[Offsets, Bytes]:
    """Return the offsets of the characters that are neither letters nor spaces, in order, and their kinds."""
    kinds = np.frombuffer(folded.translate(_kinds_of_leads()), dtype=np.uint8)
    at = np.flatnonzero(kinds != _WORD)
    kind = kinds[at]
    mixed = np.flatnonzero(kind == _MIXED)
    if not len(mixed):
        return at, kind
    kind[mixed] = _kinds_at(data, at[mixed])
    apart = kind != _WORD
    return at[apart], kind[apart]


def _kinds_at(data: Bytes, at: Offsets) -> Bytes:
    """Return the kinds of the characters beyond ASCII that begin at these offsets."""
    lead, second = data[at], data[at + 1]
    kinds = _kinds_of_pairs()[lead, second]
    mixed = np.flatnonzero(kinds == _MIXED)
    narrow = mixed[lead[mixed] < 0xF0]
    point = ((lead[narrow] & 0x0F).astype(np.int32) << 12) | ((second[narrow] & 0x3F).astype(np.int32) << 6) | (data[at[narrow] + 2] & 0x3F)
    kinds[narrow] = _table()[point]
    for number in mixed[lead[mixed] >= 0xF0].tolist():
        place = int(at[number])
        kinds[number] = _kind_of(ord(data[place : place + 4].tobytes().decode()))
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
def _kinds_of_pairs() -> Bytes:
    """Return a table of the kind of all characters that begin with two bytes, `_MIXED` where they are of several."""
    table = np.full((0x100, 0x100), _MIXED, dtype=np.uint8)
    for first in range(0x80, 0x10000, 0x40):  # the code points of a pair, or of a first byte
        if not 0xD800 <= first < 0xE000:
            kinds = _table()[first : first + 0x40]
            lead, second, *_ = chr(first).encode()
            if first < 0x800:
                table[lead, 0x80:0xC0] = kinds
            elif (kinds == kinds[0]).all():
                table[lead, second] = kinds[0]
    return table


@cache
def _kinds_of_leads() -> bytes:
    """Return a table for `bytes.translate`: the kind of all characters that begin with a byte, `_MIXED` where they are of several.

    Most first bytes are of one kind (Cyrillic and most of Latin are letters); bytes inside characters go for letters.
    """
    pairs = [set(_kinds_of_pairs()[lead, 0x80:0xC0].tolist()) for lead in range(0xC2, 0xF5)]
    wide = [kinds.pop() if len(kinds) == 1 else _MIXED for kinds in pairs]
    return _ASCII + bytes([_WORD] * (0xC2 - 0x80) + wide + [_WORD] * (0x100 - 0xF5))


def _kind_of(point: int) -> int:
    """Return the kind of a code point beyond ASCII."""
    if any(first <= point < end for first, end in _IDEOGRAPHS):
        return _HAN
    return _WORD if unicodedata.category(chr(point))[0] in "LMN" else _SIGN
