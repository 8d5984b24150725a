"""The tally of one vote: who stood where, whether it adds up, and who was missing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from watchword.model import Position
from watchword.states import group_of, members, name_of
from watchword.store.base import CITED_ONLY, Row, View
from watchword.votes.record import Vote, find_vote, may_be_same_day

FINDER = "votes.tally/1"
POSITIONS = (Position.YES, Position.NO, Position.ABSTAIN, Position.ABSENT, Position.UNKNOWN)
# A sentence names so many members; more are counted.
_MOST_NAMED = 6
COUNTED = (Position.YES, Position.NO, Position.ABSTAIN)


@dataclass(frozen=True, slots=True)
class Tally:
    """A vote counted.

    `states` lists the codes by position; `official` are the record's totals (None where it gives none) and `counted` those of its
    ballots; `agrees` says whether they are the same (None where one of the two is missing). `missing` are members on that day
    (from the dated table) that cast no vote: absent, unknown, or without a ballot. `not_members` have a ballot and no seat.
    """

    symbol: str
    title: str
    date: str
    organ: str
    outcome: str
    question: str
    text_voted: str
    official: dict[str, int | None]
    counted: dict[str, int]
    agrees: bool | None
    members: int | None
    missing: tuple[str, ...]
    not_members: tuple[str, ...]
    states: dict[str, tuple[str, ...]]
    groups: dict[str, dict[str, int]]
    holding: str
    source: str
    publisher: str
    licence: str
    record: str
    url: str
    notes: tuple[str, ...]
    sentence: str


def tally_vote(view: View, name: str) -> Tally:
    """Return the tally of the vote on `name` (a symbol, or a record's id or key); raises `NotHeld`."""
    return count_vote(find_vote(view, name))


def count_vote(vote: Vote) -> Tally:
    """Return the tally of a vote."""
    row, counts = vote.row, vote.counted()
    counted = {position.value: counts[position] for position in POSITIONS}
    official = vote.official()
    states = {p.value: tuple(sorted(s for s, held in vote.ballots.items() if held == p)) for p in POSITIONS}
    seats = seated(row["organ"], row["date"])
    cast = {state for state, position in vote.ballots.items() if position in COUNTED}
    missing = tuple(sorted(seats - cast)) if seats and vote.ballots else tuple(sorted(set(vote.ballots) - cast))
    strangers = tuple(sorted(set(vote.ballots) - seats)) if seats else ()
    agrees = _agrees(official, counted) if vote.ballots and official["yes"] is not None else None
    return Tally(
        symbol=vote.name,
        title=row["title"],
        date=row["date"],
        organ=row["organ"],
        outcome=row["outcome"],
        question=row["question"],
        text_voted=row["text_voted"],
        official=official,
        counted=counted,
        agrees=agrees,
        members=len(seats) if seats else row["members"],
        missing=missing,
        not_members=strangers,
        states=states,
        groups=_groups(vote, row["date"]),
        holding="cited" if row["source"] == CITED_ONLY else "held",
        source=row["source"],
        publisher=row["publisher"],
        licence=row["licence"],
        record=row["key"],
        url=row["url"],
        notes=tuple(_notes(vote, agrees, strangers)),
        sentence=_say(vote, official, counted, missing, len(seats) or row["members"]),
    )


def seated(organ: str, date: str) -> frozenset[str]:
    """Return the members of a body on a day, from the dated table; empty where the table does not cover it."""
    from watchword.errors import WatchwordError

    try:
        return members(organ, date)
    except WatchwordError:
        return frozenset()


def _agrees(official: dict[str, int | None], counted: dict[str, int]) -> bool:
    return all(official[name] is None or official[name] == counted[name] for name in ("yes", "no", "abstain"))


def _groups(vote: Vote, date: str) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for state, position in sorted(vote.ballots.items()):
        group = group_of(state, date) or "no group"
        found.setdefault(group, {p.value: 0 for p in POSITIONS})[position.value] += 1
    return dict(sorted(found.items()))


def _notes(vote: Vote, agrees: bool | None, strangers: tuple[str, ...]) -> list[str]:
    notes = []
    if agrees is False:
        notes.append("the roll call does not add up to the official totals; both are shown")
    absent, silent = vote.official()["absent"], vote.counted()
    if vote.ballots and absent is not None and silent[Position.UNKNOWN]:
        members = vote.row["members"]
        notes.append(
            f"the record gives {absent} not voting{f' of {members} members' if members else ''}; its roll call has "
            f"{silent[Position.ABSENT]} absent and {silent[Position.UNKNOWN]} unknown, and what is unknown need not be an absence"
        )
    if strangers:
        notes.append("ballots of states without a seat on that day: " + ", ".join(map(name_of, strangers)))
    for state, printed in sorted(vote.twice.items()):
        kept = vote.ballots.get(state, Position.UNKNOWN)
        notes.append(f"{name_of(state)} is printed more than once ({printed}); its one ballot is {kept.value}")
    if not vote.ballots:
        notes.append("no roll call is held: only the outcome and, where given, the totals")
    for other in vote.others:
        notes.extend(_differences(vote, other))
    return notes


def _differences(vote: Vote, other: Row) -> Iterator[str]:
    """Say where another source's record of the same decision disagrees; a date or total that one does not give is no disagreement."""
    sources = (vote.row["source"], other["source"])
    dates = (vote.row["date"], other["date"])
    if not may_be_same_day(*dates):
        yield f"sources disagree on the date: {sources[0]} gives {dates[0]}, {sources[1]} gives {dates[1]}"
    totals = [_totals(vote.row, Counter(p.value for p in vote.ballots.values())), _totals(other, other.get("counted", {}))]
    if any(None not in pair and pair[0] != pair[1] for pair in zip(*totals, strict=True)):
        mine, theirs = ("-".join("?" if count is None else str(count) for count in total) for total in totals)
        yield f"sources disagree: {sources[0]} gives {mine}, {sources[1]} gives {theirs}"


def _totals(row: Row, counted: Mapping[str, int]) -> tuple[int | None, ...]:
    """Return a record's yes, no and abstain: its official totals, else those of its ballots, else None for each."""
    names = ("yes", "no", "abstain")
    if any(row[name] is not None for name in names) or not any(counted.values()):
        return tuple(row[name] for name in names)
    return tuple(counted.get(name, 0) for name in names)


def _say(vote: Vote, official: dict[str, int | None], counted: dict[str, int], missing: tuple[str, ...], seats: int | None) -> str:
    """Say the vote in one sentence; a member whose answer is unknown is not said to have cast none."""
    row = vote.row
    where = f"{row['symbol'] or row['key']} of {row['date'] or 'unknown date'}"
    totals = official if official["yes"] is not None else counted
    if totals["yes"] is None or (official["yes"] is None and not any(counted.values())):
        return f"{where}: {row['outcome']}."
    said = f"{where}: {totals['yes']} in favour, {totals['no']} against, "
    said += "abstentions not given" if totals["abstain"] is None else f"{totals['abstain']} abstaining"
    said += f", of {seats} members" if seats else ""
    unknown = [state for state in missing if vote.ballots.get(state) == Position.UNKNOWN]
    silent = [state for state in missing if state not in unknown]
    said += f"; no vote from {_list_members(silent)}" if silent else ""
    return said + (f"; what {_list_members(unknown)} answered is unknown." if unknown else ".")


def _list_members(codes: list[str]) -> str:
    return ", ".join(map(name_of, codes)) if len(codes) <= _MOST_NAMED else f"{len(codes)} members"
