"""Roll calls of the General Assembly since 1946, as the three CSV files of the `unvotes` package.

One bundle per roll call; rules and figures are in `ga_votes.toml`, the reading of a row in `ga_readings`.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from watchword import symbols
from watchword.errors import CountMismatch, UnreadableInput
from watchword.model import Bundle, Issue, Outcome, Position, RollCall, Stamp, content_id
from watchword.sources.ballots import Cell, Recorder, Roll, settle_roll
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor
from watchword.sources.csv_rows import open_table
from watchword.sources.ga_readings import (
    RollCallRow,
    TextNamed,
    read_date,
    read_outcome,
    read_question,
    read_session,
    read_text_named,
    read_text_voted,
    read_title,
)

_DOCUMENT, _VOTES_FILE, _ISSUES_FILE = "roll_calls.csv", "unvotes.csv", "issues.csv"
_COLUMNS = ("rcid", "session", "date", "unres", "amend", "para", "short", "descr")
_POSITIONS = {"yes": Position.YES, "no": Position.NO, "abstain": Position.ABSTAIN}


@dataclass(slots=True)
class Companions:
    """The votes and topics by roll call, how many votes there are, and the rows that could not be read."""

    cells: dict[str, list[Cell]] = field(default_factory=dict)
    topics: dict[str, list[str]] = field(default_factory=dict)
    votes: int = 0
    misfits: int = 0
    issues: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class GaVotes:
    """The source: see its descriptor for what is in it and what is not."""

    descriptor: Descriptor = field(default_factory=lambda: load_descriptor("ga_votes"))

    def role(self, path: str) -> FileRole:
        """Say from its name what a file is."""
        name = path.rsplit("/", 1)[-1].lower()
        if name == _DOCUMENT:
            return FileRole.DOCUMENT
        return FileRole.COMPANION if name in (_VOTES_FILE, _ISSUES_FILE) else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Read votes and topics, and return the function that reads the roll calls they belong to."""
        held = Companions()
        for entry in companions:
            if entry.name.lower() == _VOTES_FILE:
                _read_votes(self.descriptor.name, entry, held)
            else:
                _read_topics(self.descriptor.name, entry, held)

        def read(entry: Entry) -> Iterator[Bundle]:
            return _read_roll_calls(self.descriptor, entry, held)

        return read


@dataclass(frozen=True, slots=True)
class _Call:
    """One row with what was read of it."""

    row: RollCallRow
    named: TextNamed
    date: str
    roll: Roll
    recorder: Recorder


def _number(text: str) -> str:
    """Return the number of a roll call as one spelling: exporters write 3 and 3.0."""
    return text.strip().removesuffix(".0")


def _read_votes(source: str, entry: Entry, held: Companions) -> None:
    """Read 870,000 votes of 200 states: equal cells are one object, and numbers are put in one spelling once each."""
    seen: dict[tuple[str, str, str], Cell] = {}
    lists: dict[str, list[Cell]] = {}
    with open_table(entry, ("rcid", "country", "country_code", "vote")) as table:
        rcid, country, code, vote = (table.index(name) for name in ("rcid", "country", "country_code", "vote"))
        width = len(table.columns)
        for line, row in table.rows:
            held.votes += 1
            if len(row) != width:
                held.misfits += 1
                held.issues.append(table.misfit(source, line, row))
                continue
            printed = (row[code], row[country], row[vote])
            cell = seen.get(printed)
            if cell is None:
                cell = seen[printed] = _make_cell(*printed)
            if cell.position is Position.UNKNOWN:
                problem = "a vote that is not known; the position is unknown"
                place = f"line {line}, roll call {_number(row[rcid])}, {cell.printed}"
                held.issues.append(Issue(source, entry.place, place, problem, "yes, no or abstain", row[vote], "kept"))
            cells = lists.get(row[rcid])
            if cells is None:
                cells = lists[row[rcid]] = held.cells.setdefault(_number(row[rcid]), [])
            cells.append(cell)


def _make_cell(code: str, country: str, vote: str) -> Cell:
    return Cell(code.strip(), country.strip(), _POSITIONS.get(vote.strip().lower(), Position.UNKNOWN))


def _read_topics(source: str, entry: Entry, held: Companions) -> None:
    with open_table(entry, ("rcid", "issue")) as table:
        rcid, topic = table.index("rcid"), table.index("issue")
        for line, row in table.rows:
            if table.fits(row):
                held.topics.setdefault(_number(row[rcid]), []).append(row[topic].strip())
            else:
                held.issues.append(table.misfit(source, line, row))


def _read_roll_calls(descriptor: Descriptor, entry: Entry, held: Companions) -> Iterator[Bundle]:
    """Yield a bundle per roll call, then one with issues of the file; raise `CountMismatch` if votes went astray."""
    rows, issues = _load_rows(descriptor.name, entry)
    stamp = descriptor.stamp(entry)
    last = descriptor.options.get("last_session_without_days")
    last_without_days = last if isinstance(last, int) else 0
    notes: Counter[str] = Counter()
    accounted, seen = held.misfits, set[str]()
    for row in rows:
        if row.rcid in seen:
            problem = "a second roll call of the same number was left out"
            issues.append(Issue(descriptor.name, entry.place, f"roll call {row.rcid}", problem, "one", row.unres))
            continue
        seen.add(row.rcid)
        date = read_date(row, last_without_days)
        recorder = Recorder(descriptor.name, entry.place, f"roll call {row.rcid} {row.unres}".strip())
        roll = settle_roll(held.cells.get(row.rcid, []), "GA", date, recorder)
        call = _Call(row, read_text_named(row), date, roll, recorder)
        bundle = _make_bundle(call, held.topics.get(row.rcid, []), stamp, notes)
        accounted += len(bundle.ballots) + roll.set_aside
        yield bundle
    for number in held.cells.keys() - seen:
        accounted += len(held.cells[number])
        problem = "votes whose roll call is not in the file were left out"
        found = f"{len(held.cells[number])} votes"
        issues.append(Issue(descriptor.name, entry.place, f"roll call {number}", problem, "a roll call", found))
    if accounted != held.votes:
        raise CountMismatch(entry.place, "votes", f"{held.votes} votes", f"{accounted} in ballots and issues")
    for problem, count in notes.items():
        issues.append(Issue(descriptor.name, entry.place, "", problem, "none", f"{count} roll calls", "note"))
    yield Bundle(issues=tuple(held.issues + issues))


def _load_rows(source: str, entry: Entry) -> tuple[list[RollCallRow], list[Issue]]:
    rows, issues = [], []
    with open_table(entry, _COLUMNS) as table:
        at = [table.index(name) for name in _COLUMNS]
        for line, row in table.rows:
            if not table.fits(row):
                issues.append(table.misfit(source, line, row))
                continue
            rcid, session, date, unres, amend, para, short, descr = (" ".join(row[index].split()) for index in at)
            flagged = (_number(amend) == "1", _number(para) == "1")
            rows.append(RollCallRow(_number(rcid), _number(session), date, unres, *flagged, short, descr))
    if not rows:
        raise UnreadableInput(entry.place, "", "roll calls", "none")
    calls = Counter(row.unres for row in rows if not row.amend and not row.para)
    return [replace(row, alone=calls[row.unres] < 2 or not row.unres) for row in rows], issues


def _make_bundle(call: _Call, topics: list[str], stamp: Stamp, notes: Counter[str]) -> Bundle:
    """Make the bundle of one roll call, and count in `notes` what holds for many."""
    row, named, roll = call.row, call.named, call.roll
    question = read_question(row, named)
    key = f"{call.recorder.source}:{row.rcid}"
    roll_call = RollCall(
        id=content_id(key, repr((row, roll.positions))),
        key=key,
        symbol=str(named.symbol) if named.symbol else row.unres,
        work=symbols.work_of(named.symbol) if named.symbol else key,
        title=read_title(row),
        question=question,
        date=call.date,
        organ="GA",
        session=read_session(row, named),
        outcome=read_outcome(row, named, question, bool(roll.count().carried)),
        stamp=stamp,
        text_voted=read_text_voted(row),
        subjects=tuple(topics),
    )
    _count_notes(call, roll_call, notes)
    issues = (*roll.issues, *_doubt_row(call))
    return Bundle(roll_call=roll_call, ballots=roll.ballots(roll_call.id), issues=issues)


def _count_notes(call: _Call, roll_call: RollCall, notes: Counter[str]) -> None:
    row, named = call.row, call.named
    held = (
        (
            "absences and official totals are not in this data; a state without a ballot may be no member",
            True,
        ),
        (
            "the day printed is none of the month; the date is kept to the month",
            len(call.date) == 7 < len(row.date),
        ),
        ("the number names no text; it is kept as printed", bool(row.unres) and not named.symbol),
        ("no number; the text voted is not named", not row.unres),
        ("a letter that may be a part or count votes; only the resolution is named", named.part_in_doubt),
        ("the outcome does not follow from the data; it is unknown", roll_call.outcome is Outcome.UNKNOWN),
    )
    notes.update(problem for problem, holds in held if holds)


def _doubt_row(call: _Call) -> list[Issue]:
    row, recorder = call.row, call.recorder
    issues = []
    if not call.date:
        issues.append(recorder.issue("an impossible or missing date; it is unknown", "a date", row.date or "a blank"))
    if call.named.contradicts:
        problem = "the number is of another session than the row; it is kept as printed"
        issues.append(recorder.issue(problem, f"session {row.session}", row.unres))
    if not row.alone and not row.amend and not row.para:
        problem = "several roll calls bear this number and none is flagged as an amendment or a paragraph"
        issues.append(recorder.issue(problem, "one", row.unres))
    if not call.roll.positions:
        issues.append(recorder.issue("a roll call without votes", "votes", "none"))
    return issues
