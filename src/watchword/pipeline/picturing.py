"""From a question to a picture: ask the finder, draw what it found."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from watchword.evidence.naming import name_shift, name_tally
from watchword.pipeline.asking import ask_votes
from watchword.pipeline.making import describe_making
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.publish.pictures.chamber import draw_chamber
from watchword.publish.pictures.flow import OUTSIDE, draw_flow
from watchword.publish.pictures.grid import draw_grid
from watchword.publish.pictures.map import draw_map
from watchword.publish.pictures.positions import draw_positions
from watchword.publish.pictures.record import Picture, sign_picture
from watchword.states import resolve
from watchword.votes import following, shift, tally
from watchword.votes.following import follow_votes, lay_grid
from watchword.votes.ideal_points import positions
from watchword.votes.record import find_vote
from watchword.votes.shift import compare_votes
from watchword.votes.tally import seated, tally_vote


def picture_chamber(where: Where, name: str) -> Picture:
    """Return the chamber of the vote on `name`."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        found = tally_vote(reading.view, name)
        return _sign(reading, draw_chamber(asdict(found)), tally.FINDER, name_tally(found.record))


def picture_map(where: Where, name: str) -> Picture:
    """Return the map of the vote on `name`."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        found = tally_vote(reading.view, name)
        return _sign(reading, draw_map(asdict(found)), tally.FINDER, name_tally(found.record))


def picture_flow(where: Where, before: str, after: str) -> Picture:
    """Return the flow of positions from the vote on `before` to that on `after`."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        found = compare_votes(reading.view, before, after)
        votes = [find_vote(reading.view, name) for name in (before, after)]
        made = describe_making(reading, {"shift": shift.FINDER}), name_shift(before, after)
    seats = [seated(vote.row["organ"], vote.row["date"]) for vote in votes]
    held = [
        {state: vote.ballots[state].value if state in vote.ballots else OUTSIDE if seated_then and state not in seated_then else "no ballot"
         for state in votes[0].ballots.keys() | votes[1].ballots.keys()}
        for vote, seated_then in zip(votes, seats, strict=True)
    ]  # fmt: skip
    moves = [{"state": state, "from": held[0][state], "to": held[1][state]} for state in sorted(held[0])]
    return sign_picture(draw_flow(asdict(found), moves), *made)


def picture_grid(where: Where, name: str) -> Picture:
    """Return the grid of all decisions under the title of the vote on `name`."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        votes = follow_votes(reading.view, name)
        made = describe_making(reading, {"series": following.FINDER}), ""
    decisions = [{"symbol": vote.name, "date": vote.row["date"], "outcome": vote.row["outcome"]} for vote in votes]
    publishers = ", ".join(sorted({f"{vote.row['publisher']} (licence: {vote.row['licence']})" for vote in votes}))
    return sign_picture(draw_grid(votes[-1].row["title"], lay_grid(votes), decisions, f"Source: {publishers}."), *made)


def picture_positions(where: Where, scope: Mapping[str, Any], chosen: Sequence[str]) -> Picture:
    """Return the positions over time that the registry's analysis `positions` finds in a scope, with the chosen states drawn out."""
    codes = [resolve(name).code for name in chosen]
    found = ask_votes(where, "positions", scope)
    rows = [row if isinstance(row, Mapping) else asdict(row) for row in found.rows]
    drawn = draw_positions(rows, codes, f"Positions in recorded votes of {scope['organ']}", found.basis)
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        return _sign(reading, drawn, positions.FINDER, "")


def _sign(reading: Reading, picture: Picture, finder: str, figure: str) -> Picture:
    return sign_picture(picture, describe_making(reading, {picture.name: finder}), figure)
