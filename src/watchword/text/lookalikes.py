"""Letters of another script that stand in a word because they look right: Cyrillic о in a Latin word, Latin p in a Cyrillic one.

A word is judged by its own letters. Where only one script has letters that no other could stand for, the word is of that script, and
the letters that look like its own are folded to it. A word with such letters of two scripts is left as it is, and so is every word
of one script, whatever it looks like. A word of look-alikes only, of both scripts, goes with most of the letters around it; with Latin
where there are none. Which letters look alike is a list of our own, after Unicode's confusables (Unicode Technical Standard 39).
"""

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from watchword.text.rewriting import Change

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]

_CYRILLIC = dict(zip("АВЕКМНОРСТХУІЈЅаеорсухіјѕ", "ABEKMHOPCTXYIJSaeopcyxijs", strict=True))
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναιρυκχ", "ABEZHIKMNOPTYXovaipukx", strict=True))
_LATIN = {latin: cyrillic for cyrillic, latin in _CYRILLIC.items()}
_TO_LATIN = _CYRILLIC | _GREEK
# Letters and digits, with the marks and invisible characters that stand inside words.
_PART = rb"(?:[0-9A-Za-z]|[\xc3-\xd4][\x80-\xbf]|\xc2\xad|\xe1[\xb8-\xbb][\x80-\xbf]|\xe2\x80[\x8b-\x8f])"
_WORD = re.compile(_PART + b"*")
_ENDING = re.compile(_PART + rb"*\Z")
_LONGEST = 256  # bytes: nothing longer is a word
_AROUND = 80  # bytes on each side that are looked at where a word does not say what it is


def find_lookalikes(data: bytes, original: Bytes, letters: tuple[Offsets, NDArray[np.integer]], edges: Offsets) -> list[Change]:
    """Return the changes that fold look-alike letters of `data` (its bytes are also `original`), in order.

    `letters` are the offsets and code points of all two-byte characters, `edges` the offsets at which texts begin and end: no word
    runs over one.
    """
    at, point = letters
    foreign = at[(point >= 0x370) & (point < 0x530)]
    if not len(foreign):
        return []
    changes: list[Change] = []
    done = 0
    for place in _junctions(original, foreign).tolist():
        if place < done:
            continue
        which = int(np.searchsorted(edges, place, side="right"))
        first = int(edges[which - 1]) if which else 0
        last = int(edges[which]) if which < len(edges) else len(data)
        begin = max(first, place - _LONGEST)
        ending = _ENDING.search(data, begin, place)
        start = ending.start() if ending else place
        word = _WORD.match(data, place, last)
        done = word.end() if word else place + 2
        if done - start <= _LONGEST:
            changes.extend(_fold_word(data, start, done, (first, last)))
    return changes


def _junctions(original: Bytes, foreign: Offsets) -> Offsets:
    """Return the ends of runs of Cyrillic or Greek letters that other letters or marks touch."""
    apart = np.flatnonzero(np.diff(foreign) != 2)
    begins = foreign[np.concatenate([[0], apart + 1])]
    finishes = foreign[np.concatenate([apart, [len(foreign) - 1]])]
    touched = _continues(original, finishes + 2)
    for width in (1, 2, 3):  # of the character before
        before = np.maximum(begins - width, 0)
        touched |= (begins >= width) & (_WIDTHS[original[before]] == width) & _continues(original, before)
    joined: Offsets = begins[touched]
    return joined


_WIDTHS = np.zeros(256, dtype=np.uint8)  # of characters that stand in words, by their first byte, Cyrillic and Greek left out
_WIDTHS[ord("A") : ord("Z") + 1] = _WIDTHS[ord("a") : ord("z") + 1] = 1
_WIDTHS[0xC2:0xCE] = 2
_WIDTHS[0xE1:0xE3] = 3


def _continues(original: Bytes, places: Offsets) -> NDArray[np.bool_]:
    """Say at which places a Latin letter stands, or a mark or invisible character inside which a word may go on."""
    last = len(original) - 1
    lead, second, third = (original[np.minimum(places + step, last)] for step in range(3))
    width = np.where(places <= last, _WIDTHS[lead], 0)
    narrow = (width == 1) | ((width == 2) & ((lead != 0xC2) | (second == 0xAD)))
    latin, invisible = (lead == 0xE1) & (second >= 0xB8), (lead == 0xE2) & (second == 0x80) & (third >= 0x8B) & (third <= 0x8F)
    continues: NDArray[np.bool_] = narrow | ((width == 3) & (latin | invisible))
    return continues


def _fold_word(data: bytes, start: int, end: int, text: tuple[int, int]) -> Iterator[Change]:
    """Yield the changes of the word data[start:end] in the text that spans `text`."""
    word = data[start:end].decode(errors="ignore")
    latin = [letter for letter in word if _is_latin(letter)]
    foreign = [letter for letter in word if _is_foreign(letter)]
    if not latin or not foreign:
        return
    surely_latin = any(letter not in _LATIN for letter in latin)
    surely_foreign = any(letter not in _TO_LATIN for letter in foreign)
    cyrillic = all(letter >= "\u0400" for letter in foreign)
    if surely_latin and surely_foreign:
        return
    if not surely_latin and not surely_foreign:
        surely_foreign = cyrillic and _stands_among_cyrillic(data, start, end, text)
    if surely_foreign and not cyrillic:
        return
    table = _LATIN if surely_foreign else _TO_LATIN
    for letter in word:
        if letter in table:
            yield Change(start, len(letter.encode()), table[letter].encode())
        start += len(letter.encode())


def _stands_among_cyrillic(data: bytes, start: int, end: int, text: tuple[int, int]) -> bool:
    """Say whether more Cyrillic than Latin letters stand near a word."""
    near = (data[max(text[0], start - _AROUND) : start] + data[end : min(text[1], end + _AROUND)]).decode(errors="ignore")
    return sum("\u0400" <= letter < "\u0530" for letter in near) > sum(map(_is_latin, near))


def _is_latin(letter: str) -> bool:
    return letter.isalpha() and (letter < "\u0250" or "\u1e00" <= letter < "\u1f00")


def _is_foreign(letter: str) -> bool:
    return "\u0370" <= letter < "\u0530" and letter.isalpha()
