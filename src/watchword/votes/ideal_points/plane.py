"""A second dimension for the votes of one period: ordinal item response on a grid of two dimensions.

The model is that of `scaling` with two discriminations an item and positions that are standard normal in the plane. The likelihood
says nothing of the axes' direction, so they are turned after the fit: the first is the direction in the plane that follows the
positions on one line best (least squares), the second is uncorrelated with it; each has mean 0 and standard deviation 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.votes.ideal_points.response import Array, draw_curves, first_items, improve_items, normal_prior, precision, split_answers
from watchword.votes.ideal_points.scaling import start_values
from watchword.votes.ideal_points.settling import Round, settle

# 37 nodes a side, 3.6 prior standard deviations either way in steps of 0.2.
_SIDE = np.linspace(-3.6, 3.6, 37)
# Below this spread of the second positions, in prior standard deviations, there is no second dimension to report.
_LEAST_SPREAD = 0.02
_WIDTH = 1.959964


@dataclass(frozen=True, slots=True)
class Plane:
    """Positions and errors (states, 2) and items (votes, 4: two discriminations, two cutpoints) on the axes reported.

    The second column is NaN where the votes give no second dimension.
    """

    position: Array
    error: Array
    items: Array
    rounds: int
    change: float


def fit_plane(answers: NDArray[np.int8], line: Array, anchors: Sequence[int]) -> Plane:
    """Fit two dimensions to answers (votes, states; -1 none) in which each state has one and each vote two that differ.

    `line` holds the states' positions on one dimension. The second axis is positive for the first of `anchors` (columns) whose
    second position is further from 0 than its band, else for the state furthest out. Start values are the first two singular
    vectors, as for one dimension.
    """
    nodes = np.stack([axis.ravel() for axis in np.meshgrid(_SIDE, _SIDE, indexing="ij")], axis=1)
    indicators, prior = split_answers(answers), np.log(normal_prior(nodes))
    start = np.clip(start_values(answers, anchors, 2), -2.5, 2.5)
    nearest = np.abs(start[:, :, None] - _SIDE).argmin(axis=2)
    expected = indicators @ np.eye(len(nodes))[nearest[0] * len(_SIDE) + nearest[1]]
    items = first_items(indicators.sum(axis=2).T, 2)
    for _ in range(4):
        items = improve_items(items, draw_curves(items, nodes), expected, nodes)

    def locate(logs: Array) -> tuple[Array, float]:
        fit = prior + (indicators.transpose(0, 2, 1) @ logs).sum(axis=0)
        top = fit.max(axis=1, keepdims=True)
        weights = np.exp(fit - top)
        total = weights.sum(axis=1, keepdims=True)
        return weights / total, float((np.log(total) + top).sum())

    def advance(items: Array) -> Round:
        curves = draw_curves(items, nodes)
        weights, likelihood = locate(np.log(curves.answers))
        better = improve_items(items, curves, indicators @ weights, nodes)
        return Round(better, weights @ nodes, likelihood - 0.5 * float((items**2 * precision(items)).sum()))

    settled = settle(advance, items)
    weights, _ = locate(np.log(draw_curves(settled.items, nodes).answers))
    return _turn(weights, nodes, line, anchors, Plane(weights @ nodes, np.empty(0), settled.items, settled.rounds, settled.change))


def _turn(weights: Array, nodes: Array, line: Array, anchors: Sequence[int], found: Plane) -> Plane:
    """Return the fit on the axes reported; `weights` (states, nodes) are the states' distributions over the grid."""
    middle = found.position.mean(axis=0)
    centred = found.position - middle
    spread = centred.T @ centred / len(centred)
    first = np.linalg.lstsq(centred, line - line.mean(), rcond=None)[0]
    along = spread @ first
    second = np.array([-along[1], along[0]])
    second /= np.linalg.norm(second) or 1.0
    first_spread, second_spread = (float(np.sqrt(max(axis @ spread @ axis, 0.0))) for axis in (first, second))
    flat = second_spread < _LEAST_SPREAD or first_spread == 0
    axes = np.stack([first / (first_spread or 1.0), second / (second_spread or 1.0)], axis=1)
    position = centred @ axes
    places = (nodes - middle) @ axes
    error = np.sqrt(np.maximum(weights @ places**2 - position**2, 0))
    if flat:
        # One line is all there is: what is said of it is what the one-dimensional fit says.
        lone = np.array([1.0, np.nan])
        return Plane(position * lone, error * lone, found.items, found.rounds, found.change)
    lead = next((a for a in anchors if abs(position[a, 1]) > _WIDTH * error[a, 1]), int(np.abs(position[:, 1]).argmax()))
    sign = np.array([1.0, -1.0 if position[lead, 1] < 0 else 1.0])
    slopes = found.items[:, :2] @ np.linalg.inv(axes * sign).T
    items = np.column_stack([slopes, found.items[:, 2:] - (found.items[:, :2] @ middle)[:, None]])
    return Plane(position * sign, error, items, found.rounds, found.change)
