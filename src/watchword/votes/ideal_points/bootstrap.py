"""How far positions would move if the same states, at the same positions, had answered once more: a parametric bootstrap.

Answers are drawn from the fitted model at the fitted positions, with the same answers missing; each draw is fitted again, from the
fitted items, and scaled as the positions are (Efron and Tibshirani 1993, chapter 6). Unlike the posterior bands it lets the items
vary; like them it takes the model for true, and answers for independent given the positions. The bounds are
normal, around the position itself: a refit draws positions in once more, so that percentiles of the draws would lie too near the
middle.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from watchword.votes.ideal_points.periods import is_divided
from watchword.votes.ideal_points.response import Array, draw_curves
from watchword.votes.ideal_points.scaling import fit_positions

_WIDTH = 1.959964


def simulate_positions(
    answers: NDArray[np.int8], items: Array, position: Array, generator: np.random.Generator, ticks: Iterator[object]
) -> Iterator[Array]:
    """Yield the positions of one simulated record after another, as long as `ticks` has one more; (states,), NaN where none is left.

    `answers` (votes, states) say who answered; `items` and `position` are of one scale; each draw has the sign of `position`, mean
    0 and standard deviation 1 over its states. A simulated vote on which all agree is left out of its draw, as it would be.
    """
    likely = draw_curves(items, position[:, None]).answers
    upto_no, upto_abstain = likely[0], likely[0] + likely[1]
    for _ in ticks:
        u = generator.random(answers.shape)
        drawn = np.where(answers < 0, -1, (u > upto_no).astype(np.int8) + (u > upto_abstain)).astype(np.int8)
        divided = is_divided(drawn)
        found = np.full(len(position), np.nan)
        mine = drawn[divided]
        present = (mine >= 0).any(axis=0)
        if present.sum() > 1:
            fit = fit_positions(mine[:, present], np.zeros(len(mine), np.int64), np.arange(len(mine)), (), items=items[divided])
            found[present] = standardise(fit.position[0])
            if np.nansum(found * position) < 0:
                found = -found
        yield found


def standardise(values: Array) -> Array:
    """Return values with mean 0 and standard deviation 1."""
    centred = values - values.mean()
    return np.asarray(centred / (float(centred.std()) or 1.0))


def band_positions(draws: Iterator[Array], number: int, position: Array) -> Array:
    """Return, (3, states), the standard deviation of `number` draws, and the bounds of 95 per cent that it puts around `position`.

    A state with fewer than two draws has NaN.
    """
    held = np.stack(list(islice(draws, number)))
    found = np.full((3, len(position)), np.nan)
    for column, here in enumerate(position):
        values = held[:, column][~np.isnan(held[:, column])]
        if len(values) > 1:
            spread = float(values.std(ddof=1))
            found[:, column] = spread, here - _WIDTH * spread, here + _WIDTH * spread
    return found
