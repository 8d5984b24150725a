"""How far states stand apart, all pairs at once: what clusters of states are made from."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.errors import UsageError
from watchword.votes.roll_calls import ABSTAIN

Matrix = NDArray[np.float64]
# The two ways to hold an abstention against a yes or a no: half-way between them, or as far from each as they are from each other.
ABSTENTIONS = ("half", "apart")


@dataclass(frozen=True, slots=True)
class Distances:
    """Distances between states, 0 alike to 1 opposed, of shape (states, states).

    `between` has no gap: where two states share too few votes (`measured` is false) it holds an estimate. `kept` are the columns
    of the answers that the rows stand for; the others could be compared with too few.
    """

    between: Matrix
    measured: NDArray[np.bool_]
    kept: NDArray[np.int64]


def measure_distances(
    answers: NDArray[np.int8], *, abstain: str = "half", least: int = 1, weights: NDArray[np.int64] | None = None
) -> Distances:
    """Return the distances between the columns of `answers` (votes, states; -1 no answer), each vote counted `weights` times.

    `half` gives 1 - Lijphart's agreement (a vote counts half where one of two abstained), `apart` 1 - the proportion with the same
    answer. Raises `UsageError` for another word.
    """
    if abstain not in ABSTENTIONS:
        raise UsageError(f"an abstention stands {' or '.join(ABSTENTIONS)}, found {abstain!r}")
    shared, differing = compare_pairs(answers, abstain, weights)
    measured = shared >= max(least, 1)
    between = np.divide(differing, shared, out=np.full(shared.shape, np.nan), where=measured)
    return _complete(between)


def compare_pairs(answers: NDArray[np.int8], abstain: str = "half", weights: NDArray[np.int64] | None = None) -> tuple[Matrix, Matrix]:
    """Return for each pair the number of votes both answered and the sum of their differences, in few matrix products.

    With answers as -1, 0, 1, |a - b| = a² + b² - ab - a²b². Sums stay below 2^24, so that single precision is exact.
    """
    if weights is not None:
        # Of votes drawn with replacement a third is not drawn.
        answers, weights = answers[weights > 0], weights[weights > 0]
    present = (answers >= 0).astype(np.float32)
    signed = np.where(answers >= 0, answers - ABSTAIN, 0).astype(np.float32)
    square = signed * signed
    times = np.float32(1) if weights is None else weights.astype(np.float32)[:, None]
    shared = (present * times).T @ present
    decided = (square * times).T @ present
    product, both = (signed * times).T @ signed, (square * times).T @ square
    if abstain == "half":
        differing = (decided + decided.T - product - both) / 2
    else:
        # The same answer: both yes or both no, or both abstaining.
        differing = shared - (product + both) / 2 - (shared - decided - decided.T + both)
    return shared.astype(np.float64), differing.astype(np.float64)


def _complete(between: Matrix) -> Distances:
    """Fill gaps by how differently two states stand to third ones: the root mean square difference of their distances to all that
    both are measured against. A state that cannot be compared so is left out, the one with most gaps first (the last, if equal).
    """
    np.fill_diagonal(between, np.nan)
    measured = ~np.isnan(between)
    filled = np.where(measured, between, 0.0)
    seen, square = measured.astype(np.float64), filled**2
    thirds = seen @ seen.T
    apart = square @ seen.T + seen @ square.T - 2 * filled @ filled.T
    estimate = np.sqrt(np.maximum(np.divide(apart, thirds, out=np.full(thirds.shape, np.nan), where=thirds > 0), 0))
    # Rounded so that figures equal on paper are equal here, whatever the order in which they were added.
    between = np.where(measured, filled, estimate).round(9)
    np.fill_diagonal(between, 0)
    kept = np.arange(len(between))
    while len(kept) and (gaps := np.isnan(between[np.ix_(kept, kept)]).sum(axis=0)).any():
        kept = np.delete(kept, len(kept) - 1 - int(np.argmax(gaps[::-1])))
    # An estimate may be a hair from symmetric.
    chosen = between[np.ix_(kept, kept)]
    return Distances((chosen + chosen.T) / 2, measured[np.ix_(kept, kept)], kept)
