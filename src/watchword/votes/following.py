"""One text followed over its sessions: every decision under its title, and where each state stood."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from watchword.errors import NotHeld
from watchword.model import Outcome
from watchword.states import group_of, name_of
from watchword.store.base import View
from watchword.symbols import parse
from watchword.votes.amending import Amendment, list_amendments
from watchword.votes.record import Vote, find_vote
from watchword.votes.series import gather_series, list_once, normalise_title
from watchword.votes.tally import count_vote, seated

FINDER = "votes.following/1"
NOT_A_MEMBER = "not a member"


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a series; `official` and `counted` by position, `agrees` None where one of the two is missing.

    `requested_by` is who called the vote, where any source of the decision says so; `requested_source` names that source.
    """

    symbol: str
    record: str
    date: str
    title: str
    outcome: str
    official: dict[str, int | None]
    counted: dict[str, int]
    agrees: bool | None
    members: int | None
    requested_by: str
    requested_source: str
    holding: str


@dataclass(frozen=True, slots=True)
class Followed:
    """A series, oldest first, and its `grid`: a row a state (`state`, `name`, `group`) with `cells` (`symbol`, `date`, `position`).

    `amendments` were put to its texts; `amended` counts them by outcome.
    """

    title: str
    organ: str
    decisions: tuple[Decision, ...]
    grid: tuple[dict[str, Any], ...]
    amendments: tuple[Amendment, ...]
    amended: dict[str, int]
    cautions: tuple[str, ...]


def follow_text(view: View, name: str, *, organ: str = "") -> Followed:
    """Return the series of the vote on `name`, a symbol or key, or of the one title that holds these words; raises `NotHeld`."""
    votes = follow_votes(view, name, organ)
    tallies = [count_vote(vote) for vote in votes]
    amendments = list_amendments(view, votes)
    return Followed(
        title=votes[-1].row["title"],
        organ=votes[-1].row["organ"],
        decisions=tuple(
            Decision(t.symbol, t.record, t.date, t.title, t.outcome, t.official, t.counted, t.agrees, t.members, *_requested(v), t.holding)
            for t, v in zip(tallies, votes, strict=True)
        ),
        grid=tuple(lay_grid(votes)),
        amendments=amendments,
        amended=dict(sorted(Counter(row.outcome for row in amendments).items())),
        cautions=(
            "a series is what shares a title in one body; that does not make the texts the same, and a text renamed is another series",
            "adopted without a vote is neither no support nor the support of every member; absence is not abstention",
        ),
    )


def follow_votes(view: View, name: str, organ: str = "") -> list[Vote]:
    """Return the votes of the series that `name` means in a body ("" any), oldest first; a vote that is in none by itself."""
    decisions = [row for row in list_once(view) if organ in ("", row["organ"])]
    if parse(name) or any(name == row["key"] for row in decisions):
        chosen = find_vote(view, name)
        if organ not in ("", chosen.row["organ"]):
            raise NotHeld(f"{chosen.name} is a text of {chosen.row['organ']}, not of {organ}")
        title, organ = chosen.row["title"], chosen.row["organ"]
    else:
        words = normalise_title(name)
        found = sorted(
            {(row["organ"], normalise_title(row["title"]), row["title"]) for row in decisions if words in normalise_title(row["title"])}
        )
        titles = {(organ, normal): title for organ, normal, title in reversed(found)}
        exact = [key for key in titles if key[1] == words]
        keys = exact or sorted(titles)
        if len(keys) != 1 or not words:
            listed = "; ".join(f"{organ}: {titles[organ, normal]}" for organ, normal in keys[:6])
            more = f"; and {len(keys) - 6} more" if len(keys) > 6 else ""
            raise NotHeld(f"{name!r} is in {len(keys)} titles; say a symbol, a body or a full title: {listed}{more}" if keys and words
                          else f"no decision has {name!r} in its title; `watchword votes list` shows what there is")  # fmt: skip
        chosen, organ, title = None, keys[0][0], titles[keys[0]]
    mine = [series for series in gather_series(decisions, (), {title}, "the title") if series.organ == organ]
    if chosen is not None:
        mine = [series for series in mine if chosen.name in series.symbols]
    if not mine and chosen is None:
        raise NotHeld(f"no decision on adoption has the title {title!r}")
    return [find_vote(view, record) for record in mine[0].records] if mine else [chosen] if chosen else []


def _requested(vote: Vote) -> tuple[str, str]:
    """Return who called the vote and which source says so; blanks where none does."""
    return next(((row["requested_by"], row["source"]) for row in (vote.row, *vote.others) if row["requested_by"]), ("", ""))


def lay_grid(votes: list[Vote]) -> list[dict[str, Any]]:
    """Return a row for each state with a seat or a ballot in any of the votes, with its position in each, by group and name."""
    members = [seated(vote.row["organ"], vote.row["date"]) for vote in votes]
    codes = sorted({code for vote, seats in zip(votes, members, strict=True) for code in (*vote.ballots, *seats)})
    if not codes:
        raise NotHeld(f"{votes[-1].name}: no roll call of this text is held, and no table of members covers it, so no grid can be drawn")
    return [
        {
            "state": code, "name": name_of(code), "group": group_of(code, votes[-1].row["date"]),
            "cells": [
                {"symbol": vote.name, "date": vote.row["date"], "position": _position(vote, code, seats)}
                for vote, seats in zip(votes, members, strict=True)
            ],
        }
        for code in codes
    ]  # fmt: skip


def _position(vote: Vote, code: str, seats: frozenset[str]) -> str:
    if code in vote.ballots:
        return vote.ballots[code].value
    if code not in seats:
        return NOT_A_MEMBER if seats else "no ballot"
    if vote.row["outcome"] == Outcome.WITHOUT_VOTE:
        return "without a vote"
    decided = vote.row["outcome"] in (Outcome.ADOPTED, Outcome.REJECTED)
    return "no ballot" if vote.ballots else "unknown" if decided else "not decided"
