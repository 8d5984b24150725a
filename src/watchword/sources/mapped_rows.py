"""From one row of a table or of JSON Lines to a document, as a mapping says."""

from collections.abc import Iterator
from collections.abc import Mapping as Row
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from itertools import takewhile

from watchword.errors import CountMismatch, MissingColumn, UnknownState
from watchword.model import Actor, Block, Bundle, Document, Issue, Kind, Rendering, Role, Stamp, date_of
from watchword.sources.base import Entry
from watchword.sources.mapping import Mapping, Pick
from watchword.states import resolve


@dataclass(slots=True)
class RowReader:
    """Makes documents of the rows of one file, counts them, and remembers the ids it has seen.

    `extractor` is "module/version". The hash of a document is that of its own row's bytes; its path is `file#line`, and
    the container is the zip or packed file it came in, or the file itself.
    """

    mapping: Mapping
    entry: Entry
    extractor: str
    documents: int = 0
    left_out: int = 0
    _seen: dict[str, int] = field(default_factory=dict)
    _container: str = ""

    def __post_init__(self) -> None:
        """Settle which hash the file's bytes are kept under."""
        self._container = self.entry.container_sha256 or self.entry.sha256()

    def check_columns(self, present: set[str]) -> None:
        """Raise `MissingColumn` where the file lacks a column without which no row makes a document."""
        missing = [column for column in self.mapping.needed_columns if column not in present]
        if missing:
            found = ", ".join(sorted(present)) or "none"
            expected = f"columns {', '.join(missing)} ({self.mapping.file})"
            raise MissingColumn(self.entry.place, "", expected, found)

    def refuse(self, line: int, problem: str, expected: str, found: str) -> Bundle:
        """Return the bundle for a row that makes no document, and count it."""
        self.left_out += 1
        return Bundle(issues=(self._issue(line, problem, expected, found, "left out"),))

    def read(self, row: Row[str, object], line: int, raw: bytes) -> Bundle:
        """Return the bundle for one row: a document, or the issue for which there is none."""
        mapping = self.mapping
        for column, value, reason in mapping.skip:
            if row.get(column) == value:
                return self.refuse(line, "row passed over", f"rows that are not {column} = {value!r}", reason)
        name, text = self._pick(row, "id"), self._pick(row, "text")
        title = self._title(row)
        if not name:
            return self.refuse(line, "row without an id", f"a value in {_columns(mapping, 'id')}", "none")
        if name in self._seen:
            return self.refuse(line, "duplicate id", "an id once", f"{name}, which line {self._seen[name]:,} has")
        if len(text.strip()) < mapping.text_at_least and not (mapping.title_block and title):
            expected = f"a text of at least {mapping.text_at_least:,} characters"
            return self.refuse(line, "row without its text", expected, f"{len(text.strip()):,} characters")
        self._seen[name] = line
        issues: list[Issue] = []
        document = self._document(row, name, sha256(raw).hexdigest(), line, issues)
        self.documents += 1
        blocks = (Block(title, "title", "title"),) if mapping.title_block and title else ()
        if text.strip():
            blocks = (*blocks, Block(text, segmented=False))
        else:
            issues.append(self._issue(line, "row without its text", "a text", "a title only", "kept"))
        return Bundle(document, blocks, issues=tuple(issues))

    def recount(self, rows: int) -> Iterator[Bundle]:
        """Check that every row became a document or an issue, and report a number that the mapping does not expect.

        Raises `CountMismatch`, which would be a fault of this program.
        """
        if rows != self.documents + self.left_out:
            found = f"{self.documents:,} documents and {self.left_out:,} left out"
            raise CountMismatch(self.entry.place, "end", f"{rows:,} rows accounted for", found)
        least, most = self.mapping.expects or (0, rows)
        if not least <= self.documents <= most:
            expected = f"{least:,} to {most:,} documents ({self.mapping.file})"
            issue = Issue(self.mapping.name, self.entry.place, "", "count", expected, f"{self.documents:,}", "kept")
            yield Bundle(issues=(issue,))

    def _document(self, row: Row[str, object], name: str, digest: str, line: int, issues: list[Issue]) -> Document:
        mapping, constants = self.mapping, self.mapping.constants
        day = self._date(row, line, issues)
        key, symbol = f"{mapping.name}:{name}", self._pick(row, "symbol")
        return Document(
            id=f"{key}@{digest[:8]}",
            key=key,
            work=symbol or key,
            kind=Kind(constants.get("kind", Kind.OTHER)),
            date=day,
            language=self._pick(row, "language") or constants.get("language", ""),
            title=self._title(row),
            stamp=self._stamp(digest, line),
            symbol=symbol,
            organ=constants.get("organ", ""),
            session=self._pick(row, "session") or constants.get("session", ""),
            original_language=self._pick(row, "original_language") or constants.get("original_language", ""),
            rendering=Rendering(constants.get("rendering", Rendering.UNKNOWN)),
            actors=self._actors(row, day, line, issues),
            agenda=self._pick(row, "agenda") or constants.get("agenda", ""),
            subjects=self._subjects(row),
            display=mapping.display,
            url=self._pick(row, "url"),
        )

    def _title(self, row: Row[str, object]) -> str:
        return self._pick(row, "title") or self.mapping.constants.get("title", "")

    def _stamp(self, digest: str, line: int) -> Stamp:
        mapping = self.mapping
        path = f"{self.entry.path}#{line}"
        origin = (mapping.name, mapping.publisher, mapping.licence, mapping.version, self.extractor)
        return Stamp(*origin, digest, self._container, path, self.entry.retrieved)

    def _pick(self, row: Row[str, object], name: str) -> str:
        for pick in self.mapping.columns.get(name, ()):
            if value := take(row, pick):
                return value
        return ""

    def _date(self, row: Row[str, object], line: int, issues: list[Issue]) -> str:
        """Return the row's date; of one that is impossible, or that the row contradicts, what is left undoubted."""
        printed = self._pick(row, "date")
        day = read_date(printed, self.mapping.date_format)
        if printed and not day:
            form = self.mapping.date_format or "YYYY-MM-DD, YYYY-MM or YYYY"
            issues.append(self._issue(line, "date", f"a date ({form})", printed[:40], "kept"))
        for pick in self.mapping.check_date:
            other = read_date(take(row, pick), "")
            if day and other and not (day.startswith(other) or other.startswith(day)):
                issues.append(self._issue(line, "date", f"{other}, as {pick.column} has it", day, "kept"))
                alike = takewhile(lambda parts: parts[0] == parts[1], zip(day.split("-"), other.split("-"), strict=False))
                day = "-".join(one for one, _ in alike)
        return day

    def _actors(self, row: Row[str, object], day: str, line: int, issues: list[Issue]) -> tuple[Actor, ...]:
        constants = self.mapping.constants
        name = self._pick(row, "speaker") or constants.get("speaker", "")
        office = self._pick(row, "office") or constants.get("office", "")
        code, printed = constants.get("state", ""), self._pick(row, "state")
        if printed:
            try:
                code = resolve(printed, on=day).code
            except UnknownState as error:
                issues.append(self._issue(line, "state", "a state's name or code", str(error), "kept"))
        if not (name or office or code):
            return ()
        return (Actor(name, Role(constants.get("role", Role.SPEAKER)), code, office),)

    def _subjects(self, row: Row[str, object]) -> tuple[str, ...]:
        subjects = [subject for column, subject in self.mapping.flags.items() if is_set(row.get(column))]
        for pick in self.mapping.columns.get("subject", ()):
            value = take(row, pick)
            subjects += [part.strip() for part in (value.split(pick.separator) if pick.separator else [value])]
        return tuple(dict.fromkeys(filter(None, subjects)))

    def _issue(self, line: int, problem: str, expected: str, found: str, severity: str) -> Issue:
        return Issue(self.mapping.name, self.entry.place, f"line {line:,}", problem, expected, found, severity)


def take(row: Row[str, object], pick: Pick) -> str:
    """Return what a pick finds in a row as text, "" for nothing: its pattern's groups joined by "-", or the cell."""
    cell = row.get(pick.column)
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        cell = cell.isoformat()[:10]
    text = cell if isinstance(cell, str) else str(cell)
    if pick.pattern is None:
        return text
    found = pick.pattern.search(text)
    if not found:
        return ""
    groups = [group for group in found.groups() if group]
    return "-".join(groups) if groups else found[0]


def read_date(text: str, form: str) -> str:
    """Return `text` as an ISO date of the precision it has, "" where it is none.

    `form` is a format of `strptime`; without one the text is year, month and day in this order, as in 2024-4-3.
    """
    text = text.strip()
    if form and text:
        try:
            moment = datetime.strptime(text, form)
        except ValueError:
            return ""
        with_day, with_month = _names(form, "djxcu"), _names(form, "mbB")
        return date_of(moment.date().isoformat()[: 10 if with_day else 7 if with_month else 4])
    parts = text.split("-")
    if len(parts) <= 3 and all(part.isascii() and part.isdigit() for part in parts):
        return date_of("-".join([parts[0], *(part.zfill(2) for part in parts[1:])]))
    return ""


def _names(form: str, codes: str) -> bool:
    return any(f"%{code}" in form for code in codes)


def is_set(cell: object) -> bool:
    """Say whether a flag is set: true, a number other than 0, or a word for it."""
    if isinstance(cell, str):
        return cell.strip().casefold() in ("1", "true", "yes", "y", "t")
    return bool(cell)


def _columns(mapping: Mapping, name: str) -> str:
    return " or ".join(pick.column for pick in mapping.columns[name])
