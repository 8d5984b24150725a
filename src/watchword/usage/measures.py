"""Measures of association between words, each as its author wrote it, over numpy columns.

All start from one table of counts for each word: `joint` (in the window, or in the target), `first` (all words of the window or
target), `second` (the word in the whole corpus) and `total` (all words of the corpus).
"""

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
Figures = NDArray[np.float64]


def expect(first: float, second: Counts, total: float) -> Figures:
    """Return the joint count that chance would give: first x second / total."""
    return np.asarray(first * second / max(total, 1), dtype=np.float64)


def log_likelihood(joint: Counts, first: float, second: Counts, total: float) -> Figures:
    """Return G squared, twice the sum of O ln(O/E) over the four cells (Dunning, Computational Linguistics 19, 1993)."""
    cells = (
        (joint, first, second),
        (first - joint, first, total - second),
        (second - joint, total - first, second),
        (total - first - second + joint, total - first, total - second),
    )
    found = np.zeros(len(joint))
    for observed, row, column in cells:
        expected = np.asarray(row * np.asarray(column, dtype=np.float64) / max(total, 1))
        positive = (observed > 0) & (expected > 0)
        found[positive] += observed[positive] * np.log(observed[positive] / expected[positive])
    return np.maximum(2 * found, 0.0)


def log_dice(joint: Counts, nodes: int, second: Counts) -> Figures:
    """Return 14 + log2(2 joint / (nodes + second)), of which 14 is the most (Rychlý, RASLAN 2008)."""
    with np.errstate(divide="ignore"):
        return np.asarray(14 + np.log2(2 * joint / np.maximum(nodes + second, 1)))


def mutual_information(joint: Counts, expected: Figures) -> Figures:
    """Return log2(O/E), pointwise mutual information (Church and Hanks, Computational Linguistics 16, 1990)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.log2(joint / expected))


def t_score(joint: Counts, expected: Figures) -> Figures:
    """Return (O - E) / sqrt(O) (Church, Gale, Hanks and Hindle 1991)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((joint - expected) / np.sqrt(joint))


def poisson_interval(counts: Counts, confidence: float) -> tuple[Figures, Figures]:
    """Return the exact two-sided interval of Poisson means, one count each (Garwood, Biometrika 28, 1936)."""
    from scipy.special import gammaincinv

    tail = (1 - confidence) / 2
    low = np.where(counts > 0, gammaincinv(np.maximum(counts, 1), tail), 0.0)
    return low, np.asarray(gammaincinv(counts + 1, 1 - tail))


def chance_of(statistic: Figures) -> Figures:
    """Return the probability of a chi-squared statistic of one degree of freedom at least this large."""
    from scipy.special import erfc

    return np.asarray(erfc(np.sqrt(np.maximum(statistic, 0.0) / 2)))


def bayes_factor(statistic: Figures, total: float) -> Figures:
    """Return G squared - ln(total), the approximate Bayes factor of one degree of freedom (Wilson, 2013).

    2 to 6 is positive evidence against equal shares, 6 to 10 strong, above 10 very strong; below 0 it speaks for equal shares.
    """
    return np.asarray(statistic - np.log(max(total, 1)))


def log_ratio(target: Counts, target_size: int, reference: Counts, reference_size: int) -> Figures:
    """Return log2 of the ratio of relative frequencies (Hardie, 2014); a count of none is taken for a half."""
    with np.errstate(divide="ignore"):
        return np.asarray(
            np.log2(np.where(target > 0, target, 0.5) / max(target_size, 1))
            - np.log2(np.where(reference > 0, reference, 0.5) / max(reference_size, 1))
        )


def control_discoveries(chances: Figures) -> Figures:
    """Return p values adjusted for the false discovery rate (Benjamini and Hochberg, JRSS B 57, 1995), in the order given."""
    count = len(chances)
    order = np.argsort(chances, kind="stable")
    scaled = chances[order] * count / np.arange(1, count + 1)
    found = np.empty(count)
    found[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return found


def hold_error(chances: Figures) -> Figures:
    """Return p values adjusted for the family-wise error (Holm, Scandinavian Journal of Statistics 6, 1979), in the order given."""
    count = len(chances)
    order = np.argsort(chances, kind="stable")
    found = np.empty(count)
    found[order] = np.minimum(np.maximum.accumulate(chances[order] * np.arange(count, 0, -1)), 1.0)
    return found
