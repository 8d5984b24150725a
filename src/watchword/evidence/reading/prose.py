"""The plain text of a file, and where in the file each stretch of it stands."""

import re
from bisect import bisect_right
from dataclasses import dataclass

# Characters that show nothing: hyphens a word may be broken at, zero widths, a byte order mark; and controls that no text holds.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK_LINE = "\n\n"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place inside a file.

    `unit` is "line", "page", "paragraph", "footnote", "endnote" or the name of an element of HTML ("p"); `number` counts it from 1 through
    the file. `run` is the run of a Word file's main part that holds the stretch (or, for a note, the reference to it), counted from 0, -1
    elsewhere; `offset` is where in the run's text it begins.
    """

    unit: str
    number: int
    run: int = -1
    offset: int = 0

    @property
    def name(self) -> str:
        """The place in words: "page 3", "element p 12"."""
        known = self.unit in ("line", "page", "paragraph", "footnote", "endnote")
        return f"{self.unit} {self.number}" if known else f"element {self.unit} {self.number}"


@dataclass(frozen=True, slots=True)
class Place:
    """The stretch of code points `start` to `end` of a text, and the spot of the file that it stands at."""

    start: int
    end: int
    spot: Spot


@dataclass(frozen=True, slots=True)
class Prose:
    """What a file says, as plain text.

    `text` has the paragraphs in reading order, a blank line between two. `places` are in the order of the text and do not overlap; only
    white space between them has none. `kind` is "text", "Markdown", "HTML", "Word" or "PDF"; `name` is the file's; `notes` say what was
    left out or doubtful.
    """

    text: str
    places: tuple[Place, ...]
    name: str = ""
    kind: str = "text"
    notes: tuple[str, ...] = ()

    def places_of(self, start: int, end: int) -> tuple[Place, ...]:
        """Return the places that the code points `start` to `end` touch."""
        first = bisect_right(self.places, start, key=lambda place: place.end)
        last = first
        while last < len(self.places) and self.places[last].start < max(end, start + 1):
            last += 1
        return self.places[first:last]

    def say_place(self, start: int, end: int) -> str:
        """Return where in the file the code points `start` to `end` stand, in words; "" where that is not known."""
        touched = self.places_of(start, end)
        if not touched:
            return ""
        first, last = touched[0].spot, touched[-1].spot
        if first.name == last.name:
            return first.name
        if first.unit != last.unit:
            return f"{first.name} to {last.name}"
        return f"{first.name} to {last.number}".replace(first.unit, first.unit if first.name.startswith("element") else f"{first.unit}s", 1)


class Writer:
    """Puts a text together, stretch by stretch, and keeps where each came from."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._parts: list[str] = []
        self._length = 0
        self._gap = ""
        self._places: list[Place] = []

    def add(self, text: str, spot: Spot) -> None:
        """Add a stretch that stands at `spot`, without characters that show nothing and without white space at a paragraph's start."""
        at = 0
        for found in _UNSEEN.finditer(text):
            self._put(text[at : found.start()], spot, at)
            at = found.end()
        self._put(text[at:], spot, at)

    def space(self) -> None:
        """Add white space that stands nowhere in particular: the end of a line inside a paragraph."""
        self._gap = self._gap or " "

    def end_paragraph(self) -> None:
        """Let a new paragraph begin with what comes next."""
        if self._length:
            self._gap = _BLANK_LINE

    def finish(self, name: str, kind: str, notes: tuple[str, ...] = ()) -> Prose:
        """Return what was put together."""
        return Prose("".join(self._parts), tuple(self._places), name, kind, notes)

    @property
    def length(self) -> int:
        """How many code points there are so far."""
        return self._length

    def _put(self, text: str, spot: Spot, skipped: int) -> None:
        """Add text without unseen characters, `skipped` code points into the stretch at `spot`.

        White space waits until something follows it, so that none ends a paragraph.
        """
        bare = text.strip()
        if not bare:
            if text and self._gap != _BLANK_LINE and self._length:
                self._gap = self._gap + text if "\n" not in text else "\n"
            return
        lead = text[: len(text) - len(text.lstrip())]
        if self._gap != _BLANK_LINE and self._length:
            self._gap += lead
        self._append(self._gap)
        self._gap = ""
        start = self._length
        self._append(bare)
        where = Spot(spot.unit, spot.number, spot.run, spot.offset + skipped + len(lead)) if spot.run >= 0 else spot
        last = self._places[-1] if self._places else None
        if last and last.spot == where and where.run < 0:
            self._places[-1] = Place(last.start, self._length, where)
        else:
            self._places.append(Place(start, self._length, where))
        self._gap = text[len(lead) + len(bare) :]

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
