"""States clustered by their distances: average linkage, cut where silhouettes are best."""

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from watchword.votes.clusters.distances import Matrix

Labels = NDArray[np.int64]
# A cut into more parts than this is not looked for.
MOST = 8


def cut_tree(between: Matrix, numbers: range) -> list[Labels]:
    """Return, for each number of clusters, the cluster of each state (0, 1, ... in the order of their first states).

    Average linkage (Sokal and Michener 1958; `scipy.cluster.hierarchy`), the last joins undone until there are so many; where two
    joins are at one height, the tree's own order decides, which follows the order of the states.
    """
    size = len(between)
    if size < 2:
        return [np.zeros(size, dtype=np.int64) for _ in numbers]
    joins = linkage(squareform(between, checks=False), "average")[:, :2].astype(np.int64)
    return [_join(joins, size, number) for number in numbers]


def _join(joins: NDArray[np.int64], size: int, number: int) -> Labels:
    """Return the clusters after the first joins."""
    members = {at: [at] for at in range(size)}
    for step in range(size - number):
        one, other = joins[step]
        members[size + step] = members.pop(int(one)) + members.pop(int(other))
    labels = np.empty(size, dtype=np.int64)
    for label, states in enumerate(sorted(members.values(), key=min)):
        labels[states] = label
    return labels


def measure_silhouettes(between: Matrix, labels: Labels) -> NDArray[np.float64]:
    """Return for each state how much nearer it is to its own cluster than to the next, -1 to 1 (Rousseeuw 1987); 0 for one alone."""
    inside = labels[:, None] == np.arange(labels.max(initial=0) + 1)
    sizes, own = inside.sum(axis=0), inside
    sums = between @ inside
    alone = sizes[labels] == 1
    within = sums[own] / np.maximum(sizes[labels] - 1, 1)
    next_best = np.where(own, np.inf, sums / sizes).min(axis=1, initial=np.inf)
    scale = np.maximum(within, next_best)
    skip = alone | (scale == 0) | np.isinf(scale)
    return np.where(skip, 0.0, (next_best - within) / np.where(skip, 1.0, scale))


def choose_cut(between: Matrix, number: int = 0) -> tuple[Labels, dict[int, float]]:
    """Return the clusters, and the mean silhouette of each cut that was tried.

    `number` fixes how many; 0 takes the cut of 2 to 8 with the highest mean silhouette (the fewest, if equal), and one cluster where
    none is above 0. Means are compared to six decimals.
    """
    size = len(between)
    numbers = range(number, number + 1) if number else range(2, min(MOST, size - 1) + 1)
    cuts = cut_tree(between, numbers)
    tried = {
        count: round(float(measure_silhouettes(between, cut).mean()), 6) if size else 0.0 for count, cut in zip(numbers, cuts, strict=True)
    }
    best = min(tried, key=lambda count: (-tried[count], count), default=1)
    if not number and tried.get(best, 0.0) <= 0:
        return np.zeros(size, dtype=np.int64), tried
    return cuts[numbers.index(best)], tried
