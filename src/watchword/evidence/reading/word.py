"""Word files (Office Open XML, ECMA-376): paragraphs, tables and notes, insertions accepted and deletions gone.

Read from the zip with lxml: entities off, no network, every size bounded before anything is unpacked. Each stretch of text knows the run
it stands in, so that a comment can be put there. Left out: headers, footers, comments, field codes and hidden text; an automatic number is
no text in the file and is none here.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from watchword.errors import UnreadableInput, UnsafeInput
from watchword.evidence.reading.prose import Prose, Spot, Writer

_PART_LIMIT = 64_000_000
_WHOLE_LIMIT = 500_000_000
_PARTS_LIMIT = 20_000
_DOCUMENT = "/officeDocument"
_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "delText", "rPr", "pPr", "Fallback", "sectPr", "comment"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError)


def read_word(content: bytes, name: str = "") -> Prose:
    """Return a Word file as prose.

    Raises `UnsafeInput` for one that unpacks out of proportion or declares entities, `UnreadableInput` for one that is damaged, encrypted
    or no Word file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_sizes(archive, name)
            main = _find_main(archive, name)
            body = _read_part(archive, main, name)
            notes = {kind: _read_notes(archive, main, kind, name) for kind in ("footnote", "endnote")}
    except _BROKEN as error:
        raise UnreadableInput(name, "", "a Word file", str(error).rstrip(".") or type(error).__name__) from error
    reading = _Reading(notes)
    reading.read_body(body)
    reading.read_notes()
    return reading.writer.finish(name, "Word", tuple(reading.say_left()))


def pieces_of(run: Any) -> Iterator[tuple[Any, str]]:
    """Yield the children of a run that show text, with that text: a tab, a line break and a hyphen are one character each."""
    for child in run:
        tag = _tag(child)
        if tag == "t":
            yield child, child.text or ""
        elif tag in _BREAKS:
            yield child, _BREAKS[tag]


def runs_of(tree: Any) -> list[Any]:
    """Return every run of a part in document order: what the number of a `Spot`'s run counts."""
    return list(tree.iter("{*}r"))


class _Reading:
    """One pass over a Word file's main part; the notes it refers to come behind it."""

    def __init__(self, notes: dict[str, dict[str, Any]]) -> None:
        self.writer = Writer()
        self._notes, self._referred = notes, dict[tuple[str, str], int]()
        self._runs: dict[Any, int] = {}
        self._paragraph = 0
        self._deleted = self._markers = self._hidden = 0

    def read_body(self, tree: Any) -> None:
        """Read the paragraphs in document order, those of tables and boxes where they stand."""
        self._runs = {run: number for number, run in enumerate(runs_of(tree))}
        for paragraph in tree.iter("{*}p"):
            if any(_tag(outer) in _LEFT_OUT for outer in paragraph.iterancestors()) or not _is_prose(paragraph):
                continue
            self._paragraph += 1
            self._read_paragraph(paragraph, "paragraph", self._paragraph, note_run=-1)

    def read_notes(self) -> None:
        """Read the notes in the order in which the text refers to them."""
        counted = {"footnote": 0, "endnote": 0}
        for (kind, identity), run in self._referred.items():
            note = self._notes[kind].get(identity)
            if note is None:
                continue
            counted[kind] += 1
            for paragraph in note.iter("{*}p"):
                self._read_paragraph(paragraph, kind, counted[kind], note_run=run)

    def say_left(self) -> Iterator[str]:
        """Yield a sentence for each kind of text that was left out."""
        if self._deleted:
            yield f"left out: {self._deleted:,} deletions that are tracked in the file"
        if self._hidden:
            yield f"left out: {self._hidden:,} runs of hidden text"
        if self._markers:
            yield f"left out: {self._markers:,} note markers"

    def _read_paragraph(self, paragraph: Any, unit: str, number: int, note_run: int) -> None:
        if not self._mark_deleted:
            self.writer.end_paragraph()
        for run in _own_runs(paragraph):
            if any(_tag(outer) in ("del", "moveFrom") for outer in run.iterancestors()):
                self._deleted += 1
                continue
            if _has(run, "vanish"):
                self._hidden += 1
                continue
            for reference in run.iter("{*}footnoteReference", "{*}endnoteReference"):
                kind = _tag(reference).removesuffix("Reference")
                self._referred.setdefault((kind, _attribute(reference, "id")), self._runs.get(run, note_run))
            if _is_raised_number(run):
                self._markers += 1
                continue
            at = 0
            for _, text in pieces_of(run):
                spot = Spot(unit, number, self._runs[run], at) if note_run < 0 else Spot(unit, number, note_run)
                self.writer.add(text, spot)
                at += len(text)
        self._mark_deleted = _is_mark_deleted(paragraph)

    _mark_deleted = False


def _own_runs(paragraph: Any) -> Iterator[Any]:
    """Yield the runs of a paragraph, but not those of paragraphs in boxes inside it."""
    for run in paragraph.iter("{*}r"):
        if next(outer for outer in run.iterancestors() if _tag(outer) == "p") is paragraph:
            yield run


def _is_prose(paragraph: Any) -> bool:
    """Say whether a paragraph is one of WordprocessingML: drawings have paragraphs of their own."""
    return "wordprocessingml" in str(etree.QName(paragraph).namespace)


def _is_raised_number(run: Any) -> bool:
    """Say whether a run is a note's marker set by hand: raised figures and nothing else."""
    text = "".join(text for _, text in pieces_of(run)).strip()
    raised = any(_attribute(item, "val") == "superscript" for item in run.iterfind("{*}rPr/{*}vertAlign"))
    return raised and text.strip("[](),* ").isdigit()


def _has(run: Any, toggle: str) -> bool:
    """Say whether a run's own format switches a property on."""
    return any(_attribute(item, "val") not in ("0", "false", "off") for item in run.iterfind(f"{{*}}rPr/{{*}}{toggle}"))


def _is_mark_deleted(paragraph: Any) -> bool:
    """Say whether a tracked deletion took the paragraph's end, so that the next one continues it."""
    return paragraph.find("{*}pPr/{*}rPr/{*}del") is not None


def _tag(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attribute(element: Any, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    """Raise `UnsafeInput` where the parts would unpack to more than is plausible, before any is unpacked."""
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    if len(infos) > _PARTS_LIMIT or total > _WHOLE_LIMIT:
        raise UnsafeInput(name, "", f"at most {_WHOLE_LIMIT:,} bytes in {_PARTS_LIMIT:,} parts", f"{total:,} bytes in {len(infos):,} parts")


def _find_main(archive: zipfile.ZipFile, name: str) -> str:
    """Return the name of the main part, as the package's relationships give it (ECMA-376, part 2)."""
    if "_rels/.rels" not in archive.namelist():
        raise UnreadableInput(name, "", "a Word file", "a zip without the parts of one")
    for relation in _read_part(archive, "_rels/.rels", name):
        if str(relation.get("Type", "")).endswith(_DOCUMENT):
            target = posixpath.normpath(str(relation.get("Target", "")).lstrip("/"))
            if not target.startswith("word/") and target.split("/")[0] in ("xl", "ppt"):
                raise UnreadableInput(name, "", "a Word file", {"xl": "a workbook", "ppt": "a presentation"}[target.split("/")[0]])
            return target
    raise UnreadableInput(name, "_rels/.rels", "a main document", "none")


def _read_part(archive: zipfile.ZipFile, part: str, name: str) -> Any:
    """Return a part's root element."""
    try:
        info = archive.getinfo(part)
    except KeyError as error:
        raise UnreadableInput(name, "", f"a part {part}", "none of this name") from error
    if info.file_size > _PART_LIMIT:
        raise UnsafeInput(name, part, f"at most {_PART_LIMIT:,} bytes", f"{info.file_size:,}")
    data = archive.read(info)
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data or "<!DOCTYPE".encode("utf-16-be") in data:
        raise UnsafeInput(name, part, "XML without a document type", "a document type declaration")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(name, part, "well-formed XML", str(error.msg)) from error
    if root is None:
        raise UnreadableInput(name, part, "well-formed XML", "nothing")
    return root


def _read_notes(archive: zipfile.ZipFile, main: str, kind: str, name: str) -> dict[str, Any]:
    """Return the notes of a kind by their id; separators are none."""
    part = posixpath.join(posixpath.dirname(main), f"{kind}s.xml")
    if part not in archive.namelist():
        return {}
    return {_attribute(note, "id"): note for note in _read_part(archive, part, name) if not _attribute(note, "type") and _tag(note) == kind}
