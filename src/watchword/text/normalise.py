"""Fold text for matching, and lead every match back to the exact place it came from.

Folding is done on UTF-8 bytes, many paragraphs at a time, so that two thousand forms can be sought in gigabytes. It makes a
shadow of the text that is never longer than the text: characters are replaced by at most as many bytes as they had, or dropped.
What is folded:

- case, full-width and presentation forms, ligatures (NFKC and case folding, one character at a time); Latin letters lose
  their accents, so that decomposed letters and unaccented capitals match; Arabic loses vowel marks, tatweel and the hamza on alif;
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
    _SPACE if chr(i) in "\t\n\v\f\r -" else ord(chr(i).lower()) if i < 0x80 else i for i in range(256)
)  # fmt: skip
_SEPARATORS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe58\ufe63\uff0d"
_INVISIBLE = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u0640"
_QUOTES = {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"'}
_ALIF = {"أ": "ا", "إ": "ا", "آ": "ا"}
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
        """Map end offsets (exclusive, shadow bytes) to the end of the original character that the match ends with."""
        ends = self.starts(positions - 1) + 1
        size = len(self.original)
        for _ in range(3):
            inside = ends < size
            inside[inside] = (self.original[ends[inside]] & 0xC0) == 0x80
            ends = ends + inside
        return ends


def fold(data: bytes) -> Shadow:
    """Return the shadow of `data`, which must be valid UTF-8."""
    original = np.frombuffer(data, dtype=np.uint8)
    shadow = np.frombuffer(bytearray(data.translate(_ASCII)), dtype=np.uint8)
    drops = [*_line_end_hyphens(data, original)]
    wide = np.flatnonzero(original >= 0xC2)
    if len(wide):
        drops.extend(_fold_wide(original, shadow, wide))
    drops.extend(_spaces(original, shadow, has_wide=len(wide) > 0))
    dropped = np.unique(np.concatenate(drops)) if drops else np.empty(0, dtype=np.int64)
    if len(dropped):
        keep = np.ones(len(shadow), dtype=bool)
        keep[dropped] = False
        kept = shadow[keep]
        if len(wide) and ((kept[1:] == _SPACE) & (kept[:-1] == _SPACE)).any():
            # Two spaces met because what stood between them folds to nothing.
            places = np.flatnonzero(keep)
            keep[places[1:][(kept[1:] == _SPACE) & (kept[:-1] == _SPACE)]] = False
            kept, dropped = shadow[keep], np.flatnonzero(~keep)
        shadow = kept
    return Shadow(shadow.tobytes(), original, dropped - np.arange(len(dropped)))


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


def _spaces(original: Bytes, shadow: Bytes, *, has_wide: bool) -> list[Offsets]:
    """Find the spaces to drop: all but the first of a run, and whole runs between Han characters."""
    space = shadow == _SPACE
    repeated = np.flatnonzero(space[1:] & space[:-1]) + 1
    if not has_wide:
        return [repeated]
    han = (original >= 0xE3) & (original <= 0xE9)
    if not han.any():
        return [repeated]
    starts = np.flatnonzero(space[1:] & ~space[:-1]) + 1
    starts = starts[starts >= 3]
    after_han = starts[han[starts - 3] & (original[starts - 1] >= 0x80)]
    runs = []
    for start in after_han.tolist():
        end = start
        while end < len(shadow) and shadow[end] == _SPACE:
            end += 1
        if end < len(shadow) and han[end]:
            runs.append(np.arange(start, end, dtype=np.int64))
    return [repeated, *runs]


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
    return drops


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
    folded = "".join(_ALIF.get(c, c) for c in folded)
    if "\u0600" <= character <= "\u06ff" and unicodedata.category(character) == "Mn":
        return ""
    if "\u0300" <= character <= "\u036f":
        return ""
    if unicodedata.name(folded[:1], "").startswith("LATIN"):
        folded = "".join(c for c in unicodedata.normalize("NFD", folded) if unicodedata.category(c) != "Mn")
    return folded.replace("-", " ") if folded.isascii() else folded
