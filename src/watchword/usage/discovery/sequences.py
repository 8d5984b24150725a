"""Count the sequences of units that recur in a part of a stream.

A sequence never runs over punctuation or the end of a paragraph. It can only recur if both its shorter halves do (all but its last
unit, all but its first), so each length is sought only where the length before recurred: the apriori rule of Agrawal and Srikant
(VLDB 1994). Sequences are told apart by 64-bit hashes: among ten million different ones the chance that any two are mixed up is
about three in a million.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from watchword.usage.discovery.stream import Hashes, Places, Stream

STEP = np.uint64(0xD1342543DE82EF95)
BUCKETS = 22  # bits of the hash by which rare sequences are put aside before sorting


@dataclass(frozen=True, slots=True)
class Recurring:
    """The recurring sequences of one length in a part of a stream, in the order of their hashes.

    `count` is how often each stands there; `first` is the first place where one begins. `at` are the places of all of them, one
    sequence after the other: those of sequence k are at[bounds[k]:bounds[k + 1]], in order.
    """

    length: int
    hashes: Hashes
    count: Places
    first: Places
    at: Places
    bounds: Places

    def owners(self) -> Places:
        """Return, for each place in `at`, the number of its sequence."""
        return np.repeat(np.arange(len(self.hashes)), np.diff(self.bounds))

    def keep(self, which: NDArray[np.bool_]) -> "Recurring":
        """Return the table of these sequences only."""
        size = np.diff(self.bounds)
        bounds = np.concatenate([[0], np.cumsum(size[which])])
        return Recurring(self.length, self.hashes[which], self.count[which], self.first[which], self.at[np.repeat(which, size)], bounds)


@dataclass(slots=True)
class Counts:
    """How often each recurring sequence of any length stands in the part: what cohesion is reckoned from."""

    units: int
    tables: dict[int, tuple[Hashes, Places]] = field(default_factory=dict)

    def recurring(self, lengths: range) -> int:
        """Return how many different sequences of these lengths recur."""
        return sum(len(self.tables[length][0]) for length in lengths if length in self.tables)

    def look_up(self, hashes: Hashes, length: int) -> Places:
        """Return the counts of sequences of one length, 0 where one does not recur."""
        known, count = self.tables[length]
        if not len(known):
            return np.zeros(len(hashes), np.int64)
        at = np.minimum(np.searchsorted(known, hashes), len(known) - 1)
        return np.where(known[at] == hashes, count[at], 0)


def count_sequences(stream: Stream, begin: int, end: int, lengths: range, least: int) -> tuple[list[Recurring], Counts]:
    """Return the sequences of these lengths that stand at least `least` times between two units, and the counts of all shorter ones."""
    counts = Counts(end - begin)
    found = []
    single = stream.hashes[stream.units[begin:end]]
    joined = ~stream.broken[begin:end]
    places = np.arange(end - begin, dtype=np.int64)
    hashes = single
    for length in range(1, lengths.stop):
        if length > 1:
            # Both the sequence shorter by its last unit and the one shorter by its first must recur, with no break between.
            recurs = np.zeros(end - begin + 1, dtype=bool)
            recurs[places] = True
            keep = recurs[places + 1]
            inner = places + length - 1
            keep &= inner < end - begin
            keep[keep] = joined[inner[keep]]
            places, hashes = places[keep], hashes[keep]
            hashes = hashes * STEP + single[places + length - 1]
        places, hashes = _drop_rare(places, hashes, least)
        table = _group(places, hashes, least, length)
        counts.tables[length] = table.hashes, table.count
        kept = np.sort(table.at)
        order = np.searchsorted(places, kept)
        places, hashes = kept, hashes[order]
        if length >= lengths.start:
            found.append(Recurring(length, table.hashes, table.count, table.first + begin, table.at + begin, table.bounds))
    return found, counts


def hash_units(stream: Stream, units: Sequence[int]) -> Hashes:
    """Return the hash of one sequence of units, in an array of its own."""
    total = np.zeros(1, np.uint64)
    for unit in units:
        total = total * STEP + stream.hashes[unit]
    return total


def hash_span(stream: Stream, first: Places, offset: int, length: int) -> Hashes:
    """Return the hashes of the sequences of `length` units that begin `offset` units behind `first`."""
    total = np.zeros(len(first), np.uint64)
    for step in range(length):
        total = total * STEP + stream.hashes[stream.units[first + offset + step]]
    return total


def bucket_of(hashes: Hashes) -> Places:
    """Return the bucket of each hash."""
    bucket: Places = (hashes >> np.uint64(64 - BUCKETS)).astype(np.int64)
    return bucket


def _drop_rare(places: Places, hashes: Hashes, least: int) -> tuple[Places, Hashes]:
    """Put aside what cannot recur often enough, since all that shares its bucket does not."""
    bucket = bucket_of(hashes)
    keep = np.bincount(bucket, minlength=1 << BUCKETS)[bucket] >= least
    return places[keep], hashes[keep]


def _group(places: Places, hashes: Hashes, least: int, length: int) -> Recurring:
    """Return the sequences that occur at least `least` times."""
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    edges = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])) if len(ordered) else np.empty(0, np.int64)
    count = np.diff(np.concatenate([edges, [len(ordered)]]))
    often = count >= least
    at = places[order[np.repeat(often, count)]]
    kept = count[often]
    bounds = np.concatenate([[0], np.cumsum(kept)])
    return Recurring(length, ordered[edges[often]], kept, at[bounds[:-1]], at, bounds)
