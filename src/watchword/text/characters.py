"""What each single character folds to: the tables of `normalise`, built once, where they are first needed.

Han characters fold to simplified ones by OpenCC's table from traditional to simplified, one character at a time (Apache-2.0; the
`opencc` library, loaded at the first Han character). Since forms and texts are folded alike, characters that OpenCC makes one are one:
乾 and 干, 後 and 后, 裡 and 里. Where a traditional character stands for two simplified ones and OpenCC leaves it alone, `_ALSO` says
which it becomes. Unicode data is that of Python's `unicodedata`.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

UNCHANGED = 255
GROWS = 254  # the folded character has more bytes than the character: see `grown`

_SEPARATORS = "\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212\u2043\ufe58\ufe63\uff0d"
_INVISIBLE = "\u00ad\u034f\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff\u0640"
_QUOTES = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02b9\u02bc\u02bb\u00b4`\u2039\u203a", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u300c\u300d\u300e\u300f\u301d\u301e", '"'),
}
_BY_HAND = dict.fromkeys(_INVISIBLE, "") | dict.fromkeys(_SEPARATORS + _HYPHENS, " ") | _QUOTES
# Alif under hamza, madda and wasla; final ya without its dots; Persian letters that fonts put in their place.
_ARABIC = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك"}
_JOINED_LATIN = {"œ": "oe", "æ": "ae"}
_LISTED = frozenset((*_BY_HAND, *_ARABIC, *_JOINED_LATIN))
_ALSO = {"著": "着", "瞭": "了", "藉": "借", "覆": "复", "祇": "只"}
_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))
_FOLDED_ELSEWHERE = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xAC00, 0xD7A4), (0xD800, 0xE000))
_HAN_BY_OTHER_NAMES = ((0x2E80, 0x2FE0), (0xF900, 0xFB00))
_ASTRAL = ((0x1D400, 0x1D800), (0x1F100, 0x1F16A), (0x2F800, 0x2FA1E))

Bytes = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Table:
    """For each of `points` (None: all code points below 65,536) the number of bytes it folds to, and those bytes."""

    lengths: Bytes
    replacements: NDArray[Any]
    points: NDArray[np.int64] | None = None


@cache
def basic_table() -> Table:
    """Return the table of the basic plane without Han characters, which fold to themselves in it."""
    table = Table(np.full(0x10000, UNCHANGED, dtype=np.uint8), np.zeros((0x10000, 3), dtype=np.uint8))
    for first, last in _gaps(0x80, 0x10000, _FOLDED_ELSEWHERE):
        for character in filter(_may_fold, map(chr, range(first, last))):
            _enter(table, ord(character), fold_character(character), ord(character))
    return table


@cache
def han_table() -> Table:
    """Return the table of the basic plane with traditional Han characters folded to simplified ones."""
    basic, simplified = basic_table(), simplifications()
    table = Table(basic.lengths.copy(), basic.replacements.copy())
    for character, simple in simplified.items():
        if character < "\U00010000":
            _enter(table, ord(character), simple, ord(character))
    for first, last in _HAN_BY_OTHER_NAMES:
        for point in range(first, last):
            folded = fold_character(chr(point))
            _enter(table, point, simplified.get(folded, folded), point)
    return table


@cache
def astral_table() -> Table:
    """Return the table of the characters above the basic plane that fold at all, in order."""
    folded = {chr(point): fold_character(chr(point)) for first, last in _ASTRAL for point in range(first, last)}
    simplified = simplifications()
    folded = {character: simplified.get(made, made) for character, made in folded.items()}
    folded |= {character: simple for character, simple in simplified.items() if character >= "\U00010000"}
    kept = sorted(character for character, made in folded.items() if made != character and len(made.encode()) <= 4)
    points = np.array([ord(character) for character in kept], dtype=np.int64)
    table = Table(np.full(len(kept), UNCHANGED, dtype=np.uint8), np.zeros((len(kept), 4), dtype=np.uint8), points)
    for at, character in enumerate(kept):
        _enter(table, ord(character), folded[character], at)
    return table


@cache
def grown() -> dict[int, bytes]:
    """Return what those characters fold to that fold to more bytes than they have: Arabic ligatures above all."""
    points = np.flatnonzero(basic_table().lengths == GROWS).tolist()
    return {point: fold_character(chr(point)).encode() for point in points}


@cache
def simplifications() -> dict[str, str]:
    """Return the Han characters that fold to another one, with that one.

    Where the simplified character has more bytes than the traditional, it is folded to the traditional one instead.
    """
    import opencc

    characters = [chr(point) for first, last in _HAN for point in range(first, last)]
    # One a line, so that OpenCC's phrases do not apply.
    simple = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    pairs = {character: made for character, made in zip(characters, simple, strict=True) if character != made} | _ALSO
    pairs = {character: pairs.get(made, made) for character, made in pairs.items()}
    back: dict[str, str] = {}
    for character, made in sorted(pairs.items(), reverse=True):
        if len(made.encode()) > len(character.encode()):
            back[made] = character
    return {character: back.get(made, made) for character, made in pairs.items() if back.get(made, made) != character} | back


def fold_character(character: str) -> str:
    """Return what one character folds to, Han aside."""
    if character in _BY_HAND:
        return _BY_HAND[character]
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKC", character).casefold()
    folded = "".join(_ARABIC.get(c, c) for c in folded if not _is_arabic_mark(c) and c not in _INVISIBLE)
    if not folded.strip():
        return ""  # a vowel mark that is printed by itself has a space in its place
    if "\u0300" <= character <= "\u036f":
        return ""
    if unicodedata.name(folded[:1], "").startswith("LATIN"):
        folded = "".join(_JOINED_LATIN.get(c, c) for c in unicodedata.normalize("NFD", folded) if unicodedata.category(c) != "Mn")
    return folded.replace("-", " ") if folded.isascii() else folded


def _may_fold(character: str) -> bool:
    """Say whether `fold_character` can change a character; quickly, since most it cannot."""
    return (
        character in _LISTED
        or not unicodedata.is_normalized("NFKD", character)
        or character.casefold() != character
        or character.isdecimal()
        or character.isspace()
        or unicodedata.category(character) == "Mn"
    )


def _enter(table: Table, point: int, folded: str, row: int) -> None:
    """Write what a code point folds to into its row."""
    encoded = folded.encode()
    if folded == chr(point):
        table.lengths[row] = UNCHANGED
    elif len(encoded) > len(chr(point).encode()):
        table.lengths[row] = GROWS
    else:
        table.lengths[row] = len(encoded)
        table.replacements[row, : len(encoded)] = np.frombuffer(encoded, dtype=np.uint8)


def _gaps(first: int, last: int, taken: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    """Return what of [first, last) lies in none of the ranges `taken`, which are in order."""
    edges = [first, *(edge for pair in taken for edge in pair), last]
    return [(edges[at], edges[at + 1]) for at in range(0, len(edges), 2)]


def _is_arabic_mark(character: str) -> bool:
    """Say whether a character is a vowel sign or another mark over or under an Arabic letter."""
    return "\u0600" <= character <= "\u06ff" and unicodedata.category(character) == "Mn"
