"""The exact chance of so many together: a sum of hypergeometric numbers, one for each stratum."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Margins = tuple[int, int, int]  # with the one, with the other, all
_NEGLIGIBLE = 1e-18


def exact_chance(strata: Sequence[Margins], together: int) -> float:
    """Return the probability, margins given, of a number together that is no likelier than this one (two-sided, as Fisher's test).

    Each stratum has `one` with the first, `other` with the second among `size`; numbers are independent between strata. 1.0 where
    there is no stratum.
    """
    pmf, first = np.ones(1), 0
    for one, other, size in sorted(strata):
        low, chances = _hypergeometric(one, other, size)
        pmf, first = np.convolve(pmf, chances), first + low
        # Far tails are dropped, which moves p by less than the sum of what is dropped.
        heavy = np.flatnonzero(pmf > _NEGLIGIBLE * pmf.max())
        pmf, first = pmf[heavy[0] : heavy[-1] + 1], first + int(heavy[0])
    at = together - first
    if not 0 <= at < len(pmf):
        return 0.0
    return float(min(1.0, pmf[pmf <= pmf[at] * (1 + 1e-7)].sum()))


def _hypergeometric(one: int, other: int, size: int) -> tuple[int, NDArray[np.float64]]:
    """Return the least number together, and the chances of it and each further one."""
    from scipy.special import gammaln

    low, high = max(0, one + other - size), min(one, other)
    number = np.arange(low, high + 1)

    def choose(total: object, taken: object) -> NDArray[np.float64]:
        whole, part = np.asarray(total, dtype=np.float64), np.asarray(taken, dtype=np.float64)
        return np.asarray(gammaln(whole + 1) - gammaln(part + 1) - gammaln(whole - part + 1))

    logs = choose(one, number) + choose(size - one, other - number) - choose(size, other)
    chances = np.exp(logs)
    return low, np.asarray(chances / chances.sum())
