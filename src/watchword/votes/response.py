"""Ordinal item response on a grid: how likely each answer is at each position, and an item's parameters from expected counts.

An item (a roll call) has a discrimination `b` and two cutpoints `low` <= `high`; a state at `x` answers no with probability
Phi(low - b x), yes with Phi(b x - high), and abstains between: the graded response model of Samejima (1969) with a probit link.
Marginal maximum likelihood by expectation-maximisation over a fixed grid of positions follows Bock and Aitkin (1981).
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from watchword.votes.roll_calls import YES

Array = NDArray[np.float64]

# Positions run over 4.5 standard deviations of their prior to either side, in steps of 0.15.
GRID: Array = np.linspace(-4.5, 4.5, 61)
# Standard deviations of the weak normal priors on discriminations and cutpoints: an item on which the answers separate
# completely, or that lacks an answer, stays finite.
_DISCRIMINATION, _CUTPOINT = 1.0, 5.0
_LEAST_GAP = 0.02
_TINY = 1e-10


def density(u: Array) -> Array:
    """Return the standard normal density."""
    return np.asarray(np.exp(-0.5 * u * u) / np.sqrt(2 * np.pi))


def normal_prior() -> Array:
    """Return the weights of a standard normal on the grid, adding up to one."""
    weights = density(GRID)
    return np.asarray(weights / weights.sum())


def split_answers(answers: NDArray[np.int8]) -> Array:
    """Return answers (votes, states) as indicators of shape (3, votes, states); what is no answer is 0 in all three."""
    return np.stack([answers == code for code in range(YES + 1)]).astype(np.float64)


def answer_probabilities(items: Array, at: Array = GRID) -> tuple[Array, Array, Array]:
    """Return the probabilities of no, abstain and yes, (3, items, positions), and the two distances to the cutpoints."""
    b, low, high = items.T
    to_low, to_high = low[:, None] - b[:, None] * at, high[:, None] - b[:, None] * at
    below_low, below_high = ndtr(to_low), ndtr(to_high)
    return np.maximum(np.stack([below_low, below_high - below_low, ndtr(-to_high)]), _TINY), to_low, to_high


def first_items(counts: Array) -> Array:
    """Return items that do not discriminate, with cutpoints at the shares of their answers; `counts` is (items, 3)."""
    shares = (counts + 0.5).cumsum(axis=1) / (counts + 0.5).sum(axis=1, keepdims=True)
    return np.stack([np.zeros(len(counts)), ndtri(shares[:, 0]), ndtri(shares[:, 1])], axis=1)


def improve_items(items: Array, expected: Array, steps: int = 1) -> Array:
    """Return items (n, 3: discrimination, low, high) after Fisher scoring steps on expected counts (3, n, positions)."""
    total = expected.sum(axis=0)
    for _ in range(steps):
        p, to_low, to_high = answer_probabilities(items)
        at_low, at_high = density(to_low), density(to_high)
        low = at_low * (expected[0] / p[0] - expected[1] / p[1])
        high = at_high * (expected[1] / p[1] - expected[2] / p[2])
        gradient = np.stack([-(GRID * (low + high)).sum(axis=1), low.sum(axis=1), high.sum(axis=1)], axis=1)
        gradient -= items / np.array([_DISCRIMINATION, _CUTPOINT, _CUTPOINT]) ** 2
        items = items + np.clip(np.linalg.solve(_information(p, at_low, at_high, total), gradient[:, :, None])[:, :, 0], -1, 1)
        crossed = items[:, 2] - items[:, 1] < _LEAST_GAP
        middle = items[crossed, 1:].mean(axis=1)
        items[crossed, 1], items[crossed, 2] = middle - _LEAST_GAP / 2, middle + _LEAST_GAP / 2
    return items


def _information(p: Array, at_low: Array, at_high: Array, total: Array) -> Array:
    """Return each item's expected information, (n, 3, 3), with that of the priors."""
    low = total * at_low**2 * (1 / p[0] + 1 / p[1])
    high = total * at_high**2 * (1 / p[1] + 1 / p[2])
    cross = -total * at_low * at_high / p[1]
    found = np.empty((len(total), 3, 3))
    found[:, 0, 0] = (GRID**2 * (low + 2 * cross + high)).sum(axis=1) + _DISCRIMINATION**-2
    found[:, 0, 1] = found[:, 1, 0] = -(GRID * (low + cross)).sum(axis=1)
    found[:, 0, 2] = found[:, 2, 0] = -(GRID * (high + cross)).sum(axis=1)
    found[:, 1, 1] = low.sum(axis=1) + _CUTPOINT**-2
    found[:, 2, 2] = high.sum(axis=1) + _CUTPOINT**-2
    found[:, 1, 2] = found[:, 2, 1] = cross.sum(axis=1)
    # Keeps the system solvable where an item has no information but its priors'.
    found[:, range(3), range(3)] *= 1 + 1e-6
    return found
