"""How often each word stands in each document of one language: what collocates and key words are measured against.

The counts are exact, made once for each part of a workspace (`pipeline.inventories`) and added up here for any choice of documents.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from watchword.text.cut import cut_texts
from watchword.text.normalise import Offsets

COUNTS = pa.schema(
    [
        ("document", pa.string()),
        ("words", pa.list_(pa.dictionary(pa.int32(), pa.string()))),
        ("counts", pa.list_(pa.int32())),
    ]
)


TOTALS = pa.schema([("word", pa.string()), ("frequency", pa.int64()), ("documents", pa.int64())])


@dataclass(frozen=True, slots=True)
class Entries:
    """Which word stands how often in which document, one row each.

    The words of document number i are `word[bounds[i]:bounds[i + 1]]` (numbers in the vocabulary, each once); `count` is how often.
    """

    bounds: Offsets
    word: NDArray[np.int32]
    count: NDArray[np.int32]

    def keep(self, chosen: NDArray[np.bool_]) -> "Entries":
        """Return the entries of the chosen documents."""
        kept = np.repeat(chosen, np.diff(self.bounds))
        lengths = np.diff(self.bounds)[chosen]
        return Entries(np.concatenate([[0], np.cumsum(lengths)]), self.word[kept], self.count[kept])

    def total(self, size: int) -> tuple[Offsets, Offsets]:
        """Return, for each of `size` words, its frequency and the number of documents that hold it."""
        documents = np.bincount(self.word, minlength=size)
        more = self.count > 1
        extra = np.bincount(self.word[more], weights=self.count[more] - 1, minlength=size).astype(np.int64)
        return documents + extra, documents


@dataclass(frozen=True)
class Part:
    """The documents of one part of a workspace.

    `documents` are their ids; word i of its own has the number `numbers[i]` in the inventory's vocabulary, stands `frequency[i]` times
    in all of them and in `holding[i]` of them. `load` reads the entries, which is done only where some of its documents are chosen.
    """

    documents: pa.Array
    numbers: Offsets
    frequency: Offsets
    holding: Offsets
    load: Callable[[], Entries]

    @cached_property
    def entries(self) -> Entries:
        """What `load` reads, read once."""
        return self.load()


@dataclass(frozen=True, slots=True)
class Inventory:
    """The words of documents in one language, part by part; a document stands in one part only."""

    language: str
    vocabulary: pa.Array
    parts: tuple[Part, ...]

    def count_words(self, ids: pa.Array) -> tuple[Offsets, Offsets]:
        """Return, for each word of the vocabulary, how often it stands in these documents, and in how many of them."""
        size = len(self.vocabulary)
        frequency, holding = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
        for part, chosen in self._chosen(ids):
            counts = (part.frequency, part.holding) if chosen.all() else part.entries.keep(chosen).total(len(part.numbers))
            frequency[part.numbers] += counts[0]
            holding[part.numbers] += counts[1]
        return frequency, holding

    def entries_of(self, ids: pa.Array) -> Entries:
        """Return the entries of these documents, with words as numbered in the vocabulary."""
        kept = [(part, part.entries.keep(chosen)) for part, chosen in self._chosen(ids)]
        lengths = np.concatenate([_nothing(), *(np.diff(entries.bounds) for _, entries in kept)])
        return Entries(
            np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64),
            np.concatenate([_nothing(), *(part.numbers[entries.word] for part, entries in kept)]),
            np.concatenate([_nothing(), *(entries.count for _, entries in kept)]),
        )

    def _chosen(self, ids: pa.Array) -> Iterator[tuple[Part, NDArray[np.bool_]]]:
        """Yield the parts that hold one of these documents, with which."""
        import pyarrow.compute as pc

        for part in self.parts:
            chosen = np.asarray(pc.is_in(part.documents, value_set=ids))
            if chosen.any():
                yield part, chosen


def count_documents(texts: pa.Array, documents: pa.Array, language: str) -> pa.Table:
    """Return the words of some whole documents with the columns of `COUNTS`; `documents` has one id for each text."""
    encoded = documents.dictionary_encode()
    cut = cut_texts(texts, language)
    document = encoded.indices.to_numpy()[cut.row].astype(np.int64)
    size = max(len(cut.vocabulary), 1)
    pairs, counts = np.unique(document * size + cut.word, return_counts=True)
    bounds = np.searchsorted(pairs, np.arange(len(encoded.dictionary) + 1, dtype=np.int64) * size).astype(np.int32)
    words = pa.DictionaryArray.from_arrays(pa.array((pairs % size).astype(np.int32)), cut.vocabulary)
    lists = pa.ListArray.from_arrays(pa.array(bounds), words), pa.ListArray.from_arrays(pa.array(bounds), pa.array(counts, pa.int32()))
    return pa.table([encoded.dictionary.cast(pa.string()), *lists], schema=COUNTS)


def total_words(counts: pa.Table) -> pa.Table:
    """Return what the counts of one part add up to, with the columns of `TOTALS`, in the order of its vocabulary."""
    if not len(counts):
        return TOTALS.empty_table()
    vocabulary = counts["words"].combine_chunks().flatten().dictionary
    return pa.table([vocabulary, *map(pa.array, read_entries(counts).total(len(vocabulary)))], schema=TOTALS)


def read_entries(counts: pa.Table) -> Entries:
    """Read the counts of one part; words are numbered as in its totals."""
    lists = counts["words"].combine_chunks()
    return Entries(
        lists.offsets.to_numpy().astype(np.int64),
        lists.flatten().indices.to_numpy(),
        counts["counts"].combine_chunks().flatten().to_numpy(),
    )


Stored = tuple[pa.Table, pa.ChunkedArray, Callable[[], pa.Table]]  # totals, document ids, how to read the counts


def join_inventory(language: str, stored: Sequence[Stored]) -> Inventory:
    """Join the counts of parts."""
    held = [(totals, ids, load) for totals, ids, load in stored if len(totals)]
    if not held:
        return Inventory(language, pa.array([], pa.string()), ())
    words = pa.chunked_array([totals["word"].combine_chunks().dictionary_encode() for totals, _, _ in held]).unify_dictionaries()
    parts = [
        Part(
            ids.combine_chunks(),
            chunk.indices.to_numpy(),
            totals["frequency"].to_numpy(),
            totals["documents"].to_numpy(),
            lambda load=load: read_entries(load()),  # type: ignore[misc]
        )
        for chunk, (totals, ids, load) in zip(words.chunks, held, strict=True)
    ]
    return Inventory(language, words.chunk(words.num_chunks - 1).dictionary, tuple(parts))


def _nothing() -> NDArray[np.int32]:
    return np.empty(0, dtype=np.int32)
