"""The record audited: every recorded vote against its totals, the body's members on that day, and the other sources."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from watchword.errors import NotHeld
from watchword.states import name_of
from watchword.store.base import Row, View
from watchword.votes.auditing.comparison import (
    Compared,
    Witness,
    count_compared,
    find_support,
    find_witnesses,
    is_possible,
    list_disagreements,
    say_version,
    weigh,
)
from watchword.votes.auditing.diagnosis import Body, diagnose
from watchword.votes.auditing.discrepancy import OF_BALLOTS, Found, Record
from watchword.votes.auditing.recorded import Recorded, read_recorded

FINDER = "votes.audit/2"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One discrepancy of one record; `official` and `counted` are yes-no-abstain as text ("" not given), both kept as they are.

    `third` is what another source gives, where one has the decision, `third_source` its name, and `third_agrees` says with what:
    "totals", "ballots", "both" or "neither".
    """

    symbol: str
    record: str
    date: str
    organ: str
    title: str
    problem: str
    diagnosis: str
    confidence: float
    reason: str
    official: str
    counted: str
    third: str
    third_source: str
    third_agrees: str
    states: tuple[str, ...]
    names: tuple[str, ...]
    evidence: str
    doubts_ballots: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """All discrepancies, oldest first; `checked` counts the records compared, `unchecked` those that could not be, by reason.

    `compared` says, for each two sources that hold some of the same votes, how many and how far they agree; `alone` counts, by source
    without ballots, votes with totals that no other source holds.
    """

    rows: tuple[AuditRow, ...]
    checked: int
    clean: int
    unchecked: dict[str, int]
    diagnoses: dict[str, int]
    compared: tuple[Compared, ...]
    alone: dict[str, int]


def audit_votes(view: View, organ: str = "") -> Audit:
    """Audit the recorded votes of a body ("" for all); raises `NotHeld` where it has none."""
    recorded = read_recorded(view, organ)
    if not recorded.votes:
        raise NotHeld(f"no recorded vote{f' of {organ!r}' if organ else ''} is held; `watchword votes list` shows what there is")
    witnesses = find_witnesses(recorded)
    rows = _audit(recorded, witnesses)
    unchecked = Counter[str]()
    for _, record in recorded.votes:
        unchecked["no official totals to compare the ballots with"] += record.official is None
        unchecked["no table of the body's members on that day"] += not record.most_seats
        unchecked["members known in part only: the date is no day, and seats changed hands in it"] += bool(record.perhaps)
    doubted = {row.record for row in rows}
    met = {other.id for others in witnesses.values() for other in others}
    return Audit(
        rows=tuple(rows),
        checked=len(recorded.votes),
        clean=sum(row["key"] not in doubted for row, _ in recorded.votes),
        unchecked=dict(unchecked),
        diagnoses=dict(Counter(row.diagnosis for row in sorted(rows, key=lambda row: row.diagnosis)).most_common()),
        compared=tuple(count_compared(recorded, witnesses)),
        alone=dict(Counter(row["source"] for row in recorded.tallies if row["id"] not in met)),
    )


def audit_records(view: View, organ: str, keys: Collection[str]) -> list[AuditRow]:
    """Return the discrepancies of some records of a body, by their keys; none where it has no recorded vote."""
    recorded = read_recorded(view, organ)
    return _audit(recorded, find_witnesses(recorded), keys)


def doubtful_votes(view: View, organ: str) -> frozenset[str]:
    """Return the ids of a body's records whose ballots the audit doubts.

    A record whose totals alone are wrong is not among them: an analysis of ballots does not use its totals.
    """
    recorded = read_recorded(view, organ)
    witnesses = find_witnesses(recorded)
    body = Body.of([record for _, record in recorded.votes])
    return frozenset(
        row["id"] for row, record in recorded.votes
        if any(found.diagnosis in OF_BALLOTS for found in _examine(record, body, witnesses.get(row["id"], [])))
    )  # fmt: skip


def _audit(recorded: Recorded, witnesses: dict[str, list[Witness]], keys: Collection[str] | None = None) -> list[AuditRow]:
    """Diagnose each record (with `keys` these only) beside the others of its body and of other sources, oldest first."""
    organs = {row["organ"] for row, _ in recorded.votes}
    bodies = {organ: Body.of([record for row, record in recorded.votes if row["organ"] == organ]) for organ in organs}
    rows = []
    for row, record in recorded.votes:
        if keys is not None and record.key not in keys:
            continue
        others = witnesses.get(row["id"], [])
        found = _examine(record, bodies[row["organ"]], others)
        rows += [_make_row(row, record, each, others) for each in (*found, *list_disagreements(row, record, others))]
    return sorted(rows, key=lambda row: (row.date, row.record, row.diagnosis, row.problem))


def _examine(record: Record, body: Body, others: list[Witness]) -> list[Found]:
    """Diagnose a record, and weigh what was found by the best of the other sources whose totals are possible."""
    found = diagnose(record, body)
    best = next((other for other in others if is_possible(record, other)), None)
    return [weigh(each, record, best) for each in found] if best else found


def _make_row(row: Row, record: Record, found: Found, others: list[Witness]) -> AuditRow:
    # The source that a row is about is its third one; else the one that weighs most.
    third = next((other for other in others if other.key == found.evidence), others[0] if others else None)
    values: dict[str, Any] = {
        "third": say_version(third) if third else "",
        "third_source": third.source if third else "",
        "third_agrees": find_support(record, third) if third else "",
        "official": "-".join(map(str, record.official)) if record.official else "",
        "counted": "-".join(map(str, record.counted)) if record.ballots else "",
    }
    return AuditRow(
        symbol=row["symbol"] or row["key"],
        record=row["key"],
        date=row["date"],
        organ=row["organ"],
        title=row["title"],
        problem=found.problem,
        diagnosis=found.diagnosis.value,
        confidence=found.confidence,
        reason=found.reason,
        states=found.states,
        names=tuple(map(name_of, found.states)),
        evidence=found.evidence,
        doubts_ballots=found.diagnosis in OF_BALLOTS,
        **values,
    )
