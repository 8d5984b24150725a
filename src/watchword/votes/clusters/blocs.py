"""Blocs: states clustered by how they vote, who is typical of each, where it stands against the others, and whether it holds."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchword.errors import NotHeld, UsageError
from watchword.states import name_of
from watchword.store.base import View
from watchword.votes.clusters.bloc_rows import Bloc, BlocState, Clustered, list_blocs, list_states, number_blocs
from watchword.votes.clusters.clustering import choose_cut
from watchword.votes.clusters.distances import measure_distances
from watchword.votes.clusters.stability import SEED, SHUFFLES, redraw_votes, shuffle_votes
from watchword.votes.roll_calls import RollCalls, Scope, gather_roll_calls, keep_divided, summarise
from watchword.votes.watching import Watch, unwatched

FINDER = "votes.blocs/1"
# States that share fewer votes than this are not compared directly.
LEAST_SHARED = 10
# As many as Hennig (2007) draws.
DRAWS = 100


@dataclass(frozen=True, slots=True)
class Blocs:
    """Blocs, largest first, and their states, by bloc and from the most typical on.

    `silhouette` is the mean of the cut taken, `silhouettes` those of all cuts tried (`number` of blocs, `silhouette`); `shuffled` is the
    highest of cuts of shuffled votes. `left_out` are states (`state`, `name`, `answers`, `reason`) that are in no bloc;
    `measured` and `estimated` count pairs that share enough votes, and that do not.
    """

    blocs: tuple[Bloc, ...]
    states: tuple[BlocState, ...]
    silhouette: float
    silhouettes: tuple[dict[str, Any], ...]
    shuffled: float
    draws: int
    seed: int
    abstain: str
    least: int
    measured: int
    estimated: int
    left_out: tuple[dict[str, Any], ...]
    divided_only: bool
    votes_used: dict[str, Any]
    basis: str
    cautions: tuple[str, ...]


def cluster_states(
    view: View,
    scope: Scope,
    *,
    number: int = 0,
    abstain: str = "half",
    least: int = LEAST_SHARED,
    draws: int = DRAWS,
    divided: bool = False,
    watch: Watch = unwatched,
) -> Blocs:
    """Return the blocs of the states that vote in `scope`.

    `number` fixes how many, 0 takes the best mean silhouette of 2 to 8; `abstain` is "half" or "apart" (see `distances`); states
    with fewer than `least` answers are left out, and pairs that share fewer votes are compared through third states. `divided`
    leaves out votes in which all answered alike. Raises `NotHeld` where no state has enough answers, `UsageError` for
    more blocs than states.
    """
    calls = gather_roll_calls(view, scope)
    calls = keep_divided(calls) if divided else calls
    counts = (calls.answers >= 0).sum(axis=0)
    enough = np.flatnonzero(counts >= max(least, 1))
    if not len(enough):
        raise NotHeld(f"no state has {least} answers in scope: {calls.basis()}")
    distances = measure_distances(calls.answers[:, enough], abstain=abstain, least=least)
    columns = enough[distances.kept]
    if number > len(columns):
        raise UsageError(f"{number} blocs of {len(columns)} states: ask for fewer")
    labels, tried = choose_cut(distances.between, number)
    labels, answers = number_blocs(labels), calls.answers[:, columns]
    drawn = redraw_votes(answers, labels, abstain=abstain, least=least, draws=draws, watch=watch) if draws else None
    shuffled = max(shuffle_votes(answers, abstain=abstain, least=least, number=number))
    found = Clustered(calls, columns, labels, distances, drawn)
    blocs, states = list_blocs(found), list_states(found)
    silhouette = round(sum(row.silhouette for row in states) / len(states), 6)
    gaps = int((~distances.measured).sum() - len(columns)) // 2
    return Blocs(
        blocs=blocs,
        states=states,
        silhouette=silhouette,
        silhouettes=tuple({"number": count, "silhouette": mean} for count, mean in tried.items()),
        shuffled=shuffled,
        draws=draws,
        seed=SEED,
        abstain=abstain,
        least=least,
        measured=len(columns) * (len(columns) - 1) // 2 - gaps,
        estimated=gaps,
        left_out=_left_out(calls, counts, enough, columns, least),
        divided_only=divided,
        votes_used=summarise(calls),
        basis=calls.basis(),
        cautions=_cautions(len(blocs), gaps, draws, silhouette, shuffled),
    )


def _left_out(
    calls: RollCalls, counts: NDArray[np.int64], enough: NDArray[np.int64], columns: NDArray[np.int64], least: int
) -> tuple[dict[str, Any], ...]:
    rows = []
    for at in sorted(set(range(len(calls.states))) - set(columns.tolist())):
        few = "no answer" if not counts[at] else f"fewer than {least} answers"
        reason = few if at not in enough else f"shares {least} votes with too few others"
        rows.append({"state": calls.states[at], "name": name_of(calls.states[at]), "answers": int(counts[at]), "reason": reason})
    return tuple(rows)


def _cautions(blocs: int, gaps: int, draws: int, silhouette: float, shuffled: float) -> tuple[str, ...]:
    said = [
        "a bloc is a likeness of votes, not an alliance: why states vote alike, and whether they agreed to, is not in these figures",
        f"with the answers of each vote shuffled among those who gave one ({SHUFFLES} times), the best cut has at most {shuffled:.2f}",
    ]
    if draws:
        said.append(
            f"stability is under other weights of the votes ({draws} draws with replacement, seed {SEED}); a roll call is a census, "
            "and this is no sampling interval"
        )
    if gaps:
        said.append(f"{gaps:,} pairs of states share too few votes (many never sat together) and are compared through third states")
    if blocs == 1:
        said.append("no cut of these votes has a mean silhouette above 0: there are no blocs to tell apart")
    elif silhouette <= shuffled:
        said.append("shuffled votes are cut as well as these: the blocs are no more than chance gives")
    return tuple(said)
