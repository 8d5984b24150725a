"""The exact chance of so many together over strata, and how far the number can be trusted (Gart, Biometrika 57, 1970).

In each stratum, margins given, the number together is hypergeometric under independence; with an odds ratio of e^t, the same in all
strata, its chances are those times e^(t x number), made to sum to one (Fisher's noncentral hypergeometric). A sum over strata
keeps that form, so one convolution serves every odds ratio.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache, reduce

import numpy as np
from numpy.typing import NDArray

Margins = tuple[int, int, int]  # with the one, with the other, all
Figures = NDArray[np.float64]
_NEGLIGIBLE = 1e-30
_FAR = 30.0  # logarithm of the largest odds ratio that is tried


def exact_chance(strata: Sequence[Margins], together: int) -> float:
    """Return the probability, margins given, of a number together that is no likelier than this one (two-sided, as Fisher's test).

    Each stratum has `one` with the first, `other` with the second among `size`; numbers are independent between strata. 1.0 where
    there is no stratum; 0.0 is below what a machine number holds.
    """
    numbers, chances = _add_up(sorted(strata), 0.0)
    at = together - int(numbers[0])
    if not 0 <= at < len(chances):
        return 0.0
    return float(min(1.0, chances[chances <= chances[at] * (1 + 1e-7)].sum()))


def bound_together(strata: Sequence[Margins], together: int, confidence: float) -> tuple[float, float]:
    """Return the exact interval of the mean number together: the means under the lowest and highest odds ratio that could give this.

    Each tail has (1 - confidence) / 2. Divided by the number expected under independence, they bound the ratio.
    """
    ordered = sorted(strata)
    least = sum(max(0, one + other - size) for one, other, size in ordered)
    most = sum(min(one, other) for one, other, _ in ordered)
    if least == most:
        return float(least), float(most)
    # Chances are added up where they are large: under the odds ratio whose mean is near what was found.
    wanted = min(max(together, least + 0.5), most - 0.5)
    side_by_side = _join(ordered)
    tilt = _solve(lambda t: _mean(side_by_side, t), wanted, near=0.05)
    numbers, chances = _add_up(ordered, tilt)
    tail = (1 - confidence) / 2

    def mean(more: float) -> float:
        return float((numbers * _tilt(numbers, chances, more)).sum())

    def at_least(more: float) -> tuple[float, float]:
        weights = _tilt(numbers, chances, more)
        above, centre = numbers >= together, float((numbers * weights).sum())
        return float(weights[above].sum()), float(((numbers - centre) * weights)[above].sum())

    def but_for_at_most(more: float) -> tuple[float, float]:
        weights = _tilt(numbers, chances, more)
        below, centre = numbers <= together, float((numbers * weights).sum())
        return -float(weights[below].sum()), -float(((numbers - centre) * weights)[below].sum())

    low = float(least) if together <= least else mean(_solve(at_least, tail))
    high = float(most) if together >= most else mean(_solve(but_for_at_most, -tail))
    return low, high


def _solve(rises: Callable[[float], tuple[float, float]], wanted: float, near: float = 1e-12) -> float:
    """Return where a rising function is `wanted`, to within `near`, or the end that it does not reach.

    `rises` gives its value and its slope: Newton's method, and the middle of what is left wherever that leads out of it.
    """
    low, high, at = -_FAR, _FAR, 0.0
    if rises(low)[0] >= wanted:
        return low
    if rises(high)[0] <= wanted:
        return high
    while high - low > near:
        value, slope = rises(at)
        low, high = (at, high) if value < wanted else (low, at)
        following = at + (wanted - value) / slope if slope > 0 else low
        following = following if low < following < high else (low + high) / 2
        if abs(following - at) <= near:
            return following
        at = following
    return at


def _tilt(numbers: Figures, chances: Figures, more: float) -> Figures:
    """Return chances under another odds ratio, e^`more` times that of these."""
    with np.errstate(divide="ignore"):
        logs = np.log(chances) + more * numbers
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _join(strata: Sequence[Margins]) -> tuple[Figures, Figures, NDArray[np.int64]]:
    """Return the numbers and logarithms of `_hypergeometric` of all strata in one row, and where each stratum begins in it."""
    parts = [_hypergeometric(stratum) for stratum in strata]
    lengths = [len(numbers) for numbers, _ in parts]
    return np.concatenate([n for n, _ in parts]), np.concatenate([logs for _, logs in parts]), np.cumsum([0, *lengths[:-1]])


def _mean(strata: tuple[Figures, Figures, NDArray[np.int64]], tilt: float) -> tuple[float, float]:
    """Return the mean of the sum over strata under a tilt, and its variance, which is the mean's slope."""
    numbers, logs, begins = strata
    of = np.repeat(np.arange(len(begins)), np.diff(begins, append=len(numbers)))
    tilted = logs + tilt * numbers
    weights = np.exp(tilted - np.maximum.reduceat(tilted, begins)[of])
    weights /= np.add.reduceat(weights, begins)[of]
    means = np.add.reduceat(numbers * weights, begins)
    return float(means.sum()), float(((numbers - means[of]) ** 2 * weights).sum())


def _tilt_logs(logs: Figures, numbers: Figures, tilt: float) -> Figures:
    tilted = logs + tilt * numbers
    weights = np.exp(tilted - tilted.max())
    return np.asarray(weights / weights.sum())


def _add_up(strata: Sequence[Margins], tilt: float) -> tuple[Figures, Figures]:
    """Return the numbers that the sum can be and their chances; chances too small to matter are dropped at both ends."""

    def add(sum_so_far: tuple[int, Figures], stratum: Margins) -> tuple[int, Figures]:
        numbers, logs = _hypergeometric(stratum)
        chances = np.convolve(sum_so_far[1], _tilt_logs(logs, numbers, tilt))
        heavy = np.flatnonzero(chances > _NEGLIGIBLE * chances.max())
        return sum_so_far[0] + int(numbers[0] + heavy[0]), chances[heavy[0] : heavy[-1] + 1]

    first, chances = reduce(add, strata, (0, np.ones(1)))
    return np.arange(first, first + len(chances), dtype=np.float64), chances


@lru_cache(maxsize=1024)
def _hypergeometric(stratum: Margins) -> tuple[Figures, Figures]:
    """Return the numbers that can be together in a stratum, and the logarithms of their chances but for a constant."""
    from scipy.special import gammaln

    one, other, size = stratum
    number = np.arange(max(0, one + other - size), min(one, other) + 1, dtype=np.float64)
    logs = -gammaln(number + 1) - gammaln(one - number + 1) - gammaln(other - number + 1) - gammaln(size - one - other + number + 1)
    return number, np.asarray(logs)
