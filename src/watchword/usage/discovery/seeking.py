"""Find given sequences in any part of a stream, growing each place by one unit at a time while it begins a sought one."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from watchword.usage.discovery.sequences import BUCKETS, STEP, bucket_of, hash_span
from watchword.usage.discovery.stream import Hashes, Places, Stream

_BLOCK = 2_000_000  # units looked through at a time


def find_sequences(stream: Stream, begin: int, end: int, sought: dict[int, Places]) -> dict[int, tuple[Places, Places]]:
    """Find sequences in another part of a stream.

    `sought` has, for each length, a place where each sequence begins (anywhere in the stream). Returned for each length: the numbers
    of the sequences found and the documents they stand in, each pair once, sorted by sequence and document.
    """
    longest = max(sought)
    prefixes = {}
    begins = np.zeros(len(stream.words), dtype=bool)
    begins[stream.units[np.concatenate(list(sought.values()))]] = True
    for length in range(2, longest + 1):
        firsts = [places for own, places in sought.items() if own >= length]
        prefixes[length] = _make_set(np.unique(hash_span(stream, np.concatenate(firsts), 0, length)))
    wanted = {}
    for length, places in sought.items():
        hashes = hash_span(stream, places, 0, length)
        order = np.argsort(hashes)
        wanted[length] = hashes[order], order
    documents = len(stream.starts)
    parts: dict[int, list[Places]] = {length: [np.empty(0, np.int64)] for length in sought}
    edges = _edges(stream, begin, end)
    for at, stop in pairwise(edges):
        for length, places, hashes in _follow(stream, (at, stop), begins, prefixes):
            if length in wanted:
                known, order = wanted[length]
                number = np.minimum(np.searchsorted(known, hashes), len(known) - 1) if len(known) else np.empty(0, np.int64)
                own = known[number] == hashes
                pairs = order[number[own]] * documents + stream.documents_of(places[own])
                parts[length].append(np.unique(pairs))
    found = {}
    for length, pieces in parts.items():
        pairs = np.unique(np.concatenate(pieces))
        found[length] = pairs // documents, pairs % documents
    return found


@dataclass(frozen=True, slots=True)
class _HashSet:
    """Hashes in ascending order, and for each bucket whether it has one."""

    hashes: Hashes
    occupied: NDArray[np.bool_]

    def holds(self, hashes: Hashes) -> Places:
        """Return which of `hashes` are in the set."""
        likely = np.flatnonzero(self.occupied[bucket_of(hashes)])
        if not len(self.hashes):
            return likely[:0]
        at = np.minimum(np.searchsorted(self.hashes, hashes[likely]), len(self.hashes) - 1)
        held: Places = likely[self.hashes[at] == hashes[likely]]
        return held


def _make_set(hashes: Hashes) -> _HashSet:
    occupied = np.zeros(1 << BUCKETS, dtype=bool)
    occupied[bucket_of(hashes)] = True
    return _HashSet(hashes, occupied)


def _edges(stream: Stream, begin: int, end: int) -> list[int]:
    """Cut a part of a stream into blocks between documents, each of about `_BLOCK` units or one longer document."""
    edges = [begin]
    while edges[-1] < end:
        at = int(np.searchsorted(stream.starts, edges[-1] + _BLOCK, side="left"))
        edges.append(min(int(stream.starts[min(at, len(stream.starts) - 1)]), end))
    return edges


def _follow(
    stream: Stream, part: tuple[int, int], begins: NDArray[np.bool_], prefixes: dict[int, _HashSet]
) -> Iterator[tuple[int, Places, Hashes]]:
    """Yield, for each length from two on, the places and hashes of the sequences in a part that are the beginning of a sought one.

    `begins` says which units a sought sequence begins with.
    """
    begin, end = part
    units = stream.units[begin:end]
    joined = ~stream.broken[begin:end]
    places = np.flatnonzero(begins[units])
    hashes = stream.hashes[units[places]]
    for length in sorted(prefixes):
        inner = places + length - 1
        keep = inner < end - begin
        keep[keep] = joined[inner[keep]]
        places = places[keep]
        hashes = hashes[keep] * STEP + stream.hashes[units[places + length - 1]]
        kept = prefixes[length].holds(hashes)
        places, hashes = places[kept], hashes[kept]
        yield length, places + begin, hashes
