"""The seats of a vote as the page draws them, and the change between two votes as its tables say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from watchword.errors import WatchwordError
from watchword.publish.wording import name_state
from watchword.states import group_of

POSITIONS = ("yes", "abstain", "no", "absent", "unknown")
GLYPHS = {"yes": "+", "abstain": "○", "no": "−", "absent": "·", "unknown": "?"}
"""What stands before a state's code on its seat, so that a seat reads without its colour."""
SAID = {"yes": "yes", "abstain": "abstained", "no": "no", "absent": "absent", "unknown": "not recorded"}


@dataclass(frozen=True, slots=True)
class Seat:
    """One state's place: its code, name, position, and the position in the vote before where it was another ("" where not)."""

    state: str
    name: str
    position: str
    before: str


@dataclass(frozen=True, slots=True)
class Chamber:
    """A vote as rows of seats: `groups` are (regional group, seats, states of that group by position)."""

    groups: tuple[tuple[str, tuple[Seat, ...], dict[str, str]], ...]
    total: int
    changed: int


def seat_vote(decision: Mapping[str, Any], shift: Mapping[str, Any] | None) -> Chamber:
    """Return the seats of a vote by regional group; `shift` is the comparison with the vote before, None for the first."""
    before = {row["state"]: row["from"] for row in (*shift["switched"], *shift["attendance"])} if shift else {}
    groups: dict[str, list[Seat]] = {}
    for position in POSITIONS:
        for code in decision["states"].get(position, ()):
            seat = Seat(code, name_state(code), position, before.get(code, ""))
            groups.setdefault(_group(code, decision["date"]), []).append(seat)
    total = sum(map(len, groups.values()))
    rows = []
    for group, seats in sorted(groups.items(), key=lambda item: (item[0] == _NONE, item[0])):
        names = {position: ", ".join(seat.name for seat in seats if seat.position == position) for position in POSITIONS}
        rows.append((group, tuple(seats), names))
    return Chamber(tuple(rows), total, sum(bool(seat.before) for _, seats, _ in rows for seat in seats))


_NONE = "no group"


def _group(code: str, date: str) -> str:
    try:
        return group_of(code, date) or _NONE
    except WatchwordError:
        return _NONE


def list_totals(decision: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return (position, number) for a vote's bar: the official totals, else the ballots; empty where there was no recorded vote.

    A position that the official totals leave out is taken from the ballots. Zeros are left out, except where all are known.
    """
    official, counted = decision["official"], decision["counted"]
    known = any(official.get(name) is not None for name in ("yes", "no", "abstain"))
    if not known and not any(counted.values()):
        return []
    totals = []
    for position in POSITIONS:
        number = official.get(position) if known and official.get(position) is not None else counted.get(position, 0)
        if number or position in ("yes", "no", "abstain"):
            totals.append((position, int(number or 0)))
    return totals


@dataclass(frozen=True, slots=True)
class Change:
    """Two votes compared, for a table: the parts that are not all zero, the seats by position, and whether everything adds up."""

    parts: tuple[Mapping[str, Any], ...]
    gained: tuple[tuple[str, str, int], ...]
    lost: tuple[tuple[str, str, int], ...]
    adds_up: bool


def lay_out_change(shift: Mapping[str, Any]) -> Change:
    """Return a shift's tables; the arithmetic is done again here, so that a page can never print a sum that is wrong unmarked."""
    parts = tuple(part for part in shift["parts"] if any(value for value in part.values() if isinstance(value, int)))
    sums = all(
        part["before"] + part["switched"] + part["attendance"] + part["gained"] - part["lost"] == part["after"] for part in shift["parts"]
    )
    stayed = shift["same"] + len(shift["switched"]) + len(shift["attendance"]) == shift["both"]
    return Change(parts, _by_position(shift["gained"]), _by_position(shift["lost"]), sums and stayed)


def _by_position(seats: Mapping[str, str]) -> tuple[tuple[str, str, int], ...]:
    rows = []
    for position in POSITIONS:
        states = sorted(code for code, held in seats.items() if held == position)
        if states:
            rows.append((SAID[position], ", ".join(map(name_state, states)), len(states)))
    return tuple(rows)
