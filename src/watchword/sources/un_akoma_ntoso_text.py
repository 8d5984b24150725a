"""The text of an Akoma Ntoso statement as labelled blocks.

Nothing of the body is lost: every letter of the preface's title, the preamble, the main body and the attachments is in
exactly one block. Footnotes are blocks of their own, at the end; their markers are in no text. Numbers of paragraphs
are in the labels.
"""

import re
from typing import Any

from watchword.model import Block
from watchword.sources.un_akoma_ntoso_blocks import Collector, is_annex_title
from watchword.sources.un_akoma_ntoso_labels import Number, Path, read_number
from watchword.sources.un_akoma_ntoso_prose import Prose, clean, tag_of

Element = Any  # lxml publishes no types

_HEADING_CLASS = re.compile(r"(H\d|HCh|HM|BLUEHeading|Heading)", re.IGNORECASE)


class Walker(Collector):
    """Walks a statement once."""

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
                    self._add_title(self.prose.flatten(child))
                elif tag_of(child) == "authorialNote":
                    self.prose.lift_note(child)
                elif tag_of(child) and tag_of(child) != "docNumber":
                    self.add(self.prose.flatten(child), "heading", kind="heading")
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
                self.add(self.prose.flatten(child), "formula", kind="preambular")
            elif tag in {"block", "heading", "subheading"}:
                self.add_heading(self.prose.flatten(child))
            elif tag == "blockList":
                self._read_recital_list(child)
            elif tag == "container":
                self._read_recital(child)
            elif tag:
                self._add_recital(self.prose.flatten(child))

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
                text = self.prose.flatten(child)
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
                        text += " " + self.prose.flatten(part)
                self.add(text, "PP", str(below), "preambular")
            elif tag_of(child):
                self.add(self.prose.flatten(child), "PP", str(path), "preambular")

    def _number(self, num: Element, parent: Path) -> tuple[Path, str]:
        """Return the path of a nested point and its number's text where that is more than a number."""
        printed = clean(self.prose.flatten(num))
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
                self.add_heading(self.prose.flatten(child))
            case "crossHeading" if child.get("refersTo") == "#preamble" and self.kind != "annex":
                self._add_recital(self.prose.flatten(child))
            case "crossHeading":
                self.add_heading(self.prose.flatten(child))
            case "container":
                for part in child:
                    self._read_body_part(part)
            case "table":
                self._read_table(child, self.prefix(), str(self.path), "")
            case "p" if any(tag_of(part) == "docTitle" for part in child):
                self._add_title(self.prose.flatten(child))
            case _:
                self._read_unnumbered(child)

    def _read_section(self, section: Element) -> None:
        for part in section:
            if tag_of(part) == "num":
                self.add_heading(self.prose.flatten(part))
            else:
                self._read_body_part(part)

    def _read_attachment(self, attachment: Element) -> None:
        self.open_annex()
        for document in attachment:
            if tag_of(document) in {"heading", "subheading"}:
                self.add(self.prose.flatten(document), "annex heading", kind="annex")
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
            printed = clean(self.prose.flatten(num))
            number = read_number(printed)
            if number.level == "other":
                kept = printed + " " if printed else ""
            else:
                self.move_to(number)
        is_heading = num is None and _HEADING_CLASS.match(paragraph.get("class") or "")
        numbered = num is not None and not kept
        for part in parts:
            match tag_of(part):
                case "num":
                    continue
                case "heading" | "subheading":
                    self.add_heading(kept + self.prose.flatten(part))
                    kept = ""
                case "list" | "sublist":
                    if not numbered:
                        self.start_unnumbered()
                    self._read_list(part, self.path)
                case "content":
                    self._read_content(part, kept, bool(is_heading), numbered)
                    kept = ""
                case _:
                    self._add_operative(kept + self.prose.flatten(part), numbered)
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
                self._read_table(child, self.prefix(), str(self.path), "")
            elif tag in {"list", "blockList"}:
                self._read_list(child, self.path)
            elif tag:
                text = kept + self.prose.flatten(child)
                kept = ""
                only = [part for part in child if tag_of(part)]
                if is_heading or (only and all(tag_of(part) == "subheading" for part in only)) or is_annex_title(text):
                    self.add_heading(text)
                else:
                    self._add_operative(text, numbered)
            kept += (child.tail or "").strip()
        if kept.strip():
            self._add_operative(kept, numbered)

    def _add_operative(self, text: str, numbered: bool) -> None:
        if not clean(text):
            return
        if numbered:
            self.add_numbered(text, self.path)
            return
        self.start_unnumbered()
        self.add_numbered(text, self.path if self.kind != "annex" else Path())

    def _read_unnumbered(self, element: Element) -> None:
        for child in element if tag_of(element) in {"alinea", "content"} else [element]:
            if tag_of(child) == "content":
                self._read_content(child, "", False, False)
            elif tag_of(child):
                self._add_operative(self.prose.flatten(child), False)

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
                    self.add_heading(self.prose.flatten(child))
                case _:
                    self.add_numbered(self.prose.flatten(child), path)

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
                    self.add_heading(kept + self.prose.flatten(child))
                    kept = ""
                case "content":
                    self._add_paragraphs(child, path, kept)
                    kept = ""
                case _:
                    self.add_numbered(kept + self.prose.flatten(child), path)
                    kept = ""
        if kept:
            self.add_numbered(kept, path)
        return path

    def _add_paragraphs(self, content: Element, path: Path, kept: str = "") -> None:
        kept += (content.text or "").strip()
        for child in content:
            if tag_of(child) == "table":
                self._read_table(child, self.prefix(), str(path), "")
            elif tag_of(child):
                self.add_numbered(f"{kept} {self.prose.flatten(child)}", path)
                kept = ""
            kept += (child.tail or "").strip()
        if kept.strip():
            self.add_numbered(kept, path)

    def _read_table(self, table: Element, prefix: str, path: str, kind: str) -> None:
        for row in table.iter("{*}tr"):
            self.add(self.prose.flatten(row), prefix, f"{path} table".strip(), kind)
        caption = next((part for part in table if tag_of(part) == "caption"), None)
        if caption is not None:
            self.add(self.prose.flatten(caption), prefix, f"{path} table".strip(), kind)


def read_blocks(statement: Element, markers: frozenset[str], body_kind: str = "operative") -> tuple[Block, ...]:
    """Return the labelled blocks of a statement, notes last.

    `markers` are the footnote markers of the whole file. `body_kind` is "operative" for resolutions, decisions and
    drafts, "body" for presidential statements.
    """
    walker = Walker(Prose(markers), body_kind)
    walker.read_statement(statement)
    return walker.finish()
