"""Propose renderings: which sequence of one language stands where a formulation stands in another.

A sequence of terms is scored by how exclusively and how often it stands in the paragraphs that correspond to those with the formulation:
the harmonic mean of precision (of all paragraphs with the sequence, those asked about) and recall (of those asked about, the ones with the
sequence). Without weights this is Dice's coefficient, as in Smadja, McKeown and Hatzivassiloglou, "Translating collocations for bilingual
lexicons", Computational Linguistics 22(1), 1996. Recall is weighted: paragraphs that say the formulation in the same words around it weigh
as one, since resolutions repeat whole paragraphs, and with them any other word of these would seem a rendering.

The length is decided by what stands beside a sequence: one that nearly always goes on in one or two ways is part of a longer one (the idea
of the C-value: Frantzi, Ananiadou and Mima, IJDL 3, 2000). The best is taken, the paragraphs it accounts for are set aside, and the rest is
asked again: a further rendering must stand where no earlier one does.
"""

from collections import Counter
from dataclasses import dataclass

from watchword.usage.parallel.corpus import Integers, Tongue
from watchword.usage.parallel.sequences import Mask, Postings, Sequence, Terms, Weights, find_next, find_places, find_sequences
from watchword.usage.parallel.terms import BREAK

FINDER = "usage.parallel.proposing/1"

# Below these nothing is proposed. Chosen on the develop half of tests/usage/renderings.toml.
LEAST_SCORE, LEAST_SCORE_FURTHER = 0.25, 0.4
LEAST_CONTEXTS, LEAST_CONTEXTS_FURTHER = 1.9, 2.9  # weights: paragraphs with the same words around the formulation are one
LEAST_SHARE_FURTHER = 0.03  # of all contexts
LEAST_PRECISION = 0.15
LEAST_ALONE = 0.6  # of a further rendering's paragraphs, those without an earlier one
MOST = 6

_LONGEST, _LONGEST_HAN = 8, 14
_GOES_ON = 0.88  # a sequence that goes on in one or two ways this often is part of a longer one
_EXAMINED = 300  # paragraphs looked at for what stands beside a sequence


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sequence proposed as a rendering, with the places of all rows that hold it, and its score.

    The first of a language is scored against all paragraphs with the formulation, a further one against those left over.
    """

    terms: Terms
    rows: Integers
    score: float


def propose(tongue: Tongue, weights: Weights, counted: Mask) -> list[Proposal]:
    """Return the renderings proposed, best first.

    `weights` has one number for each row of the side: 0 where the formulation does not stand, else 1 over the number of rows with the same
    words around it. `counted` says which rows count at all: those the source language has too.
    """
    weights = weights * counted
    total = float(weights.sum())
    if total < LEAST_CONTEXTS:
        return []
    least = max(LEAST_CONTEXTS, LEAST_SHARE_FURTHER * total)
    sequences = find_sequences(tongue, weights, least=least, longest=_LONGEST_HAN if tongue.code == "zh" else _LONGEST)
    shortest = 2 if tongue.code == "zh" else 1
    sequences = [sequence for sequence in sequences if len(sequence.terms) >= shortest]
    search = _Search(tongue, weights, counted, sequences)
    found: list[Proposal] = []
    left = weights
    while len(found) < MOST:
        best = search.best(left, further=bool(found))
        if best is None:
            break
        found.append(best)
        left = left.copy()
        left[best.rows] = 0.0
    return found


class _Search:
    """The sequences of one question, and where they stand."""

    def __init__(self, tongue: Tongue, weights: Weights, counted: Mask, sequences: list[Sequence]) -> None:
        self._tongue, self._weights, self._counted, self._sequences = tongue, weights, counted, sequences
        self._postings = Postings(tongue, (sequence.terms for sequence in sequences))
        self._total = float(weights.sum())

    def best(self, left: Weights, *, further: bool) -> Proposal | None:
        """Return the best rendering of the rows left over, None where none is good enough."""
        bar = LEAST_SCORE_FURTHER if further else LEAST_SCORE
        least = max(LEAST_CONTEXTS_FURTHER, LEAST_SHARE_FURTHER * self._total) if further else LEAST_CONTEXTS
        total = float(left.sum())
        if total < least:
            return None
        hopeful = []
        for sequence in self._sequences:
            alone = float(left[sequence.inside].sum())
            recall = alone / total
            if alone >= least and 2 * recall / (1 + recall) >= bar:
                hopeful.append((-recall, -len(sequence.terms), sequence.terms, sequence, alone))
        best: tuple[float, Sequence] | None = None
        for negative, _, terms, sequence, alone in sorted(hopeful, key=lambda item: item[:3]):
            recall = -negative
            if best and 2 * recall / (1 + recall) <= best[0]:
                break  # even without any use elsewhere it could not be better
            score = self._score(sequence, recall)
            enough = score >= bar and (not further or alone >= LEAST_ALONE * float(self._weights[sequence.inside].sum()))
            if enough and (best is None or score > best[0] + 1e-9) and not self._goes_on(terms, sequence.inside[left[sequence.inside] > 0]):
                best = (score, sequence)
        if best is None:
            return None
        rows = self._postings.find(best[1].terms)
        return Proposal(best[1].terms, rows[self._counted[rows]], best[0])

    def _score(self, sequence: Sequence, recall: float) -> float:
        everywhere = self._postings.find(sequence.terms)
        precision = len(sequence.inside) / max(1, int(self._counted[everywhere].sum()))
        return 2 * precision * recall / (precision + recall) if precision >= LEAST_PRECISION else 0.0

    def _goes_on(self, terms: Terms, rows: Integers) -> bool:
        """Say whether a sequence nearly always goes on, or begins, in the same one or two ways."""
        tongue = self._tongue
        beside: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        for row in rows[:: 1 + len(rows) // _EXAMINED].tolist():
            own = tongue.terms[tongue.offsets[row] : tongue.offsets[row + 1]].tolist()
            for at in find_places(own, terms)[:1]:
                beside[0][find_next(own, at - 1, -1, tongue.weak)] += self._weights[row]
                beside[1][find_next(own, at + len(terms), 1, tongue.weak)] += self._weights[row]
        return any(_narrowness(side) >= _GOES_ON for side in beside)


def _narrowness(side: Counter[int]) -> float:
    """Return the share of the two most frequent neighbours; a free end (a break, or function words only) is no neighbour."""
    return sum(sorted(count for term, count in side.items() if term != BREAK)[-2:]) / (side.total() or 1)
