"""Turn bundles into parts: identifies what is new, segments, counts, and flushes before memory grows."""

from collections import Counter
from dataclasses import dataclass, field, replace
from hashlib import sha256

from watchword.model import Block, Bundle, Document, Issue, Paragraph, Property, RollCall
from watchword.store.schema import TABLES, document_row, property_row, record_row, roll_call_row, to_table
from watchword.store.workspace import Writer
from watchword.text.count import count_han, count_words
from watchword.text.segment import segment

_FLUSH_CHARACTERS = 40_000_000
_FLUSH_BALLOTS = 400_000
_LARGEST = 2**31 - 1  # of the tables' numbers


@dataclass(slots=True)
class Held:
    """What a version holds already, so that nothing is entered twice.

    `ids` are (table, id) of all expressions (a table of properties is one), `keys` give the id of the current expression of
    each (table, key), `issues` and `sources` are whole rows.
    """

    ids: set[tuple[str, str]] = field(default_factory=set)
    keys: dict[tuple[str, str], str] = field(default_factory=dict)
    issues: set[tuple[object, ...]] = field(default_factory=set)
    sources: set[tuple[object, ...]] = field(default_factory=set)


class Builder:
    """Collects the records of one ingest into a writer."""

    def __init__(self, writer: Writer, source: str, held: Held) -> None:
        """Begin with what is held."""
        self._writer = writer
        self._source = source
        self._held = held
        self._rows: dict[str, list[object]] = {}
        self._characters = 0
        self.counts: Counter[str] = Counter()
        self.per_source: Counter[tuple[str, str]] = Counter()
        self.groups: Counter[tuple[str, str, str]] = Counter()

    def add(self, bundle: Bundle) -> None:
        """Take one bundle whole, or leave out what cannot be stored, as an issue, and what is held already."""
        for issue in bundle.issues:
            self.add_issue(issue)
        document = bundle.document if self._is_new(bundle.document, "documents") else None
        roll_call = bundle.roll_call if self._is_new(bundle.roll_call, "roll_calls") else None
        first = next((item for item in bundle.properties[:1] if self._is_new(item, "properties")), None)
        if (bundle.document or bundle.roll_call or bundle.properties) and not (document or roll_call or first):
            return None
        if fault := _fault_of([block.text for block in bundle.blocks]):
            return self._leave_out(bundle, fault)
        rows = self._rows_of(bundle, document, roll_call)
        if fault := next(filter(None, (_fault_of(row) for _, row in rows)), ""):
            return self._leave_out(bundle, fault)
        if document:
            self._claim(document.id, document.key, "documents")
            self.per_source["documents", document.stamp.source] += 1
            self.groups["documents", "session", document.session] += 1
        if roll_call:
            self._claim(roll_call.id, roll_call.key, "roll_calls")
        if first:
            self._claim(first.id, first.key, "properties")
        for table, row in rows:
            self._put(table, row)
        self._characters += sum(len(block.text) for block in bundle.blocks)
        if self._characters > _FLUSH_CHARACTERS or len(self._rows.get("ballots", ())) > _FLUSH_BALLOTS:
            self.flush()
        return None

    def add_issue(self, issue: Issue) -> None:
        """Take an issue; one that an earlier version recorded in the same words is not recorded again."""
        row = record_row(issue, "issues")
        if _fault_of(row):
            found, place, file = (ascii(text) for text in (issue.found, issue.place, issue.file))
            row = record_row(replace(issue, found=found, place=place, file=file), "issues")
        if row in self._held.issues:
            self.counts["issues already held"] += 1
            return
        self._put("issues", row)
        self.counts[f"issues: {issue.severity}"] += 1

    def add_source(self, row: dict[str, object]) -> None:
        """Take the description of a source or collection, unless it is held."""
        if tuple(row[name] for name in TABLES["sources"].names) not in self._held.sources:
            self._put("sources", row)

    def flush(self) -> None:
        """Write what was collected as parts."""
        for name, rows in self._rows.items():
            if rows:
                self._writer.add(name, to_table(name, rows))  # type: ignore[arg-type]
        self._rows.clear()
        self._characters = 0

    def _put(self, table: str, row: object) -> None:
        self._rows.setdefault(table, []).append(row)
        self.counts[table] += 1

    def _leave_out(self, bundle: Bundle, fault: str) -> None:
        """Record that a bundle holds what no table can."""
        record = bundle.document or bundle.roll_call or next(iter(bundle.properties), None)
        origin, place, key = (record.stamp.source, record.stamp.path, record.key) if record else (self._source, "", "")
        self.add_issue(Issue(origin, place, key, "cannot be stored", f"whole characters, and numbers up to {_LARGEST:,}", fault))

    def _rows_of(self, bundle: Bundle, document: Document | None, roll_call: RollCall | None) -> list[tuple[str, object]]:
        """Return (table, row) of all that is new in a bundle."""
        rows = _document_rows(document, bundle.blocks, self._writer.version) if document else []
        if roll_call:
            rows.append(("roll_calls", roll_call_row(roll_call, added=self._writer.version)))
            rows.extend(("ballots", record_row(ballot, "ballots")) for ballot in bundle.ballots)
        record = bundle.document or bundle.roll_call
        origin = record.stamp.source if record else self._source
        for link in bundle.links:
            rows.append(("links", (link.start, link.end, link.kind, link.reason, link.score, link.evidence, origin)))
        rows.extend(("events", record_row(event, "events")) for event in bundle.events)
        rows.extend(("properties", property_row(item, added=self._writer.version)) for item in bundle.properties)
        return rows

    def _is_new(self, record: Document | RollCall | Property | None, table: str) -> bool:
        """Say whether there is a record and this expression of it is not held."""
        if record and (table, record.id) in self._held.ids:
            self.counts[f"{table} already held"] += 1
            return False
        return record is not None

    def _claim(self, identity: str, key: str, table: str) -> None:
        """Enter an expression as the current one; under a known key it supersedes the one before."""
        self._held.ids.add((table, identity))
        before = self._held.keys.get((table, key))
        if before:
            self._writer.superseded[before] = identity
            self.counts[f"{table} superseded"] += 1
        self._held.keys[table, key] = identity


def _document_rows(document: Document, blocks: tuple[Block, ...], version: int) -> list[tuple[str, object]]:
    """Return the rows of a document and its paragraphs."""
    rows: list[tuple[str, object]] = []
    words = han = 0
    for position, (label, kind, text) in enumerate(_paragraphs(blocks)):
        paragraph = Paragraph(document.id, position, label, kind, text, sha256(text.encode()).hexdigest())
        rows.append(("paragraphs", record_row(paragraph, "paragraphs")))
        words += count_words(text)
        if document.language in ("zh", ""):
            han += count_han(text)
    row = document_row(document, paragraphs=len(rows), words=words, han=han, added=version)
    return [*rows, ("documents", row)]


def _fault_of(value: object) -> str:
    """Return what keeps a value, or one inside it, from being stored, "" where nothing does."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError:
            return f"half a character in {ascii(value)[:80]}"
    elif isinstance(value, int) and not -_LARGEST <= value <= _LARGEST:
        return f"the number {value}"
    elif isinstance(value, dict):
        return next(filter(None, map(_fault_of, value.values())), "")
    elif isinstance(value, tuple | list):
        return next(filter(None, map(_fault_of, value)), "")
    return ""


def _paragraphs(blocks: tuple[Block, ...]) -> list[tuple[str, str, str]]:
    """Return (label, kind, text) of each paragraph; blocks that are not segmented yet are cut."""
    found = []
    for block in blocks:
        if block.segmented:
            if block.text.strip():
                found.append((block.label, block.kind, block.text))
        else:
            found.extend((block.label, block.kind, block.text[start:end]) for start, end in segment(block.text))
    return found
