"""Plain text out of mark-up: no word glued or split, footnotes lifted out, their markers in no text."""

import re
from dataclasses import dataclass, field
from typing import Any

Element = Any  # lxml publishes no types

_NOTE = "\ue000"  # stands where a footnote's marker was until the text is cleaned
# Elements that end a word; all others (span, a, sup, inline ...) stand inside running text.
_BREAKING = frozenset({
    "p", "eol", "br", "tr", "td", "th", "num", "content", "item", "point", "list", "sublist", "intro", "wrapUp",
    "heading", "subheading", "crossHeading", "table", "quotedStructure", "blockList", "listIntroduction",
    "paragraph", "container", "section",
})  # fmt: skip
_BRACKETED_NOTE = re.compile(rf"\s*\(\s*{_NOTE}\s*\)")
_SWAPPED_BRACKETS = re.compile(rf"\(\s*\)\s*{_NOTE}\s*\)")  # "...(" ")" note ")": right-to-left files
_NOTE_BEFORE_STOP = re.compile(rf"[ \t\r\n]+{_NOTE}(?=[,.;:،؛。，；])")
_WHITE = re.compile(r"[ \t\r\n\f\v\u200b]+")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)\s*")
_EXPONENT = re.compile(r"(?:(?:^|[\s\d])(?:[kcmd]?m)|(?<!\d)10)\Z")


def tag_of(element: Element) -> str:
    """Return an element's name without its namespace; "" for a comment or processing instruction."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def clean(text: str) -> str:
    """Return text with runs of white space made one space and footnote markers, their brackets included, taken out."""
    if _NOTE in text:
        text = _BRACKETED_NOTE.sub("", _SWAPPED_BRACKETS.sub(")", text))
        text = _NOTE_BEFORE_STOP.sub("", text).replace(_NOTE, "")
    return _WHITE.sub(" ", text).strip()


def plain(element: Element) -> str:
    """Return the cleaned text of a small element of the cover or the conclusions."""
    return clean("".join(element.itertext()))


@dataclass(slots=True)
class Prose:
    """Flattens elements to text and keeps the footnotes it meets; `markers` are those of the whole file."""

    markers: frozenset[str]
    notes: list[tuple[str, str]] = field(default_factory=list)

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
                self.lift_note(child)
                pieces.append(_NOTE)
            elif tag == "sup" and self._is_marker(child, pieces):
                pieces.append(_NOTE)
            elif tag:
                broken = tag in _BREAKING
                if broken:
                    pieces.append(" ")
                self._gather(child, pieces)
                if broken:
                    pieces.append(" ")
            if child.tail:
                pieces.append(child.tail)

    def lift_note(self, note: Element) -> None:
        """Keep a footnote's marker and text."""
        own = note.get("marker") or ""
        text = _EMPTY_BRACKETS.sub("", clean(self.flatten(note)), count=1)
        self.notes.append((own, text))

    def _is_marker(self, raised: Element, pieces: list[str]) -> bool:
        """Say whether a raised number repeats a footnote's marker ("Management⁵"), not an exponent ("m³")."""
        if len(raised):
            return False
        number = (raised.text or "").strip()
        return number in self.markers and not _EXPONENT.search("".join(pieces[-3:])[-6:])
