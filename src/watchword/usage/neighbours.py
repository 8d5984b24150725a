"""The words of the paragraphs in which a formulation stands, with each use kept as one unit: what its collocates are counted in.

A use may begin or end inside what a dictionary would take for a word, so text is cut on its left and right apart and no cut falls
across it. Where an alphabetic form is part of a longer word, the whole word is the unit.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from watchword.model import Standing
from watchword.text.cut import cut_texts
from watchword.text.normalise import Offsets

UNIT = "\ue000"  # stands in a text for a use; private use, so no letter
STANDINGS = (Standing.IN_SCOPE, Standing.ANTECEDENT, Standing.OTHER_SENSE)
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_WORDS = pa.list_(pa.dictionary(pa.int32(), pa.string()))
NEIGHBOURS = pa.schema([("document", pa.string()), ("items", _WORDS), ("standings", pa.list_(pa.int8())), ("plain", _WORDS)])

Use = tuple[int, int, int]  # start, end (code points), number in STANDINGS


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Paragraphs with uses of one formulation in one language.

    `items` are the words (numbers in `vocabulary`) and units of all these paragraphs in order, a unit being -1 - its number in
    `STANDINGS`; `paragraph` has for each item the number of its paragraph, `document` for each paragraph its id. `plain` and
    `plain_paragraph` are the words of the same paragraphs cut without regard to the formulation.
    """

    vocabulary: pa.Array
    document: pa.Array
    items: NDArray[np.int32]
    paragraph: Offsets
    plain: NDArray[np.int32]
    plain_paragraph: Offsets


def gather_neighbours(texts: Sequence[str], documents: Sequence[str], uses: Sequence[Sequence[Use]], language: str) -> pa.Table:
    """Cut paragraphs around their uses; return a table with the columns of `NEIGHBOURS` (a unit is a null among the words)."""
    hidden = [hide_uses(text, spans) for text, spans in zip(texts, uses, strict=True)]
    count = len(texts)
    cut = cut_texts(pa.array([text for text, _ in hidden] + list(texts), pa.large_string()), language, places=True)
    first = cut.row < count
    rows = np.concatenate([cut.row[first], np.repeat(np.arange(count), [len(units) for _, units in hidden]).astype(np.int64)])
    places = np.concatenate([cut.start[first], np.array([at for _, units in hidden for at, _ in units], dtype=np.int64)])
    order = np.lexsort((places, rows))
    numbers = np.concatenate([cut.word[first], np.full(len(rows) - int(first.sum()), -1, dtype=np.int32)])[order]
    items = pa.array(np.maximum(numbers, 0), mask=numbers < 0)
    standings = pa.array([[standing for _, standing in units] for _, units in hidden], NEIGHBOURS.field("standings").type)
    columns = [
        pa.array(documents, pa.string()),
        pa.ListArray.from_arrays(_bounds(rows, count), pa.DictionaryArray.from_arrays(items, cut.vocabulary)),
        standings,
        pa.ListArray.from_arrays(
            _bounds(cut.row[~first] - count, count), pa.DictionaryArray.from_arrays(pa.array(cut.word[~first]), cut.vocabulary)
        ),
    ]
    return pa.table(columns, schema=NEIGHBOURS)


def hide_uses(text: str, uses: Sequence[Use]) -> tuple[str, list[tuple[int, int]]]:
    """Put one mark in place of each use; return the text, and place and standing of each mark.

    Uses that overlap are one unit, which is in scope if one of them is.
    """
    merged: list[list[int]] = []
    for start, end, standing in sorted(_widen(text, use) for use in uses):
        if merged and start < merged[-1][1]:
            merged[-1][1:] = [max(end, merged[-1][1]), min(standing, merged[-1][2])]
        else:
            merged.append([start, end, standing])
    pieces, units, at, size = [], [], 0, 0
    for start, end, standing in merged:
        size += start - at
        pieces += [text[at:start], UNIT]
        units.append((size, standing))
        at, size = end, size + 1
    return "".join([*pieces, text[at:]]), units


def _widen(text: str, use: Use) -> Use:
    """Take in the rest of an alphabetic word of which a use is a part."""
    start, end, standing = use
    while start and text[start - 1].isalnum() and not _HAN.match(text[start - 1]) and not _HAN.match(text[start]):
        start -= 1
    while end < len(text) and text[end].isalnum() and not _HAN.match(text[end]) and not _HAN.match(text[end - 1]):
        end += 1
    return start, end, standing


def read_neighbours(table: pa.Table) -> Neighbours:
    """Read what `gather_neighbours` made."""
    if not len(table):
        nothing, numbers = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32)
        return Neighbours(pa.array([], pa.string()), pa.array([], pa.string()), numbers, nothing, numbers, nothing)
    table = table.combine_chunks()
    columns = {name: table[name].combine_chunks() for name in NEIGHBOURS.names}
    both = pa.chunked_array([columns["items"].flatten(), columns["plain"].flatten()]).unify_dictionaries()
    items = both.chunk(0).indices.fill_null(-1).to_numpy().copy()
    items[items < 0] = -1 - columns["standings"].flatten().to_numpy().astype(np.int32)
    return Neighbours(
        both.chunk(1).dictionary,
        columns["document"],
        items,
        _numbers(columns["items"]),
        both.chunk(1).indices.to_numpy(),
        _numbers(columns["plain"]),
    )


def _numbers(lists: pa.ListArray) -> Offsets:
    """Return for each value the number of its list."""
    return np.repeat(np.arange(len(lists), dtype=np.int64), np.diff(lists.offsets.to_numpy()))


def _bounds(rows: Offsets, count: int) -> pa.Array:
    return pa.array(np.searchsorted(np.sort(rows), np.arange(count + 1)).astype(np.int32))
