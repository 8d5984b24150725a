"""PDF: the sentences of its pages, put together across lines and pages, without running lines; footnotes stand behind the rest."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise, zip_longest
from statistics import median

from watchword.evidence.reading.broken_words import count_words, join_lines
from watchword.evidence.reading.pdf_pages import Line, Pages, Watch, read_lines
from watchword.evidence.reading.prose import Prose, Spot, Writer

_ENDED = re.compile(r"[.!?:;…。！？][\"'”’»）)\]]*\Z")
_DIGITS = re.compile(r"\d+|\b[ivxlc]+\b")
# Running lines stand in these shares of a page's height at its top and bottom; a footnote's letters are smaller than this share.
_EDGE, _NOTE = 0.13, 0.93
_MANY_PAGES, _FEW_WORDS = 4, 5
_PAGES_NAMED = 12


def read_pdf(content: bytes, name: str = "", watch: Watch | None = None) -> Prose:
    """Return a PDF as prose; `watch` is given its pages. A page without text is said to be one.

    Raises `UnreadableInput` as `pdf_pages.read_lines` does.
    """
    found = Pages()
    lines = read_lines(content, name, found, watch)
    kept = _drop_running_lines(lines, found.count)
    body, notes = _part_notes(kept)
    words = count_words(line.text for line in kept)
    writer = Writer()
    for flow in (body, notes):
        _write(writer, flow, words)
        writer.end_paragraph()
    return writer.finish(name, "PDF", tuple(_say_notes(found, len(lines) - len(kept))))


def _drop_running_lines(lines: Sequence[Line], pages: int) -> list[Line]:
    """Return the lines without those that stand at the same place near the edge of several pages with the same words, figures apart.

    A sentence is a running line only where it stands, figures and all, on most pages: texts repeat their sentences too.
    """
    least = 2 if pages <= _MANY_PAGES else 3
    at_edge = [(line, _running_key(line)) for line in lines if _at_edge(line)]
    counts = Counter(key for key, _ in {(key, line.page) for line, key in at_edge})
    running = {
        id(line)
        for line, key in at_edge
        if counts[key] >= (max(least, pages / 2) if _is_sentence(line) else least)
    }  # fmt: skip
    return [line for line in lines if id(line) not in running]


def _running_key(line: Line) -> tuple[str, int]:
    words = line.text.casefold()
    return words if _is_sentence(line) else _DIGITS.sub("#", words), round(line.foot / 6)


def _is_sentence(line: Line) -> bool:
    return bool(_ENDED.search(line.text)) and len(line.text.split()) > _FEW_WORDS


def _at_edge(line: Line) -> bool:
    return line.foot < _EDGE * line.height or line.foot > (1 - _EDGE) * line.height


def _part_notes(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of the text and those of footnotes: the small ones at the foot of a page that has larger ones above."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    body: list[Line] = []
    notes: list[Line] = []
    for _, group in groupby(lines, key=lambda line: line.page):
        page = list(group)
        lowest = min((line.foot for line in page if line.size >= _NOTE * usual), default=None)
        for line in page:
            below = lowest is not None and line.foot < lowest and line.size < _NOTE * usual
            (notes if below else body).append(line)
    return body, notes


def _write(writer: Writer, lines: Sequence[Line], words: Counter[str]) -> None:
    """Write lines as paragraphs; words that a line's end breaks are put together."""
    pitch = _usual_pitch(lines)
    for line, following in zip_longest(lines, lines[1:]):
        text = line.text
        if following is None or _breaks(line, following, pitch):
            writer.add(text, Spot("page", line.page))
            writer.end_paragraph()
            continue
        text, between = join_lines(text, following.text, words)
        writer.add(text, Spot("page", line.page))
        if between:
            writer.space()


def _usual_pitch(lines: Sequence[Line]) -> float:
    """Return how far a line stands below the one before, as a multiple of its size: the middle of all."""
    gaps = [(one.foot - other.foot) / one.size for one, other in pairwise(lines) if one.page == other.page and one.size > 0]
    return median([gap for gap in gaps if 0.8 < gap < 3] or [1.2])


def _breaks(line: Line, following: Line, pitch: float) -> bool:
    """Say whether a paragraph ends with `line`.

    On one page it does at a larger gap, another size, or where a sentence has ended and the next line is set in or this one is short.
    Across columns and pages it does where a sentence has ended, or the size is another.
    """
    size = max(line.size, 1.0)
    ended = bool(_ENDED.search(line.text))
    if line.page == following.page and abs(line.foot - following.foot) < 0.3 * size:
        return False  # pieces of one line
    if abs(following.size - line.size) > 0.08 * size:
        return True
    gap = (line.foot - following.foot) / size
    if line.page != following.page or gap < -0.5:
        return ended
    if gap > 1.3 * pitch:
        return True
    return ended and (following.left - line.left > 0.8 * size or following.right - line.right > 4 * size)


def _say_notes(found: Pages, running: int) -> Iterator[str]:
    """Yield what a reader should know."""
    for pages, why in (
        (found.blank, "hold no text, only pictures or nothing"),
        (found.nameless, "are set in fonts that do not say which letters they draw"),
    ):
        if pages:
            named = ", ".join(map(str, pages[:_PAGES_NAMED])) + (", ..." if len(pages) > _PAGES_NAMED else "")
            yield f"{len(pages):,} of {found.count:,} pages {why}, and were not read: {named}"
    if running:
        yield f"left out: {running:,} running lines at the head or foot of pages"
    if found.markers:
        yield f"left out: {found.markers:,} note markers"
