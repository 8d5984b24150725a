"""The record audited: every recorded vote against its totals, the body's members on that day, and the other sources."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from watchword.errors import NotHeld
from watchword.model import Position
from watchword.states import name_of
from watchword.store.base import CITED_ONLY, Row, View
from watchword.votes.diagnosis import OF_BALLOTS, Body, Diagnosis, Found, Record, diagnose
from watchword.votes.record import read_twice
from watchword.votes.roll_calls import CODES
from watchword.votes.tally import seated

FINDER = "votes.audit/1"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One discrepancy of one record; `official` and `counted` are yes-no-abstain as text ("" not given), both kept as they are."""

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
    states: tuple[str, ...]
    names: tuple[str, ...]
    evidence: str
    doubts_ballots: bool


@dataclass(frozen=True, slots=True)
class Audit:
    """All discrepancies, oldest first; `checked` counts the records compared, `unchecked` those that could not be, by reason."""

    rows: tuple[AuditRow, ...]
    checked: int
    clean: int
    unchecked: dict[str, int]
    diagnoses: dict[str, int]


def audit_votes(view: View, organ: str = "") -> Audit:
    """Audit the recorded votes of a body ("" for all); raises `NotHeld` where it has none."""
    pairs = list(_load(view, organ))
    if not pairs:
        raise NotHeld(f"no recorded vote{f' of {organ!r}' if organ else ''} is held; `watchword votes list` shows what there is")
    rows = _audit(pairs)
    unchecked = Counter[str]()
    for _, record in pairs:
        unchecked["no official totals to compare the ballots with"] += record.official is None
        unchecked["no table of the body's members on that day"] += not record.seats
    doubted = {row.record for row in rows}
    return Audit(
        rows=tuple(rows),
        checked=len(pairs),
        clean=sum(row["key"] not in doubted for row, _ in pairs),
        unchecked=dict(unchecked),
        diagnoses=dict(Counter(row.diagnosis for row in sorted(rows, key=lambda row: row.diagnosis)).most_common()),
    )


def audit_records(view: View, organ: str, keys: Collection[str]) -> list[AuditRow]:
    """Return the discrepancies of some records of a body, by their keys; none where it has no recorded vote."""
    return [row for row in _audit(list(_load(view, organ))) if row.record in keys]


def doubtful_votes(view: View, organ: str) -> frozenset[str]:
    """Return the ids of a body's records whose ballots the audit doubts.

    A record whose totals alone are wrong is not among them: an analysis of ballots does not use its totals.
    """
    pairs = list(_load(view, organ))
    body = Body.of([record for _, record in pairs])
    return frozenset(row["id"] for row, record in pairs if any(found.diagnosis in OF_BALLOTS for found in diagnose(record, body)))


def _audit(pairs: list[tuple[Row, Record]]) -> list[AuditRow]:
    """Diagnose each record beside the others of its body, oldest first."""
    bodies = {name: Body.of([record for row, record in pairs if row["organ"] == name]) for name in {row["organ"] for row, _ in pairs}}
    disagreeing = _compare_sources(pairs)
    rows = [
        _make_row(row, record, found)
        for row, record in pairs
        for found in (*diagnose(record, bodies[row["organ"]]), *disagreeing.get(row["id"], ()))
    ]
    return sorted(rows, key=lambda row: (row.date, row.record, row.diagnosis, row.problem))


def _load(view: View, organ: str) -> Iterator[tuple[Row, Record]]:
    """Yield each recorded vote with the record that the audit reads; cited ones only where nothing of any body is held."""
    held = f"(source <> '{CITED_ONLY}' OR NOT EXISTS (SELECT 1 FROM roll_calls WHERE source <> '{CITED_ONLY}'))"
    rows = view.rows(
        f"""SELECT id, key, symbol, title, date, organ, outcome, question, yes, no, abstain, absent, members, source FROM roll_calls
            WHERE (? = '' OR organ = ?) AND {held} ORDER BY date, key""",
        [organ, organ],
    )
    table = view.table(
        """SELECT b.roll_call AS roll_call, b.state AS state,
                   CASE WHEN count(DISTINCT b.position) = 1 THEN any_value(b.position) ELSE 'unknown' END AS position
            FROM ballots b JOIN roll_calls r ON r.id = b.roll_call
            WHERE b.state <> '' AND (? = '' OR r.organ = ?)
              AND (r.yes IS NOT NULL OR r.source <> 'ga_votes' OR r.organ <> 'GA')
            GROUP BY b.roll_call, b.state""",
        [organ, organ],
    )
    ballots: dict[str, dict[str, int]] = defaultdict(dict)
    for roll_call, state, position in zip(*(table.column(name).to_pylist() for name in table.column_names), strict=True):
        ballots[roll_call][state] = CODES[Position(position)]
    twice = read_twice(view)
    for row in rows:
        cast = ballots.get(row["id"], {})
        if cast or row["yes"] is not None:
            given = {name: row[name] for name in ("key", "symbol", "date", "outcome", "yes", "no", "abstain", "absent", "members")}
            seats = seated(row["organ"], row["date"])
            yield row, Record(**given, ballots=cast, seats=seats, twice=frozenset(twice.get(row["key"], ())))


def _compare_sources(pairs: list[tuple[Row, Record]]) -> dict[str, list[Found]]:
    """Find decisions of which two sources give different totals (or, where a source gives none, ballots)."""
    decisions: dict[tuple[str, str, str], list[tuple[Row, Record]]] = defaultdict(list)
    for row, record in pairs:
        if row["symbol"] and row["question"] in ("adoption", "unknown"):
            decisions[row["organ"], row["symbol"].upper(), row["date"]].append((row, record))
    found: dict[str, list[Found]] = defaultdict(list)
    for same in decisions.values():
        for row, record in same:
            for other, rival in same:
                mine, theirs = record.official or record.counted, rival.official or rival.counted
                if other["source"] != row["source"] and mine != theirs:
                    said = ["-".join(map(str, totals)) for totals in (mine, theirs)]
                    problem = f"{row['source']} gives {said[0]}, {other['source']} gives {said[1]}"
                    recounts = rival.official is not None and rival.official == rival.counted
                    reason = f"the other record {'recounts' if recounts else 'does not recount'} by its own ballots"
                    found[row["id"]].append(Found(problem, Diagnosis.SOURCES, 0.8 if recounts else 0.5, reason, evidence=other["key"]))
    return found


def _make_row(row: Row, record: Record, found: Found) -> AuditRow:
    values: dict[str, Any] = {
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
