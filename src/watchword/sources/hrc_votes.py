"""Catalogue records of votes in the Commission on Human Rights and the Human Rights Council, as two CSV files.

One bundle per record: a roll call, its ballots where the vote was recorded, and links from the draft. What was decided
is read by `hrc_decisions`; the rules, with the figures behind them, are in `hrc_votes.toml`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from watchword import states, symbols
from watchword.errors import CountMismatch, UnknownSymbol
from watchword.model import (
    Bundle,
    Issue,
    Link,
    LinkKind,
    Outcome,
    Position,
    Question,
    RollCall,
    Stamp,
    content_id,
    date_of,
)
from watchword.sources.ballots import Cell, Recorder, Roll, Totals, check_recount, check_totals, settle_roll
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor
from watchword.sources.csv_rows import open_table, read_count
from watchword.sources.hrc_decisions import (
    Wording,
    decide_outcome,
    read_amended,
    read_question,
    read_text_voted,
    strip_title,
)

_DOCUMENT, _COMPANION = "resolutions.csv", "votes_long_rebuilt.csv"
_RECORD_COLUMNS = (
    "record_id", "symbol", "title", "statement", "date", "body", "vote_type", "meeting", "agenda_subject",
    "main_sponsors", "draft", "yes", "no", "abstain", "nonvoting", "total", "record_url",
)  # fmt: skip
_BALLOT_COLUMNS = ("record_id", "iso3", "country", "vote")
_ORGANS = {"human rights council": "HRC", "commission on human rights": "CHR"}
_VOTES = {"Y": Position.YES, "N": Position.NO, "A": Position.ABSTAIN, ".": Position.ABSENT, "": Position.UNKNOWN}
_SESSION = re.compile(r"\bat its (?P<number>\d+)(?:st|nd|rd|th)\s+(?P<kind>special |nuclear |organizational )?", re.I)
_SESSION_MARKS = {"": "", "special": "S-", "nuclear": "nuclear-", "organizational": "OM/"}
_BEHALF = re.compile(r"\(\s*(on behalf of[^()]*(?:\([^()]*\)[^()]*)*)\)|,?\s*\b(on behalf of.*)$", re.IGNORECASE)
_FIRST_SYMBOL = re.compile(r"[AES]/\S+")

Record = dict[str, str]
RawCell = tuple[str, str, str]


@dataclass(slots=True)
class RollCalls:
    """The companions' cells (code, name, vote) by record, and the rows that could not be read."""

    cells: dict[str, list[RawCell]] = field(default_factory=dict)
    rows: int = 0
    issues: list[Issue] = field(default_factory=list)


@dataclass(slots=True)
class HrcVotes:
    """The source: see its descriptor for what is in it and under which licence."""

    descriptor: Descriptor = field(default_factory=lambda: load_descriptor("hrc_votes"))

    def role(self, path: str) -> FileRole:
        """Say from its name what a file is."""
        name = path.rsplit("/", 1)[-1].lower()
        if name == _DOCUMENT:
            return FileRole.DOCUMENT
        return FileRole.COMPANION if name == _COMPANION else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Read the roll calls, and return the function that reads the records they belong to."""
        roll_calls = RollCalls()
        for entry in companions:
            _read_cells(self.descriptor.name, entry, roll_calls)

        def read(entry: Entry) -> Iterator[Bundle]:
            return _read_records(self.descriptor, entry, roll_calls)

        return read


def _read_cells(source: str, entry: Entry, into: RollCalls) -> None:
    with open_table(entry, _BALLOT_COLUMNS) as table:
        record, code, name, vote = (table.index(column) for column in _BALLOT_COLUMNS)
        for line, row in table.rows:
            into.rows += 1
            if table.fits(row):
                cell = (row[code].strip(), row[name].strip(), row[vote].strip())
                into.cells.setdefault(row[record].strip(), []).append(cell)
            else:
                into.issues.append(table.misfit(source, line, row))


def _read_records(descriptor: Descriptor, entry: Entry, roll_calls: RollCalls) -> Iterator[Bundle]:
    """Yield a bundle per record, then one with issues of the file; raise `CountMismatch` where cells went astray."""
    records, issues = _load_records(descriptor.name, entry)
    stamp = descriptor.stamp(entry)
    shared = Counter(record["symbol"] for record in records if record["symbol"])
    seen: set[str] = set()
    accounted = len(roll_calls.issues)
    for record in records:
        number = record["record_id"]
        if number in seen:
            problem = "a second record of the same number was left out"
            issues.append(Issue(descriptor.name, entry.place, f"record {number}", problem, "one record", record["symbol"]))
            continue
        seen.add(number)
        cells = roll_calls.cells.get(number, [])
        bundle, set_aside = _make_bundle(_Source(descriptor.name, entry.place, stamp), record, cells, shared)
        accounted += len(bundle.ballots) + set_aside
        yield bundle
    orphans = {number: len(cells) for number, cells in roll_calls.cells.items() if number not in seen}
    for number, count in orphans.items():
        found = f"{count} cells of record {number}"
        problem = "a roll call whose record is not in the catalogue was left out"
        issues.append(Issue(descriptor.name, entry.place, f"record {number}", problem, "a record", found))
    accounted += sum(orphans.values())
    if accounted != roll_calls.rows:
        raise CountMismatch(entry.place, "roll calls", f"{roll_calls.rows} cells", f"{accounted} in ballots and issues")
    if issues or roll_calls.issues:
        yield Bundle(issues=tuple(roll_calls.issues + issues))


def _load_records(source: str, entry: Entry) -> tuple[list[Record], list[Issue]]:
    records, issues = [], []
    with open_table(entry, _RECORD_COLUMNS) as table:
        at = {column: table.index(column) for column in _RECORD_COLUMNS}
        for line, row in table.rows:
            record = {column: " ".join(row[index].split()) for column, index in at.items()} if table.fits(row) else {}
            if record.get("record_id"):
                records.append(record)
            elif record:
                problem = "a record without a number was left out"
                issues.append(Issue(source, table.place, f"line {line}", problem, "record_id", "a blank"))
            else:
                issues.append(table.misfit(source, line, row))
    return records, issues


@dataclass(frozen=True, slots=True)
class _Source:
    name: str
    file: str
    stamp: Stamp


def _make_bundle(source: _Source, record: Record, raw: Sequence[RawCell], shared: Mapping[str, int]) -> tuple[Bundle, int]:
    """Make the bundle of one record; also return how many of its cells are in issues and not in ballots."""
    recorder = Recorder(source.name, source.file, f"record {record['record_id']} {record['symbol']}".strip())
    key = f"{source.name}:{record['record_id']}"
    roll_call, issues = _make_roll_call(record, key, source.stamp, recorder)
    totals = Totals(roll_call.yes, roll_call.no, roll_call.abstain, roll_call.absent, roll_call.members)
    roll, roll_issues = _make_roll(raw, roll_call, totals, recorder)
    wording = _wording(record)
    outcome, doubts = decide_outcome(wording, totals, roll.count() if raw else None, recorder)
    content = repr((sorted(record.items()), raw))
    roll_call = replace(roll_call, id=content_id(key, content), outcome=outcome)
    links, link_issues = _make_links(roll_call, wording, recorder)
    issues += [
        *check_totals(totals, recorder),
        *roll_issues,
        *doubts,
        *link_issues,
        *_note(record, shared, len(raw), recorder),
    ]
    ballots = roll.ballots(roll_call.id)
    return Bundle(roll_call=roll_call, ballots=ballots, links=links, issues=tuple(issues)), roll.set_aside


def _wording(record: Record) -> Wording:
    return Wording(record["symbol"], record["title"], record["statement"], record["draft"], record["vote_type"])


def _note(record: Record, shared: Mapping[str, int], ballots: int, recorder: Recorder) -> list[Issue]:
    """Return notes on what the fields of a roll call cannot say."""
    notes = []
    if record["vote_type"].upper().startswith("RECORDED") and not ballots:
        notes.append(recorder.issue("a recorded vote without its roll call", "ballots", record["vote_type"]))
    if shared[record["symbol"]] > 1:
        found = f"{shared[record['symbol']]} records"
        notes.append(recorder.issue("several records share this symbol; they are kept apart", "one", found, "note"))
    if "unanimous" in record["vote_type"].lower():
        notes.append(recorder.issue("adopted unanimously, without totals", "totals", record["vote_type"], "note"))
    return notes


def _make_roll_call(record: Record, key: str, stamp: Stamp, recorder: Recorder) -> tuple[RollCall, list[Issue]]:
    issues: list[Issue] = []
    date = date_of(record["date"])
    if not date:
        issues.append(recorder.issue("an impossible or missing date; it is unknown", "a date", record["date"] or "a blank"))
    symbol, work, problems = _read_symbol(record["symbol"], recorder)
    wording = _wording(record)
    question = read_question(wording)
    sponsors, _ = read_sponsors(record["main_sponsors"], date)
    figures = {name: _read_total(record, name, issues, recorder) for name in ("yes", "no", "abstain", "nonvoting", "total")}
    roll_call = RollCall(
        id=key,
        key=key,
        symbol=symbol or record["symbol"],
        work=work or key,
        title=strip_title(record["title"]),
        question=question,
        date=date,
        organ=_ORGANS.get(record["body"].lower(), record["body"]),
        session=read_session(record["statement"]),
        outcome=Outcome.UNKNOWN,
        stamp=stamp,
        text_voted=read_text_voted(wording, question),
        yes=figures["yes"],
        no=figures["no"],
        abstain=figures["abstain"],
        absent=figures["nonvoting"],
        members=figures["total"],
        sponsors=sponsors,
        subjects=(record["agenda_subject"],) if record["agenda_subject"] else (),
        meeting=record["meeting"].removeprefix("Adopted at the "),
        url=record["record_url"],
    )
    return roll_call, issues + problems


def _read_symbol(printed: str, recorder: Recorder) -> tuple[str, str, list[Issue]]:
    """Return the symbol in canonical form and the work it names.

    Blanks and an issue where it cannot be read (the printed form is kept); no work where it names a session's texts.
    """
    try:
        symbol = symbols.parse_one(printed)
    except UnknownSymbol as error:
        problem = "the symbol cannot be read; it is kept as printed, and the record is its own work"
        return "", "", [recorder.issue(problem, "a document symbol", f"{printed or 'a blank'} ({error})")]
    return str(symbol), "" if symbol.is_unnumbered else symbols.work_of(symbol), []


def _read_total(record: Record, name: str, issues: list[Issue], recorder: Recorder) -> int | None:
    try:
        return read_count(record[name])
    except ValueError:
        issues.append(recorder.issue("a total is not a number; it is unknown", "a whole number", record[name], part=name))
        return None


def read_session(statement: str) -> str:
    """Return the session that a statement names: "37", "S-31" for a special one, "OM/1" for an organizational one."""
    found = _SESSION.search(statement)
    return _SESSION_MARKS[(found["kind"] or "").strip().lower()] + found["number"] if found else ""


def read_sponsors(text: str, on: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sponsors: codes of states first, then what is no state as printed; and again only the latter.

    "On behalf of ..." is kept whole: the states named in it ("except Albania") are not sponsors by that.
    """
    behalf = [found[1] or found[2] for found in _BEHALF.finditer(text)]
    found, unresolved = states.resolve_list(_BEHALF.sub("", text), on=on)
    rest = (*unresolved, *(phrase.strip() for phrase in behalf))
    return (*(state.code for state in found), *rest), rest


def _make_roll(raw: Sequence[RawCell], roll_call: RollCall, totals: Totals, recorder: Recorder) -> tuple[Roll, list[Issue]]:
    """Settle the ballots and recount them; empty cells of a roll call that recounts in full are absences."""
    if not raw:
        return Roll((), (), 0), []
    cells, issues = [], []
    for code, name, vote in raw:
        if vote.upper() not in _VOTES:
            issues.append(recorder.issue("a vote that is not known; the position is unknown", "Y, N, A or .", vote, part=code))
        cells.append(Cell(code, name, _VOTES.get(vote.upper(), Position.UNKNOWN)))
    roll = settle_roll(cells, roll_call.organ, roll_call.date, recorder)
    problems = check_recount(roll, totals, recorder)
    if not problems and not issues and not roll.issues and totals.absent is not None:
        settled = {Position.UNKNOWN: Position.ABSENT}
        roll = replace(roll, positions=tuple((code, settled.get(was, was), name) for code, was, name in roll.positions))
    return roll, [*issues, *roll.issues, *problems]


def _make_links(roll_call: RollCall, wording: Wording, recorder: Recorder) -> tuple[tuple[Link, ...], list[Issue]]:
    """Link the draft to the text adopted, or the amendment to the draft it amends, where both symbols can be read."""
    reason = f"{recorder.record}: {wording.draft}"
    adopted = _canonical(wording.symbol)
    if roll_call.question is Question.ADOPTION and roll_call.outcome not in (Outcome.REJECTED, Outcome.WITHDRAWN):
        draft = _canonical(roll_call.text_voted)
        if adopted and draft and adopted != draft and "/L." not in adopted:
            return (Link(draft, adopted, LinkKind.DRAFT_OF, reason, evidence=roll_call.key),), []
        return (), []
    amendment, target = (_canonical(printed) for printed in read_amended(wording))
    if not amendment or not target:
        return (), []
    if adopted and amendment != adopted:
        problem = "the note names another amendment than the record's symbol; no link is made"
        return (), [recorder.issue(problem, adopted, wording.draft)]
    return (Link(amendment, target, LinkKind.AMENDS, reason, evidence=roll_call.key),), []


def _canonical(text: str) -> str:
    """Return the one symbol that `text` starts with; "" where there is none, or several, or it names no single text."""
    first = _FIRST_SYMBOL.match(text)
    if not first or len(symbols.parse(text)) > 1:
        return ""
    try:
        symbol = symbols.parse_one(first[0].rstrip(".,;"))
    except UnknownSymbol:
        return ""
    return "" if symbol.is_unnumbered else str(symbol)
