"""What changed between two votes: states changing their vote, attendance, and seats changing hands, adding up exactly.

A roll call is a census, so no interval is given. A state that "switched" may have answered a different text.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from watchword.model import Position
from watchword.phrasing import say_count
from watchword.states import group_of, name_of
from watchword.store.base import CITED_ONLY, View
from watchword.votes.record import Vote, find_vote
from watchword.votes.tally import COUNTED, POSITIONS, seated
from watchword.votes.wording import compare_wording

FINDER = "votes.shift/2"
# A caution names so many states; more are counted.
_MOST_NAMED = 6


# A state that had a ballot both times, and its two positions; "from" is no name for an attribute, so this record is a dictionary.
Switch = TypedDict("Switch", {"state": str, "name": str, "from": str, "to": str})


@dataclass(frozen=True, slots=True)
class Part:
    """The change of one position's count, split: `before` + `switched` + `attendance` + `gained` - `lost` = `after`."""

    position: str
    before: int
    after: int
    change: int
    switched: int
    attendance: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """The second vote counted again under an assumption: `totals` by position, and both in words. It is arithmetic, not a forecast."""

    name: str
    assumption: str
    totals: dict[str, int]
    sentence: str


@dataclass(frozen=True, slots=True)
class GroupChange:
    """One regional group, each state in its group on the day of the vote: counts by position, and how many switched, came and went."""

    group: str
    before: dict[str, int]
    after: dict[str, int]
    switched: int
    gained: int
    lost: int


@dataclass(frozen=True, slots=True)
class Shift:
    """Two votes compared, state by state.

    `both` had a ballot each time (present or not); `switched` voted both times and differently; `attendance` came or stayed away;
    `gained` and `lost` have a ballot only in the second or the first; `turnover` says what they are: "seats" changing hands, or only
    "ballots" where `seated_both` of them had a seat on both days or no table of members covers the days. `parts` splits each
    position's change exactly.
    `counterfactuals` count the second vote again with the seats, or the answers, of the first.
    """

    before: str
    after: str
    before_date: str
    after_date: str
    before_title: str
    after_title: str
    both: int
    same: int
    switched: tuple[Switch, ...]
    attendance: tuple[Switch, ...]
    gained: dict[str, str]
    lost: dict[str, str]
    turnover: str
    seated_both: tuple[str, ...]
    matrix: dict[str, dict[str, int]]
    parts: tuple[Part, ...]
    counterfactuals: tuple[Counterfactual, ...]
    groups: tuple[GroupChange, ...]
    holding: str
    sentence: str
    cautions: tuple[str, ...]


def compare_votes(view: View, before: str, after: str) -> Shift:
    """Return the shift from the vote on `before` to that on `after`; raises `NotHeld` where a vote or its ballots are missing."""
    from watchword.errors import NotHeld

    first, second = find_vote(view, before), find_vote(view, after)
    for vote in (first, second):
        if not vote.ballots:
            raise NotHeld(f"{vote.name} of {vote.row['date']}: {vote.row['outcome']}; no roll call is held, so no state can be compared")
    return split_shift(first, second, compare_wording(view, first, second))


def split_shift(first: Vote, second: Vote, wording: str = "the wording of the two texts is not compared here") -> Shift:
    """Return the shift between two votes with ballots; `wording` says what is known of how the two texts differ."""
    stayed = sorted(first.ballots.keys() & second.ballots.keys())
    changed = [s for s in stayed if first.ballots[s] != second.ballots[s]]
    pairs: list[Switch] = [{"state": s, "name": name_of(s), "from": first.ballots[s].value, "to": second.ballots[s].value} for s in changed]
    voted = {position.value for position in COUNTED}
    switched = tuple(pair for pair in pairs if pair["from"] in voted and pair["to"] in voted)
    attendance = tuple(pair for pair in pairs if pair not in switched)
    gained = {s: second.ballots[s].value for s in sorted(second.ballots.keys() - first.ballots.keys())}
    lost = {s: first.ballots[s].value for s in sorted(first.ballots.keys() - second.ballots.keys())}
    turnover, seated_both = _judge_turnover(first, second, {*gained, *lost})
    matrix = {p.value: {q.value: 0 for q in POSITIONS} for p in POSITIONS}
    for state in stayed:
        matrix[first.ballots[state].value][second.ballots[state].value] += 1
    parts = tuple(_part(p, (first, second), (switched, attendance), (gained, lost)) for p in POSITIONS)
    groups = tuple(_group_changes(first, second, {pair["state"] for pair in switched}))
    return Shift(
        first.name, second.name, first.row["date"], second.row["date"], first.row["title"], second.row["title"], len(stayed),
        len(stayed) - len(changed), switched, attendance, gained, lost, turnover, seated_both, matrix, parts,
        tuple(_recount(first, second, turnover)), groups, _holding(first, second),
        _say(first, second, (switched, attendance), (gained, lost), turnover),
        (*_cautions(first, second, wording), *_doubt_turnover(turnover, seated_both)),
    )  # fmt: skip


def _judge_turnover(first: Vote, second: Vote, once: set[str]) -> tuple[str, tuple[str, ...]]:
    """Return what the states with a ballot in one vote only are, "seats" or "ballots", and those of them with a seat on both days.

    A roll call may leave out a member, and some sources have no absences: a ballot that is missing is then no seat lost.
    """
    days = [seated(vote.row["organ"], vote.row["date"]) for vote in (first, second)]
    both = tuple(sorted(once & days[0] & days[1]))
    return "ballots" if both or (once and not all(days)) else "seats", both


def _doubt_turnover(turnover: str, seated_both: tuple[str, ...]) -> Iterator[str]:
    if seated_both:
        named = f": {', '.join(map(name_of, seated_both))}" if len(seated_both) <= _MOST_NAMED else ""
        those = say_count(len(seated_both), "state")
        yield f"{those} with a ballot in only one of the votes had a seat both days: no seat of theirs changed{named}"
    elif turnover == "ballots":
        yield "no table of members covers both days: a ballot in only one of the votes need not be a seat changing hands"


def _recount(first: Vote, second: Vote, turnover: str) -> Iterator[Counterfactual]:
    """Count the second vote again with the first one's seats, and with the first one's answers."""
    seats = Counter(second.ballots.get(state, held) for state, held in first.ballots.items())
    answers = Counter(first.ballots.get(state, held) for state, held in second.ballots.items())
    gone = len(first.ballots.keys() - second.ballots.keys())
    both = len(second.ballots) - len(second.ballots.keys() - first.ballots.keys())
    left, stayed = ("that left", "that sat both times") if turnover == "seats" else ("without a ballot now", "with a ballot both times")
    ways = (
        ("same states", f"the {gone} states {left} keep the position of their last vote", seats,
         "the same states as last time would have given"),
        ("same answers", f"the {both} states {stayed} keep theirs", answers, f"the change of {turnover} alone would have given"),
    )  # fmt: skip
    for name, assumption, found, lead in ways:
        totals = {position.value: found[position] for position in POSITIONS}
        counted = "-".join(str(found[position]) for position in COUNTED)
        now = "-".join(str(second.counted()[position]) for position in COUNTED)
        yield Counterfactual(name, assumption, totals, f"{lead} {counted} (yes-no-abstain), where the vote gave {now}: if {assumption}")


def _group_changes(first: Vote, second: Vote, switched: set[str]) -> Iterator[GroupChange]:
    """Yield each group's change; a state that changed its group is counted in each vote's own."""
    before = {state: group_of(state, first.row["date"]) or "no group" for state in first.ballots}
    after = {state: group_of(state, second.row["date"]) or "no group" for state in second.ballots}
    for group in sorted({*before.values(), *after.values()}):
        was = Counter(first.ballots[state].value for state in before if before[state] == group)
        now = Counter(second.ballots[state].value for state in after if after[state] == group)
        yield GroupChange(
            group,
            {position.value: was[position] for position in POSITIONS},
            {position.value: now[position] for position in POSITIONS},
            sum(after[state] == group for state in switched),
            sum(after[state] == group for state in after.keys() - before.keys()),
            sum(before[state] == group for state in before.keys() - after.keys()),
        )


def _holding(first: Vote, second: Vote) -> str:
    """Say what stands behind a comparison: it is no better than the weaker of its two records."""
    return "cited" if CITED_ONLY in (first.row["source"], second.row["source"]) else "held"


def _part(
    position: Position,
    votes: tuple[Vote, Vote],
    moves: tuple[tuple[Switch, ...], tuple[Switch, ...]],
    seats: tuple[dict[str, str], dict[str, str]],
) -> Part:
    before, after = (vote.counted()[position] for vote in votes)
    switched, attendance = (sum((pair["to"] == position) - (pair["from"] == position) for pair in group) for group in moves)
    gained, lost = (sum(held == position for held in group.values()) for group in seats)
    return Part(position.value, before, after, after - before, switched, attendance, gained, lost)


def _say(
    first: Vote,
    second: Vote,
    moves: tuple[tuple[Switch, ...], tuple[Switch, ...]],
    seats: tuple[dict[str, str], dict[str, str]],
    turnover: str,
) -> str:
    switched, attendance = moves
    both = len(first.ballots.keys() & second.ballots.keys())
    ways = Counter((pair["from"], pair["to"]) for pair in switched)
    how = "; ".join(f"{count} from {a} to {b}" for (a, b), count in ways.most_common())
    said = (
        f"{say_count(both, 'state')} had a ballot in both votes ({len(first.ballots)} and {len(second.ballots)} in all); "
        f"{len(switched)} of them voted both times and differently{f' ({how})' if how else ''}"
    )
    said += f", {len(attendance)} changed between voting and not voting" if attendance else ""
    gain, loss = (Counter(group.values()) for group in seats)
    yes = Position.YES.value
    return said + (
        f"; {len(seats[0])} {turnover} came in ({gain[yes]} of them yes) and {len(seats[1])} went out ({loss[yes]} of them had been yes)."
    )


def _cautions(first: Vote, second: Vote, wording: str) -> tuple[str, ...]:
    said = ["a roll call is a census, not a sample: no interval is given"]
    if first.row["title"] != second.row["title"]:
        said.append("the two texts have different titles: a state that switched answered a different text")
    else:
        said.append("the two texts share a title, which does not make them the same text")
    said.append(wording)
    for vote in (first, second):
        totals = [vote.row[position.value] for position in COUNTED]
        counted = [vote.counted()[position] for position in COUNTED]
        if None not in totals and totals != counted:
            figures = ("-".join(map(str, counted)), "-".join(map(str, totals)))
            said.append(f"{vote.name}: the roll call counts {figures[0]}, the official totals say {figures[1]}; the roll call is used here")
    unknown = [v.name for v in (first, second) if v.counted()[Position.UNKNOWN]]
    if unknown:
        said.append(f"positions unknown in {', '.join(unknown)} count as neither switched nor present")
    return tuple(said)
