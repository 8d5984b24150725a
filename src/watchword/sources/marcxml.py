"""Catalogue records of the UN Digital Library and the OHCHR library in MARCXML: drafts with their sponsors, and votes.

The fields and the rules are in `marcxml.toml`. The pipeline calls this source by name; it does not sniff XML files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from watchword.model import Bundle, Issue
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor
from watchword.sources.marc_drafts import Catalogued, make_document, read_date, read_symbol
from watchword.sources.marc_records import Break, MarcRecord, read_records
from watchword.sources.marc_votes import is_voting, make_roll_call

_UNUSED = {"856"}  # labels of links in many scripts; only their addresses are read


@dataclass(slots=True)
class MarcXml:
    """The source: one bundle per catalogue record."""

    descriptor: Descriptor = field(default_factory=lambda: load_descriptor("marcxml"))

    def role(self, path: str) -> FileRole:
        """Take every file whose name ends as MARCXML files do."""
        return FileRole.DOCUMENT if path.lower().endswith((".xml", ".mrcx", ".marcxml")) else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Return the function that reads one file; there are no companions."""

        def read(entry: Entry) -> Iterator[Bundle]:
            for record in read_records(entry):
                yield self._make_bundle(record, entry)

        return read

    def _make_bundle(self, record: MarcRecord | Break, entry: Entry) -> Bundle:
        name = self.descriptor.name
        if isinstance(record, Break):
            problem = "the XML breaks off; the records before this place are kept"
            return Bundle(issues=(Issue(name, entry.place, f"line {record.line}", problem, "XML", record.problem),))
        common, issues = _read_common(name, record, entry)
        if not common:
            return Bundle(issues=tuple(issues))
        stamp = self.descriptor.stamp(entry)
        if is_voting(record):
            bundle = make_roll_call(record, common, name, stamp, entry.place)
        else:
            bundle = make_document(record, common, self.descriptor, stamp, entry.place)
        return replace(bundle, issues=(*issues, *bundle.issues))


def _read_common(source: str, record: MarcRecord, entry: Entry) -> tuple[Catalogued | None, list[Issue]]:
    """Return what every record has; None with the reason where a record names neither itself nor a text."""
    voting = is_voting(record)
    printed = (voting and record.value("791", "a")) or record.value("191", "a") or record.value("791", "a")
    number = record.control.get("001", "")
    place = f"line {record.line}, {printed or number or 'a record without number'}"
    if not printed and not (number and voting):
        found = record.value("245", "a")[:80] or "no title"
        return None, [Issue(source, entry.place, place, "a record without a symbol was left out", "191 or 791", found)]
    agency = record.control.get("003", "") or record.value("040", "a")
    key = ":".join(filter(None, (source, agency, number or printed)))
    issues = []
    symbol = read_symbol(printed)
    if not symbol:
        problem = "the symbol cannot be read; it is kept as printed"
        issues.append(Issue(source, entry.place, place, problem, "a document symbol", printed or "a blank", "kept"))
    date = read_date(record)
    if not date:
        found = record.value("269", "a") or record.value("260", "c") or "a blank"
        issues.append(Issue(source, entry.place, place, "no date can be read; it is unknown", "a date", found, "kept"))
    used = [tag for tag in record.repaired if tag not in _UNUSED]
    if used:
        problem = "text in UTF-8 had been read as Latin-1; it was put back"
        found = "fields " + ", ".join(used)
        issues.append(Issue(source, entry.place, place, problem, "text in UTF-8", found, "kept"))
    return Catalogued(key, printed, symbol, date), issues
