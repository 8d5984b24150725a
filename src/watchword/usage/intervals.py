"""Intervals for shares, counts and rates. Standard library and numpy only."""

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

_QUANTILE = {0.9: 1.6448536269514722, 0.95: 1.959963984540054, 0.99: 2.5758293035489004}

_KEPT_DRAWS = 1 << 21  # 16 MB


def wilson(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Return the score interval of a proportion (Wilson, JASA 22, 1927); (0, 1) where there is no trial."""
    if not trials:
        return 0.0, 1.0
    z = normal_quantile(confidence)
    share, squared = successes / trials, z * z
    centre = (share + squared / (2 * trials)) / (1 + squared / trials)
    half = z / (1 + squared / trials) * math.sqrt(share * (1 - share) / trials + squared / (4 * trials * trials))
    # At the ends the bound is exact; rounding must not move it past them.
    return (0.0 if successes == 0 else max(0.0, centre - half)), (1.0 if successes == trials else min(1.0, centre + half))


def poisson_lower(count: int, confidence: float = 0.95) -> float:
    """Return the exact one-sided lower bound of a Poisson mean given one count (Garwood, Biometrika 28, 1936)."""
    if count <= 0:
        return 0.0
    low, high = 0.0, float(count)
    for _ in range(80):
        middle = (low + high) / 2
        if _poisson_at_least(count, middle) > 1 - confidence:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def bootstrap_rate(
    uses: NDArray[np.int64], sizes: NDArray[np.int64], *, replicates: int, seed: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the percentile interval of sum(uses) / sum(sizes), documents resampled whole (Efron and Tibshirani 1993, ch. 13).

    Documents weigh in by independent Poisson(1) draws (Hanley and MacGibbon 2006), which is resampling with replacement for any
    sizeable number of them. Documents without a use enter in at most 256 clusters, since they move the denominator only.
    With no use at all the upper end is the exact Poisson one (about three over the exposure).
    """
    exposure = int(sizes.sum())
    if not exposure:
        return 0.0, 0.0
    if not uses.any():
        return 0.0, -math.log(1 - confidence) / exposure
    with_use = uses > 0
    rest = sizes[~with_use]
    clusters = np.add.reduceat(rest, np.arange(0, len(rest), -(-len(rest) // 256))) if len(rest) else rest
    count = replicates * int(with_use.sum())
    draws = _draw(seed, count + replicates * len(clusters))
    weights, weights_of_rest = draws[:count].reshape(replicates, -1), draws[count:].reshape(replicates, -1)
    numerator = weights @ uses[with_use]
    denominator = weights @ sizes[with_use] + weights_of_rest @ clusters
    rates = numerator / np.maximum(denominator, 1)
    low, high = np.quantile(rates, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def _draw(seed: int, count: int) -> NDArray[np.int64]:
    """Return the first `count` Poisson(1) draws from a seed: many rates of one table are resampled with the same ones."""
    if count > _KEPT_DRAWS:
        return np.random.default_rng(seed).poisson(1.0, count)
    return _draw_many(seed, 1 << count.bit_length())[:count]


@lru_cache(maxsize=4)
def _draw_many(seed: int, count: int) -> NDArray[np.int64]:
    return np.random.default_rng(seed).poisson(1.0, count)


def _poisson_at_least(count: int, mean: float) -> float:
    """Return P(X >= count) for a Poisson variable."""
    if mean <= 0:
        return 0.0
    # In logarithms: e to the power of -mean is nought for the machine from a mean of 746 on.
    terms = [k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(count)]
    return 1 - math.fsum(map(math.exp, terms))


def normal_quantile(confidence: float) -> float:
    """Return how many standard deviations on each side hold `confidence` of a normal distribution."""
    if confidence in _QUANTILE:
        return _QUANTILE[confidence]
    from statistics import NormalDist

    return NormalDist().inv_cdf((1 + confidence) / 2)
