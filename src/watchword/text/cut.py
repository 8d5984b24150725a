"""Cut many texts into words at once: the same words as `words.find_words` finds one text at a time.

Texts are folded (`normalise.fold`) in pieces of a few megabytes; words are the runs of letters and digits of the folded bytes, so
that a word broken by a hyphen at the end of a line is one word. In Chinese, runs with Han characters in them are cut further by a
dictionary with a hidden Markov model for what is not in it (the `rjieba` library, after Sun's jieba). Words become numbers in
Arrow's hash table; no Python object is made for a word but in Chinese.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from watchword.text.languages import language
from watchword.text.normalise import Bytes, Offsets, fold

CUTTER = "text.cut/1"
_PIECE = 4 << 20
_APART = "\0"  # stands between two texts, so that nothing folds across their border


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of some texts in order, one row each.

    `word` is the number of the folded word in `vocabulary`, `row` the number of its text; `start` and `end` are code points of that
    text (empty where places were not asked for).
    """

    vocabulary: pa.Array
    word: NDArray[np.int32]
    row: Offsets
    start: Offsets
    end: Offsets


def cut_texts(texts: pa.Array, code: str, *, places: bool = False) -> Cut:
    """Return the words of `texts` (strings without nulls), all in the language of this code ("" where unknown)."""
    parts = [_cut_piece(texts.slice(first, last - first), first, code, places=places) for first, last in _pieces(texts)]
    if not parts:
        nothing = np.empty(0, dtype=np.int64)
        return Cut(pa.array([], pa.string()), nothing.astype(np.int32), nothing, nothing, nothing)
    unified = pa.chunked_array([part[0] for part in parts]).unify_dictionaries()
    words = np.concatenate([chunk.indices.to_numpy() for chunk in unified.chunks])
    columns = [np.concatenate([part[at] for part in parts]) for at in (1, 2, 3)]
    return Cut(unified.chunk(unified.num_chunks - 1).dictionary, words, *columns)


def _pieces(texts: pa.Array) -> Iterator[tuple[int, int]]:
    """Yield ranges of texts of a few megabytes."""
    import pyarrow.compute as pc

    sizes = np.cumsum(pc.binary_length(texts).to_numpy(zero_copy_only=False), dtype=np.int64)
    first = 0
    while first < len(texts):
        before = int(sizes[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(sizes, before + _PIECE, side="right")))
        yield first, last
        first = last


def _cut_piece(texts: pa.Array, base: int, code: str, *, places: bool) -> tuple[pa.DictionaryArray, Offsets, Offsets, Offsets]:
    """Return the words of some texts as a dictionary array, with row, start and end."""
    strings = texts.to_pylist()
    data = _APART.join(strings).encode()
    shadow = fold(data)
    folded = np.frombuffer(shadow.data, dtype=np.uint8)
    letters = _find_letters(folded)
    begin, finish = _runs(letters)
    if language(code).segmented or not code:
        begin, finish = _cut_han(folded, begin, finish)
    words = _strings(folded, letters, begin, finish).dictionary_encode()
    first = shadow.starts(begin)
    sizes = np.array([len(string.encode()) for string in strings], dtype=np.int64)
    edges = np.concatenate([[0], np.cumsum(sizes + 1)])  # where each text starts in `data`
    row = np.searchsorted(edges, first, side="right") - 1
    if not places:
        nothing = np.empty(0, dtype=np.int64)
        return words, row + base, nothing, nothing
    points = np.concatenate([[0], np.cumsum((shadow.original & 0xC0) != 0x80)])
    starts = points[edges[row]]
    return words, row + base, points[first] - starts, points[shadow.ends(finish)] - starts


def _runs(letters: NDArray[np.bool_]) -> tuple[Offsets, Offsets]:
    """Return where runs of letters begin and end (exclusive)."""
    padded = np.zeros(len(letters) + 2, dtype=np.int8)
    padded[1:-1] = letters
    steps = np.diff(padded)
    return np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)


def _strings(folded: Bytes, letters: NDArray[np.bool_], begin: Offsets, finish: Offsets) -> pa.StringArray:
    """Return the words, which follow each other and hold every letter, as an Arrow array without copying one by one."""
    lengths = finish - begin
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    return pa.StringArray.from_buffers(len(begin), pa.py_buffer(offsets), pa.py_buffer(folded[letters].tobytes()))


def _cut_han(folded: Bytes, begin: Offsets, finish: Offsets) -> tuple[Offsets, Offsets]:
    """Cut the runs that hold Han characters by the dictionary; leave the others as they are."""
    import rjieba

    if not len(begin):
        return begin, finish
    han = _find_han(folded)
    before = np.concatenate([[0], np.cumsum(han)])
    chinese = before[finish] > before[begin]
    if not chinese.any():
        return begin, finish
    kept = np.zeros(len(folded) + 1, dtype=np.int8)
    np.add.at(kept, begin[chinese], 1)
    np.add.at(kept, finish[chinese], -1)
    inside = np.cumsum(kept)[:-1] > 0
    # What stands between is one line end for each byte, so that pieces keep their places and no word reaches across.
    text = np.where(inside, folded, np.uint8(0x0A)).tobytes().decode()
    ends = pa.array(rjieba.cut(text), pa.large_string()).buffers()[1]
    offsets = np.frombuffer(ends, dtype=np.int64)
    first, last = offsets[:-1], offsets[1:]
    words = inside[first]
    first, last = np.concatenate([first[words], begin[~chinese]]), np.concatenate([last[words], finish[~chinese]])
    order = np.argsort(first, kind="stable")
    return first[order], last[order]


def _find_letters(data: Bytes) -> NDArray[np.bool_]:
    """Say which bytes belong to a letter or digit."""
    found: NDArray[np.bool_] = _letters()[:128][np.minimum(data, 127)] & (data < 0x80)
    for width, first, last in ((2, 0xC2, 0xDF), (3, 0xE0, 0xEF)):
        at = np.flatnonzero((data >= first) & (data <= last))
        letter = _letters()[_points(data, at, width)]
        for step in range(width):
            found[at + step] = letter
    for rare in np.flatnonzero(data >= 0xF0).tolist():
        found[rare : rare + 4] = data[rare : rare + 4].tobytes().decode().isalnum()
    return found


def _find_han(data: Bytes) -> NDArray[np.bool_]:
    """Say which bytes begin a Han character."""
    lead = (data >= 0xE3) & (data <= 0xEF)
    at = np.flatnonzero(lead)
    point = _points(data, at, 3)
    han = np.zeros(len(data), dtype=bool)
    han[at] = ((point >= 0x3400) & (point <= 0x9FFF)) | ((point >= 0xF900) & (point <= 0xFAFF))
    for rare in np.flatnonzero(data >= 0xF0).tolist():
        han[rare] = 0x20000 <= ord(data[rare : rare + 4].tobytes().decode()) <= 0x323AF
    return han


def _points(data: Bytes, at: Offsets, width: int) -> Offsets:
    """Return the code points of the characters of two or three bytes that begin at these offsets."""
    point = (data[at] & (0x1F if width == 2 else 0x0F)).astype(np.int64)
    for step in range(1, width):
        point = (point << 6) | (data[at + step] & 0x3F)
    return point


@cache
def _letters() -> NDArray[np.bool_]:
    """Say, for each code point below 65,536, whether it is a letter or digit."""
    return np.array([chr(point).isalnum() for point in range(0x10000)], dtype=bool)
