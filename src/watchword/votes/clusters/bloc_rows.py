"""The rows of an answer on blocs: each bloc with its members, its typical one, and its likeness to the others; each state in its bloc."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.states import group_of, name_of
from watchword.votes.clusters.bloc_votes import TypicalVote, find_typical
from watchword.votes.clusters.clustering import Labels, measure_silhouettes
from watchword.votes.clusters.distances import Distances
from watchword.votes.clusters.stability import Stability
from watchword.votes.roll_calls import RollCalls


@dataclass(frozen=True, slots=True)
class BlocState:
    """A state in its `bloc`: `answers` it gave, its `silhouette`, and the share of draws in which it `stays` with most of its bloc.

    `group` is its regional group on the day of the last vote; `stays` is None for a bloc of one, and where nothing was drawn.
    """

    state: str
    name: str
    group: str
    bloc: int
    answers: int
    silhouette: float
    stays: float | None


@dataclass(frozen=True, slots=True)
class Between:
    """A bloc's mean `agreement` with another `bloc`, over the `pairs` of states that share enough votes (None without one)."""

    bloc: int
    agreement: float | None
    pairs: int


@dataclass(frozen=True, slots=True)
class Bloc:
    """States that vote alike; blocs are numbered from the largest, those of one size by their first states.

    `members` are codes. `medoid` is the member nearest to the others. `cohesion` is the mean agreement of the `pairs` within that share
    enough votes (None without one), `others` that with each other bloc. `stability` is the mean of the best Jaccard similarity over
    the draws (None where nothing was drawn). `votes` are those on which it stands furthest from all others.
    """

    bloc: int
    size: int
    members: tuple[str, ...]
    medoid: str
    medoid_name: str
    cohesion: float | None
    pairs: int
    others: tuple[Between, ...]
    stability: float | None
    votes: tuple[TypicalVote, ...]


@dataclass(frozen=True, slots=True)
class Clustered:
    """States clustered: those in `columns` of the roll calls have `labels` (0, 1, ...); `drawn` is None where nothing was drawn."""

    calls: RollCalls
    columns: NDArray[np.int64]
    labels: Labels
    distances: Distances
    drawn: Stability | None

    def states(self) -> list[str]:
        """Return the codes of the states clustered."""
        return [self.calls.states[column] for column in self.columns]


def number_blocs(labels: Labels) -> Labels:
    """Number clusters from the largest; labels come in the order of their first states, which decides between equals."""
    order = np.argsort(-np.bincount(labels), kind="stable")
    return np.argsort(order, kind="stable")[labels]


def list_blocs(found: Clustered) -> tuple[Bloc, ...]:
    """Return a row for each bloc; the member nearest to the others is the first of those equally near."""
    states, labels = found.states(), found.labels
    numbers = range(int(labels.max()) + 1)
    typical = find_typical(found.calls, found.columns, labels)
    rows = []
    for bloc in numbers:
        mine = np.flatnonzero(labels == bloc)
        within = found.distances.between[np.ix_(mine, mine)]
        medoid = states[mine[np.argmin(np.round(within.sum(axis=1), 9))]]
        cohesion, pairs = _agree(found, bloc, bloc)
        rows.append(
            Bloc(
                bloc=bloc + 1,
                size=len(mine),
                members=tuple(states[at] for at in mine),
                medoid=medoid,
                medoid_name=name_of(medoid),
                cohesion=cohesion,
                pairs=pairs,
                others=tuple(Between(other + 1, *_agree(found, bloc, other)) for other in numbers if other != bloc),
                stability=_round(found.drawn.jaccard[bloc]) if found.drawn else None,
                votes=typical[bloc],
            )
        )
    return tuple(rows)


def list_states(found: Clustered) -> tuple[BlocState, ...]:
    """Return a row for each state, by bloc and from the highest silhouette on."""
    calls, labels = found.calls, found.labels
    day = next((vote["date"] for vote in reversed(calls.votes) if vote["date"]), "")
    sizes, counts = np.bincount(labels), (calls.answers[:, found.columns] >= 0).sum(axis=0)
    silhouettes = measure_silhouettes(found.distances.between, labels)
    rows = []
    for at, code in enumerate(found.states()):
        stays = _round(found.drawn.stays[at]) if found.drawn and sizes[labels[at]] > 1 else None
        silhouette = round(float(silhouettes[at]), 6)
        rows.append(BlocState(code, name_of(code), group_of(code, day), int(labels[at]) + 1, int(counts[at]), silhouette, stays))
    return tuple(sorted(rows, key=lambda row: (row.bloc, -row.silhouette, row.state)))


def _agree(found: Clustered, one: int, other: int) -> tuple[float | None, int]:
    """Return the mean agreement between two blocs (or within one) over the pairs measured, and their number."""
    both = np.ix_(found.labels == one, found.labels == other)
    measured = found.distances.measured[both]
    pairs = int(measured.sum()) // (2 if one == other else 1)
    return (_round(1 - found.distances.between[both][measured].mean()), pairs) if pairs else (None, 0)


def _round(figure: np.float64) -> float | None:
    return None if np.isnan(figure) else round(float(figure), 6)
