"""What other sources say of a decision: which records are of the same one, and which of a record's two versions another supports.

A record may hold two versions of its totals, the official ones and those of its ballots. Another source (or another's ballots) can
agree with both, one or neither. Method: our own, by rule; the confidences are in `docs/votes-audit.md`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from watchword.model import Question, precision_of
from watchword.store.base import Row
from watchword.votes.auditing.discrepancy import OF_BALLOTS, Diagnosis, Found, Record, Triple, list_names, say_totals
from watchword.votes.auditing.recorded import Recorded
from watchword.votes.record import may_be_same_day

# Days between which two records of one text are taken for the same decision where a source has several of that symbol.
_NEAR = 3
# A difference between totals and ballots that may lie with either.
_EITHER = frozenset({Diagnosis.OTHER_ANSWER, Diagnosis.LEFT_OUT, Diagnosis.UNEXPLAINED})
_OF_TOTALS = frozenset({Diagnosis.SWAPPED, Diagnosis.BAD_SUM})
BOTH, TOTALS, BALLOTS, NEITHER = "both", "totals", "ballots", "neither"

Partial = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Witness:
    """Another source's record of a decision: its `versions` of yes, no and abstain (None where not given), the first its own totals.

    `recounts` says whether its `ballots` (codes by state) make its totals; a source without ballots never does.
    """

    id: str
    key: str
    source: str
    date: str
    versions: tuple[Partial, ...]
    recounts: bool = False
    ballots: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Compared:
    """How many recorded votes of one source could be compared with another's, and what the other agrees with, in numbers of votes."""

    source: str
    other: str
    votes: int
    both: int
    totals: int
    ballots: int
    neither: int


def find_witnesses(recorded: Recorded) -> dict[str, list[Witness]]:
    """Return, by a recorded vote's id, the records of the same decision in other sources: those with ballots first, then by name.

    Records are of one decision where body and symbol of the text adopted are the same and no other of the two sources is as near.
    """
    groups: dict[tuple[str, str], dict[str, list[Witness]]] = defaultdict(lambda: defaultdict(list))
    made = [(row, _make_witness(row, record)) for row, record in recorded.votes]
    made += [(row, Witness(row["id"], row["key"], row["source"], row["date"], ((row["yes"], row["no"], row["abstain"]),)))
             for row in recorded.tallies]  # fmt: skip
    for row, witness in made:
        if row["symbol"] and row["question"] in (Question.ADOPTION, Question.UNKNOWN):
            groups[row["organ"], row["symbol"].upper()][row["source"]].append(witness)
    found: dict[str, list[Witness]] = {}
    for by_source in groups.values():
        for source, mine in by_source.items():
            for one in mine:
                others = [_pick(one, theirs) for other, theirs in by_source.items() if other != source]
                same = [other for other in others if other and _pick(other, mine) is one]
                found[one.id] = sorted(same, key=lambda other: (not other.recounts, not other.ballots, other.source))
    return found


def _make_witness(row: Row, record: Record) -> Witness:
    versions: list[Partial] = [record.official] if record.official else []
    versions += [record.counted] if record.ballots else []
    recounts = record.official == record.counted and bool(record.ballots)
    return Witness(row["id"], row["key"], row["source"], row["date"], tuple(versions), recounts, record.ballots)


def _pick(one: Witness, among: Sequence[Witness]) -> Witness | None:
    """Return the record that is of the same day, or near it, or the only one there is; None where several are."""
    for pool in ([other for other in among if may_be_same_day(one.date, other.date)],
                 [other for other in among if _days_apart(one.date, other.date) <= _NEAR], list(among)):  # fmt: skip
        if pool:
            return pool[0] if len(pool) == 1 else None
    return None


def _days_apart(one: str, other: str) -> int:
    if precision_of(one) != "day" or precision_of(other) != "day":
        return _NEAR + 1
    return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)


def find_support(record: Record, witness: Witness) -> str:
    """Say which of a record's versions another source agrees with: `BOTH` (all that the record holds), one of them, or `NEITHER`."""
    versions = {TOTALS: record.official, BALLOTS: record.counted if record.ballots else None}
    held = {name: version for name, version in versions.items() if version}
    agreed = [name for name, version in held.items() if any(_fits(version, other) for other in witness.versions)]
    return BOTH if len(agreed) == len(held) else agreed[0] if agreed else NEITHER


def _fits(version: Triple, other: Partial) -> bool:
    return all(theirs is None or mine == theirs for mine, theirs in zip(version, other, strict=True))


def is_possible(record: Record, witness: Witness) -> bool:
    """Say whether another source's totals are no more than the states that can have had a seat."""
    return not record.most_seats or all(sum(count or 0 for count in version) <= record.most_seats for version in witness.versions)


def weigh(found: Found, record: Record, witness: Witness) -> Found:
    """Return a diagnosis of a difference between totals and ballots with what another source says of it.

    What supports a diagnosis halves the doubt that is left, what speaks against it halves its confidence. Where nothing but the totals
    spoke against the ballots and another source gives the ballots' count, the totals are what is wrong; where two columns differ and
    another source gives the totals, the answers of the roll call are what was exchanged.
    """
    support = find_support(record, witness)
    differs = record.official is not None and bool(record.ballots) and record.official != record.counted
    if not differs or found.diagnosis not in OF_BALLOTS | _OF_TOTALS or support == BOTH:
        return found
    said = f"{found.reason}; {witness.source} gives {say_version(witness)}, as {_AS[support]}"
    if support == TOTALS and not found.states and (states := _differing(record, witness)):
        names = list_names(set(states))
        found = replace(found, states=states)
        said += f", and its roll call has another answer of {names}"
    if support == NEITHER:
        return replace(found, reason=said)
    if support == BALLOTS and found.diagnosis in _EITHER:
        return replace(found, diagnosis=Diagnosis.MISTOTALLED, confidence=0.9, reason=said)
    if support == TOTALS and found.diagnosis is Diagnosis.SWAPPED:
        return replace(found, diagnosis=Diagnosis.EXCHANGED, confidence=min(0.9, found.confidence), reason=said)
    if found.diagnosis in (Diagnosis.UNEXPLAINED, Diagnosis.BAD_SUM):
        return replace(found, reason=said)  # Nothing is named that could gain, or it is arithmetic, which no source changes.
    backed = support == (BALLOTS if found.diagnosis in _OF_TOTALS else TOTALS)
    confidence = (1 + found.confidence) / 2 if backed else found.confidence / 2
    return replace(found, confidence=round(confidence, 2), reason=said)


def _differing(record: Record, witness: Witness) -> tuple[str, ...]:
    """Return the states whose answers differ between the ballots of a record and those of a source that recounts."""
    if not witness.recounts:
        return ()
    return tuple(sorted(state for state, held in record.ballots.items() if witness.ballots.get(state, held) != held))


_AS = {TOTALS: "the totals do", BALLOTS: "the ballots do", NEITHER: "neither totals nor ballots do"}


def list_disagreements(row: Row, record: Record, witnesses: Iterable[Witness]) -> list[Found]:
    """Return where another source gives another date, or totals that are in neither version of the record."""
    found = []
    for witness in witnesses:
        if not may_be_same_day(row["date"], witness.date):
            found.append(Found(f"{row['source']} gives {row['date']}, {witness.source} gives {witness.date}", Diagnosis.DATES, 0.5,
                               "both are the only record of this text there, or the nearest in time", evidence=witness.key))  # fmt: skip
        if find_support(record, witness) != NEITHER:
            continue
        mine = " and ".join(
            dict.fromkeys(say_totals(each) for each in (record.official, record.counted if record.ballots else None) if each)
        )
        problem = f"{row['source']} gives {mine}, {witness.source} gives {say_version(witness)}"
        found.append(Found(problem, Diagnosis.SOURCES, *_judge(record, witness), evidence=witness.key))
    return found


def _judge(record: Record, witness: Witness) -> tuple[float, str]:
    """Return how far a disagreement puts the record in doubt, and why."""
    if not is_possible(record, witness):
        return 0.0, f"the other's totals are more than the {record.most_seats} seats of that day"
    if witness.recounts:
        return 0.8, "the other record recounts by its own ballots"
    if record.ballots and record.official == record.counted:
        return 0.2, f"this record recounts by its own ballots, the other {'does not' if witness.ballots else 'has none'}"
    return 0.5, f"the other record {'does not recount by its own ballots' if witness.ballots else 'has no ballots'}"


def say_version(witness: Witness) -> str:
    """Return the first version of another source as text, "?" where it gives no figure."""
    return "-".join("?" if count is None else str(count) for count in witness.versions[0])


def count_compared(recorded: Recorded, witnesses: Mapping[str, list[Witness]]) -> list[Compared]:
    """Return for each two sources how many votes both hold and what the second agrees with; sources without ballots are second."""
    apart = {row["source"] for row in recorded.tallies}
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row, record in recorded.votes:
        for other in witnesses.get(row["id"], ()):
            if other.source in apart or row["source"] < other.source:
                counts[row["source"], other.source][find_support(record, other)] += 1
    return [
        Compared(source, other, counted.total(), counted[BOTH], counted[TOTALS], counted[BALLOTS], counted[NEITHER])
        for (source, other), counted in sorted(counts.items())
    ]
