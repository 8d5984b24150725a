"""What is wrong with one record of a vote, and what explains it best: pure functions on a record and its body's other roll calls.

Each diagnosis has a reason that a reader can check and a confidence: how far what is in the record leaves no other explanation
(1: arithmetic alone; 0: none found). Nothing is corrected: a diagnosis is a proposal beside both versions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from watchword.model import Outcome
from watchword.states import all_states, name_of
from watchword.votes.roll_calls import ABSENT, ABSTAIN, NO, NO_BALLOT, UNKNOWN, YES

Triple = tuple[int, int, int]
# A pasted roll call has at least so many states in common with the vote it was taken from.
_LEAST_SHARED = 10
# The confidence of an exchange of columns that accounts for the whole difference.
_EXACT = 0.95
_ANSWERS = ((YES, "yes"), (NO, "no"), (ABSTAIN, "abstain"))


class Diagnosis(StrEnum):
    """What explains a discrepancy."""

    SWAPPED = "totals with two columns swapped"
    PASTED = "roll call pasted from another vote"
    TWICE = "a state twice and another missing"
    NEIGHBOUR = "a neighbouring code for another"
    NO_ROLL_CALL = "roll call absent"
    BAD_SUM = "totals that do not add up by themselves"
    OUTCOME = "outcome against its totals"
    LEFT_OUT = "a member without an answer in the roll call"
    OTHER_ANSWER = "one ballot under another answer"
    STRANGER = "a ballot of a state without a seat"
    LISTED = "listed without a seat, and without an answer"
    SOURCES = "sources disagree"
    UNEXPLAINED = "unexplained"


# Diagnoses that put the ballots in doubt; the others leave the roll call as good as any.
OF_BALLOTS = frozenset(
    {Diagnosis.PASTED, Diagnosis.TWICE, Diagnosis.NEIGHBOUR, Diagnosis.LEFT_OUT, Diagnosis.OTHER_ANSWER, Diagnosis.STRANGER,
     Diagnosis.UNEXPLAINED}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """A recorded vote as the audit sees it: `ballots` by state in the codes of `roll_calls`, `seats` the members on that day (empty
    where unknown), `twice` the states printed more than once, official totals (None where not given).
    """

    key: str
    symbol: str
    date: str
    outcome: str
    yes: int | None
    no: int | None
    abstain: int | None
    absent: int | None
    members: int | None
    ballots: Mapping[str, int]
    seats: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()

    @property
    def official(self) -> Triple | None:
        """The official yes, no and abstain; None unless all are given."""
        return None if self.yes is None or self.no is None or self.abstain is None else (self.yes, self.no, self.abstain)

    @property
    def counted(self) -> Triple:
        """The ballots' yes, no and abstain."""
        held = list(self.ballots.values())
        return held.count(YES), held.count(NO), held.count(ABSTAIN)


@dataclass(frozen=True, slots=True)
class Found:
    """A discrepancy: what does not fit, what explains it, how sure that is, why, the states concerned, and the record it rests on."""

    problem: str
    diagnosis: Diagnosis
    confidence: float
    reason: str
    states: tuple[str, ...] = ()
    evidence: str = ""


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
                           f"the totals say {_say(record.official)}, and no ballot is held"))  # fmt: skip
    if not record.ballots:
        return found
    strangers = {state for state in record.ballots if state not in record.seats} if record.seats else set()
    silent = {state for state in strangers if record.ballots[state] in (ABSENT, UNKNOWN)}
    if silent:
        found.append(Found("a state without a seat on that day is listed", Diagnosis.LISTED, 1.0,
                           f"{_names(silent)} had no seat on {record.date} and cast no vote", tuple(sorted(silent))))  # fmt: skip
    return found + _explain(record, body, strangers - silent)


def _explain(record: Record, body: Body, strangers: set[str]) -> list[Found]:
    """Explain a roll call that does not recount or has strangers: by the whole roll first, then by single states."""
    differs = record.official is not None and record.official != record.counted
    if not differs and not strangers and not record.twice:
        return []
    problem = f"the roll call counts {_say(record.counted)}, the totals say {_say(record.official)}" if differs and record.official else ""
    gone = set(record.seats) - set(record.ballots)
    swap = _swapped(record, problem) if differs and not strangers else None
    if swap and swap.confidence == _EXACT:
        return [swap]
    pasted = _find_pasted(record, body, strangers, problem or _stray(record, strangers)) if differs or len(strangers) > 2 else None
    if whole := pasted or swap:
        return [whole]
    single = list(_explain_states(record, strangers, gone, problem))
    if single or not differs:
        return single
    if record.seats and record.official and sum(record.official) > len(record.seats):
        return []  # More answers than seats: the totals are wrong by themselves, and that is said already.
    return [_explain_answer(record, gone, problem)]


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
    if left == 0:
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
        # A source must recount itself, and be another decision.
        if (
            other.key == record.key
            or other.official != other.counted
            or (other.symbol == record.symbol and other.official == record.official)
        ):
            continue
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
        return Found(problem, Diagnosis.PASTED, 0.8, f"{len(strangers)} of its states had no seat on {record.date}: {_names(strangers)}",
                     tuple(sorted(strangers)))  # fmt: skip
    return None


def _days_apart(one: str, other: str) -> int:
    """Return the days between two dates, by their first days."""
    days = [np.datetime64(date, "D") if date else np.datetime64("1900-01-01") for date in (one, other)]
    return abs(int((days[0] - days[1]).astype(int)))


def _explain_states(record: Record, strangers: set[str], gone: set[str], problem: str) -> Iterator[Found]:
    """Explain by states: one printed twice, one for another, one without a seat."""
    left = set(gone)
    for state in sorted(record.twice):
        missing = _nearest(state, left)
        left.discard(missing)
        yield Found(problem or f"{name_of(state)} is printed more than once", Diagnosis.TWICE, 0.95 if missing and len(gone) == 1 else 0.6,
                    f"{name_of(state)} is printed more than once" + (f", and {_names(gone)} not at all" if gone else ""),
                    tuple(sorted({state, *gone})))  # fmt: skip
    for state in sorted(strangers):
        missing = _nearest(state, left)
        if missing:
            left.discard(missing)
            alike = _is_neighbour(state, missing)
            yield Found(problem or _stray(record, {state}), Diagnosis.NEIGHBOUR, 0.95 if alike else 0.6,
                        f"{name_of(state)} ({state}) had no seat on {record.date}; {name_of(missing)} ({missing}), which had one, "
                        "is not in the roll call", (state, missing))  # fmt: skip
        else:
            yield Found(problem or _stray(record, {state}), Diagnosis.STRANGER, 0.9,
                        f"{name_of(state)} had no seat on {record.date}, and no member is missing for it", (state,))  # fmt: skip


def _explain_answer(record: Record, gone: set[str], problem: str) -> Found:
    """Explain a roll call of members that does not recount: answers missing, one under another answer, or nothing found."""
    official = record.official or record.counted
    change = {name: a - b for (_, name), a, b in zip(_ANSWERS, official, record.counted, strict=True)}
    more = [name for name, difference in change.items() if difference > 0]
    less = [name for name, difference in change.items() if difference < 0]
    if more and not less:
        return _explain_missing(record, gone, problem, {name: change[name] for name in more})
    if len(more) == len(less) == 1 and change[more[0]] == 1 == -change[less[0]]:
        return Found(problem, Diagnosis.OTHER_ANSWER, 0.7, f"one {less[0]} of the roll call is a {more[0]} in the totals; "
                     "which state it was cannot be told from this record")  # fmt: skip
    return Found(problem, Diagnosis.UNEXPLAINED, 0.0, "no exchange of columns, other vote, or state accounts for the difference")


def _explain_missing(record: Record, gone: set[str], problem: str, more: Mapping[str, int]) -> Found:
    """Explain totals that count more answers than the roll call: by members without a ballot, or listed without an answer."""
    silent = gone | {state for state, held in record.ballots.items() if held in (ABSENT, UNKNOWN)}
    wanted = sum(more.values())
    said = "the totals have " + ", ".join(f"{count} more {name}" for name, count in more.items())
    if not silent and record.seats:
        return Found(problem, Diagnosis.UNEXPLAINED, 0.0, f"{said}, and every member has an answer in the roll call")
    who = f"{_names(silent)} had no answer in the roll call" if silent else "which states had a seat is not known here"
    return Found(problem, Diagnosis.LEFT_OUT, 0.95 if len(silent) == wanted else 0.6, f"{said}; {who}", tuple(sorted(silent)))


def _check_sums(record: Record) -> Iterator[Found]:
    """Check official totals by themselves: against the membership they give or the seats of that day, and against the outcome."""
    if record.official is None:
        return
    voted = sum(record.official)
    seats = record.members or len(record.seats)
    if record.absent is not None and record.members and voted + record.absent != record.members:
        yield Found(f"totals of {voted} and {record.absent} not voting do not make {record.members} members", Diagnosis.BAD_SUM, 1.0,
                    f"{_say(record.official)} and {record.absent} not voting add up to {voted + record.absent}")  # fmt: skip
    elif seats and voted > seats:
        yield Found(f"totals of {voted} exceed {seats} seats", Diagnosis.BAD_SUM, 1.0, f"{_say(record.official)} add up to {voted}")
    if record.seats and record.members and record.members != len(record.seats):
        yield Found(f"the record gives {record.members} members, the body had {len(record.seats)}", Diagnosis.BAD_SUM, 0.9,
                    f"{len(record.seats)} states had a seat on {record.date}")  # fmt: skip
    yes, no, _ = record.official
    if (record.outcome == Outcome.ADOPTED and no >= yes) or (record.outcome == Outcome.REJECTED and yes > no):
        yield Found(f"{record.outcome} with {yes} in favour and {no} against", Diagnosis.OUTCOME, 0.8,
                    "the outcome does not follow from the totals, unless another majority was needed")  # fmt: skip


def _nearest(state: str, among: set[str]) -> str:
    """Return the likeliest missing member for a state: a neighbour by name or code first, then the closest by name."""
    order = _ranks()
    return min(among, key=lambda other: (not _is_neighbour(state, other), abs(order[state] - order[other]), other), default="")


def _is_neighbour(one: str, other: str) -> bool:
    """Say whether two states stand close in a list by name, or share the first two letters of name or code."""
    order = _ranks()
    names = (name_of(one).casefold(), name_of(other).casefold())
    starts = {one[:2].casefold(), names[0][:2]} & {other[:2].casefold(), names[1][:2]}
    return abs(order[one] - order[other]) <= 5 or bool(starts)


def _ranks() -> dict[str, int]:
    return {state.code: at for at, state in enumerate(sorted(all_states(), key=lambda state: state.name))}


def _stray(record: Record, strangers: set[str]) -> str:
    return f"{len(strangers)} ballots are of states without a seat on {record.date}: {_names(strangers)}"


def _names(codes: set[str]) -> str:
    shown = [name_of(code) for code in sorted(codes)]
    return ", ".join(shown[:8]) + (f" and {len(shown) - 8} more" if len(shown) > 8 else "")


def _say(totals: Triple | None) -> str:
    return "-".join(map(str, totals)) if totals else "nothing"
