"""Ordinal item response on a grid: how likely each answer is at each position, and an item's parameters from expected counts.

An item (a roll call) has a discrimination `b` in each dimension and two cutpoints `low` <= `high`; a state at `x` answers no with
probability Phi(low - b x), yes with Phi(b x - high), and abstains between: the graded response model of Samejima (1969) with a
probit link. Marginal maximum likelihood by expectation-maximisation over a fixed grid of positions follows Bock and Aitkin (1981).
Items are rows (discriminations, low, high); a grid is an array of nodes of shape (nodes, dimensions).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from watchword.votes.roll_calls import YES

Array = NDArray[np.float64]

# Positions run over 4.5 standard deviations of their prior to either side, in steps of 0.15.
GRID: Array = np.linspace(-4.5, 4.5, 61)
LINE: Array = GRID[:, None]
# Standard deviations of the weak normal priors on discriminations and cutpoints: an item on which the answers separate
# completely, or that lacks an answer, stays finite.
_DISCRIMINATION, _CUTPOINT = 1.0, 5.0
_LEAST_GAP = 0.02
_TINY = 1e-10


@dataclass(frozen=True, slots=True)
class Curves:
    """What items say at the nodes: `answers` (3, items, nodes), how likely no, abstain and yes are, and the distances to the cutpoints."""

    answers: Array
    to_low: Array
    to_high: Array


def density(u: Array) -> Array:
    """Return the standard normal density."""
    return np.asarray(np.exp(-0.5 * u * u) / np.sqrt(2 * np.pi))


def normal_prior(nodes: Array = LINE) -> Array:
    """Return the weights of independent standard normals on the nodes, adding up to one."""
    weights = density(nodes).prod(axis=1)
    return np.asarray(weights / weights.sum())


def split_answers(answers: NDArray[np.int8]) -> Array:
    """Return answers (votes, states) as indicators of shape (3, votes, states); what is no answer is 0 in all three."""
    return np.stack([answers == code for code in range(YES + 1)]).astype(np.float64)


def draw_curves(items: Array, nodes: Array = LINE) -> Curves:
    """Return the probabilities of the answers to each item at each node."""
    score = items[:, :-2] @ nodes.T
    to_low, to_high = items[:, -2, None] - score, items[:, -1, None] - score
    below_low, below_high = ndtr(to_low), ndtr(to_high)
    return Curves(np.maximum(np.stack([below_low, below_high - below_low, 1 - below_high]), _TINY), to_low, to_high)


def first_items(counts: Array, dimensions: int = 1) -> Array:
    """Return items that do not discriminate, with cutpoints at the shares of their answers; `counts` is (items, 3)."""
    shares = (counts + 0.5).cumsum(axis=1) / (counts + 0.5).sum(axis=1, keepdims=True)
    return np.hstack([np.zeros((len(counts), dimensions)), ndtri(shares[:, :2])])


def improve_items(items: Array, curves: Curves, expected: Array, nodes: Array = LINE) -> Array:
    """Return items after one Fisher scoring step on expected counts (3, items, nodes), at the curves that `items` draw."""
    p, at_low, at_high = curves.answers, density(curves.to_low), density(curves.to_high)
    low = at_low * (expected[0] / p[0] - expected[1] / p[1])
    high = at_high * (expected[1] / p[1] - expected[2] / p[2])
    gradient = np.hstack([-(low + high) @ nodes, low.sum(axis=1)[:, None], high.sum(axis=1)[:, None]]) - items * precision(items)
    information = _information(p, at_low, at_high, expected.sum(axis=0), nodes)
    return part_cutpoints(items + np.clip(np.linalg.solve(information, gradient[:, :, None])[:, :, 0], -1, 1))


def precision(items: Array) -> Array:
    """Return the precisions of the priors of one item's discriminations and cutpoints."""
    return np.array([_DISCRIMINATION] * (items.shape[1] - 2) + [_CUTPOINT] * 2) ** -2.0


def part_cutpoints(items: Array) -> Array:
    """Return items with the cutpoints that have met, or crossed, set a little apart around their middle."""
    middle, gap = items[:, -2:].mean(axis=1), np.maximum(items[:, -1] - items[:, -2], _LEAST_GAP)
    return np.column_stack([items[:, :-2], middle - gap / 2, middle + gap / 2])


def _information(p: Array, at_low: Array, at_high: Array, total: Array, nodes: Array) -> Array:
    """Return each item's expected information, (items, d + 2, d + 2), with that of the priors."""
    d = nodes.shape[1]
    low = total * at_low**2 * (1 / p[0] + 1 / p[1])
    high = total * at_high**2 * (1 / p[1] + 1 / p[2])
    cross = -total * at_low * at_high / p[1]
    squares = (nodes[:, :, None] * nodes[:, None, :]).reshape(len(nodes), d * d)
    found = np.empty((len(total), d + 2, d + 2))
    found[:, :d, :d] = ((low + 2 * cross + high) @ squares).reshape(-1, d, d)
    found[:, :d, d] = found[:, d, :d] = -(low + cross) @ nodes
    found[:, :d, d + 1] = found[:, d + 1, :d] = -(high + cross) @ nodes
    found[:, d, d], found[:, d + 1, d + 1] = low.sum(axis=1), high.sum(axis=1)
    found[:, d, d + 1] = found[:, d + 1, d] = cross.sum(axis=1)
    # The factor keeps the system solvable where an item has no information but its priors'.
    diagonal = range(d + 2)
    found[:, diagonal, diagonal] = (found[:, diagonal, diagonal] + precision(found[:, 0])) * (1 + 1e-6)
    return found
