"""How far states vote alike, two by two and within groups: indices over the votes in which both gave an answer.

A roll call is a census: no index has an interval here. Absent, unknown and not a member are no answers, and are never compared.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchword.errors import NotHeld, UsageError
from watchword.phrasing import say_count
from watchword.states import group_of, name_of, resolve
from watchword.store.base import View
from watchword.votes.roll_calls import NO, YES, RollCalls, Scope, gather_roll_calls, keep_divided, summarise

FINDER = "votes.agreement/1"
# Fewer votes in common than this say too little to be ranked.
LEAST_SHARED = 5
# What pairs can be in the order of.
SORTS = ("lijphart", "same", "kappa", "shared", "name")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two states over their `shared` votes.

    `same` is the proportion with the same answer; `lijphart` counts half where one of the two abstained (Lijphart 1963);
    `kappa` is what `same` leaves beyond chance (Cohen 1960), None where both gave one and the same answer throughout.
    """

    state: str
    name: str
    other: str
    other_name: str
    shared: int
    same: float
    lijphart: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Cohesion:
    """A regional group over the `votes` in which at least two of its members answered; groups are those of each vote's day.

    `rice` is the mean of |yes - no| / (yes + no) over the `rice_votes` with a yes or no (Rice 1925); `agreement` the mean of (largest -
    (all - largest) / 2) / all over three answers (Hix, Noury and Roland 2005): 1 all alike, 0 split
    evenly in three, 0.25 in two.
    """

    group: str
    votes: int
    rice_votes: int
    rice: float | None
    agreement: float


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs, best agreeing first unless sorted otherwise, or groups; `too_few` pairs share fewer votes than the least that was asked."""

    pairs: tuple[Pair, ...]
    groups: tuple[Cohesion, ...]
    too_few: int
    divided_only: bool
    votes_used: dict[str, Any]
    basis: str
    cautions: tuple[str, ...]


def compare_states(
    view: View, scope: Scope, *, states: Sequence[str] = (), divided: bool = False, least: int = LEAST_SHARED, sort: str = SORTS[0]
) -> Agreement:
    """Return the agreement of one state with all others, of several with each other, or (none given) the cohesion of regional groups.

    `divided` leaves out votes in which all answered alike, which raise every index; `sort` is the figure of `Pair` that pairs are
    in the order of, highest first, or "name". Raises `UnknownState`, and `UsageError` for a state without an answer in scope.
    """
    calls = gather_roll_calls(view, scope)
    if divided:
        calls = keep_divided(calls)
    couples = choose_pairs(calls, states)
    if not len(calls.votes):
        raise NotHeld(calls.basis())
    pairs = measure_pairs(calls, couples)
    kept = [pair for pair in pairs if pair.shared >= max(least, 1)]
    groups, outside = measure_groups(calls)
    return Agreement(
        pairs=tuple(sorted(kept, key=lambda pair: (_rank(pair, sort), pair.state, pair.other))),
        groups=() if states else tuple(groups),
        too_few=len(pairs) - len(kept),
        divided_only=divided,
        votes_used=summarise(calls),
        basis=calls.basis(),
        cautions=(
            "a roll call is a census, not a sample: no interval is given",
            "votes without a recorded vote are not in it, and alike is not allied: why states agree is not in these figures",
            *(_say_outside(outside) if outside and not states else ()),
            *(() if divided else ("votes in which all answered alike are in, and raise every index (--divided leaves them out)",)),
        ),
    )


def choose_pairs(calls: RollCalls, states: Sequence[str]) -> list[tuple[str, str]]:
    """Return one state with each other that answered in scope, or several with each other; none for none.

    Raises `UnknownState`, and `UsageError` for a state without an answer in scope.
    """
    wanted = list(dict.fromkeys(resolve(state).code for state in states))
    answered = {calls.states[at] for at in np.flatnonzero((calls.answers >= 0).sum(axis=0))}
    silent = [code for code in wanted if code not in answered]
    if silent:
        raise UsageError(f"no answer of {', '.join(map(name_of, silent))} in scope: {calls.basis()}")
    return [(wanted[0], other) for other in sorted(answered - set(wanted))] if len(wanted) == 1 else list(combinations(wanted, 2))


def _rank(pair: Pair, sort: str) -> tuple[bool, float | str]:
    """Return the place of a pair: the highest figure first, a missing one last."""
    if sort not in SORTS:
        raise UsageError(f"pairs are in the order of {', '.join(SORTS)}, found {sort!r}")
    if sort == "name":
        return False, pair.other_name
    figure = getattr(pair, sort)
    return figure is None, -(figure or 0)


def measure_pairs(calls: RollCalls, couples: list[tuple[str, str]]) -> list[Pair]:
    """Return the agreement of each couple of states."""
    column = {state: at for at, state in enumerate(calls.states)}
    firsts = sorted({one for one, _ in couples})
    tables = cross_answers(calls.answers[:, [column[state] for state in firsts]], calls.answers)
    row = {state: at for at, state in enumerate(firsts)}
    return [measure_pair(one, other, tables[:, :, row[one], column[other]]) for one, other in couples]


def cross_answers(mine: NDArray[np.int8], theirs: NDArray[np.int8]) -> NDArray[np.float64]:
    """Return how often states of one matrix of answers and of another gave two answers in one vote: (3, 3, mine, theirs)."""
    one, other = ([(answers == code).astype(np.float64) for code in range(YES + 1)] for answers in (mine, theirs))
    return np.array([[first.T @ second for second in other] for first in one])


def measure_pair(one: str, other: str, table: NDArray[np.float64]) -> Pair:
    shared = table.sum()
    if not shared:
        return Pair(one, name_of(one), other, name_of(other), 0, 0.0, 0.0, None)
    same = np.trace(table) / shared
    opposite = (table[NO, YES] + table[YES, NO]) / shared
    chance = (table.sum(axis=0) @ table.sum(axis=1)) / shared**2
    kappa = None if chance == 1 else round(float((same - chance) / (1 - chance)), 6)
    half = round(float(same + (1 - same - opposite) / 2), 6)
    return Pair(one, name_of(one), other, name_of(other), int(shared), round(float(same), 6), half, kappa)


def measure_groups(calls: RollCalls) -> tuple[list[Cohesion], list[str]]:
    """Return the cohesion of each regional group, in the order of their names, and the states that answered while in none."""
    votes: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    outside: set[str] = set()
    for vote, row in zip(calls.votes, calls.answers, strict=True):
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for at in np.flatnonzero(row >= 0):
            group = group_of(calls.states[at], vote["date"])
            if group:
                counts[group][row[at]] += 1
            else:
                outside.add(calls.states[at])
        for group, (no, abstain, yes) in counts.items():
            if no + abstain + yes > 1:
                votes[group].append((no, abstain, yes))
    return [_cohesion(group, counts) for group, counts in sorted(votes.items())], sorted(outside)


def _cohesion(group: str, counts: list[tuple[int, int, int]]) -> Cohesion:
    rice = [abs(yes - no) / (yes + no) for no, _, yes in counts if yes + no]
    agreement = [(max(answers) - (sum(answers) - max(answers)) / 2) / sum(answers) for answers in counts]
    mean = round(sum(rice) / len(rice), 6) if rice else None
    return Cohesion(group, len(counts), len(rice), mean, round(sum(agreement) / len(agreement), 6))


def _say_outside(states: Sequence[str]) -> tuple[str]:
    count = say_count(len(states), "state")
    return (f"{count} answered while in no regional group, and in none: {', '.join(map(name_of, states))}",)
