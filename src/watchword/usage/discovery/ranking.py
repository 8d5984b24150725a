"""The order of candidates, and which of several that overlap stands for the others.

The score is the log-likelihood, taken down where a candidate is loosely joined or little free to move: full weight from so much
cohesion and freedom on, in proportion below. A candidate that holds a better-ranked one, or stands inside it, is merged with it unless
it says something of its own:

- one that *holds* a better one stays apart if its share of documents has grown at least twice as much against the reference;
- one *inside* a better one stays apart if its uses outside the better one alone have at least doubled their share of documents.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from watchword.usage.discovery.fixedness import Floats
from watchword.usage.discovery.holding import find_held
from watchword.usage.discovery.names import suspect_names
from watchword.usage.discovery.pool import DISCOVERY, RATIO, Pool, compare, count_reference, fill_pool, find_recurring
from watchword.usage.discovery.sample import Sample
from watchword.usage.discovery.sequences import Counts, Recurring
from watchword.usage.discovery.stream import Places

_FULL_COHESION = 8.0
_FULL_FREEDOM = 3.0
_SUSPECTED = 0.25


@dataclass(frozen=True, slots=True)
class Place:
    """A candidate in its place: its row of the pool, and the rows of those merged into it, most documents first."""

    row: int
    merged: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """What discovery found in a sample: candidates in their places, and the columns they point into.

    `held` names the rule that holds a row down ("" for none), `suspected` says that a Chinese name is in it; `score` is that of each
    row. `recurring` and `tested` are the numbers of sequences that recurred at all, and that were compared with the reference.
    """

    pool: Pool
    tables: tuple[Recurring, ...]
    held: NDArray[np.str_]
    suspected: NDArray[np.bool_]
    score: Floats
    places: tuple[Place, ...]
    recurring: int
    tested: int


def rank(sample: Sample, least: int, *, with_held: bool = False) -> Ranking:
    """Return the candidates of a sample in order; those held down come last, and only `with_held`."""
    recurring, counts = find_recurring(sample, least)
    pool, tables = fill_pool(sample, recurring, counts)
    pool = compare(pool, sample, count_reference(pool, sample))
    return rank_pool(pool, tables, counts, sample, with_held=with_held)


def rank_pool(pool: Pool, tables: list[Recurring], counts: Counts, sample: Sample, *, with_held: bool = False) -> Ranking:
    """Return the candidates of a pool that was compared with the reference, in order."""
    recurring, tested = counts.recurring(range(min((t.length for t in tables), default=1), 1 + max(counts.tables))), len(pool)
    pool = pool.keep((pool.discovery <= DISCOVERY) & (pool.ratio >= RATIO))
    held = find_held(pool, sample)
    suspected = np.zeros(len(pool), dtype=bool)
    if sample.language in ("zh", ""):
        suspected = suspect_names(pool, sample, counts)
    scores = score(pool) * np.where(suspected, _SUSPECTED, 1.0)
    order = order_rows(pool, sample, scores)
    places = merge(pool, sample, [row for row in order if not held[row]])
    if with_held:
        places += merge(pool, sample, [row for row in order if held[row]])
    return Ranking(pool, tuple(tables), held, suspected, scores, tuple(places), recurring, tested)


def score(pool: Pool) -> Floats:
    """Return the score of each sequence, before names are suspected."""
    joined = np.minimum(1, pool.cohesion / _FULL_COHESION)
    free = np.minimum(1, np.minimum(pool.left, pool.right) / _FULL_FREEDOM)
    value: Floats = np.maximum(pool.likelihood, 0) * joined * free
    return value


def order_rows(pool: Pool, sample: Sample, scores: Floats) -> list[int]:
    """Return the rows by falling score; of equal ones the longer first, then in the order of their words."""
    names = [spell(sample, pool, row) for row in range(len(pool))]
    return sorted(range(len(pool)), key=lambda row: (-round(float(scores[row]), 6), -pool.length[row], names[row]))


def spell(sample: Sample, pool: Pool, row: int) -> tuple[str, ...]:
    """Return the folded words of a sequence."""
    first = int(pool.first[row])
    return tuple(sample.stream.words[unit] for unit in sample.stream.units[first : first + int(pool.length[row])].tolist())


def merge(pool: Pool, sample: Sample, order: list[int]) -> list[Place]:
    """Return the candidates in `order` that stand for themselves, with those merged into each."""
    merger = _Merger(pool, len(sample.documents) - sample.window, sample.window)
    units = {}
    for row in order:
        first = int(pool.first[row])
        units[row] = tuple(sample.stream.units[first : first + int(pool.length[row])].tolist())
        merger.add(row, units[row])
    return [
        Place(row, tuple(sorted(others, key=lambda other: (-int(pool.documents[other]), spell(sample, pool, other)))))
        for row, others in merger.merged.items()
    ]


@dataclass(slots=True)
class _Merger:
    """Takes candidates from the best down, and keeps for each that stands for itself those merged into it."""

    pool: Pool
    documents: int
    reference: int
    merged: dict[int, list[int]] = field(default_factory=dict)
    whole: dict[tuple[int, ...], int] = field(default_factory=dict)
    parts: dict[tuple[int, ...], list[int]] = field(default_factory=dict)

    def add(self, row: int, units: tuple[int, ...]) -> None:
        """Take the next candidate."""
        head = self._find_head(row, units)
        if head is not None:
            self.merged[head].append(row)
            return
        self.merged[row] = []
        self.whole[units] = row
        for piece in _pieces(units):
            self.parts.setdefault(piece, []).append(row)

    def _find_head(self, row: int, units: tuple[int, ...]) -> int | None:
        """Return the better-ranked candidate that a sequence is merged into, None where it stands for itself."""
        pool = self.pool
        for piece in _pieces(units):
            inner = self.whole.get(piece)
            if inner is not None and pool.ratio[row] < pool.ratio[inner] + RATIO:
                return inner
        for outer in self.parts.get(units, ()):
            rest, before = pool.documents[row] - pool.documents[outer], max(0, pool.reference[row] - pool.reference[outer])
            growth = np.log2((rest + 0.5) / (self.documents + 1)) - np.log2((before + 0.5) / (self.reference + 1))
            if rest < 2 or growth < RATIO:
                return outer
        return None


def _pieces(units: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Return the proper pieces of a sequence of at least two units, the longest first."""
    size = len(units)
    return [units[at : at + length] for length in range(size - 1, 1, -1) for at in range(size - length + 1)]


def places_of(ranking: Ranking, row: int) -> Places:
    """Return the places of a row's uses in the window."""
    table, number = ranking.tables[ranking.pool.table[row]], ranking.pool.row[row]
    places: Places = table.at[table.bounds[number] : table.bounds[number + 1]]
    return places
