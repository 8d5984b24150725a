"""Ideal points by expectation-maximisation: states' positions from their answers, over periods that may be bridged.

E-step: each state's distribution over the grid in each period, exactly: by itself with a standard normal prior where there is
one period; by forward and backward passes where there are several, in which a position follows a mean-reverting random walk
x' = rho x + sqrt(1 - rho^2) e, so that its distribution over the states entering is standard normal in every period. M-step:
`response.improve_items`. This is the model of Bailey, Strezhnev and Voeten (2017), whose walk does not revert, fitted by
expectation-maximisation as in Imai, Lo and Olmsted (2016), on a grid instead of by variational approximation.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.votes.ideal_points.response import (
    GRID,
    Array,
    density,
    draw_curves,
    first_items,
    improve_items,
    normal_prior,
    precision,
    split_answers,
)
from watchword.votes.ideal_points.settling import TOLERANCE, Round, settle

# How much of a position stays from one period to the next. 0.8 leaves a session's own votes the larger say.
PERSISTENCE = 0.8


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
        """Say whether the last round moved positions by less than the tolerance."""
        return self.change < TOLERANCE


@dataclass(frozen=True, slots=True)
class _Period:
    """The votes of one period: which columns answered in it, their answers as indicators (3, votes, columns), each vote's text."""

    columns: NDArray[np.int64]
    indicators: Array
    texts: NDArray[np.int64]


def fit_positions(
    answers: NDArray[np.int8],
    periods: NDArray[np.int64],
    texts: NDArray[np.int64],
    anchors: Sequence[int],
    *,
    items: Array | None = None,
    ticks: Iterator[object] | None = None,
) -> Scaled:
    """Fit positions to answers (votes, states; -1 none), each vote in a period (0, 1, ...) and on a text.

    Votes with one text number share an item's parameters: they bridge periods. Votes without two different answers must be left
    out before. Where it starts is `items` (one a text), or else, so that anyone gets the same numbers: for one period the first
    singular vector of the answers less each vote's mean, positive at the first of `anchors` (columns) with answers; for several,
    each period fitted by itself, turned to agree with the period before. `ticks` is drawn from once a round, for who watches.
    """
    laid = [_lay_out(answers[periods == period], texts[periods == period]) for period in range(int(periods.max()) + 1)]
    seen = np.zeros((len(laid), answers.shape[1]), dtype=bool)
    for period, votes in enumerate(laid):
        seen[period, votes.columns] = True
    number = int(texts.max()) + 1
    if items is None:
        items = _begin(laid, number, _start_alone(answers, periods, anchors) if len(laid) > 1 else _start_one(answers, seen, anchors))
    walk = density((PERSISTENCE * GRID[:, None] - GRID) / np.sqrt(1 - PERSISTENCE**2))
    walk /= walk.sum(axis=1, keepdims=True)

    def advance(items: Array) -> Round:
        curves = draw_curves(items)
        posterior, likelihood = _locate(laid, seen, np.log(curves.answers), walk)
        better = improve_items(items, curves, _expect(laid, number, posterior))
        position = np.where(seen, np.stack([weights @ GRID for weights in posterior]), np.nan)
        return Round(better, position, likelihood - 0.5 * float((items**2 * precision(items)).sum()))

    settled = settle(advance, items, ticks)
    posterior, _ = _locate(laid, seen, np.log(draw_curves(settled.items).answers), walk)
    position = np.stack([weights @ GRID for weights in posterior])
    error = np.sqrt(np.maximum(np.stack([weights @ GRID**2 for weights in posterior]) - position**2, 0))
    held = [np.where(seen, found, np.nan) for found in (position, error)]
    return Scaled(held[0], held[1], settled.items[texts], settled.rounds, settled.change)


def _lay_out(answers: NDArray[np.int8], texts: NDArray[np.int64]) -> _Period:
    columns = np.flatnonzero((answers >= 0).any(axis=0))
    return _Period(columns, split_answers(answers[:, columns]), texts)


def _start_one(answers: NDArray[np.int8], seen: NDArray[np.bool_], anchors: Sequence[int]) -> list[Array]:
    """Return the start values as distributions: each state at the node nearest to its own."""
    start = np.clip(start_values(answers, anchors)[0], -2.5, 2.5)
    return [np.eye(len(GRID))[np.abs(start[:, None] - GRID).argmin(axis=1)] * seen[0][:, None]]


def _start_alone(answers: NDArray[np.int8], periods: NDArray[np.int64], anchors: Sequence[int]) -> list[Array]:
    """Return each state's distribution in each period by that period alone; a sign that disagrees with the states last seen is turned."""
    last, found = np.zeros(answers.shape[1]), []
    for period in range(int(periods.max()) + 1):
        mine = answers[periods == period]
        alone = fit_positions(mine, np.zeros(len(mine), np.int64), np.arange(len(mine)), anchors)
        position, seen = np.nan_to_num(alone.position[0]), ~np.isnan(alone.position[0])
        if position @ last < 0:
            position = -position
        last = np.where(seen, position, last)
        weights = density((GRID - position[:, None]) / np.where(seen, np.maximum(alone.error[0], GRID[1] - GRID[0]), 1)[:, None])
        found.append(weights / weights.sum(axis=1, keepdims=True) * seen[:, None])
    return found


def _begin(laid: Sequence[_Period], number: int, start: Sequence[Array]) -> Array:
    """Return the items that the distributions of the start suggest."""
    tallies = np.zeros((number, 3))
    for votes in laid:
        np.add.at(tallies, votes.texts, votes.indicators.sum(axis=2).T)
    items, expected = first_items(tallies), _expect(laid, number, start)
    for _ in range(4):
        items = improve_items(items, draw_curves(items), expected)
    return items


def _expect(laid: Sequence[_Period], number: int, posterior: Sequence[Array]) -> Array:
    """Return the expected counts (3, texts, grid) of answers by position."""
    expected = np.zeros((3, number, len(GRID)))
    for weights, votes in zip(posterior, laid, strict=True):
        found = votes.indicators @ weights[votes.columns]
        if len(set(votes.texts.tolist())) == len(votes.texts):
            expected[:, votes.texts] += found
        else:
            for answer in range(3):
                np.add.at(expected[answer], votes.texts, found[answer])
    return expected


def _locate(laid: Sequence[_Period], seen: NDArray[np.bool_], logs: Array, walk: Array) -> tuple[list[Array], float]:
    """Return each state's distribution over the grid in each period, and the log likelihood of all answers."""
    fits, likelihood = [], 0.0
    for votes in laid:
        fit = np.zeros((seen.shape[1], len(GRID)))
        fit[votes.columns] = (votes.indicators.transpose(0, 2, 1) @ logs[:, votes.texts]).sum(axis=0)
        top = fit.max(axis=1, keepdims=True)
        likelihood += float(top.sum())
        fits.append(np.exp(fit - top))
    posterior, more = _smooth(fits, seen, walk)
    return posterior, likelihood + more


def start_values(answers: NDArray[np.int8], anchors: Sequence[int], number: int = 1) -> Array:
    """Return `number` rows of start values of mean 0 and standard deviation 1, each positive at the first anchor with answers."""
    held = answers >= 0
    mean = np.where(held, answers, 0).sum(axis=1, keepdims=True) / np.maximum(held.sum(axis=1, keepdims=True), 1)
    centred = np.where(held, answers - mean, 0.0) / np.sqrt(np.maximum(held.sum(axis=0), 1))
    # The states' side of the decomposition comes from the smaller of the two products.
    values, vectors = np.linalg.eigh(centred.T @ centred)
    found = []
    for first in vectors[:, values.argsort()[::-1][:number]].T:
        spread = first.std()
        scaled = (first - first.mean()) / spread if spread > 0 else first * 0
        lead = next((anchor for anchor in anchors if held[:, anchor].any() and scaled[anchor] != 0), int(np.abs(scaled).argmax()))
        found.append(scaled if scaled[lead] >= 0 else -scaled)
    return np.stack(found)


def _smooth(fits: Sequence[Array], seen: NDArray[np.bool_], walk: Array) -> tuple[list[Array], float]:
    """Return each state's distribution in each period given all periods, and the log likelihood.

    A state without an answer in a period has 0 throughout there.
    """
    entry, prior = seen.argmax(axis=0), normal_prior()
    forward: list[Array] = []
    current, likelihood = np.tile(prior, (seen.shape[1], 1)), 0.0
    for period, fit in enumerate(fits):
        moved = current @ walk if period else current
        current = np.where((entry == period)[:, None], prior, moved) * fit
        total = current.sum(axis=1, keepdims=True)
        likelihood += float(np.log(total).sum())
        current /= total
        forward.append(current)
    backward = np.ones_like(current)
    found: list[Array] = [current] * len(fits)
    for period in range(len(fits) - 1, -1, -1):
        both = forward[period] * backward
        found[period] = both / both.sum(axis=1, keepdims=True) * seen[period][:, None]
        if period:
            backward = (backward * fits[period]) @ walk.T
            backward /= backward.max(axis=1, keepdims=True)
    return found, likelihood
