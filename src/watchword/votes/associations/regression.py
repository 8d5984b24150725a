"""Least squares of one variable with categories held fixed, errors clustered: the arithmetic behind an association.

The coefficient is that of the regression with an indicator for each category, computed by first taking the categories out of
both variables (Frisch and Waugh 1933, Lovell 1963). The variance is Liang and Zeger's (1986) with the usual finite-sample factor
G/(G-1) x (n-1)/(n-k), and intervals use Student's t with G-1 degrees of freedom (Cameron and Miller 2015), G clusters.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slope:
    """A coefficient, its clustered standard error, the interval at the confidence asked for, and the two-sided p value."""

    value: float
    error: float
    low: float
    high: float
    p: float


def take_out(values: Array, categories: Sequence[Codes]) -> Array:
    """Return `values` (n) less what the indicators of the categories (each n codes from 0) explain; with none, less the mean."""
    codes = [np.unique(each, return_inverse=True)[1] for each in categories] or [np.zeros(len(values), np.int64)]
    sizes = [int(each.max()) + 1 for each in codes]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    together = np.zeros((starts[-1], starts[-1]))
    sums = np.zeros(starts[-1])
    for i, one in enumerate(codes):
        sums[starts[i] : starts[i + 1]] = np.bincount(one, values, sizes[i])
        for j, other in enumerate(codes):
            counts = np.bincount(one * sizes[j] + other, minlength=sizes[i] * sizes[j]).reshape(sizes[i], sizes[j])
            together[starts[i] : starts[i + 1], starts[j] : starts[j + 1]] = counts
    # The indicators of two variables are linearly dependent: the solution of least norm fits as well as any.
    explained = np.linalg.lstsq(together, sums, rcond=None)[0]
    return np.asarray(values - sum(explained[starts[i] + each] for i, each in enumerate(codes)), dtype=np.float64)


def fit_slope(outcome: Array, property_: Array, categories: Sequence[Codes], clusters: Codes, confidence: float) -> Slope | None:
    """Return the slope of `outcome` on `property_` (both n) with categories held fixed; None where the data do not give one.

    That is where the property does not vary within the categories, or there are fewer than two clusters. Parameters counted in k
    are the slope and the categories' indicators, those nested in the clusters aside.
    """
    y, x = take_out(outcome, categories), take_out(property_, categories)
    cluster = np.unique(clusters, return_inverse=True)[1]
    number, size = int(cluster.max(initial=-1)) + 1, len(y)
    spread = float(x @ x)
    k = 1 + _count_parameters(categories, cluster)
    if number < 2 or size <= k or spread < 1e-8 * size:
        return None
    value = float(x @ y) / spread
    scores = np.bincount(cluster, x * (y - value * x), number)
    factor = number / (number - 1) * (size - 1) / (size - k)
    return judge_slope(value, float(np.sqrt(factor * (scores @ scores))) / spread, number - 1, confidence)


def judge_slope(value: float, error: float, freedom: int, confidence: float) -> Slope:
    """Return a coefficient with its interval and p value by Student's t; p is NaN where the error is 0."""
    # Imported here: it takes longer to load than most questions to answer, and few of them come to this.
    from scipy.special import stdtr, stdtrit

    reach = float(stdtrit(freedom, (1 + confidence) / 2)) * error
    p = float(2 * stdtr(freedom, -abs(value) / error)) if error > 0 else float("nan")
    return Slope(value, error, value - reach, value + reach, p)


def _count_parameters(categories: Sequence[Codes], cluster: Codes) -> int:
    """Return the number of indicators, one of each further variable being redundant, those nested in the clusters left out."""
    counted = 0
    for position, codes in enumerate(categories):
        values = np.unique(codes, return_inverse=True)[1]
        number = int(values.max()) + 1
        nested = len(np.unique(np.stack([cluster, values]), axis=1).T) == number  # each value is of one cluster
        counted += 0 if nested else number - (position > 0)
    return counted if categories else 1


def adjust_holm(values: Sequence[float]) -> list[float]:
    """Return p values adjusted for their number (Holm 1979), in the order given."""
    order = sorted(range(len(values)), key=lambda at: values[at])
    adjusted, largest = [0.0] * len(values), 0.0
    for rank, at in enumerate(order):
        largest = max(largest, min(1.0, (len(values) - rank) * values[at]))
        adjusted[at] = largest
    return adjusted
