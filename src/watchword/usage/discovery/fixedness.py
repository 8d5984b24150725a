"""How firmly the units of a sequence hold together, and how freely the sequence itself moves among its neighbours.

*Cohesion* is the least pointwise mutual information over all ways of cutting the sequence in two, in bits: log2 of how much more
often the two pieces stand together than they would if each fell anywhere (Luo and Sun, CoNLL 2003, for Chinese; for cuts of longer
sequences da Silva and Lopes, MOL 1999). *Freedom* of a side is the entropy, in bits, of what stands next to the sequence there, and
*variety* the number of different neighbours (Feng, Chen, Deng and Zheng, Computational Linguistics 30, 2004; entropy after Kit and
Wilks, CoNLL 1999). Punctuation and the ends of a paragraph each count as a neighbour of their own, as in Feng et al.; so does a word
that may stand at no end of a candidate (an article, a preposition, 的), since it shows that no longer candidate was cut off there. A
fragment of a longer fixed sequence has little freedom on the side where it was cut off.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.usage.discovery.sequences import Counts, Recurring, hash_span
from watchword.usage.discovery.stream import Places, Stream

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Side:
    """What stands on one side of each sequence: the entropy of the neighbours in bits, and how many different ones there are."""

    entropy: Floats
    variety: Places

    def keep(self, which: NDArray[np.bool_]) -> "Side":
        """Return this side of these sequences only."""
        return Side(self.entropy[which], self.variety[which])


def measure_cohesion(stream: Stream, table: Recurring, counts: Counts) -> Floats:
    """Return the cohesion of each sequence of a table, in bits."""
    least = np.full(len(table.first), np.inf)
    for cut in range(1, table.length):
        before = counts.look_up(hash_span(stream, table.first, 0, cut), cut)
        behind = counts.look_up(hash_span(stream, table.first, cut, table.length - cut), table.length - cut)
        # Both pieces recur at least as often as the whole, so neither count is nought.
        together = np.log2(table.count) + np.log2(max(counts.units, 1)) - np.log2(before) - np.log2(behind)
        least = np.minimum(least, together)
    return least


def measure_sides(stream: Stream, table: Recurring, ends: NDArray[np.bool_]) -> tuple[Side, Side]:
    """Return what stands to the left and to the right of each sequence of a table; `ends` are the units no candidate ends with."""
    owners = table.owners()
    left, right = table.at - 1, table.at + table.length
    left = np.where(stream.broken[table.at], -1, left)
    inner = right < len(stream.units)
    inner[inner] = ~stream.broken[right[inner]]
    right = np.where(inner, right, -1)
    return _measure_side(stream, table, owners, _close(stream, left, ends)), _measure_side(
        stream, table, owners, _close(stream, right, ends)
    )


def _close(stream: Stream, places: Places, ends: NDArray[np.bool_]) -> Places:
    """Return the places with -1 for those of units that no candidate ends with."""
    return np.where((places >= 0) & ends[stream.units[np.maximum(places, 0)]], -1, places)


def _measure_side(stream: Stream, table: Recurring, owners: Places, places: Places) -> Side:
    """Measure one side; a place of -1 is a neighbour of its own."""
    size = len(stream.words)
    inside = places >= 0
    pairs, count = np.unique(owners[inside] * size + stream.units[places[inside]], return_counts=True)
    owner = pairs // size
    alone = np.bincount(owners[~inside], minlength=len(table.count))
    share = count / table.count[owner]
    # One neighbour seen n times among N gives -(n/N) log2(n/N); each end gives (1/N) log2 N.
    # Without anything to count, bincount gives whole numbers.
    within = np.bincount(owner, weights=-share * np.log2(share), minlength=len(table.count)).astype(np.float64)
    entropy: Floats = within + alone / table.count * np.log2(table.count)
    return Side(entropy, np.bincount(owner, minlength=len(table.count)) + alone)
