"""Ideal points of states: where their recorded votes put them on the line that divides a body most, period by period."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchword.errors import NotHeld, UsageError
from watchword.states import group_of, name_of, resolve
from watchword.store.base import View
from watchword.votes.roll_calls import RollCalls, Scope, gather_roll_calls, summarise
from watchword.votes.scaling import PERSISTENCE, Scaled, fit_positions
from watchword.votes.series import normalise_title

FINDER = "votes.positions/1"
# The first of these with answers in a period has the positive sign, unless the user names another.
ANCHORS = ("USA", "GBR", "FRA", "DEU", "NLD", "JPN", "KOR")
# A period of fewer divided votes says too little to be scaled by itself.
LEAST_VOTES = 10
# Votes of one title bridge periods only over so many periods: over more, the text is likely another.
_LONGEST_BRIDGE = 3
_WIDTH = 1.959964


@dataclass(frozen=True, slots=True)
class PositionRow:
    """A state in one period, and its number of `votes`.

    `position` is a posterior mean, `error` its standard deviation, `low` and `high` bound 95 per cent, given the items.
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
    """Positions of all states in scope; `rounds` and `converged` are of the slowest fit, `identification` says sign and scale in words."""

    model: str
    by: str
    rows: tuple[PositionRow, ...]
    dividing: tuple[DividingVote, ...]
    periods: int
    bridging: int
    left_out: dict[str, int]
    rounds: int
    converged: bool
    identification: str
    votes_used: dict[str, Any]
    basis: str
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The divided votes that are scaled: indices into the roll calls, each one's period, and what was left out."""

    index: NDArray[np.int64]
    period: NDArray[np.int64]
    names: tuple[str, ...]
    dates: tuple[str, ...]
    left_out: dict[str, int]


def scale_states(
    view: View, scope: Scope, *, by: str = "", dynamic: bool = False, least: int = LEAST_VOTES, anchor: str = "", states: Sequence[str] = ()
) -> Positions:
    """Return the positions of states by the votes in `scope`.

    `by` is "session", "year" or "all" ("": session in the General Assembly, year elsewhere); a period of fewer than `least`
    divided votes is left out. Raises `NotHeld` where no period has
    enough divided votes, `UnknownState` for a state that is none and `UsageError` for one without a position.
    """
    calls = gather_roll_calls(view, scope)
    by = by or ("session" if scope.organ == "GA" else "year")
    wanted = {resolve(state).code for state in states}
    anchors = (resolve(anchor).code,) if anchor else ANCHORS
    absent = sorted(code for code in {*wanted, *(anchors if anchor else ())} if code not in calls.states)
    if absent:
        raise UsageError(f"no ballot of {', '.join(map(name_of, absent))} in scope: {calls.basis()}")
    chosen = _choose(calls, by, least)
    columns = [calls.states.index(code) for code in anchors if code in calls.states]
    texts = _number_texts(calls, chosen) if dynamic else np.arange(len(chosen.index))
    bridging = len(texts) - len(set(texts.tolist()))
    if dynamic:
        fit = fit_positions(calls.answers[chosen.index], chosen.period, texts, columns)
        fits = [(fit, period, np.flatnonzero(chosen.period == period)) for period in range(len(chosen.names))]
    else:
        fits = [_fit_alone(calls, chosen, period, columns) for period in range(len(chosen.names))]
    rows = [row for fit, period, _ in fits for row in _rows(calls, chosen, fit, period, dynamic)]
    used = [fit for fit, _, _ in fits]
    return Positions(
        model="dynamic" if dynamic else "static",
        by=by,
        rows=tuple(row for row in rows if not wanted or row.state in wanted),
        dividing=_dividing(calls, chosen, fits, dynamic),
        periods=len(chosen.names),
        bridging=bridging,
        left_out=chosen.left_out,
        rounds=max(fit.rounds for fit in used),
        converged=all(fit.converged for fit in used),
        identification=_identify(dynamic, anchor or next((calls.states[c] for c in columns), ""), bridging),
        votes_used=summarise(calls),
        basis=calls.basis(),
        cautions=_cautions(used),
    )


def _choose(calls: RollCalls, by: str, least: int) -> _Chosen:
    """Choose the divided votes of periods that have enough of them; periods are in the order of their first day."""
    if by not in ("session", "year", "all"):
        raise UsageError(f"positions are by session, year or all, found {by!r}")
    low = np.where(calls.answers < 0, 9, calls.answers).min(axis=1, initial=9)
    divided = low < calls.answers.max(axis=1, initial=-1)
    names = np.array([{"session": vote["session"], "year": vote["date"][:4], "all": "all"}[by] for vote in calls.votes], dtype=str)
    left_out = Counter(
        {"all who answered gave the same answer": int((~divided).sum()), f"no {by} is known": int((divided & (names == "")).sum())}
    )
    sizes = Counter(names[divided & (names != "")].tolist())
    small = {name for name, size in sizes.items() if size < least}
    left_out[f"in a period of fewer than {least} divided votes"] = sum(sizes[name] for name in small)
    kept = np.array([bool(ok) and name != "" and name not in small for ok, name in zip(divided, names, strict=True)], dtype=bool)
    index = np.flatnonzero(kept)
    if not len(index):
        raise NotHeld(f"no period (by {by}) has {least} votes that divide those who answered: {calls.basis()}")
    # Votes are in the order of their days; the first of a period gives its place.
    order = list(dict.fromkeys(names[index].tolist()))
    dates = {name: next(calls.votes[i]["date"] for i in index if names[i] == name) for name in order}
    period = np.array([order.index(name) for name in names[index]], dtype=np.int64)
    return _Chosen(index, period, tuple(order), tuple(dates[name] for name in order), {k: v for k, v in left_out.items() if v})


def _number_texts(calls: RollCalls, chosen: _Chosen) -> NDArray[np.int64]:
    """Number the texts: a title voted once in each of several near periods is one text, and bridges them."""
    titles = [normalise_title(calls.votes[i]["title"]) for i in chosen.index]
    times = Counter(zip(titles, chosen.period.tolist(), strict=True))
    repeated = {title for (title, _), number in times.items() if number > 1}
    last: dict[str, tuple[int, int]] = {}
    numbers, fresh = [], 0
    for title, period in zip(titles, chosen.period.tolist(), strict=True):
        before = last.get(title) if title and title not in repeated else None
        if before and period - before[0] <= _LONGEST_BRIDGE:
            number = before[1]
        else:
            number, fresh = fresh, fresh + 1
        last[title] = (period, number)
        numbers.append(number)
    return np.array(numbers, dtype=np.int64)


def _fit_alone(calls: RollCalls, chosen: _Chosen, period: int, columns: list[int]) -> tuple[Scaled, int, NDArray[np.int64]]:
    """Fit one period by itself."""
    mine = np.flatnonzero(chosen.period == period)
    answers = calls.answers[chosen.index[mine]]
    present = np.flatnonzero((answers >= 0).any(axis=0))
    place = {int(column): at for at, column in enumerate(present)}
    anchors = [place[column] for column in columns if column in place]
    fit = fit_positions(answers[:, present], np.zeros(len(mine), np.int64), np.arange(len(mine)), anchors)
    wide = np.full((2, 1, len(calls.states)), np.nan)
    spread = float(np.nanstd(fit.position)) or 1.0
    wide[0, 0, present] = (fit.position[0] - np.nanmean(fit.position)) / spread
    wide[1, 0, present] = fit.error[0] / spread
    return Scaled(wide[0], wide[1], fit.items * np.array([spread, 1, 1]), fit.rounds, fit.change), period, mine


def _rows(calls: RollCalls, chosen: _Chosen, fit: Scaled, period: int, dynamic: bool) -> list[PositionRow]:
    at = period if dynamic else 0
    votes = (calls.answers[chosen.index[chosen.period == period]] >= 0).sum(axis=0)
    date = chosen.dates[period]
    rows = []
    for column in np.flatnonzero(~np.isnan(fit.position[at])):
        state, here, error = calls.states[column], float(fit.position[at, column]), float(fit.error[at, column])
        band = (round(here - _WIDTH * error, 4), round(here + _WIDTH * error, 4))
        rows.append(
            PositionRow(state, name_of(state), group_of(state, date), chosen.names[period], date, round(here, 4), round(error, 4), *band,
                        int(votes[column]))
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.position, row.state))


def _dividing(
    calls: RollCalls, chosen: _Chosen, fits: list[tuple[Scaled, int, NDArray[np.int64]]], dynamic: bool
) -> tuple[DividingVote, ...]:
    """Return the ten votes that discriminate most."""
    found = []
    for fit, period, mine in fits:
        for at, vote in enumerate(mine):
            row = calls.votes[chosen.index[vote]]
            slope = float(fit.items[vote if dynamic else at, 0])
            found.append(DividingVote(row["symbol"], row["key"], row["date"], row["title"], chosen.names[period], round(slope, 4)))
    return tuple(sorted(found, key=lambda vote: (-abs(vote.discrimination), vote.record))[:10])


def _identify(dynamic: bool, anchor: str, bridging: int) -> str:
    sign = (
        f"the sign is that of the start values, positive for {name_of(anchor)}"
        if anchor
        else "the sign is that of the start values, by the furthest state"
    )
    if not dynamic:
        scale = "each period by itself, scaled to mean 0 and standard deviation 1 over its states"
        return f"{scale}; {sign}, or the next anchor where it has no answer"
    walk = f"positions follow a random walk that keeps {PERSISTENCE:g} of a position from one period to the next (standard normal in each)"
    bridges = f"{bridging} votes share an item with an earlier vote of the same title, at most {_LONGEST_BRIDGE} periods before, and bridge"
    return f"{walk}; {bridges if bridging else 'no text is repeated, so that only the walk bridges periods'}; {sign}"


def _cautions(fits: list[Scaled]) -> tuple[str, ...]:
    said = [
        "positions are along the one line that divides these votes most; they say nothing about any single text, and why is not in them",
        "absent, unknown and not a member are no answers; the interval is the model's own, given its items, not a sampling error",
    ]
    slow = sum(not fit.converged for fit in fits)
    if slow:
        said.append(f"{slow} of {len(fits)} fits had not settled to a mean change of 0.001 after their last round")
    return tuple(said)
