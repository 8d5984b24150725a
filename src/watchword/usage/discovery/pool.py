"""Everything that recurs in the window in fixed words, with what is measured of it, as columns."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchword.text.languages import language
from watchword.usage.discovery.fixedness import Floats, Side, measure_cohesion, measure_sides
from watchword.usage.discovery.keyness import false_discovery, log_likelihood, log_ratio
from watchword.usage.discovery.sample import Sample
from watchword.usage.discovery.seeking import find_sequences
from watchword.usage.discovery.sequences import Counts, Recurring, count_sequences
from watchword.usage.discovery.stream import Places, Stream

# Lengths in words, and in Han characters for Chinese.
LENGTHS = {False: range(2, 9), True: range(4, 17)}
COHESION = 3.0  # bits: the pieces stand together at least eight times as often as by chance
FREEDOM = 1.5  # bits on each side: as much as three equally frequent neighbours
RATIO = 1.0  # bits: a share of documents at least twice that of the reference
DISCOVERY = 0.01  # share of false discoveries
_EDGE = 0.1  # of a document: its opening and its closing
_NEVER_AT_AN_END = frozenset("、的了")


@dataclass(frozen=True, slots=True)
class Pool:
    """One row a sequence. `table` and `row` lead to its places; the other columns are documented in `candidates.Candidate`."""

    table: Places
    row: Places
    length: Places
    first: Places
    uses: Places
    documents: Places
    reference: Places
    cohesion: Floats
    left: Floats
    right: Floats
    left_variety: Places
    right_variety: Places
    edges: Floats
    likelihood: Floats
    ratio: Floats
    discovery: Floats

    def __len__(self) -> int:
        """Return the number of sequences."""
        return len(self.first)

    def keep(self, which: NDArray[Any]) -> "Pool":
        """Return these rows only (numbers, or a mask)."""
        return Pool(**{item.name: getattr(self, item.name)[which] for item in fields(Pool)})


def is_unspaced(stream: Stream, code: str) -> bool:
    """Say whether a language is counted in characters: its words are not set apart by spaces, or it is unknown and mostly Han."""
    if code:
        return language(code).segmented
    han = np.array([len(word) == 1 and "\u3400" <= word <= "\u9fff" for word in stream.words], dtype=bool)
    return bool(len(stream.units)) and bool(han[stream.units].mean() > 0.5)


def find_ends(stream: Stream, code: str, *, unspaced: bool) -> NDArray[np.bool_]:
    """Return which units may stand at neither end of a candidate: function words and single letters, or particles of Chinese."""
    if unspaced:
        return np.array([word in _NEVER_AT_AN_END for word in stream.words], dtype=bool)
    empty = language(code).function_words
    return np.array([word in empty or (len(word) == 1 and not word.isdigit()) for word in stream.words], dtype=bool)


def find_recurring(sample: Sample, least: int) -> tuple[list[Recurring], Counts]:
    """Return what recurs in `least` documents of the window with no function word at an end, and the counts of all that recurs."""
    stream, code = sample.stream, sample.language
    unspaced = is_unspaced(stream, code)
    ends = find_ends(stream, code, unspaced=unspaced)
    tables, counts = count_sequences(stream, sample.place, len(stream.units), LENGTHS[unspaced], least)
    kept = []
    for table in tables:
        fit = table.keep(~ends[stream.units[table.first]] & ~ends[stream.units[table.first + table.length - 1]])
        kept.append(fit.keep(_count_documents(stream, fit)[0] >= least))
    return kept, counts


def fill_pool(sample: Sample, tables: Sequence[Recurring], counts: Counts) -> tuple[Pool, list[Recurring]]:
    """Return what of these tables is fixed in its words, and the tables of its places."""
    stream = sample.stream
    ends = find_ends(stream, sample.language, unspaced=is_unspaced(stream, sample.language))
    kept, parts = [], []
    for number, table in enumerate(tables):
        fixed = table.keep(measure_cohesion(stream, table, counts) >= COHESION)
        left, right = measure_sides(stream, fixed, ends)
        free = (left.entropy >= FREEDOM) & (right.entropy >= FREEDOM)
        fixed, left, right = fixed.keep(free), left.keep(free), right.keep(free)
        kept.append(fixed)
        parts.append(_measure(stream, fixed, counts, (left, right), number))
    return Pool(**{item.name: np.concatenate([getattr(part, item.name) for part in parts]) for item in fields(Pool)}), kept


def _measure(stream: Stream, table: Recurring, counts: Counts, sides: tuple[Side, Side], number: int) -> Pool:
    """Return the rows of the table of this number, not yet compared with the reference."""
    left, right = sides
    documents, edges = _count_documents(stream, table)
    many = len(table.count)
    whole, fraction = np.zeros(many, np.int64), np.zeros(many)
    return Pool(
        whole + number, np.arange(many), whole + table.length, table.first, table.count, documents, whole,
        measure_cohesion(stream, table, counts), left.entropy, right.entropy, left.variety, right.variety, edges,
        fraction, fraction, fraction,
    )  # fmt: skip


def count_reference(pool: Pool, sample: Sample) -> Places:
    """Return in how many documents of the reference each sequence of the pool stands."""
    reference = np.zeros(len(pool), np.int64)
    lengths = sorted(set(pool.length.tolist()))
    members = {length: np.flatnonzero(pool.length == length) for length in lengths}
    if lengths:
        found = find_sequences(sample.stream, 0, sample.place, {length: pool.first[which] for length, which in members.items()})
        for length, which in members.items():
            reference[which] = np.bincount(found[length][0], minlength=len(which))
    return reference


def compare(pool: Pool, sample: Sample, reference: Places) -> Pool:
    """Return the pool with its documents in the reference and its keyness against it."""
    size, their_size = len(sample.documents) - sample.window, sample.window
    likelihood = log_likelihood(pool.documents, reference, size, their_size)
    return replace(
        pool,
        reference=reference,
        likelihood=likelihood,
        ratio=log_ratio(pool.documents, reference, size, their_size),
        discovery=false_discovery(likelihood),
    )


def _count_documents(stream: Stream, table: Recurring) -> tuple[Places, Floats]:
    """Return in how many documents each sequence stands, and which share of its uses falls into a document's opening or closing."""
    owners, documents = table.owners(), stream.documents_of(table.at)
    many = len(table.count)
    # Places are in order, so a new document or a new sequence shows where a pair begins.
    begins = np.ones(len(owners), dtype=bool)
    begins[1:] = (owners[1:] != owners[:-1]) | (documents[1:] != documents[:-1])
    size = stream.starts[documents + 1] - stream.starts[documents]
    where = (table.at - stream.starts[documents] + (table.length - 1) / 2) / size
    at_edge = np.bincount(owners, weights=(where < _EDGE) | (where > 1 - _EDGE), minlength=many)
    return np.bincount(owners[begins], minlength=many), at_edge / np.maximum(table.count, 1)
