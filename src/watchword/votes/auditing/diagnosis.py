"""What is wrong with one record of a vote, and what explains it best: pure functions on a record and its body's other roll calls.

Each diagnosis has a reason that a reader can check and a confidence: how far what is in the record leaves no other explanation
(1: arithmetic alone; 0: none found). Nothing is corrected: a diagnosis is a proposal beside both versions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from watchword.model import Outcome
from watchword.votes.auditing.discrepancy import Diagnosis, Found, Record, list_names, say_totals
from watchword.votes.auditing.single_states import explain_answer, explain_states, say_strangers
from watchword.votes.roll_calls import ABSENT, NO_BALLOT, UNKNOWN

# A pasted roll call has at least so many states in common with the vote it was taken from.
_LEAST_SHARED = 10
# One answer under another makes a difference of two, added up; an exchange of columns that makes no more is told by nothing from it.
_ONE_ANSWER = 2
# The confidence of an exchange of columns that accounts for the whole difference.
_EXACT = 0.95


@dataclass(frozen=True)
class Body:
    """The roll calls of one body side by side, for finding where one was pasted from."""

    records: tuple[Record, ...]
    columns: Mapping[str, int] = field(default_factory=dict)
    matrix: NDArray[np.int8] = field(default_factory=lambda: np.empty((0, 0), np.int8))

    @classmethod
    def of(cls, records: list[Record]) -> "Body":
        """Lay the records' ballots side by side, in an order that does not depend on that of the input."""
        ordered = tuple(sorted((record for record in records if record.ballots), key=lambda record: (record.date, record.key)))
        columns = {state: at for at, state in enumerate(sorted({state for record in ordered for state in record.ballots}))}
        matrix = np.full((len(ordered), len(columns)), NO_BALLOT, np.int8)
        for row, record in enumerate(ordered):
            matrix[row, [columns[state] for state in record.ballots]] = list(record.ballots.values())
        return cls(ordered, columns, matrix)


def diagnose(record: Record, body: Body) -> list[Found]:
    """Return what does not fit in a record; an empty list where everything that can be compared agrees."""
    found = list(_check_sums(record))
    if record.official and any(record.official) and not record.ballots:
        found.append(Found("a vote with totals has no roll call", Diagnosis.NO_ROLL_CALL, 1.0,
                           f"the totals say {say_totals(record.official)}, and no ballot is held"))  # fmt: skip
    if not record.ballots:
        return found
    strangers = set(record.ballots) - record.seats - record.perhaps if record.most_seats else set()
    silent = {state for state in strangers if record.ballots[state] in (ABSENT, UNKNOWN)}
    if silent:
        found.append(Found("a state without a seat on that day is listed", Diagnosis.LISTED, 1.0,
                           f"{list_names(silent)} had no seat on {record.date} and cast no vote", tuple(sorted(silent))))  # fmt: skip
    return found + _explain(record, body, strangers - silent)


def _explain(record: Record, body: Body, strangers: set[str]) -> list[Found]:
    """Explain a roll call that does not recount or has strangers: by the whole roll first, then by single states."""
    differs = record.official is not None and record.official != record.counted
    if not differs and not strangers and not record.twice:
        return []
    problem = (
        f"the roll call counts {say_totals(record.counted)}, the totals say {say_totals(record.official)}"
        if differs and record.official
        else ""
    )
    gone = set(record.seats) - set(record.ballots)
    swap = _swapped(record, problem) if differs and not strangers else None
    if swap and swap.confidence == _EXACT:
        return [swap]
    pasted = _find_pasted(record, body, strangers, problem or say_strangers(record, strangers)) if differs or len(strangers) > 2 else None
    if whole := pasted or swap:
        return [whole]
    single = list(explain_states(record, strangers, gone, problem))
    if single or not differs:
        return single
    if _contradicts_itself(record, gone):
        return []  # The totals are wrong by themselves, and that is said already.
    return [explain_answer(record, gone, problem)]


def _contradicts_itself(record: Record, gone: set[str]) -> bool:
    """Say whether the totals cannot be right, whatever the roll call says.

    They count more answers than there are seats; or they do not make the members they give, the roll call has all of these, and only
    one of the totals is another than its count.
    """
    if record.official is None:
        return False
    voted = sum(record.official)
    if record.most_seats and voted > record.most_seats:
        return True
    whole = record.members is not None and len(record.ballots) == record.members and not gone
    one = sum(total != count for total, count in zip(record.official, record.counted, strict=True)) == 1
    return whole and one and record.absent is not None and voted + record.absent != record.members


def _swapped(record: Record, problem: str) -> Found | None:
    """Find the exchange of two columns that makes the totals those of the roll call, or leaves a tenth of the difference."""
    official = record.official or record.counted
    names = ("yes and no", "yes and abstain", "no and abstain")
    ways = []
    for (i, j), name in zip(combinations(range(3), 2), names, strict=True):
        changed = list(official)
        changed[i], changed[j] = changed[j], changed[i]
        ways.append((_distance(changed, record.counted), name))
    left, name = min(ways)
    if left == 0 and _distance(official, record.counted) > _ONE_ANSWER:
        return Found(problem, Diagnosis.SWAPPED, _EXACT, f"with {name} exchanged the totals are those of the roll call")
    if left <= 4 and _distance(official, record.counted) >= 8 + left:
        return Found(problem, Diagnosis.SWAPPED, round(_EXACT - 0.1 * left, 2), f"with {name} exchanged, {left} remain of a difference of "
                     f"{_distance(official, record.counted)} (absolute differences added up)")  # fmt: skip
    return None


def _distance(one: Sequence[int], other: Sequence[int]) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _find_pasted(record: Record, body: Body, strangers: set[str], problem: str) -> Found | None:
    """Find the vote whose roll call this one repeats: the same states with the same answers, and totals that fit there."""
    here = np.full(len(body.columns), NO_BALLOT, np.int8)
    known = [state for state in record.ballots if state in body.columns]
    here[[body.columns[state] for state in known]] = [record.ballots[state] for state in known]
    both = (body.matrix != NO_BALLOT) & (here != NO_BALLOT)
    same = (both & (body.matrix == here)).sum(axis=1)
    sizes = np.maximum((body.matrix != NO_BALLOT).sum(axis=1), len(record.ballots))
    best: tuple[int, str, Record] | None = None
    for at in np.flatnonzero((same == sizes) & (same >= _LEAST_SHARED)):
        other = body.records[at]
        if other.official != other.counted or _is_same_decision(record, other):
            continue  # What a roll call was taken from must recount itself, and be another decision.
        rank = (_days_apart(record.date, other.date), other.key, other)
        best = rank if best is None or rank[:2] < best[:2] else best
    if best is not None:
        other = best[2]
        apart = _distance(record.official or record.counted, record.counted)
        near = best[0] <= 30
        confidence = 0.95 if (near and apart > 2) or strangers else 0.7 if apart > 2 else 0.6
        return Found(problem, Diagnosis.PASTED, confidence,
                     f"all {len(record.ballots)} ballots are those of {other.symbol or other.key} of {other.date}, whose totals they fit",
                     evidence=other.key)  # fmt: skip
    if len(strangers) > 4:
        return Found(problem, Diagnosis.PASTED, 0.8,
                     f"{len(strangers)} of its states had no seat on {record.date}: {list_names(strangers)}",
                     tuple(sorted(strangers)))  # fmt: skip
    return None


def _is_same_decision(record: Record, other: Record) -> bool:
    """Say whether two records are one vote: the same record, another source's of that text, or one of the same text and totals."""
    if other.key == record.key:
        return True
    elsewhere = other.key.partition(":")[0] != record.key.partition(":")[0]
    return other.symbol == record.symbol and ((elsewhere and record.symbol != "") or other.official == record.official)


def _days_apart(one: str, other: str) -> int:
    """Return the days between two dates, by their first days."""
    days = [np.datetime64(date, "D") if date else np.datetime64("1900-01-01") for date in (one, other)]
    return abs(int((days[0] - days[1]).astype(int)))


def _check_sums(record: Record) -> Iterator[Found]:
    """Check official totals by themselves: against the membership they give or the seats of that day, and against the outcome."""
    if record.official is None:
        return
    voted = sum(record.official)
    seats = record.members or record.most_seats
    if record.absent is not None and record.members and voted + record.absent != record.members:
        yield Found(f"totals of {voted} and {record.absent} not voting do not make {record.members} members", Diagnosis.BAD_SUM, 1.0,
                    f"{say_totals(record.official)} and {record.absent} not voting add up to {voted + record.absent}")  # fmt: skip
    elif seats and voted > seats:
        yield Found(f"totals of {voted} exceed {seats} seats", Diagnosis.BAD_SUM, 1.0, f"{say_totals(record.official)} add up to {voted}")
    if record.most_seats and record.members and not len(record.seats) <= record.members <= record.most_seats:
        sat = f"{len(record.seats)}" if not record.perhaps else f"{len(record.seats)} to {record.most_seats}"
        yield Found(f"the record gives {record.members} members, the body had {sat}", Diagnosis.BAD_SUM, 0.9,
                    f"{sat} states had a seat on {record.date}")  # fmt: skip
    yes, no, _ = record.official
    if (record.outcome == Outcome.ADOPTED and no >= yes) or (record.outcome == Outcome.REJECTED and yes > no):
        yield Found(f"{record.outcome} with {yes} in favour and {no} against", Diagnosis.OUTCOME, 0.8,
                    "the outcome does not follow from the totals, unless another majority was needed")  # fmt: skip
