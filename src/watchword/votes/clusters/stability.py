"""Whether clusters of states hold when votes are weighted otherwise, and what votes without blocs would show."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.votes.clusters.clustering import Labels, choose_cut
from watchword.votes.clusters.distances import measure_distances
from watchword.votes.watching import Watch, unwatched

SEED = 1776
# How many times the answers within each vote are shuffled.
SHUFFLES = 20


@dataclass(frozen=True, slots=True)
class Stability:
    """Over redrawn votes: `jaccard` of each cluster, and for each state the share of draws in which it `stays` with most of its own.

    NaN where no draw could say.
    """

    jaccard: NDArray[np.float64]
    stays: NDArray[np.float64]


def redraw_votes(answers: NDArray[np.int8], labels: Labels, *, abstain: str, least: int, draws: int, watch: Watch = unwatched) -> Stability:
    """Return how well clusters are found again in `draws` redrawn sets of votes, as many as there are, with replacement.

    For each cluster the mean over the draws of the best Jaccard similarity with a cluster of the draw (Hennig, *Computational
    Statistics & Data Analysis* 52, 2007), the number of clusters kept; over the states that the draw could compare. `answers` has a
    column for each of `labels`. The generator is numpy's PCG64 with this module's seed.
    """
    number = int(labels.max(initial=0)) + 1
    generator = np.random.Generator(np.random.PCG64(SEED))
    original = labels[:, None] == np.arange(number)
    jaccard, stays = np.zeros((2, draws, number)), np.full((draws, len(labels)), np.nan)
    for draw in watch(range(draws), "redrawing votes", draws):
        weights = generator.multinomial(len(answers), np.full(len(answers), 1 / len(answers)))
        distances = measure_distances(answers, abstain=abstain, least=least, weights=weights)
        found, _ = choose_cut(distances.between, max(1, min(number, len(distances.kept))))
        mine, theirs = original[distances.kept], found[:, None] == np.arange(found.max(initial=0) + 1)
        overlap = mine.T.astype(np.int64) @ theirs.astype(np.int64)
        likeness = overlap / np.maximum(mine.sum(axis=0)[:, None] + theirs.sum(axis=0) - overlap, 1)
        jaccard[0, draw], jaccard[1, draw] = likeness.max(axis=1, initial=0), mine.any(axis=0)
        # The cluster with most of a bloc; of several, the most alike, then the first.
        majority = np.argmax(overlap + likeness / 2, axis=1) if len(found) else np.zeros(number, dtype=np.int64)
        stays[draw, distances.kept] = found == majority[labels[distances.kept]]
    said = ~np.isnan(stays)
    return Stability(_mean(jaccard[0], jaccard[1]), _mean(np.where(said, stays, 0), said))


def shuffle_votes(answers: NDArray[np.int8], *, abstain: str, least: int, number: int) -> list[float]:
    """Return the best mean silhouettes of votes in which who gave which answer is by chance.

    In each vote the answers are shuffled among the states that gave one, so that every vote keeps its result and every state its
    attendance; the cut is chosen as in the real votes.
    """
    generator = np.random.Generator(np.random.PCG64(SEED))
    silent = answers < 0
    columns = np.argsort(silent, axis=1, kind="stable")
    found = []
    for _ in range(SHUFFLES):
        order = np.argsort(generator.random(answers.shape, dtype=np.float32) + silent * np.float32(2), axis=1)
        shuffled = np.empty_like(answers)
        np.put_along_axis(shuffled, columns, np.take_along_axis(answers, order, axis=1), axis=1)
        distances = measure_distances(shuffled, abstain=abstain, least=least)
        _, tried = choose_cut(distances.between, min(number, len(distances.kept)))
        found.append(max(tried.values(), default=0.0))
    return found


def _mean(values: NDArray[np.float64], counted: NDArray[np.bool_] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of the counted values of each column, NaN where none is."""
    number = counted.sum(axis=0)
    means = np.full(values.shape[1], np.nan)
    np.divide((values * counted).sum(axis=0), number, out=means, where=number > 0)
    return means
