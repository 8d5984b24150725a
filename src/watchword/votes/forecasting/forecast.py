"""The next vote of a text, state by state: the persistence cascade, or the model where it was better, and the tally they make."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from watchword.states import group_of, name_of
from watchword.store.base import View
from watchword.votes.auditing.audit import doubtful_votes
from watchword.votes.forecasting.history import History, describe_text, lay_out, look_ahead
from watchword.votes.forecasting.persistence import GROUP, OWN, RUNGS, SAME_TITLE
from watchword.votes.forecasting.prospect import Asked, choose_day, read_prospect, seat_members
from watchword.votes.forecasting.ranges import chance_of_adoption, expect_absence, expect_tallies, range_tallies
from watchword.votes.forecasting.rolling import Forecasts, forecast_votes
from watchword.votes.forecasting.skill import METHODS, RECENT, choose_method, judged_rows
from watchword.votes.roll_calls import ABSTAIN, NO, POSITION_OF, YES, RollCalls, Scope, gather_roll_calls, summarise
from watchword.votes.watching import Watch, unwatched

FINDER = "votes.forecast/1"
_NAMES = (("yes", YES), ("no", NO), ("abstain", ABSTAIN))


@dataclass(frozen=True, slots=True)
class Outlook:
    """One member: probabilities of `yes`, `no` and `abstain` if it answers, which add up to one, and of `not_voting`.

    `likeliest` is the method's own answer; `rung` says which rung of the cascade spoke for the state, `repeated` what it said and
    `evidence` from what. Where the model is used they are shown too, though it looks at more.
    """

    state: str
    name: str
    group: str
    yes: float
    no: float
    abstain: float
    not_voting: float
    likeliest: str
    rung: str
    repeated: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Forecast:
    """A vote forecast.

    `tally` has for yes, no and abstain what is `expected` and the 80 per cent range `low` to `high` (None where fewer than twenty earlier
    forecasts could be checked, `range_errors` says how many); `adoption` is the probability of more yes than no (None likewise).
    `method_reason` says what the choice of the method rests on; `series` are the decisions under the title so far.
    """

    title: str
    organ: str
    question: str
    on: str
    series: tuple[str, ...]
    subjects: tuple[str, ...]
    sponsors: tuple[str, ...]
    members: int
    method: str
    method_reason: str
    tally: tuple[dict[str, Any], ...]
    range_errors: int
    adoption: float | None
    states: tuple[Outlook, ...]
    votes_used: dict[str, Any]
    basis: str
    cautions: tuple[str, ...]


def forecast_vote(view: View, scope: Scope, asked: Asked, *, watch: Watch = unwatched) -> Forecast:
    """Return the forecast; `scope` says which votes inform (`organ`, "" for the series' own, `since`, `trusted`).

    Raises what `prospect` raises, and `NotHeld` where the body has no recorded vote.
    """
    prospect = read_prospect(view, scope.organ, asked)
    organ = prospect.record["organ"]
    calls = gather_roll_calls(view, replace(scope, organ=organ, doubtful=doubtful_votes(view, organ)))
    past = lay_out(calls)
    on = choose_day(view, past, asked.on)
    seats, doubts = seat_members(past, on)
    text = describe_text(prospect.record | {"date": on})
    history = look_ahead(past, text, seats)
    target = len(history.votes) - 1
    rows = judged_rows(history, text.kind)
    # The latest of its kind that could have been forecast and checked by then; last of all the one that is asked for.
    rows = np.append(rows[rows < target][-RECENT:], target)
    forecasts = forecast_votes(history, text.kind, rows, watch)
    checked = Forecasts(rows[:-1], forecasts.cascade[:-1], forecasts.model[:-1], forecasts.said[:-1])
    best, reason = choose_method(history, checked)
    method = asked.method or best
    chosen = forecasts.cascade if method == METHODS[0] else forecasts.model
    tally, errors, adoption = _count(history, rows, chosen)
    used = _keep(calls, history)
    return Forecast(
        title=prospect.record["title"], organ=organ, question=asked.question, on=on, series=prospect.series,
        subjects=tuple(sorted(text.subjects)), sponsors=tuple(sorted(text.sponsors)), members=len(seats),
        method=method, method_reason=f"asked for; {reason}" if asked.method else reason,
        tally=tally, range_errors=errors, adoption=adoption,
        states=tuple(_list_outlooks(history, forecasts, chosen[-1], method)), votes_used=summarise(used), basis=used.basis(),
        cautions=(*prospect.doubts, *doubts, *_warn(history)),
    )  # fmt: skip


def _keep(calls: RollCalls, history: History) -> RollCalls:
    """Return the roll calls that inform, the later ones counted as left out."""
    used = history.votes[:-1]
    left_out = {"not certainly before the day of the forecast": len(calls.votes) - len(used)}
    return RollCalls(
        calls.scope, history.states, used, history.positions[:-1], calls.left_out | {reason: n for reason, n in left_out.items() if n}
    )


def _warn(history: History) -> Iterator[str]:
    if len(history.votes) == 1:
        yield "no earlier vote informs: the figures are where the method starts, and say nothing"
    if not history.texts[-1].sponsors:
        yield "no sponsor is known to the forecast (--sponsor STATE says one)"
    yield "from past recorded votes alone: nothing here is certain, and what has changed since is not in it"
    yield "the text may change before it is voted, and may be adopted without a vote or withdrawn; how likely that is, is not estimated"
    yield "seats are those of the day given; that any seat changes hands is not in the probabilities"
    yield "past votes are a census: the range is how far earlier forecasts were off, not a sampling error"


def _count(history: History, rows: Any, chosen: Any) -> tuple[tuple[dict[str, Any], ...], int, float | None]:
    """Return the tally of the last of `rows`, the number of earlier errors behind its range, and the probability of adoption."""
    expected = expect_tallies(history, rows, chosen)
    mean, spread, errors = expected.mean[-1], expected.spread[-1], expected.errors[:-1]
    bounds = range_tallies(mean, spread, errors, int(history.seats[rows[-1]].sum()))
    tally = tuple(
        {
            "answer": name,
            "expected": round(float(mean[code]), 2),
            "low": None if bounds is None else int(bounds[code, 0]),
            "high": None if bounds is None else int(bounds[code, 1]),
        }
        for name, code in _NAMES
    )
    adoption = chance_of_adoption(mean, spread, errors)
    return tally, len(errors), None if adoption is None else round(adoption, 4)


def _list_outlooks(history: History, forecasts: Forecasts, chosen: Any, method: str) -> Iterator[Outlook]:
    """Yield the members by group and name."""
    target = len(history.votes) - 1
    on = history.texts[target].date
    absence, said = expect_absence(history, target), forecasts.said[-1]
    hard = said.answers if method == METHODS[0] else chosen.argmax(axis=1)
    seats = [place for place in range(len(history.states)) if history.seats[target, place]]
    for place in sorted(seats, key=lambda place: (group_of(history.states[place], on), name_of(history.states[place]))):
        state = history.states[place]
        p = {name: round(float(chosen[place, code]), 6) for name, code in _NAMES}
        yield Outlook(
            state=state, name=name_of(state), group=group_of(state, on), **p, not_voting=round(float(absence[place]), 6),
            likeliest=_name(hard[place]), rung=RUNGS[said.rungs[place]], repeated=_name(said.answers[place]),
            evidence=_explain(history, place, int(said.rungs[place]), int(said.days[place]), int(said.answers[place])),
        )  # fmt: skip


def _name(code: Any) -> str:
    return POSITION_OF[int(code)].value


def _explain(history: History, place: int, rung: int, day: int, answer: int) -> str:
    """Say in words what a rung rests on."""
    mine = history.kinds[:-1] == history.kinds[-1]
    if day >= 0:
        text = history.texts[-1]
        near = [
            vote["symbol"] or vote["key"]
            for at, vote in enumerate(history.votes[:-1])
            if mine[at] and history.last[at] == day and history.answers[at, place] == answer
            and (history.texts[at].title == text.title if rung == SAME_TITLE else history.texts[at].subjects & text.subjects)
        ]  # fmt: skip
        more = f" and {len(near) - 1} more" if len(near) > 1 else ""
        return f"{_name(answer)} on {date.fromordinal(day).isoformat()} ({near[0]}{more})"
    whose = {OWN: "its", GROUP: "its group's"}.get(rung, "all")
    given = history.given[:-1][mine]
    if rung == OWN:
        counted = given[:, place].sum(axis=0)
    elif rung == GROUP:
        groups = history.groups_on(history.texts[-1].date)
        counted = given[:, groups == groups[place]].sum(axis=(0, 1))
    else:
        counted = given.sum(axis=(0, 1))
    if not counted.sum():
        return "no earlier answer of anyone"
    total = int(counted.sum())
    return f"{_name(answer)} in {counted[answer]:.0f} of {whose} {total} answer{'s' if total > 1 else ''}"
