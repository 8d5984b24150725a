"""Streams the records of a MARCXML file (the Library of Congress's MARC 21 slim schema), namespace prefixed or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from watchword.errors import UnreadableInput, UnsafeInput
from watchword.sources.base import Entry


@dataclass(frozen=True, slots=True)
class MarcField:
    """A data field: its tag and its subfields in order, white space evened out."""

    tag: str
    subfields: tuple[tuple[str, str], ...]

    def value(self, code: str) -> str:
        """Return the first subfield of this code that is not blank, or ""."""
        return next((text for found, text in self.subfields if found == code and text), "")


@dataclass(frozen=True, slots=True)
class MarcRecord:
    """One record: control fields by tag, data fields in order, its line, and which tags had text put back."""

    line: int
    control: dict[str, str]
    fields: tuple[MarcField, ...]
    repaired: tuple[str, ...]

    def all(self, tag: str) -> tuple[MarcField, ...]:
        """Return the data fields of `tag`."""
        return tuple(field for field in self.fields if field.tag == tag)

    def values(self, tag: str, code: str) -> list[str]:
        """Return the subfields `code` of all fields `tag` that are not blank."""
        return [text for field in self.all(tag) for found, text in field.subfields if found == code and text]

    def value(self, tag: str, code: str) -> str:
        """Return the first of them, or ""."""
        return next(iter(self.values(tag, code)), "")


@dataclass(frozen=True, slots=True)
class Break:
    """Where a file stopped being XML, after at least one record."""

    line: int
    problem: str


def read_records(entry: Entry) -> Iterator[MarcRecord | Break]:
    """Yield the records of `entry` one by one, and a last `Break` where the XML is not well-formed after some of them.

    Raises `UnsafeInput` for a DOCTYPE, before anything that follows it is used, and `UnreadableInput` for a file
    without any record. Entities are never resolved and nothing is fetched.
    """
    from lxml import etree

    found = 0
    with entry.open() as stream:
        events = etree.iterparse(stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
        try:
            for number, (event, element) in enumerate(events):
                if not number and element.getroottree().docinfo.internalDTD is not None:
                    raise UnsafeInput(entry.place, "before the first element", "no DOCTYPE", "a DOCTYPE")
                if event == "end" and _local(element) == "record":
                    record = _make_record(element)
                    _let_go(element)
                    if record:
                        found += 1
                        yield record
        except etree.XMLSyntaxError as error:
            if not found:
                raise UnreadableInput(entry.place, f"line {error.lineno}", "MARCXML", str(error.msg)) from error
            yield Break(error.lineno or 0, str(error.msg))
    if not found:
        raise UnreadableInput(entry.place, "", "MARCXML records", "none")


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _let_go(element: Any) -> None:
    """Free the memory of a record that was read, and of those before it."""
    parent = element.getparent()
    element.clear()
    if parent is not None and _local(parent) == "collection":
        while element.getprevious() is not None:
            del parent[0]


def _make_record(element: Any) -> MarcRecord | None:
    """Return the record, or None for an element that only wraps one (OAI-PMH names its wrapper "record", too)."""
    control: dict[str, str] = {}
    fields: list[MarcField] = []
    repaired: dict[str, None] = {}
    for child in element:
        name, tag = _local(child), child.get("tag", "")
        if name == "controlfield":
            control.setdefault(tag, " ".join((child.text or "").split()))
        elif name == "datafield":
            printed = [(sub.get("code", ""), "".join(sub.itertext())) for sub in child if _local(sub) == "subfield"]
            subfields = tuple((code, put_back(text)) for code, text in printed)
            if any(new != old for (_, new), (_, old) in zip(subfields, printed, strict=True)):
                repaired[tag] = None
            fields.append(MarcField(tag, tuple((code, " ".join(text.split())) for code, text in subfields)))
    if not control and not fields:
        return None
    return MarcRecord(element.sourceline or 0, control, tuple(fields), tuple(repaired))


def put_back(text: str) -> str:
    """Undo UTF-8 that was read as Latin-1 or Windows-1252 ("TÃ¼rkiye"); any other text comes back as it was.

    Correct text is not touched: its accented letters are not valid UTF-8 when written in those encodings.
    """
    if text.isascii():
        return text
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text
