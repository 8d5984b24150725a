"""Ideal points by expectation-maximisation: states' positions from their answers, over periods that may be bridged.

E-step: each state's distribution over the grid in each period, exactly: by itself with a standard normal prior where there is
one period; by forward and backward passes where there are several, in which a position follows a mean-reverting random walk
x' = rho x + sqrt(1 - rho^2) e, so that its distribution over the states entering is standard normal in every period. M-step:
`response.improve_items`. This is the model of Bailey, Strezhnev and Voeten (2017), whose walk does not revert, fitted by
expectation-maximisation as in Imai, Lo and Olmsted (2016), on a grid instead of by variational approximation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.votes.response import GRID, Array, answer_probabilities, density, first_items, improve_items, normal_prior, split_answers

# How much of a position stays from one period to the next. 0.8 leaves a session's own votes the larger say.
PERSISTENCE = 0.8
_TOLERANCE, _MOST_ROUNDS = 1e-3, 250


@dataclass(frozen=True, slots=True)
class Scaled:
    """Positions fitted: `position` and `error` (posterior mean and standard deviation) are (periods, states), NaN where a state
    has no answer in a period; `items` (votes, 3) hold each vote's discrimination and cutpoints, in the order of the input.
    """

    position: Array
    error: Array
    items: Array
    rounds: int
    change: float

    @property
    def converged(self) -> bool:
        """Say whether the last round moved positions by less than the tolerance, a root mean square of 0.001."""
        return self.change < _TOLERANCE


def fit_positions(answers: NDArray[np.int8], periods: NDArray[np.int64], texts: NDArray[np.int64], anchors: Sequence[int]) -> Scaled:
    """Fit positions to answers (votes, states; -1 none), each vote in a period (0, 1, ...) and on a text.

    Votes with one text number share an item's parameters: they bridge periods. Votes without two different answers must be left
    out before. The first of `anchors` (columns) with answers is given the positive sign in the start values, which are the
    first singular vector of the answers less each vote's mean, so that anyone gets the same numbers.
    """
    indicators = split_answers(answers)
    count = int(periods.max()) + 1
    rows = [np.flatnonzero(periods == period) for period in range(count)]
    seen = np.stack([(answers[mine] >= 0).any(axis=0) for mine in rows])
    number = int(texts.max()) + 1
    tallies = np.zeros((number, 3))
    np.add.at(tallies, texts, indicators.sum(axis=2).T)
    items = first_items(tallies)
    weights = np.eye(len(GRID))[np.abs(np.clip(_start(answers, anchors), -2.5, 2.5)[:, None] - GRID).argmin(axis=1)]
    posterior = [weights * seen[period][:, None] for period in range(count)]
    walk = density((PERSISTENCE * GRID[:, None] - GRID) / np.sqrt(1 - PERSISTENCE**2))
    walk /= walk.sum(axis=1, keepdims=True)
    before, change, rounds = np.full(seen.shape, np.nan), np.inf, 0
    while rounds < _MOST_ROUNDS and change >= _TOLERANCE:
        expected = np.zeros((3, number, len(GRID)))
        for period, mine in enumerate(rows):
            for answer in range(3):
                np.add.at(expected[answer], texts[mine], indicators[answer][mine] @ posterior[period])
        items = improve_items(items, expected, steps=4 if rounds == 0 else 1)
        logs = np.log(answer_probabilities(items)[0])
        fits = [sum(indicators[k][mine].T @ logs[k][texts[mine]] for k in range(3)) for mine in rows]
        posterior = _smooth([np.exp(fit - fit.max(axis=1, keepdims=True)) for fit in fits], seen, walk)
        position = np.stack([weights @ GRID for weights in posterior])
        change = np.inf if rounds == 0 else float(np.sqrt(((position - before)[seen] ** 2).mean()))
        before, rounds = position, rounds + 1
    error = np.sqrt(np.maximum(np.stack([weights @ GRID**2 for weights in posterior]) - before**2, 0))
    return Scaled(np.where(seen, before, np.nan), np.where(seen, error, np.nan), items[texts], rounds, change)


def _start(answers: NDArray[np.int8], anchors: Sequence[int]) -> Array:
    """Return start values of mean 0 and standard deviation 1, positive at the first anchor with answers."""
    held = answers >= 0
    number = held.sum(axis=1, keepdims=True)
    mean = np.where(held, answers, 0).sum(axis=1, keepdims=True) / np.maximum(number, 1)
    centred = np.where(held, answers - mean, 0.0) / np.sqrt(np.maximum(held.sum(axis=0), 1))
    # The states' side of the decomposition comes from the smaller of the two products.
    values, vectors = np.linalg.eigh(centred.T @ centred)
    first = vectors[:, values.argmax()]
    spread = first.std()
    first = (first - first.mean()) / spread if spread > 0 else first * 0
    lead = next((anchor for anchor in anchors if held[:, anchor].any() and first[anchor] != 0), int(np.abs(first).argmax()))
    return first if first[lead] >= 0 else -first


def _smooth(fits: Sequence[Array], seen: NDArray[np.bool_], walk: Array) -> list[Array]:
    """Return each state's distribution in each period given all periods; 0 throughout where it has no answer in one."""
    entry, prior = seen.argmax(axis=0), normal_prior()
    forward: list[Array] = []
    current = np.tile(prior, (seen.shape[1], 1))
    for period, fit in enumerate(fits):
        moved = current @ walk if period else current
        current = np.where((entry == period)[:, None], prior, moved) * fit
        current /= current.sum(axis=1, keepdims=True)
        forward.append(current)
    backward = np.ones_like(current)
    found: list[Array] = [current] * len(fits)
    for period in range(len(fits) - 1, -1, -1):
        both = forward[period] * backward
        found[period] = both / both.sum(axis=1, keepdims=True) * seen[period][:, None]
        backward = (backward * fits[period]) @ walk.T
        backward /= backward.max(axis=1, keepdims=True)
    return found
