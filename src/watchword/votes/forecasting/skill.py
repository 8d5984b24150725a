"""How well past votes would have been forecast: the persistence cascade and the model side by side, at rolling origin."""

from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from watchword.errors import NotHeld
from watchword.store.base import View
from watchword.votes.forecasting.history import AMENDMENT, RESOLUTION, History, lay_out
from watchword.votes.forecasting.judging import check_ranges, open_ballots, score, tabulate_reliability
from watchword.votes.forecasting.rolling import LEAST, Forecasts, forecast_votes
from watchword.votes.roll_calls import Scope, gather_roll_calls, summarise
from watchword.votes.watching import Watch, unwatched

FINDER = "votes.skill/1"
METHODS = ("cascade", "model")
# How many of the latest judged votes of its kind decide which method a forecast uses, and the fewest that do.
RECENT, FEWEST = 200, 30
_PERIOD = 5


@dataclass(frozen=True, slots=True)
class Skill:
    """The table: a row for each `kind` of question, `period` ("all", or years) and `method`, with `judging.Scores`.

    A row also has `range_votes` (votes with a range by then) and of these the shares whose `yes_held`, `no_held` and `abstain_held`
    lay in the 80 per cent range (None without one). `gains` is how much better the model is, in accuracy and log loss; `reliability`
    the bins of each method; `left_out` counts votes that are not judged, by reason.
    """

    rows: tuple[dict[str, Any], ...]
    gains: tuple[dict[str, Any], ...]
    reliability: tuple[dict[str, Any], ...]
    left_out: dict[str, int]
    votes_used: dict[str, Any]
    basis: str
    cautions: tuple[str, ...]


def judge_forecasts(view: View, scope: Scope, *, start: str = "", watch: Watch = unwatched) -> Skill:
    """Return how well each recorded vote from `start` on (an ISO date, "" all) would have been forecast from strictly earlier days.

    Raises `NotHeld` where no vote can be judged. `scope.since` bounds what informs, too.
    """
    calls = gather_roll_calls(view, replace(scope, questions=()))
    history = lay_out(calls)
    kinds = [kind for kind in (RESOLUTION, AMENDMENT) if not scope.questions or kind in {_kind_asked(name) for name in scope.questions}]
    rows: list[dict[str, Any]] = []
    reliability: list[dict[str, Any]] = []
    left_out = {"a paragraph or a motion": int((~np.isin(history.kinds, [RESOLUTION, AMENDMENT])).sum()), "undated": history.undated}
    for kind in kinds:
        mine = judged_rows(history, kind)
        left_out[f"{kind}: nothing earlier of its kind"] = int((history.kinds == kind).sum()) - len(mine)
        forecasts = forecast_votes(history, kind, mine, watch)
        left_out[f"{kind}: before {start}"] = sum(history.texts[at].date < start for at in mine.tolist())
        for method in METHODS:
            found, lines = _judge(history, forecasts, kind, method, start)
            rows += found
            reliability += lines
    if not rows:
        raise NotHeld(f"no vote can be judged: {calls.basis()}")
    return Skill(
        rows=tuple(rows),
        gains=tuple(_compare(rows)),
        reliability=tuple(reliability),
        left_out={reason: count for reason, count in left_out.items() if count},
        votes_used=summarise(calls),
        basis=calls.basis(),
        cautions=(
            "a forecast uses votes of strictly earlier days only; the vote's own title, subjects and sponsors are taken as known before it",
            "subjects are the catalogue's, given after the vote: a user who must guess them does worse",
            f"with fewer than {LEAST} earlier votes of its kind the model is not fitted, and its start stands",
            "votes of one day on one text resemble each other: the figures rest on fewer independent cases than their number of ballots",
        ),
    )


def _kind_asked(question: str) -> str:
    return AMENDMENT if question == AMENDMENT else RESOLUTION if question in ("adoption", "unknown") else ""


def judged_rows(history: History, kind: str) -> Any:
    """Return the votes of a kind with at least one earlier vote of it."""
    mine = np.flatnonzero(history.kinds == kind)
    return mine[history.first[mine] > history.last[mine].min(initial=np.iinfo(np.int64).max)]


def _judge(history: History, forecasts: Forecasts, kind: str, method: str, start: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    judged, held = open_ballots(history, forecasts, method), check_ranges(history, forecasts, method)
    dates = np.array([history.texts[at].date for at in forecasts.rows], dtype=str)
    inside = dates >= start
    years = np.array([int(date[:4]) for date in dates], dtype=np.int64)
    periods = {"all": inside}
    for first in sorted({int(year) // _PERIOD * _PERIOD for year in years[inside]}):
        begins = max(first, int(start[:4] or first))  # a period cut by the start bears the years that are in it
        periods[f"{begins}-{first + _PERIOD - 1}"] = inside & (years >= first) & (years < first + _PERIOD)
    rows = []
    for period, chosen in periods.items():
        scores = score(judged.only(chosen))
        if scores:
            ranged = held[chosen & (held[:, 0] >= 0)]
            shares = [round(float(share), 6) for share in ranged.mean(axis=0)] if len(ranged) else [None] * 3
            names = dict(zip(("no_held", "abstain_held", "yes_held"), shares, strict=True))
            rows.append({"kind": kind, "period": period, "method": method} | asdict(scores) | {"range_votes": len(ranged)} | names)
    lines = [{"kind": kind, "method": method} | asdict(line) for line in tabulate_reliability(judged.only(inside))]
    return rows, lines


def _compare(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return by how much the model's accuracy is higher and its log loss lower, for each kind and period."""
    found = {(row["kind"], row["period"], row["method"]): row for row in rows}
    return [
        {"kind": kind, "period": period, "accuracy_gain": round(model["accuracy"] - row["accuracy"], 6),
         "log_loss_gain": round(row["log_loss"] - model["log_loss"], 6)}
        for (kind, period, method), row in found.items()
        if method == "cascade" and (model := found[kind, period, "model"])
    ]  # fmt: skip


def choose_method(history: History, forecasts: Forecasts) -> tuple[str, str]:
    """Return the method that a forecast uses, and why: the model only where it was better in accuracy and in log loss."""
    first, second = (score(open_ballots(history, forecasts, method)) for method in METHODS)
    if first is None or second is None or first.votes < FEWEST:
        votes = first.votes if first else 0
        return "cascade", f"only {votes} earlier votes of this kind could be forecast, too few to show that the model is better"
    figures = (
        f"on the latest {first.votes} earlier votes of this kind the model's accuracy was {second.accuracy:.3f} "
        f"(cascade {first.accuracy:.3f}), its log loss {second.log_loss:.3f} (cascade {first.log_loss:.3f})"
    )
    return ("model" if second.accuracy > first.accuracy and second.log_loss < first.log_loss else "cascade"), figures
