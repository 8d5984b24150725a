"""Fold text for matching, and lead every match back to the exact place it came from.

Folding is done on UTF-8 bytes, many paragraphs at a time, so that two thousand forms can be sought in gigabytes. It makes a
shadow of the text that is never longer than the text: characters are replaced by at most as many bytes as they had, or dropped.
What is folded:

- case, full-width and presentation forms, ligatures (NFKC and case folding, one character at a time); Latin letters lose
  their accents, so that decomposed letters and unaccented capitals match; й and ё stay letters of their own, decomposed too;
  Arabic loses vowel marks, tatweel and the hamza on alif;
- hyphens, short dashes and white space all become one space, and runs of them one space; between Han characters they vanish;
- a hyphen at the end of a line inside a word is dropped with the line break; zero-width marks and soft hyphens are dropped.

Method: our own. Unicode data is that of Python's `unicodedata`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]

_SPACE = 0x20
_ASCII = bytes(
    _SPACE if chr(i) in "\t\n\v\f\r\x1c\x1d\x1e\x1f -" else ord(chr(i).lower()) if i < 0x80 else i for i in range(256)
)  # fmt: skip
_SEPARATORS = "\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d"
_INVISIBLE = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u0640"
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"'}
_ALIF = {"أ": "ا", "إ": "ا", "آ": "ا"}
_JOINED = ((0x0306, "и".encode(), "й".encode()), (0x0308, "е".encode(), "ё".encode()))
_MARKS_SOUGHT = 24  # bytes: more marks than any letter carries
_LINE_END_HYPHEN = re.compile(rb"(?:-|\xe2\x80\x90|\xc2\xad)[ \t]*\r?\n[ \t\r\n\f]*(?=[a-z\xc3-\xdf])")


@dataclass(frozen=True, slots=True)
class Shadow:
    """A folded copy of `original`, both as UTF-8 bytes; `_slips` are the shadow positions before which a byte was dropped."""

    data: bytes
    original: Bytes
    _slips: Offsets

    def starts(self, positions: Offsets) -> Offsets:
        """Map start offsets of matches (shadow bytes) to offsets in the original bytes."""
        return positions + np.searchsorted(self._slips, positions, side="right")

    def ends(self, positions: Offsets) -> Offsets:
        """Map end offsets (exclusive, shadow bytes) to the end of the original character that the match ends with.

        Accents and vowel marks that stand behind that character as characters of their own belong to it.
        """
        ends = self.starts(positions - 1) + 1
        size = len(self.original)
        for _ in range(3):
            inside = ends < size
            inside[inside] = (self.original[ends[inside]] & 0xC0) == 0x80
            ends = ends + inside
        # Only where something fell away behind a match can a mark have stood there.
        for at in np.flatnonzero(self.starts(positions) > ends).tolist():
            following = self.original[ends[at] : ends[at] + _MARKS_SOUGHT].tobytes().decode(errors="ignore")
            for character in following:
                if not unicodedata.combining(character):
                    break
                ends[at] += len(character.encode())
        return ends

    def positions(self, offsets: Offsets) -> Offsets:
        """Map offsets in the original bytes to the first shadow position that comes from there or from behind."""
        dropped = self._slips + np.arange(len(self._slips))
        return offsets - np.searchsorted(dropped, offsets, side="left")

    def whole(self, begin: Offsets, finish: Offsets) -> NDArray[np.bool_]:
        """Say which matches (shadow bytes) neither begin nor end inside what one original character folds to."""
        size = len(self.original)
        first, behind = self.starts(begin), self.starts(finish)
        cut = (self.original[np.minimum(behind, size - 1)] & 0xC0) == 0x80
        whole: NDArray[np.bool_] = ((self.original[first] & 0xC0) != 0x80) & ((behind >= size) | ~cut)
        return whole


def fold(data: bytes) -> Shadow:
    """Return the shadow of `data`, which must be valid UTF-8."""
    original = np.frombuffer(data, dtype=np.uint8)
    shadow = np.frombuffer(bytearray(data.translate(_ASCII)), dtype=np.uint8)
    drops = _line_end_hyphens(data, original)
    wide = np.flatnonzero(original >= 0xC2)
    if len(wide):
        drops.extend(_fold_wide(original, shadow, wide))
    dropped = np.unique(np.concatenate(drops)) if drops else np.empty(0, dtype=np.int64)
    shadow = _without(shadow, dropped)
    # Runs of space are sought in what is left, since spaces meet where what stood between them folds to nothing.
    spaces = _spaces(shadow, has_wide=len(wide) > 0)
    if len(spaces):
        shadow = _without(shadow, spaces)
        slips = dropped - np.arange(len(dropped))
        dropped = np.sort(np.concatenate([dropped, spaces + np.searchsorted(slips, spaces, side="right")]))
    return Shadow(shadow.tobytes(), original, dropped - np.arange(len(dropped)))


def _without(data: Bytes, positions: Offsets) -> Bytes:
    """Return `data` without the bytes at these positions."""
    if not len(positions):
        return data
    keep = np.ones(len(data), dtype=bool)
    keep[positions] = False
    return data[keep]


def fold_text(text: str) -> str:
    """Return `text` folded, without space at its ends."""
    return fold(text.encode()).data.decode().strip()


def _line_end_hyphens(data: bytes, original: Bytes) -> list[Offsets]:
    """Find hyphens that break a word over a line end, with the white space behind them, as positions to drop."""
    hyphens = np.flatnonzero((original == 0x2D) | (original == 0xE2) | (original == 0xC2))
    if not len(hyphens):
        return []
    hyphens = hyphens[(hyphens > 0) & (hyphens + 1 < len(original))]
    width = np.where(original[hyphens] == 0x2D, 1, np.where(original[hyphens] == 0xE2, 3, 2))
    behind = original[np.minimum(hyphens + width, len(original) - 1)]
    likely = hyphens[np.isin(behind, np.frombuffer(b" \t\r\n", dtype=np.uint8))]
    found = []
    for position in likely.tolist():
        match = _LINE_END_HYPHEN.match(data, position)
        if match and (data[position - 1 : position].isalpha() or data[position - 1] >= 0x80):
            found.append(np.arange(position, match.end(), dtype=np.int64))
    return found


def _spaces(shadow: Bytes, *, has_wide: bool) -> Offsets:
    """Find the spaces to drop: all but the first of a run, and whole runs between Han characters, in order."""
    space = shadow == _SPACE
    repeated = np.flatnonzero(space[1:] & space[:-1]) + 1
    if not has_wide:
        return repeated
    first = np.flatnonzero(space[1:] & ~space[:-1]) + 1
    first = first[first >= 3]
    # Three-byte characters led by these bytes: Han, kana and the punctuation of Chinese; no other byte has these values.
    first = first[(shadow[first - 3] >= 0xE3) & (shadow[first - 3] <= 0xE9)]
    if not len(first):
        return repeated
    ends = np.flatnonzero(space[:-1] & ~space[1:]) + 1
    which = np.searchsorted(ends, first, side="right")
    first, which = first[which < len(ends)], which[which < len(ends)]
    behind = shadow[ends[which]]
    between = first[(behind >= 0xE3) & (behind <= 0xE9)]
    return np.union1d(repeated, between)


def _fold_wide(original: Bytes, shadow: Bytes, wide: Offsets) -> list[Offsets]:
    """Fold two- and three-byte characters in place; return the positions of bytes that fall away."""
    lengths, replacements = _table()
    drops = []
    lead = original[wide]
    for width, first, last, mask in ((2, 0xC2, 0xDF, 0x1F), (3, 0xE0, 0xEF, 0x0F)):
        at = wide[(lead >= first) & (lead <= last)]
        if not len(at):
            continue
        point = (original[at] & mask).astype(np.int64)
        for step in range(1, width):
            point = (point << 6) | (original[at + step] & 0x3F)
        changed = lengths[point] != 255
        at, point = at[changed], point[changed]
        length = lengths[point]
        for step in range(width):
            written = at[length > step]
            shadow[written + step] = replacements[point[length > step], step]
            drops.append(at[length <= step] + step)
        if width == 2:
            _join_cyrillic(shadow, at, point)
    return drops


def _join_cyrillic(shadow: Bytes, marks: Offsets, points: Offsets) -> None:
    """Make й and ё of и and е with a mark of its own, since these letters are not accented ones but others."""
    for mark, letter, joined in _JOINED:
        at = marks[points == mark]
        at = at[at >= 2]
        at = at[(shadow[at - 2] == letter[0]) & (shadow[at - 1] == letter[1])]
        shadow[at - 2], shadow[at - 1] = joined[0], joined[1]


@cache
def _table() -> tuple[Bytes, NDArray[Any]]:
    """Return, for each code point below 65,536, the length of its folded UTF-8 (255: unchanged) and those bytes."""
    lengths = np.full(0x10000, 255, dtype=np.uint8)
    replacements = np.zeros((0x10000, 3), dtype=np.uint8)
    for point in range(0x80, 0x10000):
        if 0xD800 <= point <= 0xDFFF or 0x4E00 <= point <= 0x9FFF or 0xAC00 <= point <= 0xD7A3:
            continue  # surrogates, Han and Hangul fold to themselves
        character = chr(point)
        folded = _fold_character(character)
        encoded = folded.encode()
        if folded != character and len(encoded) <= len(character.encode()):
            lengths[point] = len(encoded)
            replacements[point, : len(encoded)] = np.frombuffer(encoded, dtype=np.uint8)
    return lengths, replacements


def _fold_character(character: str) -> str:
    """Fold one character."""
    if character in _INVISIBLE:
        return ""
    if character in _SEPARATORS or character in _HYPHENS:
        return " "
    if character in _QUOTES:
        return _QUOTES[character]
    folded = unicodedata.normalize("NFKC", character).casefold()
    folded = "".join(_ALIF.get(c, c) for c in folded if not _is_arabic_mark(c) and c not in _INVISIBLE)
    if not folded.strip():
        return ""  # a vowel mark that is printed by itself has a space in its place
    if "\u0300" <= character <= "\u036f":
        return ""
    if unicodedata.name(folded[:1], "").startswith("LATIN"):
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if unicodedata.category(c) != "Mn")
    return folded.replace("-", " ") if folded.isascii() else folded


def _is_arabic_mark(character: str) -> bool:
    """Say whether a character is a vowel sign or another mark over or under an Arabic letter."""
    return "\u0600" <= character <= "\u06ff" and unicodedata.category(character) == "Mn"
