"""Turn bundles into parts: identifies what is new, segments, counts, and flushes before memory grows."""

from collections import Counter
from hashlib import sha256

from watchword.model import Block, Bundle, Document, Issue, Paragraph
from watchword.sources.base import Descriptor
from watchword.store.schema import document_row, record_row, roll_call_row, to_table
from watchword.store.workspace import Writer
from watchword.text.count import count_han, count_words
from watchword.text.segment import segment

_FLUSH_CHARACTERS = 40_000_000
_FLUSH_BALLOTS = 400_000


class Builder:
    """Collects the records of one ingest into a writer. `known` maps ids already held to nothing but their presence."""

    def __init__(self, writer: Writer, source: str, known: set[str], keys: dict[str, str]) -> None:
        """Begin; `keys` maps each key held to the id of its current expression."""
        self._writer = writer
        self._source = source
        self._known = known
        self._keys = keys
        self._rows: dict[str, list[object]] = {}
        self._characters = 0
        self._sources: dict[str, Descriptor] = {}
        self.counts: Counter[str] = Counter()
        self.per_source: Counter[tuple[str, str]] = Counter()
        self.groups: Counter[tuple[str, str, str]] = Counter()

    def add(self, bundle: Bundle) -> None:
        """Take one bundle."""
        for issue in bundle.issues:
            self.add_issue(issue)
        new = not (bundle.document or bundle.roll_call)
        if bundle.document and self._claim(bundle.document.id, bundle.document.key, "documents"):
            self._add_document(bundle.document, bundle.blocks)
            new = True
        if bundle.roll_call and self._claim(bundle.roll_call.id, bundle.roll_call.key, "roll_calls"):
            self._put("roll_calls", roll_call_row(bundle.roll_call, added=self._writer.version))
            for ballot in bundle.ballots:
                self._put("ballots", record_row(ballot, "ballots"))
            new = True
        if new:
            record = bundle.document or bundle.roll_call
            origin = record.stamp.source if record else self._source
            for link in bundle.links:
                self._put("links", (link.start, link.end, link.kind, link.reason, link.score, link.evidence, origin))
            for event in bundle.events:
                self._put("events", record_row(event, "events"))
        if self._characters > _FLUSH_CHARACTERS or len(self._rows.get("ballots", ())) > _FLUSH_BALLOTS:
            self.flush()

    def add_issue(self, issue: Issue) -> None:
        """Take an issue."""
        self._put("issues", record_row(issue, "issues"))
        self.counts[f"issues: {issue.severity}"] += 1

    def add_source(self, row: dict[str, object]) -> None:
        """Take the description of a source or collection."""
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

    def _claim(self, identity: str, key: str, table: str) -> bool:
        """Say whether this expression is new; a new one under a known key supersedes the one before."""
        if identity in self._known:
            self.counts[f"{table} already held"] += 1
            return False
        self._known.add(identity)
        before = self._keys.get(key)
        if before:
            self._writer.superseded[before] = identity
            self.counts[f"{table} superseded"] += 1
        self._keys[key] = identity
        return True

    def _add_document(self, document: Document, blocks: tuple[Block, ...]) -> None:
        paragraphs = [
            Paragraph(document.id, position, label, kind, text, sha256(text.encode()).hexdigest())
            for position, (label, kind, text) in enumerate(_paragraphs(blocks))
        ]
        words = han = 0
        for paragraph in paragraphs:
            self._put("paragraphs", record_row(paragraph, "paragraphs"))
            self._characters += len(paragraph.text)
            words += count_words(paragraph.text)
            if document.language in ("zh", ""):
                han += count_han(paragraph.text)
        row = document_row(document, paragraphs=len(paragraphs), words=words, han=han, added=self._writer.version)
        self._put("documents", row)
        self.per_source["documents", document.stamp.source] += 1
        self.groups["documents", "session", document.session] += 1


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
