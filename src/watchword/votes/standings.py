"""Where each state, or each regional group, stood in a set of votes: every position counted apart, and how often with whom."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchword.model import Outcome
from watchword.states import group_of, name_of
from watchword.store.base import Row
from watchword.votes.roll_calls import ABSENT, ABSTAIN, NO, NO_BALLOT, UNKNOWN, YES
from watchword.votes.tally import seated

# An answer given by so few, and not the one most gave, is a small minority.
FEW = 3
NO_GROUP = "no group"
Grid = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Standing:
    """A state (`key` its code) or group in the recorded votes.

    Of the `seats` (votes on days on which it had a seat; of a group, seats of all its members) it is counted as `yes`, `no`,
    `abstain`, `absent`, `unknown` or `no_ballot` (the roll call does not name it). `ballots_without_seat`, `not_a_member` and
    `seat_unknown` (no ballot, on a day that the table of members does not cover) are the other votes; these two None for a group.
    Shares are of `seats`.

    Of its answers, `with_most` were the one that most gave, of the `decided` in votes in which one was; `few` were given by at most
    three and fewer than another, `alone` by none but it, and `only_no` are the only no. `without_vote` and `undecided` are texts
    adopted without a vote, or withdrawn or not considered, while it had a seat; `called` the votes that it called.
    """

    key: str
    name: str
    group: str
    seats: int
    yes: int
    no: int
    abstain: int
    absent: int
    unknown: int
    no_ballot: int
    not_a_member: int | None
    ballots_without_seat: int | None
    seat_unknown: int | None
    yes_share: float | None
    no_share: float | None
    abstain_share: float | None
    absent_share: float | None
    decided: int
    with_most: int
    with_most_share: float | None
    few: int
    alone: int
    only_no: int
    without_vote: int
    undecided: int
    called: int


@dataclass(frozen=True, slots=True)
class Seating:
    """Votes and states crossed, all of shape (votes, states): `positions`, who has a `seat`; `covered` says of which votes a table does."""

    states: tuple[str, ...]
    positions: NDArray[np.int8]
    seat: Grid
    covered: NDArray[np.bool_]


def seat_states(votes: Sequence[Row], others: Sequence[Row], states: tuple[str, ...], positions: NDArray[np.int8]) -> Seating:
    """Return who had a seat in each vote: by the dated table of members, and where none covers the day, whoever has a ballot.

    `positions` are those of `states`; the states with a seat at `others`, decisions without a roll call, are in it too.
    """
    sitting = [seated(vote["organ"], vote["date"]) for vote in votes]
    codes = tuple(sorted({*states, *(code for row in (*votes, *others) for code in seated(row["organ"], row["date"]))}))
    column = {code: at for at, code in enumerate(codes)}
    wide = np.full((len(votes), len(codes)), NO_BALLOT, dtype=np.int8)
    wide[:, [column[state] for state in states]] = positions
    seat = np.zeros(wide.shape, dtype=bool)
    for at, seats in enumerate(sitting):
        seat[at, [column[code] for code in seats]] = True
    covered = np.array([bool(seats) for seats in sitting], dtype=bool)
    return Seating(codes, wide, np.where(covered[:, None], seat, wide != NO_BALLOT), covered)


def count_states(votes: Sequence[Row], others: Sequence[Row], seating: Seating) -> list[Standing]:
    """Return the standing of each state with a seat or a ballot, by name; `others` are decisions in scope without a roll call."""
    seat, positions = seating.seat, seating.positions
    silent, covered = positions == NO_BALLOT, seating.covered[:, None]
    sums = {name: grid.sum(axis=0) for name, grid in _grids(seating).items()}
    sums |= {
        "not_a_member": (silent & ~seat & covered).sum(axis=0),
        "ballots_without_seat": (~silent & ~seat).sum(axis=0),
        "seat_unknown": (silent & ~covered).sum(axis=0),
    }
    day = max((vote["date"] for vote in (*votes, *others)), default="")
    without, undecided = _count_seats(others, lambda code, _: code)
    rows = [
        _stand(
            (code, name_of(code), group_of(code, day) or NO_GROUP),
            {name: int(total[at]) for name, total in sums.items()},
            {"without_vote": without[code], "undecided": undecided[code],
             "called": sum(vote["requested_by"] == code for vote in (*votes, *others))},
        )
        for at, code in enumerate(seating.states)
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.name, row.key))


def count_groups(votes: Sequence[Row], others: Sequence[Row], seating: Seating) -> list[Standing]:
    """Return the standing of each regional group, each state in its group on the day of the vote, by name."""
    of_day = {date: [_group(code, date) for code in seating.states] for date in {vote["date"] for vote in votes}}
    groups = np.array([of_day[vote["date"]] for vote in votes], dtype=str).reshape(seating.positions.shape)
    without, undecided = _count_seats(others, _group)
    callers = [_group(vote["requested_by"], vote["date"]) for vote in (*votes, *others) if vote["requested_by"] in seating.states]
    names, places = np.unique(groups, return_inverse=True)
    grids = _grids(seating) | {"ballots_without_seat": (seating.positions != NO_BALLOT) & ~seating.seat}
    shown = grids["seats"] | grids["ballots_without_seat"]
    counted = {key: np.bincount(places.reshape(groups.shape)[grid], minlength=len(names)) for key, grid in grids.items()}
    place = {str(name): at for at, name in enumerate(names)}
    rows = []
    for name in sorted({*map(str, groups[shown]), *without, *undecided}):
        sums = {key: int(total[place[name]]) if name in place else 0 for key, total in counted.items()}
        rest = {"without_vote": without[name], "undecided": undecided[name], "called": callers.count(name)}
        rows.append(_stand((name, name, name), sums, rest))
    return rows


def _grids(seating: Seating) -> dict[str, Grid]:
    """Return, for each count, the cells (votes, states) that it counts; of answers all that were given count as to what most gave."""
    positions, seat = seating.positions, seating.seat
    given = np.array([(positions == code).sum(axis=1) for code in range(YES + 1)])
    most = given.max(axis=0, initial=0)
    one_most = ((given == most).sum(axis=0) == 1)[:, None]
    answered = seat & (positions >= NO) & (positions <= YES)
    # How many gave the answer of each cell.
    alike = np.take_along_axis(given.T, np.clip(positions, NO, YES).astype(np.int64), axis=1)
    minority = answered & (alike < most[:, None])
    cells = {"yes": YES, "no": NO, "abstain": ABSTAIN, "absent": ABSENT, "unknown": UNKNOWN, "no_ballot": NO_BALLOT}
    grids = {name: seat & (positions == code) for name, code in cells.items()}
    return grids | {
        "seats": seat,
        "decided": answered & one_most,
        "with_most": answered & one_most & (alike == most[:, None]),
        "few": minority & (alike <= FEW),
        "alone": minority & (alike == 1),
        "only_no": answered & (positions == NO) & (alike == 1),
    }


def _count_seats(decisions: Sequence[Row], key_of: Callable[[str, str], str]) -> tuple[Counter[str], Counter[str]]:
    """Return, by the key of a state and day, the seats at texts adopted without a vote, and at those withdrawn or not considered."""
    without, undecided = Counter[str](), Counter[str]()
    counts = {Outcome.WITHOUT_VOTE: without, Outcome.WITHDRAWN: undecided, Outcome.NOT_CONSIDERED: undecided}
    for row in decisions:
        if row["outcome"] in counts:
            counts[Outcome(row["outcome"])].update(key_of(code, row["date"]) for code in seated(row["organ"], row["date"]))
    return without, undecided


def _group(code: str, date: str) -> str:
    return group_of(code, date) or NO_GROUP


def _stand(named: tuple[str, str, str], sums: dict[str, int], rest: dict[str, int]) -> Standing:
    shares = {f"{name}_share": _share(sums[name], sums["seats"]) for name in ("yes", "no", "abstain", "absent")}
    outside = dict.fromkeys(("not_a_member", "ballots_without_seat", "seat_unknown"))
    values: dict[str, Any] = outside | sums | shares | rest
    return Standing(*named, with_most_share=_share(sums["with_most"], sums["decided"]), **values)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 6) if whole else None
