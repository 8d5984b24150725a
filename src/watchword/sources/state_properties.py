"""Dated properties of states: one CSV table a property, a state a row, from one date to another.

What the columns of a publisher's own table are called is in `state_properties.toml`; a user's own table has the columns that
its notes name. One bundle per table: a changed file replaces the whole table that stood before.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from watchword import states
from watchword.errors import UnknownState
from watchword.model import Bundle, Issue, Property, content_id, date_of
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor
from watchword.sources.csv_rows import open_table

_SUFFIX = ".properties.csv"


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of a table is what, and what is the same for all its rows; a blank column is not there.

    `outside` names, by code, the states that are in no comparison, and why.
    """

    name: str
    state: str = "state"
    start: str = "start"
    end: str = "end"
    value: str = ""
    first_day_is_month: bool = False
    publisher: str = "the user's own table"
    licence: str = "not stated"
    url: str = ""
    files: str = ""
    outside: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that the table must have."""
        return tuple(column for column in (self.state, self.start, self.end, self.value) if column)


@dataclass(slots=True)
class StateProperties:
    """Reads `NAME.properties.csv`, and the tables of publishers that its descriptor lays out."""

    descriptor: Descriptor = field(default_factory=lambda: load_descriptor("state_properties"))

    def role(self, path: str) -> FileRole:
        """Say from its name what a file is."""
        name = path.rsplit("/", 1)[-1]
        known = name.lower().endswith(_SUFFIX) or self._find_layout(name)
        return FileRole.DOCUMENT if known else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Return the function that reads one table."""

        def read(entry: Entry) -> Iterator[Bundle]:
            layout = self._find_layout(entry.name)
            if not layout:
                layout = Layout(entry.name[: -len(_SUFFIX)], value="value" if _has_value(entry) else "")
            yield _read_table(self.descriptor, layout, entry)

        return read

    def _find_layout(self, name: str) -> Layout | None:
        rows: Any = self.descriptor.options.get("layout", ())
        return next((Layout(**row) for row in rows if fnmatchcase(name, row["files"])), None)


def _has_value(entry: Entry) -> bool:
    with open_table(entry, ("state", "start", "end")) as table:
        return "value" in table.columns


def _read_table(descriptor: Descriptor, layout: Layout, entry: Entry) -> Bundle:
    """Return all rows of a table as properties under one id; a row that cannot be read is an issue."""
    stamp = replace(descriptor.stamp(entry), publisher=layout.publisher, licence=layout.licence)
    key = f"{descriptor.name}:{layout.name}"
    base = Property(content_id(key, entry.read()), key, layout.name, "", stamp)
    found: list[Property] = []
    issues: list[Issue] = []
    with open_table(entry, layout.columns) as table:
        for line, row in table.rows:
            if not table.fits(row):
                issues.append(table.misfit(descriptor.name, line, row))
                continue
            cells = {column: row[table.index(column)].strip() for column in layout.columns}
            read = _read_row(base, layout, cells)
            if isinstance(read, Property):
                found.append(read)
            else:
                issues.append(Issue(descriptor.name, entry.place, f"line {line}", *read))
    if not found:
        issues.append(Issue(descriptor.name, entry.place, "", "a table without a state", "at least one row", "none"))
    return Bundle(properties=tuple(found), issues=(*issues, *_note_repeats(descriptor.name, entry, found)))


def _read_row(base: Property, layout: Layout, cells: Mapping[str, str]) -> Property | tuple[str, str, str]:
    """Return the property in a row, or what is wrong with it: problem, expected, found."""
    printed = cells[layout.state]
    start, end = (_read_date(cells[column], layout) for column in (layout.start, layout.end))
    for column, date in ((layout.start, start), (layout.end, end)):
        if date is None:
            return f"an impossible date in {column}; the row was left out", "a day, month or year", cells[column]
    if start and end and start[: len(end)] > end:
        return "the end is before the start; the row was left out", f"a date after {start}", str(end)
    try:
        code = states.resolve(printed, start or "").code
    except UnknownState as error:
        return "a state that is not known; the row was left out", "a state", str(error)
    doubt = layout.outside.get(code, "") or ("" if start else "it is not known since when")
    value = cells[layout.value] if layout.value else ""
    return replace(base, state=code, start=start or "", end=end or "", value=value, doubt=doubt, printed=printed)


def _read_date(text: str, layout: Layout) -> str | None:
    """Return a date as precise as it is known, "" for a blank, None for what is no date."""
    if not text:
        return ""
    date = date_of(text)
    if not date:
        return None
    return date[:7] if layout.first_day_is_month and date.endswith("-01") and len(date) == 10 else date


def _note_repeats(source: str, entry: Entry, found: Sequence[Property]) -> Iterator[Issue]:
    """Yield a note for each state with several rows of one value: they may be stays one after another, or a mistake."""
    seen: dict[tuple[str, str], int] = {}
    for item in found:
        seen[item.state, item.value] = seen.get((item.state, item.value), 0) + 1
    for (code, value), count in sorted(seen.items()):
        if count > 1:
            named = f"{count} rows of {states.name_of(code)}" + (f", {value}" if value else "")
            yield Issue(source, entry.place, code, "several rows of one state; all count", "one row", named, "note")
