"""The recorded votes of one body as one matrix: what every analysis over many votes starts from.

One row a decision, one column a state, both in an order that does not depend on the order of the input. Where several sources
hold a decision, the record that `votes tally` would read stands for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchword.errors import NotHeld
from watchword.model import Position, Question, days_of
from watchword.store.base import CITED_ONLY, Row, View, bound_of
from watchword.votes.record import is_repeated, prefer_record
from watchword.votes.series import drop_repeats

# Codes of `RollCalls.positions`: the three answers in their order, then what is no answer.
NO, ABSTAIN, YES, ABSENT, UNKNOWN, NO_BALLOT = 0, 1, 2, 3, 4, -1
CODES = {Position.NO: NO, Position.ABSTAIN: ABSTAIN, Position.YES: YES, Position.ABSENT: ABSENT, Position.UNKNOWN: UNKNOWN}
POSITION_OF = {code: position for position, code in CODES.items()}


@dataclass(frozen=True, slots=True)
class Scope:
    """Which votes an analysis is over; a blank is no bound.

    `since` is an ISO date of any precision (the view's own `--until` bounds the other end); `questions` are kinds of question;
    `title` and `subject` are words that the title or one of the record's subjects holds, case apart. `doubtful` are the ids of
    the records that the audit doubts, left out where `trusted` is set.
    """

    organ: str = "HRC"
    since: str = ""
    questions: tuple[str, ...] = ()
    title: str = ""
    subject: str = ""
    trusted: bool = False
    doubtful: frozenset[str] = frozenset()


@dataclass(frozen=True)
class RollCalls:
    """Recorded votes of one body, oldest first, and who stood where.

    `votes` has a row for each decision (`id`, `key`, `symbol`, `work`, `title`, `question`, `date`, `organ`, `session`, `outcome`,
    `text_voted`, `subjects`, official `yes`, `no`, `abstain`, `source`); `positions` is int8 of shape (votes, states) in this
    module's codes, NO_BALLOT where a state has no ballot. `left_out` counts, by reason, recorded votes in
    scope that are not in it.
    """

    scope: Scope
    states: tuple[str, ...]
    votes: tuple[Row, ...]
    positions: NDArray[np.int8]
    left_out: dict[str, int]

    @cached_property
    def answers(self) -> NDArray[np.int8]:
        """`positions` with all that is no answer as -1: 0 no, 1 abstain, 2 yes."""
        return np.where(self.positions > YES, NO_BALLOT, self.positions).astype(np.int8)

    def keep(self, rows: Sequence[int], left_out: Mapping[str, int] | None = None) -> "RollCalls":
        """Return the votes of these rows only; `left_out` adds to the counts, by reason, of what is not in it."""
        reasons = self.left_out | {reason: count for reason, count in (left_out or {}).items() if count}
        chosen = np.asarray(rows, dtype=np.int64)
        return replace(self, votes=tuple(self.votes[at] for at in chosen), positions=self.positions[chosen], left_out=reasons)

    def basis(self) -> str:
        """Say which votes these are, which version of them was used, and what was left out."""
        left_out = "".join(f"; {count:,} left out: {reason}" for reason, count in sorted(self.left_out.items()))
        if not self.votes:
            return f"no recorded vote of {self.scope.organ} fits{left_out}"
        dates = [vote["date"] for vote in self.votes if vote["date"]]
        span = f", {dates[0]} to {dates[-1]}" if dates else ""
        said = f"{len(self.votes):,} recorded votes of {self.scope.organ}{span}, as their roll calls stand (not the official totals)"
        doubtful = sum(vote["id"] in self.scope.doubtful for vote in self.votes)
        if doubtful:
            said += f"; the audit doubts {doubtful} of them, which are in (--trusted leaves them out)"
        said += left_out
        cited = sum(vote["source"] == CITED_ONLY for vote in self.votes)
        return said + (f"; {cited} of them cited, not held" if cited else "")


def gather_roll_calls(view: View, scope: Scope) -> RollCalls:
    """Return the recorded votes in `scope`; raises `NotHeld` where the body has none at all.

    A decision without ballots is no row. Two ballots of one state that differ are unknown.
    """
    chosen, left_out = gather_decisions(view, scope, recorded=True)
    states, positions = cross_ballots(view, chosen, scope.organ)
    return RollCalls(scope, states, tuple(chosen), positions, left_out)


def gather_decisions(view: View, scope: Scope, *, recorded: bool = False) -> tuple[list[Row], dict[str, int]]:
    """Return the decisions in `scope`, oldest first, one row each whatever the number of sources that hold it; and what was left out.

    A row also has `ballots`, their number; with `recorded` only decisions with a roll call are meant. The counts by reason are of
    decisions of that kind. Raises `NotHeld` where the body has none at all.
    """
    rows = view.rows(
        f"""SELECT r.id AS id, r.key AS key, r.symbol AS symbol, r.work AS work, r.title AS title, r.question AS question,
                  r.date AS date, r.organ AS organ, r.session AS session, r.outcome AS outcome, r.text_voted AS text_voted,
                  r.subjects AS subjects, r.sponsors AS sponsors, r.requested_by AS requested_by, r.yes AS yes, r.no AS no,
                  r.abstain AS abstain, r.members AS members, r.source AS source, coalesce(b.n, 0) AS ballots
           FROM roll_calls r {"" if recorded else "LEFT"} JOIN (SELECT roll_call, count(*) AS n FROM ballots GROUP BY roll_call) b
                ON b.roll_call = r.id
           WHERE r.organ = ?""",
        [scope.organ],
    )
    if not rows:
        what = "recorded vote" if recorded else "decision"
        raise NotHeld(f"no {what} of {scope.organ!r} is held; `watchword votes list` shows what there is")
    if not recorded:
        # A tally with a symbol is joined to its decision by it, and may say who called the vote.
        once = {row["id"] for row in drop_repeats(view, rows)}
        rows = [row for row in rows if row["symbol"] or row["id"] in once]
    chosen, repeated = _one_a_decision(view, rows)
    asked = [row for row in chosen if _is_asked(row, scope)]
    since = bound_of("since", scope.since)
    # A date less precise than the bound may lie on either side of it.
    unplaced = [row for row in asked if since and not _begins_by(row, since) and not ("" < days_of(row["date"])[1] < since)]
    inside = [row for row in asked if _begins_by(row, since)]
    kept = [row for row in inside if not (scope.trusted and row["id"] in scope.doubtful)]
    left_out = {
        "the audit doubts them": len(inside) - len(kept),
        f"their dates may lie before or after {scope.since}": len(unplaced),
        "recorded again under another key": sum(_is_asked(row, scope) and _begins_by(row, since) for row in repeated),
    }
    kept.sort(key=lambda row: (row["date"] == "", row["date"], row["key"], row["source"], row["id"]))
    return kept, {reason: count for reason, count in left_out.items() if count}


def _begins_by(row: Row, since: str) -> bool:
    """Say whether a vote is dated wholly on or after a day ("" for any)."""
    return days_of(row["date"])[0] >= since


def keep_divided(calls: RollCalls) -> RollCalls:
    """Leave out votes in which all who answered answered alike."""
    lowest = np.where(calls.answers < 0, YES + 1, calls.answers).min(axis=1, initial=YES + 1)
    kept = np.flatnonzero(lowest < calls.answers.max(axis=1, initial=-1))
    return calls.keep(kept.tolist(), {"all answered alike": len(calls.votes) - len(kept)})


def _one_a_decision(view: View, rows: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return one record for each decision, and the records that a source has twice.

    Within a source records stay apart, repeats aside. Who called the vote is taken from any source of the decision that says so.
    """
    decisions: dict[str, list[Row]] = {}
    for row in rows:
        decisions.setdefault(_join_by(row), []).append(row)
    chosen, repeated = [], []
    for records in decisions.values():
        records.sort(key=lambda row: (*prefer_record(row), row["source"], row["id"]))
        mine = [row for row in records if row["source"] == records[0]["source"]]
        once = [row for index, row in enumerate(mine) if not any(is_repeated(view, other, row) for other in mine[:index])]
        if len(once) == 1:
            once = [once[0] | {"requested_by": next((row["requested_by"] for row in records if row["requested_by"]), "")}]
        chosen += once
        repeated += [row for row in mine if all(row["id"] != kept["id"] for kept in once)]
    return chosen, repeated


def _join_by(row: Row) -> str:
    """Return what the records of several sources on one decision have in common, else the record's own key.

    That is the symbol of the text decided on. An amendment that is a document has a symbol of its own; those that are not,
    separate votes on paragraphs and motions bear that of the text, which several may.
    """
    symbol = str(row["symbol"]).upper()
    if symbol and row["question"] in (Question.ADOPTION, Question.UNKNOWN):
        return symbol
    own = symbol and row["question"] == Question.AMENDMENT and str(row["text_voted"]).upper() == symbol
    return f"amendment {symbol}" if own else str(row["key"])


def _is_asked(row: Row, scope: Scope) -> bool:
    return (
        (not scope.questions or row["question"] in scope.questions)
        and scope.title.casefold() in row["title"].casefold()
        and (not scope.subject or any(scope.subject.casefold() in subject.casefold() for subject in row["subjects"] or ()))
    )


def cross_ballots(view: View, votes: list[Row], organ: str) -> tuple[tuple[str, ...], NDArray[np.int8]]:
    """Return the states with a ballot in any of the votes, and their positions: shape (votes, states), in this module's codes."""
    table = view.table(
        """SELECT b.roll_call AS roll_call, b.state AS state,
                  CASE WHEN min(b.position) = max(b.position) THEN min(b.position) ELSE 'unknown' END AS position
           FROM ballots b JOIN roll_calls r ON r.id = b.roll_call WHERE r.organ = ? AND b.state <> '' GROUP BY b.roll_call, b.state""",
        [organ],
    )
    found = {name: table.column(name).combine_chunks().dictionary_encode() for name in table.column_names}
    at = {vote["id"]: index for index, vote in enumerate(votes)}
    rows = np.array([at.get(name, -1) for name in found["roll_call"].dictionary.to_pylist()], dtype=np.int64)
    codes = np.array([CODES[Position(name)] for name in found["position"].dictionary.to_pylist()], dtype=np.int8)
    names = np.array(found["state"].dictionary.to_pylist(), dtype=str)
    row, state, code = (np.asarray(found[name].indices) for name in ("roll_call", "state", "position"))
    inside = rows[row] >= 0
    states, column = np.unique(names[state[inside]], return_inverse=True)
    positions = np.full((len(votes), len(states)), NO_BALLOT, dtype=np.int8)
    positions[rows[row[inside]], column] = codes[code[inside]]
    return tuple(states.tolist()), positions


def summarise(calls: RollCalls) -> dict[str, Any]:
    """Return what every analysis prints of the votes it used: body, number of votes and states, first and last date, and in words."""
    dates = [vote["date"] for vote in calls.votes if vote["date"]]
    return {
        "organ": calls.scope.organ,
        "votes": len(calls.votes),
        "states": len(calls.states),
        "first": dates[0] if dates else "",
        "last": dates[-1] if dates else "",
        "doubtful": sum(vote["id"] in calls.scope.doubtful for vote in calls.votes),
        "trusted": calls.scope.trusted,
        "basis": calls.basis(),
    }
