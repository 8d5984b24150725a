"""Ideal points of states: where their recorded votes put them on the line that divides a body most, period by period."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from watchword.errors import UsageError
from watchword.phrasing import say_count
from watchword.states import group_of, name_of, resolve
from watchword.store.base import View
from watchword.votes.ideal_points.classification import Classification
from watchword.votes.ideal_points.fitting import Alone, PeriodFit, count_ticks, fit_alone, fit_together
from watchword.votes.ideal_points.periods import LONGEST_BRIDGE, Chosen, Coding, choose_votes, number_texts
from watchword.votes.ideal_points.scaling import PERSISTENCE
from watchword.votes.ideal_points.settling import TOLERANCE
from watchword.votes.roll_calls import RollCalls, Scope, gather_roll_calls, summarise
from watchword.votes.watching import Watch, unwatched

FINDER = "votes.positions/2"
# The first of these with answers in a period has the positive sign, unless the user names another.
ANCHORS = ("USA", "GBR", "FRA", "DEU", "NLD", "JPN", "KOR")
_WIDTH = 1.959964


@dataclass(frozen=True, slots=True)
class Method:
    """How states are scaled.

    `by` is "session", "year" or "all" ("": session in the General Assembly, year elsewhere); a period of fewer than `least` divided
    votes is left out, since it says too little to be scaled by itself. `dynamic` fits all periods together. `anchor` is the state
    whose side is positive; `answers` how answers are read (`periods.Coding`). Of periods fitted by themselves: one with fewer than
    `borrow` divided votes is fitted with those of its neighbours; `dimensions` is 1 or 2; `bootstrap` is the number of simulated
    records, drawn from `seed`.
    """

    by: str = ""
    dynamic: bool = False
    least: int = 10
    anchor: str = ""
    answers: Coding | str = Coding.ORDERED
    borrow: int = 0
    dimensions: int = 1
    bootstrap: int = 0
    seed: int = 1


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A state in one period, and its number of `votes`.

    `position` is a posterior mean, `error` its standard deviation, `low` and `high` bound 95 per cent, given the items. `second` and
    `second_error` are the second dimension, the `bootstrap_` fields the standard deviation of refits to simulated answers and the
    bounds of 95 per cent that it gives: None where not asked, or not to be had.
    """

    state: str
    name: str
    group: str
    session: str
    date: str
    position: float
    error: float
    low: float
    high: float
    second: float | None
    second_error: float | None
    bootstrap_error: float | None
    bootstrap_low: float | None
    bootstrap_high: float | None
    votes: int


@dataclass(frozen=True, slots=True)
class DividingVote:
    """A vote that divides along the line: its `discrimination` (probits a unit; the sign says which end says yes)."""

    symbol: str
    record: str
    date: str
    title: str
    session: str
    discrimination: float


@dataclass(frozen=True, slots=True)
class Positions:
    """Positions of all states in scope; `rounds` and `converged` are of the slowest fit, `identification` says sign and scale in words.

    `borrowing` names the periods fitted with votes of their neighbours and on how many votes; `classified` says, period by period,
    how many answers the positions get right (empty where `dynamic`).
    """

    model: str
    by: str
    answers: str
    dimensions: int
    bootstrap: int
    seed: int
    rows: tuple[PositionRow, ...]
    dividing: tuple[DividingVote, ...]
    periods: int
    bridging: int
    borrowing: dict[str, int]
    classified: tuple[Classification, ...]
    left_out: dict[str, int]
    rounds: int
    converged: bool
    identification: str
    votes_used: dict[str, Any]
    basis: str
    cautions: tuple[str, ...]


def scale_states(view: View, scope: Scope, *, states: Sequence[str] = (), watch: Watch = unwatched, **how: Any) -> Positions:
    """Return the positions of states by the votes in `scope`; `how` are fields of `Method`, `watch` shows progress over steps.

    Raises `NotHeld` where no period has enough divided votes, `UnknownState` for a state that is none and `UsageError` for one
    without a position, or for a method that is none.
    """
    method = Method(**how)
    check_method(method)
    calls = gather_roll_calls(view, scope)
    by = method.by or ("session" if scope.organ == "GA" else "year")
    wanted = {resolve(state).code for state in states}
    anchors = (resolve(method.anchor).code,) if method.anchor else ANCHORS
    absent = sorted(code for code in {*wanted, *(anchors if method.anchor else ())} if code not in calls.states)
    if absent:
        raise UsageError(f"no ballot of {', '.join(map(name_of, absent))} in scope: {calls.basis()}")
    chosen = choose_votes(calls, by, method.least, Coding(method.answers))
    columns = [calls.states.index(code) for code in anchors if code in calls.states]
    fits, bridging = _fit(calls, chosen, method, columns, watch)
    rows = [row for period, fit in enumerate(fits) for row in _rows(calls, chosen, period, fit)]
    return Positions(
        model="dynamic" if method.dynamic else "static",
        by=by,
        answers=str(method.answers),
        dimensions=method.dimensions,
        bootstrap=method.bootstrap,
        seed=method.seed,
        rows=tuple(row for row in rows if not wanted or row.state in wanted),
        dividing=_dividing(calls, chosen, fits),
        periods=len(chosen.names),
        bridging=bridging,
        borrowing={name: fit.votes for name, fit in zip(chosen.names, fits, strict=True) if fit.periods > 1},
        classified=tuple(row for fit in fits for row in fit.classified),
        left_out=chosen.left_out,
        rounds=max(fit.rounds for fit in fits),
        converged=all(fit.converged for fit in fits),
        identification=identify(method, next((calls.states[c] for c in columns), ""), bridging),
        votes_used=summarise(calls),
        basis=calls.basis(),
        cautions=_cautions(fits, method),
    )


def check_method(method: Method) -> None:
    """Raise `UsageError`, in one sentence, for a method that is none."""
    if method.answers not in tuple(Coding):
        raise UsageError(f"answers are read as {', '.join(Coding)}; found {method.answers!r}")
    if method.dimensions not in (1, 2):
        raise UsageError(f"there are one or two dimensions, found {method.dimensions}")
    if method.dynamic and method.dimensions > 1:
        raise UsageError("a second dimension is for periods by themselves: nothing ties its direction from one period to the next")
    if method.dynamic and (method.bootstrap or method.borrow):
        raise UsageError("the bootstrap and borrowing are for periods by themselves, not for --dynamic, which joins all of them")
    if method.bootstrap and method.dimensions > 1:
        raise UsageError("the bootstrap is for one dimension: the axes of two are turned anew in every draw")
    if min(method.bootstrap, method.borrow, method.seed) < 0 or method.bootstrap == 1:
        raise UsageError("a bootstrap takes two simulated records or more, and neither it, the seed nor borrowing is below 0")


def _fit(calls: RollCalls, chosen: Chosen, method: Method, columns: list[int], watch: Watch) -> tuple[list[PeriodFit], int]:
    """Return each period's fit, and how many votes share an item with an earlier one."""
    asked = None if method.dynamic else Alone(method.borrow, method.dimensions, method.bootstrap, method.seed)
    steps = count_ticks(len(chosen.names), asked)
    ticks = watch(range(steps), "scaling", steps)
    if asked is None:
        texts = number_texts(calls, chosen)
        return fit_together(chosen, texts, columns, ticks), len(texts) - len(set(texts.tolist()))
    return [fit_alone(chosen, period, columns, asked, ticks) for period in range(len(chosen.names))], 0


def _rows(calls: RollCalls, chosen: Chosen, period: int, fit: PeriodFit) -> list[PositionRow]:
    votes = (chosen.answers[fit.mine] >= 0).sum(axis=0)
    date = chosen.dates[period]
    rows = []
    for column in np.flatnonzero(~np.isnan(fit.positions[0])):
        state = calls.states[column]
        here, error = (float(value) for value in fit.positions[:2, column])
        band = (round(here - _WIDTH * error, 4), round(here + _WIDTH * error, 4))
        second, second_error, spread, low, high = (None if np.isnan(v) else round(float(v), 4) for v in fit.positions[2:, column])
        rows.append(
            PositionRow(state, name_of(state), group_of(state, date), chosen.names[period], date, round(here, 4), round(error, 4), *band,
                        second, second_error, spread, low, high, int(votes[column]))
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.position, row.state))


def _dividing(calls: RollCalls, chosen: Chosen, fits: list[PeriodFit]) -> tuple[DividingVote, ...]:
    """Return the ten votes that discriminate most along the first dimension."""
    found = []
    for fit, name in zip(fits, chosen.names, strict=True):
        for vote, slope in zip(fit.mine, fit.slopes, strict=True):
            row = calls.votes[chosen.index[vote]]
            if not np.isnan(slope):
                found.append(DividingVote(row["symbol"], row["key"], row["date"], row["title"], name, round(float(slope), 4)))
    return tuple(sorted(found, key=lambda vote: (-abs(vote.discrimination), vote.record))[:10])


def identify(method: Method, anchor: str, bridging: int) -> str:
    """Say in words what fixes sign, scale and level."""
    sign = (
        f"the sign is that of the start values, positive for {name_of(anchor)}"
        if anchor
        else "the sign is that of the start values, by the furthest state"
    )
    if not method.dynamic:
        scale = "each period by itself, scaled to mean 0 and standard deviation 1 over its states"
        said = f"{scale}; {sign}, or the next anchor where it has no answer"
        if method.borrow:
            said += f"; a period of fewer than {method.borrow} divided votes is fitted with those next to it, as if no state had moved"
        if method.dimensions > 1:
            said += (
                "; the first dimension is the direction in the plane that follows the one line best, the second is uncorrelated with it, "
                "positive for the first anchor that stands off 0 by more than its band"
            )
        return said
    walk = f"positions follow a random walk that keeps {PERSISTENCE:g} of a position from one period to the next (standard normal in each)"
    sharing = f"{say_count(bridging, 'vote')} share{'s' if bridging == 1 else ''}"
    bridges = f"{sharing} an item with an earlier vote of the same title, at most {LONGEST_BRIDGE} periods before, and bridge"
    turned = f"{sign} in the first period in which it answered; each later period's start is turned to agree with the one before"
    return f"{walk}; {bridges if bridging else 'no text is repeated, so that only the walk bridges periods'}; {turned}"


def _cautions(fits: list[PeriodFit], method: Method) -> tuple[str, ...]:
    said = [
        "positions are along the one line that divides these votes most; they say nothing about any single text, and why is not in them",
        "absent, unknown and not a member are no answers; the interval is the model's own, given its items, not a sampling error",
    ]
    if method.bootstrap:
        said.append(f"the bootstrap's bands are of {method.bootstrap} records drawn from the model (seed {method.seed}), taken for true")
    if method.dimensions > 1:
        said.append("a second dimension fits the answers it has seen at least about as well: judge it by the answers held out")
        flat = sum(bool(np.isnan(fit.positions[2]).all()) for fit in fits)
        if flat:
            said.append(f"{flat} of {len(fits)} periods have no second dimension: one line is all their votes show")
    slow = sum(not fit.converged for fit in fits)
    if slow:
        said.append(f"{slow} of {len(fits)} fits had not settled to a mean change of {TOLERANCE:g} after their last round")
    return tuple(said)
