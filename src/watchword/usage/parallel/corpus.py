"""The aligned paragraphs of works held in several languages, made ready to be counted.

A row is one paragraph of a work in all languages that have it. Works are aligned through one expression, the English where it is held;
what corresponds to one paragraph of it corresponds. `usage.parallel.building` makes the tables that this module reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from watchword.usage.parallel.alignment import BY_LABEL, BY_LENGTH, BY_ORDER
from watchword.usage.parallel.terms import Vocabulary

Integers = NDArray[np.int64]

# Weakest last; "" is the expression that the others are aligned to.
METHODS = ("", BY_LABEL, BY_ORDER, BY_LENGTH)

ROWS = pa.schema(
    [
        ("row", pa.int32()), ("work", pa.dictionary(pa.int32(), pa.string())), ("language", pa.dictionary(pa.int32(), pa.string())),
        ("document", pa.dictionary(pa.int32(), pa.string())), ("date", pa.dictionary(pa.int32(), pa.string())),
        ("position", pa.int32()), ("label", pa.dictionary(pa.int32(), pa.string())), ("method", pa.int8()),
    ]
)  # fmt: skip
TERM_ROWS = pa.schema([("row", pa.int32()), ("terms", pa.list_(pa.int32()))])
VOCABULARY = pa.schema([("key", pa.string())])


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language's side: `rows` that have it, in order; `terms[offsets[i]:offsets[i + 1]]` are the terms of the i-th."""

    code: str
    rows: Integers
    offsets: Integers
    terms: NDArray[np.int32]
    vocabulary: Vocabulary
    weak: NDArray[np.bool_]

    def keep(self, rows: Integers) -> "Tongue":
        """Return the side of these rows (sorted, all of them present)."""
        places = np.searchsorted(self.rows, rows)
        sizes = self.offsets[places + 1] - self.offsets[places]
        offsets = np.concatenate([[0], np.cumsum(sizes)])
        index = np.repeat(self.offsets[places] - offsets[:-1], sizes) + np.arange(offsets[-1])
        return Tongue(self.code, rows, offsets, self.terms[index], self.vocabulary, self.weak)


@dataclass
class Corpus:
    """Aligned paragraphs. `rows` has the columns of `ROWS`, `tongues` the terms by language.

    `left_out` counts, by reason, paragraphs that no row holds.
    """

    rows: pa.Table
    tongues: Mapping[str, Tongue]
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, by code."""
        return tuple(sorted(self.tongues))

    def restrict(self, documents: Sequence[str]) -> "Corpus":
        """Return the part of the corpus that these documents make."""
        kept = self.rows.filter(pc.is_in(self.rows["document"].cast(pa.string()), pa.array(documents, pa.string())))
        tongues = {}
        for code in self.languages:
            tongue = self.tongues[code]
            rows = np.unique(kept.filter(pc.equal(kept["language"].cast(pa.string()), code))["row"].to_numpy())
            if len(rows):
                tongues[code] = tongue.keep(rows.astype(np.int64))
        return Corpus(kept, tongues, self.left_out)

    @cached_property
    def _order(self) -> dict[str, tuple[Integers, Integers]]:
        """Return, by language, its rows in order and where each stands in the table."""
        languages = self.rows["language"].cast(pa.string()).combine_chunks().dictionary_encode()
        names = languages.dictionary.to_pylist()
        rows, codes = self.rows["row"].to_numpy(), languages.indices.to_numpy()
        found = {}
        for number, name in enumerate(names):
            places = np.flatnonzero(codes == number)
            places = places[np.argsort(rows[places], kind="stable")]
            found[name] = (rows[places].astype(np.int64), places)
        return found

    def places(self, rows: Integers, code: str) -> dict[int, list[dict[str, Any]]]:
        """Return, for each of these rows, its paragraphs in a language: document, position, label, work, date, method."""
        if code not in self._order:
            return {}
        ordered, places = self._order[code]
        wanted = np.unique(rows)
        first, last = np.searchsorted(ordered, wanted), np.searchsorted(ordered, wanted, side="right")
        sizes = last - first
        picked = places[np.repeat(first, sizes) + np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)]
        found: dict[int, list[dict[str, Any]]] = {}
        for item in self.rows.take(pa.array(picked, pa.int64())).to_pylist():
            found.setdefault(item["row"], []).append(item)
        return found

    def rows_of(self, places: Sequence[tuple[str, int]]) -> Integers:
        """Return, for each (document, position), the row it stands in, -1 where it stands in none."""
        documents = {document for document, _ in places}
        kept = self.rows.filter(pc.is_in(self.rows["document"].cast(pa.string()), pa.array(sorted(documents), pa.string())))
        columns = (kept[name].to_pylist() for name in ("document", "position", "row"))
        known = {(document, position): row for document, position, row in zip(*columns, strict=True)}
        return np.array([known.get(place, -1) for place in places], dtype=np.int64)


def read_tongue(code: str, parts: Sequence[tuple[pa.Table, pa.Table, int]]) -> Tongue:
    """Join the terms of several sources in one language: (term rows, vocabulary, number of rows before it) each."""
    vocabulary = Vocabulary(code)
    rows, sizes, terms = [], [], []
    for table, words, before in parts:
        mapped = np.array([vocabulary.adopt(key) for key in words["key"].to_pylist()])
        column = table["terms"].combine_chunks()
        rows.append(table["row"].to_numpy().astype(np.int64) + before)
        sizes.append(np.diff(column.offsets.to_numpy()))
        terms.append(mapped[column.flatten().to_numpy()].astype(np.int32))
    offsets = np.concatenate([[0], np.cumsum(np.concatenate(sizes))]).astype(np.int64)
    joined = vocabulary.join_proclitics(np.concatenate(terms)) if code == "ar" else np.concatenate(terms)
    return Tongue(code, np.concatenate(rows), offsets, joined, vocabulary, vocabulary.find_weak())
