"""Agreement year by year or session by session: who moves towards whom, and how groups hold together."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np

from watchword.errors import NotHeld, UsageError
from watchword.states import name_of
from watchword.store.base import Row, View
from watchword.votes.agreement import LEAST_SHARED, Cohesion, Pair, choose_pairs, measure_groups, measure_pairs
from watchword.votes.clusters.distances import compare_pairs
from watchword.votes.roll_calls import RollCalls, Scope, gather_roll_calls, keep_divided, summarise

FINDER = "votes.agreement_over_time/1"
PERIODS = ("year", "session")


@dataclass(frozen=True, slots=True)
class Period:
    """One period: its `first` and `last` day, its `votes`, and the mean Lijphart agreement of all `pairs` that share enough of them."""

    period: str
    first: str
    last: str
    votes: int
    pairs: int
    body: float | None


@dataclass(frozen=True, slots=True)
class PeriodPair(Pair):
    """Two states in one period; `beyond` is their Lijphart agreement less the body's mean of that period."""

    period: str
    beyond: float


@dataclass(frozen=True, slots=True)
class PairChange:
    """Two states from the first to the last of the `periods` in which they share enough votes: Lijphart agreement `before` and `after`.

    `beyond` is the `change` less that of the body's mean between the same periods.
    """

    state: str
    name: str
    other: str
    other_name: str
    periods: int
    first: str
    last: str
    before: float
    after: float
    change: float
    beyond: float


@dataclass(frozen=True, slots=True)
class PeriodCohesion(Cohesion):
    """A regional group in one period."""

    period: str


@dataclass(frozen=True, slots=True)
class AgreementOverTime:
    """Pairs by their states and period, their changes, largest first, or groups by name and period.

    `too_few` counts pairs in a period that share fewer votes than the least asked, `once` pairs that share enough in one period only.
    """

    by: str
    periods: tuple[Period, ...]
    pairs: tuple[PeriodPair, ...]
    changes: tuple[PairChange, ...]
    groups: tuple[PeriodCohesion, ...]
    too_few: int
    once: int
    divided_only: bool
    votes_used: dict[str, Any]
    basis: str
    cautions: tuple[str, ...]


def follow_agreement(
    view: View, scope: Scope, *, by: str, states: Sequence[str] = (), divided: bool = False, least: int = LEAST_SHARED
) -> AgreementOverTime:
    """Return agreement period by period (`by` is "year" or "session"): of one state with all others, of several, or within groups.

    A pair is measured in the periods in which it shares `least` votes. Raises as `compare_states` does.
    """
    if by not in PERIODS:
        raise UsageError(f"agreement over time is by {' or '.join(PERIODS)}, found {by!r}")
    calls = gather_roll_calls(view, scope)
    calls = _keep_placed(keep_divided(calls) if divided else calls, by)
    if not calls.votes:
        raise NotHeld(calls.basis())
    couples = choose_pairs(calls, states)
    parts = _split(calls, by)
    periods = tuple(_describe(name, part, least) for name, part in parts)
    measured = [row for period, (_, part) in zip(periods, parts, strict=True) for row in _measure(period, part, couples)]
    kept = [row for row in measured if row.shared >= max(least, 1)]
    order = {period.period: at for at, period in enumerate(periods)}
    kept.sort(key=lambda row: (row.state, row.other, order[row.period]))
    followed = [list(rows) for _, rows in groupby(kept, key=lambda row: (row.state, row.other))]
    changes = [_change(rows) for rows in followed if len(rows) > 1]
    groups = [] if states else [PeriodCohesion(**asdict(row), period=name) for name, part in parts for row in measure_groups(part)[0]]
    return AgreementOverTime(
        by=by,
        periods=periods,
        pairs=tuple(kept),
        changes=tuple(sorted(changes, key=lambda row: (-abs(row.change), row.state, row.other))),
        groups=tuple(sorted(groups, key=lambda row: (row.group, order[row.period]))),
        too_few=len(measured) - len(kept),
        once=len(followed) - len(changes),
        divided_only=divided,
        votes_used=summarise(calls),
        basis=calls.basis(),
        cautions=(
            "what is voted on differs from period to period: agreement also moves when states do not, and the body's mean moves with it",
            "a roll call is a census, not a sample: no interval is given; who moved towards whom is not in these figures",
        ),
    )


def _name_period(vote: Row, by: str) -> str:
    return str(vote["session"] if by == "session" else vote["date"][:4])


def _keep_placed(calls: RollCalls, by: str) -> RollCalls:
    """Leave out votes of which the period is not known, and count them."""
    kept = [at for at, vote in enumerate(calls.votes) if _name_period(vote, by)]
    unplaced = len(calls.votes) - len(kept)
    left_out = calls.left_out | ({f"no {by} is known": unplaced} if unplaced else {})
    return replace(calls, votes=tuple(calls.votes[at] for at in kept), positions=calls.positions[kept], left_out=left_out)


def _split(calls: RollCalls, by: str) -> list[tuple[str, RollCalls]]:
    """Return the votes of each period, in the order of their first votes."""
    rows: dict[str, list[int]] = {}
    for at, vote in enumerate(calls.votes):
        rows.setdefault(_name_period(vote, by), []).append(at)
    return [
        (name, replace(calls, votes=tuple(calls.votes[at] for at in mine), positions=calls.positions[mine])) for name, mine in rows.items()
    ]


def _describe(name: str, part: RollCalls, least: int) -> Period:
    shared, differing = compare_pairs(part.answers)
    enough = np.triu(shared >= max(least, 1), 1)
    mean = round(float(1 - (differing[enough] / shared[enough]).mean()), 6) if enough.any() else None
    days = [vote["date"] for vote in part.votes if vote["date"]]
    return Period(name, days[0] if days else "", days[-1] if days else "", len(part.votes), int(enough.sum()), mean)


def _measure(period: Period, part: RollCalls, couples: list[tuple[str, str]]) -> list[PeriodPair]:
    """Return the pairs that share a vote in a period."""
    pairs = measure_pairs(part, couples)
    return [
        PeriodPair(**asdict(pair), period=period.period, beyond=round(pair.lijphart - (period.body or 0.0), 6))
        for pair in pairs
        if pair.shared
    ]


def _change(rows: list[PeriodPair]) -> PairChange:
    first, last = rows[0], rows[-1]
    return PairChange(
        state=first.state,
        name=name_of(first.state),
        other=first.other,
        other_name=name_of(first.other),
        periods=len(rows),
        first=first.period,
        last=last.period,
        before=first.lijphart,
        after=last.lijphart,
        change=round(last.lijphart - first.lijphart, 6),
        beyond=round(last.beyond - first.beyond, 6),
    )
