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
    tilt = _solve(lambda t: _mean(ordered, t) - min(max(together, least + 0.5), most - 0.5), near=0.05)
    numbers, chances = _add_up(ordered, tilt)
    tail = (1 - confidence) / 2

    def mean(more: float) -> float:
        return float((numbers * _tilt(numbers, chances, more)).sum())

    def at_least(more: float) -> float:
        return float(_tilt(numbers, chances, more)[numbers >= together].sum())

    def at_most(more: float) -> float:
        return float(_tilt(numbers, chances, more)[numbers <= together].sum())

    low = float(least) if together <= least else mean(_solve(lambda more: at_least(more) - tail))
    high = float(most) if together >= most else mean(_solve(lambda more: tail - at_most(more)))
    return low, high


def _solve(rises: Callable[[float], float], near: float = 1e-6) -> float:
    """Return where a rising function passes nought, to within `near` (Brent's method), or the end that it does not reach."""
    from scipy.optimize import brentq

    if rises(-_FAR) >= 0:
        return -_FAR
    if rises(_FAR) <= 0:
        return _FAR
    return float(brentq(rises, -_FAR, _FAR, xtol=near))


def _tilt(numbers: Figures, chances: Figures, more: float) -> Figures:
    """Return chances under another odds ratio, e^`more` times that of these."""
    with np.errstate(divide="ignore"):
        logs = np.log(chances) + more * numbers
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _mean(strata: Sequence[Margins], tilt: float) -> float:
    return sum(float((numbers * _tilt_logs(logs, numbers, tilt)).sum()) for numbers, logs in map(_hypergeometric, strata))


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
