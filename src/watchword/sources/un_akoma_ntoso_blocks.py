"""Blocks as they are collected: where in headings, sections, annexes and numbering a text stands, and its label."""

import re
from collections import Counter
from dataclasses import dataclass, field

from watchword.model import Block
from watchword.sources.un_akoma_ntoso_labels import Number, Path
from watchword.sources.un_akoma_ntoso_prose import Prose, clean

_ANNEX = re.compile(
    r"(?:Annex|Appendix|Enclosure|Annexe|Appendice|Anexo|Apéndice|Приложение|Добавление|附件|附录|(?:ال)?مرفق|"
    r"(?:ال)?تذييل|Anlage|Anhang)"
    r"\s*(?:[IVXLCА-ЯA-Z]{1,6}|\d{1,2}|[一二三四五六七八九十]{1,3}|(?:ال)?(?:أول|ثاني|ثالث|رابع|خامس|سادس))?[.*:]?\Z"
)
_ANNEX_HEADING = re.compile(
    r"(?:(?:Annex(?:es?)?|Appendix|Enclosure|Appendice|Anexos?|Apéndice|Anlagen?|Anhang)\b|Приложени|Добавлени|附件|附录|"
    r"(?:ال)?مرفق|(?:ال)?تذييل)"
    r"|.{0,60}(?:\b(?:Annex|Annexe|Anexo|Anlage)|附件)\Z"
)
_COUNTED = re.compile(r"~(\d+)")
_NUMERAL = re.compile(r"([IVXLC]{1,6})\.?\Z")


def is_annex_title(text: str) -> bool:
    """Say whether a text is no more than "Annex", with or without a number, in one of the seven languages."""
    return bool(_ANNEX.match(clean(text)))


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
class Collector:
    """Collects the blocks of one statement. `kind` is that of an unlabelled text now: operative, body or annex."""

    prose: Prose
    kind: str = "operative"
    blocks: list[_Draft] = field(default_factory=list)
    recitals: int = 0
    unnumbered: int = 0
    annexes: int = 0
    section: str = ""
    run: int = 1
    path: Path = field(default_factory=Path)
    last: int = 0

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
        if _ANNEX.match(cleaned) or _ANNEX_HEADING.match(cleaned):
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

    def prefix(self) -> str:
        """Return what labels begin with here."""
        return {"annex": "annex", "operative": "OP", "body": "P"}.get(self.kind, "OP")

    def add_numbered(self, text: str, path: Path, suffix: str = "") -> None:
        """Add a text at a place of the numbering; later texts at the same place are its continuation."""
        self.add(text, self.prefix(), str(path) + suffix)

    def move_to(self, number: Number) -> None:
        """Go to a numbered paragraph; a number that comes again starts another run of the numbering."""
        self.path = self.path.follow(number)
        if number.level == "paragraph":
            if int(number.text) <= self.last and self.kind == "operative":
                self.run += 1
            self.last = int(number.text)

    def start_unnumbered(self) -> None:
        """Give an unnumbered paragraph its place: counted while nothing is numbered, else a continuation of what is."""
        if self.kind != "annex" and (not self.path.parts or self.path.parts[0].level == "counted"):
            self.unnumbered += 1
            self.path = Path([Number("counted", f"~{self.unnumbered}")])

    def finish(self) -> tuple[Block, ...]:
        """Return the labelled blocks, notes last.

        Where the numbering starts again inside one text (sections of a budget resolution), labels say in which section.
        """
        drafts = self.blocks
        restarts = self.run > 1
        main = [draft for draft in drafts if draft.prefix in {"OP", "P"}]
        numbered = {(draft.section, draft.run) for draft in main if draft.path[:1].isdigit()}
        blocks: list[Block] = []
        seen: Counter[str] = Counter()
        for draft in drafts:
            label = _label(draft, restarts, (draft.section, draft.run) in numbered)
            seen[label] += 1
            if seen[label] > 1 and draft.prefix in {"OP", "P", "PP"} and not draft.path.endswith("table"):
                label = f"{label} continued"
            blocks.append(Block(draft.text, label, draft.kind))
        for marker, text in self.prose.notes:
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
