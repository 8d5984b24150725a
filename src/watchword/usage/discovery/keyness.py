"""How much more often a sequence stands in the window's documents than in the reference's, and how surely.

Documents are counted, not uses, so that one long text makes no candidate. The log-likelihood is that of Dunning (Computational
Linguistics 19, 1993) over documents with and without the sequence; the log ratio is that of Hardie (2014), with half a document added
on each side; the share of false discoveries is held by Benjamini and Hochberg's step-up rule (JRSS B 57, 1995).
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


def log_likelihood(ours: Counts, theirs: Counts, size: int, their_size: int) -> Floats:
    """Return the log-likelihood of each pair of document counts, negative where the window has the smaller share."""
    total = size + their_size
    value = np.zeros(len(ours))
    for found, part in ((ours, size), (theirs, their_size)):
        expected = part * (ours + theirs) / total
        value += _term(found, expected) + _term(part - found, part - expected)
    signed: Floats = 2 * np.maximum(value, 0) * np.sign(ours * their_size - theirs * size)
    return signed


def log_ratio(ours: Counts, theirs: Counts, size: int, their_size: int) -> Floats:
    """Return the binary logarithm of the ratio of the two shares of documents."""
    ratio: Floats = np.log2((ours + 0.5) / (size + 1)) - np.log2((theirs + 0.5) / (their_size + 1))
    return ratio


def false_discovery(likelihood: Floats) -> Floats:
    """Return for each value the share of false discoveries if it and all greater ones are called discoveries (one-sided)."""
    from scipy.special import ndtr

    if not len(likelihood):
        return likelihood
    # The signed root of a log-likelihood with one degree of freedom is a standard normal deviate.
    chance = ndtr(-np.sign(likelihood) * np.sqrt(np.abs(likelihood)))
    order = np.argsort(chance)
    adjusted = chance[order] * len(chance) / np.arange(1, len(chance) + 1)
    result = np.empty(len(chance))
    result[order] = np.minimum(np.minimum.accumulate(adjusted[::-1])[::-1], 1)
    return result


def _term(count: Counts, expected: Floats) -> Floats:
    found = count.astype(np.float64)
    term: Floats = np.where(found > 0, found * np.log(np.maximum(found, 1e-300) / np.maximum(expected, 1e-300)), 0.0)
    return term
