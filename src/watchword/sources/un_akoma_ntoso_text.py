"""The text of an Akoma Ntoso statement as labelled blocks.

Nothing of the body is lost: every letter of the preface's title, the preamble, the main body and the attachments is in
exactly one block. Footnotes are blocks of their own, at the end; their markers are in no text. Numbers of paragraphs are in
the labels.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from watchword.model import Block
from watchword.sources.un_akoma_ntoso_labels import Number, Path, read_number

Element = Any  # lxml publishes no types

_NOTE = "\ue000"  # stands where a footnote's marker was until the text is cleaned
_BROKEN = frozenset(
    "p eol br tr td th num content item point list sublist intro wrapUp subheading heading table quotedStructure blockList "
    "listIntroduction paragraph container crossHeading section".split()
)
_BRACKETED_NOTE = re.compile(rf"\s*\(\s*{_NOTE}\s*\)")
_NOTE_BEFORE_STOP = re.compile(rf"[ \t\r\n]+{_NOTE}(?=[,.;:،؛。，；])")
_WHITE = re.compile(r"[ \t\r\n\f\v\u200b]+")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)\s*")
_EXPONENT = re.compile(r"(?:(?:^|[\s\d])(?:[kcmd]?m)|(?<!\d)10)\Z")
_HEADING_CLASS = re.compile(r"(H\d|HCh|HM|BLUEHeading|Heading)", re.IGNORECASE)
_ANNEX = re.compile(
    r"(?:Annex|Appendix|Enclosure|Annexe|Appendice|Anexo|Apéndice|Приложение|Добавление|附件|附录|(?:ال)?مرفق|"
    r"(?:ال)?تذييل|Anlage|Anhang)"
    r"\s*(?:[IVXLCА-ЯA-Z]{1,6}|\d{1,2}|[一二三四五六七八九十]{1,3}|(?:ال)?(?:أول|ثاني|ثالث|رابع|خامس|سادس))?[.*:]?\Z"
)
_COUNTED = re.compile(r"~(\d+)")
_NUMERAL = re.compile(r"([IVXLC]{1,6})\.?\Z")


def tag_of(element: Element) -> str:
    """Return an element's name without its namespace; "" for a comment or processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def clean(text: str) -> str:
    """Return text with runs of white space made one space and footnote markers, their brackets included, taken out."""
    if _NOTE in text:
        text = _BRACKETED_NOTE.sub("", text)
        text = _NOTE_BEFORE_STOP.sub("", text).replace(_NOTE, "")
    return _WHITE.sub(" ", text).strip()


def plain(element: Element) -> str:
    """Return the cleaned text of a small element of the cover or the conclusions."""
    return clean("".join(element.itertext()))


@dataclass(slots=True)
class _Draft:
    """A block whose label can still change."""

    text: str
    prefix: str
    path: str
    kind: str
    section: str
    run: int


@dataclass(slots=True)
class Composer:
    """Walks a statement once and collects its blocks; `markers` are the footnote markers of the whole file."""

    markers: frozenset[str]
    kind: str = "operative"
    blocks: list[_Draft] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    recitals: int = 0
    unnumbered: int = 0
    annexes: int = 0
    section: str = ""
    run: int = 1
    path: Path = field(default_factory=Path)
    last: int = 0

    # Text

    def flatten(self, element: Element) -> str:
        """Return the element's text with footnotes lifted out and a space at each boundary of blocks."""
        pieces: list[str] = []
        self._gather(element, pieces)
        return "".join(pieces)

    def _gather(self, element: Element, pieces: list[str]) -> None:
        if element.text:
            pieces.append(element.text)
        for child in element:
            tag = tag_of(child)
            if tag == "authorialNote":
                self._lift_note(child)
                pieces.append(_NOTE)
            elif tag == "sup" and self._is_marker(child, pieces):
                pieces.append(_NOTE)
            elif tag:
                broken = tag in _BROKEN
                if broken:
                    pieces.append(" ")
                self._gather(child, pieces)
                if broken:
                    pieces.append(" ")
            if child.tail:
                pieces.append(child.tail)

    def _lift_note(self, note: Element) -> None:
        own = note.get("marker") or ""
        text = _EMPTY_BRACKETS.sub("", clean(self.flatten(note)), count=1)
        self.notes.append((own, text))

    def _is_marker(self, raised: Element, pieces: list[str]) -> bool:
        """Say whether a raised number repeats a footnote's marker ("Management⁵"), not an exponent ("m³")."""
        if len(raised):
            return False
        number = (raised.text or "").strip()
        return number in self.markers and not _EXPONENT.search("".join(pieces[-3:])[-6:])

    # Blocks

    def add(self, text: str, prefix: str, path: str = "", kind: str = "") -> None:
        """Add a block unless it has no text."""
        cleaned = clean(text)
        if cleaned:
            self.blocks.append(_Draft(cleaned, prefix, path, kind or self.kind, self.section, self.run))

    def add_heading(self, text: str) -> None:
        """Add a heading; "Annex" opens an annex and a Roman numeral alone a section."""
        cleaned = clean(text)
        if not cleaned:
            return
        if _ANNEX.match(cleaned):
            self.open_annex()
        elif found := _NUMERAL.match(cleaned):
            self.section, self.path, self.unnumbered = found[1], Path(), 0
        if self.kind == "annex":
            self.add(text, "annex heading", kind="annex")
        else:
            self.add(text, "heading", kind="heading")

    def open_annex(self) -> None:
        """Start a new annex, with its own numbering."""
        self.kind = "annex"
        self.annexes += 1
        self.path, self.last, self.unnumbered = Path(), 0, 0

    def _prefix(self) -> str:
        return {"annex": "annex", "operative": "OP", "body": "P"}.get(self.kind, "OP")

    def add_numbered(self, text: str, path: Path, suffix: str = "") -> None:
        """Add a text at a place of the numbering; later texts at the same place are its continuation."""
        self.add(text, self._prefix(), str(path) + suffix)

    # Structure

    def read_statement(self, statement: Element) -> None:
        """Walk preface, preamble, main body and attachments of a statement, draft or annex."""
        for part in statement:
            match tag_of(part):
                case "preface" | "longTitle":
                    self._read_preface(part)
                case "preamble":
                    self._read_preamble(part)
                case "mainBody" | "body":
                    self._read_body(part)
                case "attachments":
                    for attachment in part.iter("{*}attachment"):
                        self._read_attachment(attachment)

    def _read_preface(self, preface: Element) -> None:
        for line in preface:
            if not tag_of(line):
                continue
            for child in line:
                if tag_of(child) == "docTitle":
                    self._add_title(self.flatten(child))
                elif tag_of(child) == "authorialNote":
                    self._lift_note(child)
                elif tag_of(child) and tag_of(child) != "docNumber":
                    self.add(self.flatten(child), "heading", kind="heading")
            loose = (line.text or "") + "".join(child.tail or "" for child in line)
            self.add(loose, "heading", kind="heading")

    def _add_title(self, text: str) -> None:
        if self.kind == "annex":
            self.add_heading(text)
        else:
            self.add(text, "title", kind="title")

    def _read_preamble(self, preamble: Element) -> None:
        for child in preamble:
            tag = tag_of(child)
            if tag == "formula":
                self.add(self.flatten(child), "formula", kind="preambular")
            elif tag in {"block", "heading", "subheading"}:
                self.add_heading(self.flatten(child))
            elif tag == "blockList":
                self._read_recital_list(child)
            elif tag == "container":
                self._read_recital(child)
            elif tag:
                self._add_recital(self.flatten(child))

    def _add_recital(self, text: str) -> None:
        if clean(text):
            self.recitals += 1
            self.add(text, "PP", str(self.recitals), "preambular")

    def _read_recital(self, container: Element) -> None:
        first = True
        for child in container:
            tag = tag_of(child)
            if tag == "blockList":
                if first:
                    self.recitals += 1
                self._read_recital_list(child)
            elif tag == "table":
                self._read_table(child, "PP", str(self.recitals), "preambular")
            elif tag:
                text = self.flatten(child)
                if first:
                    self._add_recital(text)
                else:
                    self.add(text, "PP", str(self.recitals), "preambular")
            first = first and not tag

    def _read_recital_list(self, block_list: Element) -> None:
        path = Path([Number("paragraph", str(max(self.recitals, 1)))])
        for child in block_list:
            if tag_of(child) == "item":
                below, text = path, ""
                for part in child:
                    if tag_of(part) == "num":
                        below, kept = self._number(part, path)
                        text += kept
                    elif tag_of(part):
                        text += " " + self.flatten(part)
                self.add(text, "PP", str(below), "preambular")
            elif tag_of(child):
                self.add(self.flatten(child), "PP", str(path), "preambular")

    def _number(self, num: Element, parent: Path) -> tuple[Path, str]:
        """Return the path of a nested point and its number's text where that is more than a number."""
        printed = clean(self.flatten(num))
        number = read_number(printed)
        if number.level == "other":
            return parent, printed + " " if printed else ""
        return parent.extend(number), ""

    def _read_body(self, body: Element) -> None:
        for child in body:
            self._read_body_part(child)

    def _read_body_part(self, child: Element) -> None:
        match tag_of(child):
            case "":
                return
            case "section" | "part" | "chapter" | "article" | "hcontainer" | "division":
                self._read_section(child)
            case "paragraph" | "clause" | "subparagraph":
                self._read_paragraph(child)
            case "heading" | "subheading":
                self.add_heading(self.flatten(child))
            case "crossHeading" if child.get("refersTo") == "#preamble" and self.kind != "annex":
                self._add_recital(self.flatten(child))
            case "crossHeading":
                self.add_heading(self.flatten(child))
            case "container":
                for part in child:
                    self._read_body_part(part)
            case "table":
                self._read_table(child, self._prefix(), str(self.path), "")
            case "p" if any(tag_of(part) == "docTitle" for part in child):
                self._add_title(self.flatten(child))
            case _:
                self._read_unnumbered(child)

    def _read_section(self, section: Element) -> None:
        for part in section:
            if tag_of(part) == "num":
                self.add_heading(self.flatten(part))
            else:
                self._read_body_part(part)

    def _read_attachment(self, attachment: Element) -> None:
        self.open_annex()
        for document in attachment:
            if tag_of(document) in {"heading", "subheading"}:
                self.add(self.flatten(document), "annex heading", kind="annex")
            else:
                count = self.annexes
                self.read_statement(document)
                # A title "Annex" inside the attachment names this annex, it does not open another one.
                self.annexes = count

    def _read_paragraph(self, paragraph: Element) -> None:
        parts = [part for part in paragraph if tag_of(part)]
        num = next((part for part in parts if tag_of(part) == "num"), None)
        kept = ""
        if num is not None:
            printed = clean(self.flatten(num))
            number = read_number(printed)
            if number.level == "other":
                kept = printed + " " if printed else ""
            else:
                self._move_to(number)
        is_heading = num is None and _HEADING_CLASS.match(paragraph.get("class") or "")
        numbered = num is not None and not kept
        for part in parts:
            match tag_of(part):
                case "num":
                    continue
                case "heading" | "subheading":
                    self.add_heading(kept + self.flatten(part))
                    kept = ""
                case "list" | "sublist":
                    if not numbered:
                        self._start_unnumbered()
                    self._read_list(part, self.path)
                case "content":
                    self._read_content(part, kept, bool(is_heading), numbered)
                    kept = ""
                case _:
                    self._add_operative(kept + self.flatten(part), numbered)
                    kept = ""
        if kept:
            self._add_operative(kept, numbered)

    def _read_content(self, content: Element, kept: str, is_heading: bool, numbered: bool) -> None:
        loose = (content.text or "").strip()
        if loose:
            kept += loose + " "
        for child in content:
            tag = tag_of(child)
            if tag == "table":
                self._read_table(child, self._prefix(), str(self.path), "")
            elif tag in {"list", "blockList"}:
                self._read_list(child, self.path)
            elif tag:
                text = kept + self.flatten(child)
                kept = ""
                only = [part for part in child if tag_of(part)]
                if is_heading or (only and all(tag_of(part) == "subheading" for part in only)):
                    self.add_heading(text)
                elif _ANNEX.match(clean(text)):
                    self.add_heading(text)
                else:
                    self._add_operative(text, numbered)
            kept += (child.tail or "").strip()
        if kept.strip():
            self._add_operative(kept, numbered)

    def _move_to(self, number: Number) -> None:
        self.path = self.path.follow(number)
        if number.level == "paragraph":
            if int(number.text) <= self.last and self.kind == "operative":
                self.run += 1
            self.last = int(number.text)

    def _start_unnumbered(self) -> None:
        """Give an unnumbered paragraph its place: counted while nothing is numbered, else a continuation of what is."""
        if self.kind != "annex" and (not self.path.parts or self.path.parts[0].level == "counted"):
            self.unnumbered += 1
            self.path = Path([Number("counted", f"~{self.unnumbered}")])

    def _add_operative(self, text: str, numbered: bool) -> None:
        if not clean(text):
            return
        if numbered:
            self.add_numbered(text, self.path)
            return
        self._start_unnumbered()
        self.add_numbered(text, self.path if self.kind != "annex" else Path())

    def _read_unnumbered(self, element: Element) -> None:
        for child in element if tag_of(element) in {"alinea", "content"} else [element]:
            if tag_of(child) == "content":
                self._read_content(child, "", False, False)
            elif tag_of(child):
                self._add_operative(self.flatten(child), False)

    def _read_list(self, listed: Element, path: Path) -> None:
        latest = path
        for child in listed:
            match tag_of(child):
                case "":
                    continue
                case "intro" | "listIntroduction" | "wrapUp":
                    self._add_paragraphs(child, path)
                case "point" | "item" | "indent" | "alinea":
                    latest = self._read_point(child, path)
                case "sublist" | "list":
                    self._read_list(child, latest)
                case "heading" | "subheading":
                    self.add_heading(self.flatten(child))
                case _:
                    self.add_numbered(self.flatten(child), path)

    def _read_point(self, point: Element, parent: Path) -> Path:
        path, kept = parent, ""
        for child in point:
            match tag_of(child):
                case "":
                    continue
                case "num":
                    path, kept = self._number(child, parent)
                case "list" | "sublist":
                    self._read_list(child, path)
                case "heading" | "subheading":
                    self.add_heading(kept + self.flatten(child))
                    kept = ""
                case "content":
                    self._add_paragraphs(child, path, kept)
                    kept = ""
                case _:
                    self.add_numbered(kept + self.flatten(child), path)
                    kept = ""
        if kept:
            self.add_numbered(kept, path)
        return path

    def _add_paragraphs(self, content: Element, path: Path, kept: str = "") -> None:
        kept += (content.text or "").strip()
        for child in content:
            if tag_of(child) == "table":
                self._read_table(child, self._prefix(), str(path), "")
            elif tag_of(child):
                self.add_numbered(f"{kept} {self.flatten(child)}", path)
                kept = ""
            kept += (child.tail or "").strip()
        if kept.strip():
            self.add_numbered(kept, path)

    def _read_table(self, table: Element, prefix: str, path: str, kind: str) -> None:
        for row in table.iter("{*}tr"):
            self.add(self.flatten(row), prefix, f"{path} table".strip(), kind)
        caption = next((part for part in table if tag_of(part) == "caption"), None)
        if caption is not None:
            self.add(self.flatten(caption), prefix, f"{path} table".strip(), kind)


def read_blocks(statement: Element, markers: frozenset[str], body_kind: str = "operative") -> tuple[Block, ...]:
    """Return the labelled blocks of a statement, notes last.

    `body_kind` is "operative" for resolutions, decisions and drafts, "body" for presidential statements. Where the
    numbering starts again inside one text (sections of a budget resolution), its labels say in which section.
    """
    composer = Composer(markers, body_kind)
    composer.read_statement(statement)
    drafts = composer.blocks
    restarts = composer.run > 1
    numbered = {(each.section, each.run) for each in drafts if each.prefix in {"OP", "P"} and each.path[:1].isdigit()}
    blocks: list[Block] = []
    seen: Counter[str] = Counter()
    for draft in drafts:
        label = _label(draft, restarts, (draft.section, draft.run) in numbered)
        seen[label] += 1
        if seen[label] > 1 and draft.prefix in {"OP", "P", "PP"} and not draft.path.endswith("table"):
            label = f"{label} continued"
        blocks.append(Block(draft.text, label, draft.kind))
    for marker, text in composer.notes:
        if text:
            blocks.append(Block(text, f"note {marker}".strip(), "note"))
    return tuple(blocks)


def _label(draft: _Draft, restarts: bool, numbered: bool) -> str:
    """Return a block's label; a place that was only counted keeps its number where nothing beside it is numbered."""
    path = _COUNTED.sub("" if numbered else r"\1", draft.path)
    if draft.prefix == "annex":
        return f"annex {path}".strip()
    label = f"{draft.prefix}{path}".strip()
    if restarts and draft.kind == "operative" and draft.prefix == "OP":
        where = f"section {draft.section}" if draft.section else f"part {draft.run}"
        return f"{where} {label}"
    return label
