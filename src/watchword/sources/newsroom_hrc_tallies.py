"""A newsroom's table of tallies of the Human Rights Council, as an OpenDocument spreadsheet: one bundle a row, totals and no ballots.

The sentence on the action taken is read by `tally_words`; the rules, with the figures behind them, are in `newsroom_hrc_tallies.toml`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from watchword import symbols
from watchword.errors import CountMismatch, MissingColumn, UnknownSymbol, UnreadableInput
from watchword.model import Bundle, Issue, Outcome, Question, RollCall, Stamp, content_id, date_of
from watchword.sources.ballots import Recorder
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor
from watchword.sources.ods_rows import Row, read_sheets
from watchword.sources.tally_words import Action, read_action

_SHEET, _COUNTS = "data", "analysis"
_COLUMNS = ("Session typ", "Adopted text", "Title", "Action taken", "year", "status", "vote typ")
_NUMBER = re.compile(r"(?:A/HRC/RES/)?(?P<number>(?:S-|OM/)?\d{1,3}/\d{1,3})\.?")
# A title that says itself which text the row is about; one that only speaks of another resolution goes on differently.
_NAMED = re.compile(r"Human Rights Council resolution (?P<number>(?:S-|OM/)?\d{1,3}/\d{1,3}) adopted on\b")
_NO_NUMBER = ("", "N/A")

Sheets = Mapping[str, list[tuple[int, Row]]]


@dataclass(slots=True)
class NewsroomHrcTallies:
    """The source: see its descriptor for what is in it."""

    descriptor: Descriptor = field(default_factory=lambda: load_descriptor("newsroom_hrc_tallies"))

    def role(self, path: str) -> FileRole:
        """A spreadsheet is a document, all else is none of this source's."""
        return FileRole.DOCUMENT if path.lower().endswith(".ods") else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Return the function that reads one spreadsheet; there are no companions."""
        return lambda entry: _read_table(self.descriptor, entry)


def _read_table(descriptor: Descriptor, entry: Entry) -> Iterator[Bundle]:
    """Yield a bundle per row, then one with the issues of the sheet; raise `CountMismatch` where rows went astray."""
    sheets = read_sheets(entry)
    rows = _find_columns(entry.place, sheets)
    keys: Counter[str] = Counter()
    statuses: Counter[tuple[str, str]] = Counter()
    unsaid: list[int] = []
    made = left_out = 0
    for number, row in rows:
        statuses[row["year"], row["status"]] += 1
        recorder = Recorder(descriptor.name, entry.place, f"sheet {_SHEET}, row {number}")
        bundle = _make_bundle(row, descriptor.stamp(entry), keys, recorder)
        made, left_out = made + bool(bundle.roll_call), left_out + (not bundle.roll_call)
        if bundle.roll_call and bundle.roll_call.outcome is Outcome.UNKNOWN and not row["Action taken"]:
            unsaid.append(number)
        yield bundle
    if made + left_out != len(rows):
        raise CountMismatch(entry.place, f"sheet {_SHEET}", f"{len(rows)} rows", f"{made} in records and {left_out} in issues")
    issues = list(_check_counts(Recorder(descriptor.name, entry.place, f"sheet {_COUNTS}"), sheets.get(_COUNTS, []), statuses))
    if unsaid:
        problem = "texts are said to be adopted, not whether by vote; their outcome is unknown"
        found = f"{len(unsaid)} rows without one, from {unsaid[0]} to {unsaid[-1]}"
        issues.append(Issue(descriptor.name, entry.place, f"sheet {_SHEET}", problem, "the action taken", found, "note"))
    if issues:
        yield Bundle(issues=tuple(issues))


def _find_columns(place: str, sheets: Sheets) -> list[tuple[int, dict[str, str]]]:
    """Return the rows of the sheet by the names of its columns, white space evened out; raise where the sheet or a column lacks."""
    if _SHEET not in sheets:
        raise UnreadableInput(place, "", f"a sheet {_SHEET}", ", ".join(sheets) or "none")
    header, *rows = sheets[_SHEET] or [(1, ())]
    names = [" ".join(name.split()) for name in header[1]]
    missing = [name for name in _COLUMNS if names.count(name) != 1]
    if missing:
        raise MissingColumn(place, f"sheet {_SHEET}, row {header[0]}", "once each, column " + ", ".join(map(repr, missing)),
                            ", ".join(names)[:500] or "nothing")  # fmt: skip
    at = {name: names.index(name) for name in _COLUMNS}
    return [
        (number, {name: " ".join(row[place].split()) if place < len(row) else "" for name, place in at.items()}) for number, row in rows
    ]


def _make_bundle(row: Mapping[str, str], stamp: Stamp, keys: Counter[str], recorder: Recorder) -> Bundle:
    """Make the bundle of one row; without a roll call, and with an issue, where the row does not say which text it is about."""
    symbol, issues = _read_symbol(row, recorder)
    if not symbol and not row["Action taken"]:
        problem = "a row that names no text by its number and no action on it was left out"
        found = f"{row['Adopted text'] or 'a blank'}; {row['Title'][:80] or 'no title'}"
        return Bundle(issues=(*issues, recorder.issue(problem, "a number or an action", found, "left out")))
    action = read_action(row["Action taken"], row["status"], row["vote typ"])
    issues += [recorder.issue(problem, expected, row["Action taken"] or row["status"] or "a blank") for problem, expected in action.doubts]
    date, doubts = _settle_date(row["year"], action, recorder)
    name = symbol or f"{row['year']} {row['Title']}".strip()
    keys[name] += 1
    key = f"{recorder.source}:{name}" + (f" ({keys[name]})" if keys[name] > 1 else "")
    if symbol and keys[name] == 2:
        issues.append(recorder.issue("several rows share this number; they are kept apart", "one", symbol, "note"))
    roll_call = RollCall(
        id=key, key=key, symbol=symbol, work=symbols.work_of(symbols.parse_one(symbol)) if symbol else key, title=row["Title"],
        question=Question.ADOPTION, date=date, organ="HRC", session=symbols.parse_one(symbol).session if symbol else "",
        outcome=action.outcome, stamp=stamp, text_voted=action.changed and f"{action.changed}, not held", meeting=action.meeting,
    )  # fmt: skip
    yes, no, abstain = action.totals
    roll_call = replace(roll_call, id=content_id(key, repr(sorted(row.items()))), yes=yes, no=no, abstain=abstain)
    return Bundle(roll_call=roll_call, issues=(*issues, *doubts))


def _read_symbol(row: Mapping[str, str], recorder: Recorder) -> tuple[str, list[Issue]]:
    """Return the symbol that the number stands for; "" and an issue where it is none, or where the title names another text."""
    printed = row["Adopted text"]
    if printed in _NO_NUMBER:
        return "", []
    found, named = _NUMBER.fullmatch(printed), _NAMED.match(row["Title"])
    problem, shown = "the number cannot be read; the row has no symbol", printed
    if found and named and named["number"] != found["number"]:
        problem, shown = "the title names another text than the number; the row has no symbol", f"{printed}; {named[0]}"
    elif found:
        try:
            return str(symbols.parse_one(f"A/HRC/RES/{found['number']}")), []
        except UnknownSymbol as error:
            shown = f"{printed} ({error})"
    return "", [recorder.issue(problem, "a number such as 37/23", shown)]


def _settle_date(year: str, action: Action, recorder: Recorder) -> tuple[str, list[Issue]]:
    """Return the day of the sentence, else the year of the table, with an issue where they differ."""
    known = date_of(year) if len(year) == 4 else ""
    if not known and year:
        return action.date, [recorder.issue("the year is none", "a year", year, part="year")]
    if action.date and known and not action.date.startswith(known):
        problem = "the action taken is of another year than the row; the action's day is taken"
        return action.date, [recorder.issue(problem, known, action.date, part="year")]
    return action.date or known, []


def _check_counts(recorder: Recorder, rows: list[tuple[int, Row]], found: Counter[tuple[str, str]]) -> Iterator[Issue]:
    """Compare the rows of each year and status with the table's own counts, where it has some."""
    years: Row = next((row[1:] for _, row in rows if row[0] == "year"), ())
    statuses = {status for _, status in found}
    for number, row in rows:
        if row[0] in statuses:
            for year, count in zip(years, row[1:], strict=False):
                if count != str(found[year, row[0]]):
                    problem = "the table's own count differs from its rows"
                    counted = f"{found[year, row[0]]} rows {row[0]} in {year}"
                    yield replace(recorder, record=f"{recorder.record}, row {number}").issue(problem, count, counted, "note")
