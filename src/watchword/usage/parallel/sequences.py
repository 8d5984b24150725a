"""Sequences of terms that stand in some rows: found there, and counted in all others when asked.

Sequences grow by one term at a time, and only those frequent enough are followed (Agrawal and Srikant, VLDB 1994). Numbers of terms are
exact, nothing is hashed. How often a sequence stands elsewhere is looked up from its rarest term, and only for those that matter.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.usage.parallel.corpus import Integers, Tongue
from watchword.usage.parallel.terms import BREAK

Mask = NDArray[np.bool_]
Weights = NDArray[np.float64]
Terms = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Terms in a row, and the rows asked about that hold them: places in the side's `rows`, sorted."""

    terms: Terms
    inside: Integers


def find_sequences(tongue: Tongue, weights: Weights, *, least: float, longest: int) -> list[Sequence]:
    """Return the sequences of up to `longest` terms that stand in rows of together at least `least` weight.

    `weights` has one number for each row of the side, 0 where it is not asked about. Sequences that begin or end with a weak term are
    left out.
    """
    rows = np.flatnonzero(weights)
    part = tongue.keep(tongue.rows[rows])
    row_of = np.repeat(np.arange(len(rows)), np.diff(part.offsets))
    terms, own = part.terms.astype(np.int64), weights[rows]
    size = len(tongue.weak)
    alive = np.flatnonzero(terms != BREAK)
    state = terms[alive]
    spelt: list[Terms] = [(number,) for number in range(size)]
    found: list[Sequence] = []
    for length in range(1, longest + 1):
        keep, chosen, bounds, members = _frequent(state, row_of[alive], own, least)
        if not len(keep):
            break
        spelt = [spelt[number] for number in keep.tolist()] if length == 1 else [(*spelt[k // size], k % size) for k in keep.tolist()]
        for number, sequence in enumerate(spelt):
            if not (tongue.weak[sequence[0]] or tongue.weak[sequence[-1]]):
                found.append(Sequence(sequence, rows[members[bounds[number] : bounds[number + 1]]]))
        alive, state = alive[chosen >= 0], chosen[chosen >= 0]
        more = alive + length
        inside = (more < len(terms)) & (row_of[np.minimum(more, len(terms) - 1)] == row_of[alive])
        alive, state = alive[inside], state[inside]
        following = terms[alive + length]
        alive, state = alive[following != BREAK], (state * size + following)[following != BREAK]
    return found


def _frequent(state: Integers, rows: Integers, own: Weights, least: float) -> tuple[Integers, Integers, Integers, Integers]:
    """Return the states of enough weight, the new number of each occurrence's state (-1: dropped), and the rows of each new state.

    The rows of the n-th new state are the fourth array from the third's n-th number to its next.
    """
    order = np.lexsort((rows, state))
    state_sorted, rows_sorted = state[order], rows[order]
    new = np.ones(len(state), dtype=bool)
    new[1:] = (state_sorted[1:] != state_sorted[:-1]) | (rows_sorted[1:] != rows_sorted[:-1])
    states, members = state_sorted[new], rows_sorted[new]
    names, first = np.unique(states, return_index=True)
    heavy = np.add.reduceat(own[members], first) >= least - 1e-9 if len(first) else np.zeros(0, dtype=bool)
    keep = names[heavy]
    number = np.full(len(names), -1, dtype=np.int64)
    number[heavy] = np.arange(len(keep))
    kept = number[np.searchsorted(names, states)]
    members = members[kept >= 0]
    bounds = np.searchsorted(kept[kept >= 0], np.arange(len(keep) + 1))
    return keep, number[np.searchsorted(names, state)], bounds, members


class Postings:
    """Where sequences stand in all rows of a side."""

    def __init__(self, tongue: Tongue, sequences: Iterable[Terms]) -> None:
        """Collect the places of each sequence's rarest term."""
        self._tongue = tongue
        self._counts = np.bincount(tongue.terms, minlength=len(tongue.weak))
        wanted = np.zeros(len(tongue.weak), dtype=bool)
        wanted[[self._anchor(terms) for terms in sequences]] = True
        places = np.flatnonzero(wanted[tongue.terms])
        order = np.argsort(tongue.terms[places], kind="stable")
        self._places = places[order]
        self._bounds = np.searchsorted(tongue.terms[places][order], np.arange(len(tongue.weak) + 1))
        self._known: dict[Terms, Integers] = {}

    def _anchor(self, terms: Terms) -> int:
        return min(terms, key=lambda term: int(self._counts[term]))

    def find(self, terms: Terms) -> Integers:
        """Return the places of the rows that hold these terms one after the other, sorted."""
        if terms not in self._known:
            anchor = self._anchor(terms)
            before = terms.index(anchor)
            at = self._places[self._bounds[anchor] : self._bounds[anchor + 1]] - before
            at = at[(at >= 0) & (at + len(terms) <= len(self._tongue.terms))]
            for step, term in enumerate(terms):
                at = at[self._tongue.terms[at + step] == term]
            offsets = self._tongue.offsets
            rows = np.searchsorted(offsets, at, side="right") - 1
            self._known[terms] = np.unique(rows[at + len(terms) <= offsets[rows + 1]])
        return self._known[terms]


def find_rows(tongue: Tongue, terms: Terms) -> Integers:
    """Return the places of the rows that hold these terms one after the other, sorted; none where a term is unknown (-1)."""
    return Postings(tongue, [terms]).find(terms) if terms and min(terms) > BREAK else np.empty(0, dtype=np.int64)


def find_places(own: list[int], terms: Terms) -> list[int]:
    """Return where the terms stand among those of one row."""
    first, size = terms[0], len(terms)
    return [at for at, term in enumerate(own[: len(own) - size + 1]) if term == first and tuple(own[at : at + size]) == terms]


def find_next(own: list[int], place: int, step: int, weak: Mask) -> int:
    """Return the next strong term from `place` on in direction `step`, over at most two weak ones; BREAK where none is."""
    for _ in range(3):
        if not 0 <= place < len(own) or own[place] == BREAK:
            return BREAK
        if not weak[own[place]]:
            return own[place]
        place += step
    return BREAK
