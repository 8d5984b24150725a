"""Expectation-maximisation taken to its end in fewer rounds: Anderson acceleration, kept monotone.

Each round's step is corrected by the few last ones, in the manner of Henderson and Varadhan (2019); where that makes data and items
less likely, the plain round stands and what was remembered is forgotten.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from watchword.votes.ideal_points.response import Array, part_cutpoints

# A root mean square of the positions' change in one round, in prior standard deviations, and the most rounds.
TOLERANCE, MOST_ROUNDS = 1e-3, 250
# How many steps are remembered, and how far their combination is held back, relative to the largest of them.
_MEMORY, _RIDGE = 6, 1e-3


@dataclass(frozen=True, slots=True)
class Round:
    """One round from some items: the better `items` it found, and the `position` and log `density` of data and items it started from."""

    items: Array
    position: Array
    density: float


@dataclass(frozen=True, slots=True)
class Settled:
    """Where the rounds came to: the `items`, how many `rounds` it took and how far the last one still moved the positions."""

    items: Array
    rounds: int
    change: float


def settle(advance: Callable[[Array], Round], items: Array, ticks: Iterator[object] | None = None) -> Settled:
    """Repeat `advance`, which does one round from some items, until positions settle or `MOST_ROUNDS` are over.

    `ticks` is drawn from once a round.
    """
    here, rounds, change = advance(items), 1, np.inf
    starts, steps = [items], [here.items - items]
    while rounds < MOST_ROUNDS and change >= TOLERANCE:
        guess = _extrapolate(starts, steps)
        there = advance(guess)
        rounds += 1
        next(ticks or iter(()), None)
        if there.density < here.density and len(steps) > 1:
            guess = here.items
            there = advance(guess)
            rounds += 1
            starts, steps = [], []
        change = _distance(here.position, there.position)
        starts, steps = [*starts[-_MEMORY:], guess], [*steps[-_MEMORY:], there.items - guess]
        here = there
    return Settled(here.items, rounds, change)


def _extrapolate(starts: list[Array], steps: list[Array]) -> Array:
    """Return where a combination of the steps remembered leads: the one whose own step would be the smallest."""
    start, step = starts[-1].ravel(), steps[-1].ravel()
    if len(steps) == 1:
        return starts[-1] + steps[-1]
    bends = np.stack([(steps[k + 1] - steps[k]).ravel() for k in range(len(steps) - 1)])
    moves = np.stack([(starts[k + 1] - starts[k]).ravel() for k in range(len(steps) - 1)])
    products = bends @ bends.T
    products += _RIDGE**2 * products.diagonal().max() * np.eye(len(bends))
    shares = np.linalg.solve(products, bends @ step)
    return part_cutpoints((start + step - shares @ (moves + bends)).reshape(starts[-1].shape))


def _distance(before: Array, after: Array) -> float:
    """Return the root mean square of the change; positions that are not there are NaN."""
    return float(np.sqrt(np.nanmean((after - before) ** 2)))
