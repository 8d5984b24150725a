"""The workbook of the General Debate Corpus: who spoke for which state in which session, and in which office."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from watchword.errors import MissingColumn, UnknownState, UnreadableInput
from watchword.model import Issue
from watchword.sources.base import Entry
from watchword.states import State, resolve

_COLUMNS = ("year", "session", "iso code", "country", "name of person speaking", "post")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody of the workbook: name and office as printed, "" where it has none."""

    name: str = ""
    office: str = ""
    country: str = ""
    row: int = 0


UNKNOWN_SPEAKER = Speaker()


@dataclass(slots=True)
class Speakers:
    """All rows, by code and session as printed; `issues` are those of the workbook itself."""

    source: str
    file: str = ""
    rows: dict[tuple[str, int], list[Speaker]] = field(default_factory=lambda: defaultdict(list))
    by_country: dict[tuple[str, int], list[Speaker]] = field(default_factory=lambda: defaultdict(list))
    issues: list[Issue] = field(default_factory=list)

    def find(self, state: State, code: str, session: int, place: str) -> tuple[Speaker, tuple[Issue, ...]]:
        """Return who spoke in the speech of `code`, or nobody where the workbook is silent or of two minds.

        Rows are matched by code; where the code is not there (the workbook has misprints), by the name of the country.
        A row whose country is another state than its code says names nobody.
        """
        year = str(1945 + session)
        found = self.rows.get((code, session)) or self.by_country.get((state.code, session)) or []
        if not found:
            return UNKNOWN_SPEAKER, (self._kept(place, "a row for this speech", "none"),) if self.file else ()
        names = {_fold(speaker.name) for speaker in found}
        if len(names) > 1:
            printed = " and ".join(f"{speaker.name} (row {speaker.row})" for speaker in found)
            return UNKNOWN_SPEAKER, (self._kept(place, "one speaker", printed),)
        other = _state_code(found[0].country, year)
        if other and other != state.code and _differs(other, code, year):
            printed = f"{found[0].country} in row {found[0].row}"
            return UNKNOWN_SPEAKER, (self._kept(place, f"a row for {state.name}", printed),)
        return max(found, key=lambda speaker: len(speaker.office)), ()

    def _kept(self, place: str, expected: str, found: str) -> Issue:
        return Issue(self.source, place, self.file, "speaker unknown", expected, found, "kept")


def read_speakers(companions: Sequence[Entry], source: str) -> Speakers:
    """Read the companions; a workbook that cannot be read becomes an issue and leaves its speakers unknown."""
    speakers = Speakers(source)
    for entry in companions:
        try:
            _read_workbook(entry, speakers)
        except UnreadableInput as error:
            speakers.issues.append(Issue(source, entry.place, error.place, "speakers not read", error.expected, error.found))
    return speakers


def _read_workbook(entry: Entry, speakers: Speakers) -> None:
    rows = _rows_of(entry)
    header = [str(cell or "").strip().lower() for cell in next(rows, ())]
    missing = [name for name in _COLUMNS if name not in header]
    if missing:
        raise MissingColumn(entry.place, "row 1", f"columns {', '.join(missing)}", ", ".join(filter(None, header)))
    positions = [header.index(name) for name in _COLUMNS]
    speakers.file = entry.place
    for number, row in enumerate(rows, start=2):
        cells = [row[position] if position < len(row) else None for position in positions]
        if all(cell is None for cell in cells):
            continue
        year, session, code, country, name, post = cells
        if not isinstance(session, int) or not code or year != 1945 + session:
            printed = f"year {year}, session {session}, code {code}, {country}"
            expected = "a session, its year and a code"
            speakers.issues.append(Issue(speakers.source, entry.place, f"row {number}", "row", expected, printed))
            continue
        speaker = Speaker(_text(name), _text(post), _text(country), number)
        speakers.rows[_text(code).upper(), session].append(speaker)
        if state := _state_code(speaker.country, str(year)):
            speakers.by_country[state, session].append(speaker)


def _rows_of(entry: Entry) -> Iterator[tuple[Any, ...]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        workbook = openpyxl.load_workbook(io.BytesIO(entry.read()), read_only=True, data_only=True)
        yield from workbook.worksheets[0].iter_rows(values_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError) as error:
        raise UnreadableInput(entry.place, "", "a workbook (.xlsx)", str(error) or type(error).__name__) from error


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _fold(name: str) -> str:
    return " ".join(name.casefold().replace(".", " ").split())


def _state_code(name: str, year: str) -> str:
    try:
        return resolve(name, on=year).code if name else ""
    except UnknownState:
        return ""


def _differs(other: str, code: str, year: str) -> bool:
    """Say whether the code, read on the year, is another state than `other`: China's in 1971 can be two."""
    return _state_code(code, year) not in ("", other)
