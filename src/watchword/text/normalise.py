"""Fold text for matching, and lead every match back to the exact place it came from.

Folding is done on UTF-8 bytes, many paragraphs at a time, so that two thousand forms can be sought in gigabytes. It makes a
shadow of the text: characters are replaced by at most as many bytes as they had, or dropped. Only a character that folds to more
bytes than it has is written out first (see `rewriting`); without such characters the shadow is never longer than the text.
What is folded:

- case, full-width and presentation forms, ligatures (NFKC and case folding, one character at a time); Latin letters lose
  their accents, so that decomposed letters and unaccented capitals match; œ and æ are two letters; й and ё stay letters of their own,
  decomposed too; digits of every script are one;
- Arabic loses vowel marks, tatweel and the hamza on alif; final ya without dots is ya; ta marbuta stays a letter of its own;
- traditional Han characters become simplified ones, one at a time, and compatibility ideographs those they stand for (`characters`);
- look-alike letters of another script become letters of the word's own (`lookalikes`);
- hyphens, short dashes and white space all become one space, and runs of them one space; between Han characters they vanish;
- a hyphen at the end of a line or page inside a word is dropped with the break; zero-width marks and soft hyphens are dropped;
- quotation marks and apostrophes are straight, those of Chinese in corners too.

Method: our own. Unicode data is that of Python's `unicodedata`.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchword.text.characters import GROWS, Table, astral_table, basic_table, grown, han_table
from watchword.text.lookalikes import find_lookalikes
from watchword.text.rewriting import Change, Rewriting

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]
Points = NDArray[Any]

_SPACE = 0x20
_ASCII = bytes(
    _SPACE if chr(i) in "\t\n\v\f\r\x1c\x1d\x1e\x1f -" else 0x27 if chr(i) == "`" else ord(chr(i).lower()) if i < 0x80 else i
    for i in range(256)
)  # fmt: skip
_JOINED = ((0x0306, "и".encode(), "й".encode()), (0x0308, "е".encode(), "ё".encode()))
_MARKS_SOUGHT = 24  # bytes: more marks than any letter carries
_BREAK = rb"(?:[\n\f\v]|\xc2\x85|\xe2\x80[\xa8\xa9])"
_LINE_END_HYPHEN = re.compile(rb"(?:-|\xe2\x80\x90|\xc2\xad)[ \t\r]*" + _BREAK + rb"(?:[ \t\r]|" + _BREAK + rb")*(?=[a-z\xc3-\xdf\xe1])")
_SHORT = 40  # code points
_NOTHING = np.empty(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Shadow:
    """A folded copy of `original`, both as UTF-8 bytes.

    `_written` are the bytes that were folded: the original, or `_rewriting`'s. `_slips` are the shadow positions before which one of
    them was dropped.
    """

    data: bytes
    original: Bytes
    _written: Bytes
    _slips: Offsets
    _rewriting: Rewriting | None = None

    def starts(self, positions: Offsets) -> Offsets:
        """Map start offsets of matches (shadow bytes) to offsets in the original bytes."""
        places = self._places(positions)
        return self._rewriting.starts(places) if self._rewriting else places

    def ends(self, positions: Offsets) -> Offsets:
        """Map end offsets (exclusive, shadow bytes) to the end of the original character that the match ends with.

        Accents and vowel marks that stand behind that character as characters of their own belong to it.
        """
        ends = self._places(positions - 1) + 1
        size = len(self._written)
        for _ in range(3):
            inside = ends < size
            inside[inside] = (self._written[ends[inside]] & 0xC0) == 0x80
            ends = ends + inside
        # Only where something fell away behind a match can a mark have stood there.
        for at in np.flatnonzero(self._places(positions) > ends).tolist():
            following = self._written[ends[at] : ends[at] + _MARKS_SOUGHT].tobytes().decode(errors="ignore")
            for character in following:
                if not unicodedata.combining(character):
                    break
                ends[at] += len(character.encode())
        return self._rewriting.ends(ends) if self._rewriting else ends

    def positions(self, offsets: Offsets) -> Offsets:
        """Map offsets in the original bytes to the first shadow position that comes from there or from behind."""
        if self._rewriting:
            offsets = self._rewriting.written(offsets)
        dropped = self._slips + np.arange(len(self._slips))
        return offsets - np.searchsorted(dropped, offsets, side="left")

    def whole(self, begin: Offsets, finish: Offsets) -> NDArray[np.bool_]:
        """Say which matches (shadow bytes) neither begin nor end inside what one original character folds to."""
        size = len(self._written)
        first, behind = self._places(begin), self._places(finish)
        cut = (self._written[np.minimum(behind, size - 1)] & 0xC0) == 0x80
        whole: NDArray[np.bool_] = ((self._written[first] & 0xC0) != 0x80) & ((behind >= size) | ~cut)
        if self._rewriting:
            whole &= ~self._rewriting.cuts(first) & ~self._rewriting.cuts(behind)
        return whole

    def _places(self, positions: Offsets) -> Offsets:
        """Map shadow positions to the bytes that were folded."""
        return positions + np.searchsorted(self._slips, positions, side="right")


def fold(data: bytes, edges: Offsets = _NOTHING) -> Shadow:
    """Return the shadow of `data`, which must be valid UTF-8.

    Where `data` is several texts one behind the other, `edges` are the offsets at which they begin and end, in order: what script a word
    is of is then judged in its own text.
    """
    original = written = np.frombuffer(data, dtype=np.uint8)
    wide = np.flatnonzero(original >= 0xC2)
    rewriting = None
    characters = _read_wide(original, wide) if len(wide) else []
    if changes := _find_changes(data, original, characters, edges):
        rewriting = Rewriting(data, changes)
        data = rewriting.data
        written = np.frombuffer(data, dtype=np.uint8)
        wide = np.flatnonzero(written >= 0xC2)
        characters = _read_wide(written, wide)
    shadow = np.frombuffer(bytearray(data.translate(_ASCII)), dtype=np.uint8)
    drops = _line_end_hyphens(data, written)
    for width, at, point in characters:
        drops.extend(_fold_wide(shadow, width, at, point))
    dropped = _mark(len(shadow), drops) if drops else _NOTHING
    shadow = drop_bytes(shadow, dropped)
    # Runs of space are sought in what is left, since spaces meet where what stood between them folds to nothing.
    spaces = _spaces(shadow, has_wide=len(wide) > 0)
    if len(spaces):
        shadow = drop_bytes(shadow, spaces)
        slips = dropped - np.arange(len(dropped))
        dropped = np.sort(np.concatenate([dropped, spaces + np.searchsorted(slips, spaces, side="right")]))
    return Shadow(shadow.tobytes(), original, written, dropped - np.arange(len(dropped)), rewriting)


def fold_text(text: str) -> str:
    """Return `text` folded, without space at its ends."""
    return _fold_word(text) if len(text) <= _SHORT else fold(text.encode()).data.decode().strip()


@lru_cache(1 << 16)
def _fold_word(text: str) -> str:
    """Fold a short text; words come again and again, and an array for each takes its time."""
    return fold(text.encode()).data.decode().strip()


def _mark(size: int, positions: list[Offsets]) -> Offsets:
    """Return positions below `size` in order, each once: marking is quicker than sorting."""
    marked = np.zeros(size, dtype=bool)
    for some in positions:
        marked[some] = True
    return np.flatnonzero(marked)


def drop_bytes(data: Bytes, positions: Offsets) -> Bytes:
    """Return `data` without the bytes at these positions."""
    if not len(positions):
        return data
    keep = np.ones(len(data), dtype=bool)
    keep[positions] = False
    return data[keep]


def _read_wide(data: Bytes, wide: Offsets) -> list[tuple[int, Offsets, Points]]:
    """Return (width, offsets, code points) of the characters of two, three and four bytes that begin at `wide`."""
    lead = data[wide]
    read = []
    for width, first, last, mask in ((2, 0xC2, 0xDF, 0x1F), (3, 0xE0, 0xEF, 0x0F), (4, 0xF0, 0xF4, 0x07)):
        at = wide[(lead >= first) & (lead <= last)]
        if len(at):
            point = (data[at] & mask).astype(np.int32)
            for step in range(1, width):
                point = (point << 6) | (data[at + step] & 0x3F)
            read.append((width, at, point))
    return read


def _find_changes(data: bytes, original: Bytes, characters: list[tuple[int, Offsets, Points]], edges: Offsets) -> list[Change]:
    """Return the characters that must be written anew before the rest is folded in place, in order."""
    changes = []
    for width, at, point in characters:
        if width == 2:
            changes += find_lookalikes(data, original, (at, point), edges)
        if width < 4:
            grows = basic_table().lengths[point] == GROWS
            if grows.any():
                written = grown()
                changes += [Change(a, width, written[p]) for a, p in zip(at[grows].tolist(), point[grows].tolist(), strict=True)]
    return sorted(changes, key=lambda change: change.at)


def _line_end_hyphens(data: bytes, written: Bytes) -> list[Offsets]:
    """Find hyphens that break a word over the end of a line or page, with the white space behind them, as positions to drop."""
    hyphens = np.flatnonzero((written == 0x2D) | (written == 0xE2) | (written == 0xC2))
    if not len(hyphens):
        return []
    hyphens = hyphens[(hyphens > 0) & (hyphens + 1 < len(written))]
    width = np.where(written[hyphens] == 0x2D, 1, np.where(written[hyphens] == 0xE2, 3, 2))
    behind = written[np.minimum(hyphens + width, len(written) - 1)]
    likely = hyphens[np.isin(behind, np.frombuffer(b" \t\r\n\f\v\xc2\xe2", dtype=np.uint8))]
    found = []
    for position in likely.tolist():
        match = _LINE_END_HYPHEN.match(data, position)
        if match and _ends_in_letter(data[max(0, position - 4) : position]) and _begins_lower(data[match.end() : match.end() + 4]):
            found.append(np.arange(position, match.end(), dtype=np.int64))
    return found


def _ends_in_letter(data: bytes) -> bool:
    return data.decode(errors="ignore")[-1:].isalpha() or unicodedata.category(data.decode(errors="ignore")[-1:] or " ") == "Mn"


def _begins_lower(data: bytes) -> bool:
    return data.decode(errors="ignore")[:1].islower()


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


def _fold_wide(shadow: Bytes, width: int, at: Offsets, point: Points) -> list[Offsets]:
    """Fold characters of one width in place; return the positions of bytes that fall away."""
    table = _choose_table(width, point)
    if table.points is not None:
        row = np.searchsorted(table.points, point)
        listed = table.points[np.minimum(row, len(table.points) - 1)] == point
        at, point = at[listed], row[listed]
    changed = table.lengths[point] < GROWS
    at, row = at[changed], point[changed]
    length = table.lengths[row]
    drops = []
    for step in range(width):
        kept = length > step
        shadow[at[kept] + step] = table.replacements[row[kept], step]
        drops.append(at[~kept] + step)
    if width == 2:
        _join_cyrillic(shadow, at, row)
    return drops


def _choose_table(width: int, point: Points) -> Table:
    """Return the table to fold characters of a width by; that of Han only where there are any, since it takes time to build."""
    if width == 4:
        return astral_table()
    has_han = width == 3 and bool(((point >= 0x2E80) & (point < 0xA000) | (point >= 0xF900) & (point < 0xFB00)).any())
    return han_table() if has_han else basic_table()


def _join_cyrillic(shadow: Bytes, marks: Offsets, points: Points) -> None:
    """Make й and ё of и and е with a mark of its own, since these letters are not accented ones but others."""
    for mark, letter, joined in _JOINED:
        at = marks[points == mark]
        at = at[at >= 2]
        at = at[(shadow[at - 2] == letter[0]) & (shadow[at - 1] == letter[1])]
        shadow[at - 2], shadow[at - 1] = joined[0], joined[1]
