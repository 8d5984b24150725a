"""The lines of a PDF's pages, with where and how large they are set, read by PDFium. No script is run, no attachment opened."""

import ctypes
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from watchword.errors import UnreadableInput

Watch = Callable[[Iterable[int], int], Iterable[int]]
PAGES_LIMIT = 5_000
_LETTERS_LIMIT = 10_000_000
_ENDS = re.compile("\r\n|[\r\n\x02\ufffe]")
_HYPHENS = "\x02\ufffe"
_FIGURES = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
_PASSWORD, _SECURITY = 4, 5
# A marker is this much lower than the line's tall letters, and stands this much above their foot (shares of their height).
_SMALL, _RAISED = 0.8, 0.2
# A page is not read where more than this share of a sample of its letters has no name.
_SAMPLE, _NAMELESS = 400, 0.2


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page. `left`, `right`, `foot` are points from the page's left and bottom edge, `size` that of its font, 0 where unknown;
    `height` is the page's. A hyphen that breaks its last word is at the end of `text`.
    """

    text: str
    page: int
    left: float
    right: float
    foot: float
    size: float
    height: float


@dataclass(slots=True)
class Pages:
    """What was found beside the lines: how many pages, which hold no text, which hold letters that their fonts do not name, how many note
    markers were left out.
    """

    count: int = 0
    blank: tuple[int, ...] = ()
    nameless: tuple[int, ...] = ()
    markers: int = 0


def read_lines(content: bytes, name: str, found: Pages, watch: Watch | None = None) -> list[Line]:
    """Return the lines of all pages in the order of the file, and say in `found` what there was beside them.

    Raises `UnreadableInput` for a file that is damaged, needs a password, or has more pages or letters than are read.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) in (_PASSWORD, _SECURITY):
            raise UnreadableInput(name, "", "a PDF that opens without a password", "an encrypted one") from error
        raise UnreadableInput(name, "", "a PDF", f"a damaged one ({str(error).rstrip('.')})") from error
    try:
        found.count = len(document)
        if found.count > PAGES_LIMIT:
            raise UnreadableInput(name, "", f"a PDF of at most {PAGES_LIMIT:,} pages", f"{found.count:,}")
        lines: list[Line] = []
        letters = 0
        pages = range(1, found.count + 1)
        for number in watch(pages, found.count) if watch else pages:
            on_page = list(_read_page(document, number, found))
            letters += sum(len(line.text) for line in on_page)
            if letters > _LETTERS_LIMIT:
                raise UnreadableInput(name, f"page {number}", f"a PDF of at most {_LETTERS_LIMIT:,} letters", "more")
            if not on_page and number not in found.nameless[-1:]:
                found.blank += (number,)
            lines += on_page
        return lines
    finally:
        document.close()


def _read_page(document: Any, number: int, found: Pages) -> Iterator[Line]:
    """Yield the lines of a page; none for one that PDFium cannot load."""
    import pypdfium2

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        return
    sheet = page.get_textpage()
    try:
        height = float(page.get_height())
        if _is_nameless(sheet):
            found.nameless += (number,)
            return
        codes = [pypdfium2.raw.FPDFText_GetUnicode(sheet, at) for at in range(sheet.count_chars())]
        text = "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else " " for code in codes)
        start = 0
        for end in _ENDS.finditer(text + "\n"):
            line = _measure(_Boxes(sheet), text, (start, end.start()), found)
            start = end.end()
            if line:
                words, left, right, foot, size = line
                yield Line(words + "-" * (end[0] in _HYPHENS), number, left, right, foot, size, height)
    finally:
        sheet.close()
        page.close()


def _is_nameless(sheet: Any) -> bool:
    """Say whether the fonts of a page do not tell which letters they draw: what comes out of it would be other letters, or none."""
    from pypdfium2 import raw

    count = sheet.count_chars()
    sample = range(0, count, max(1, count // _SAMPLE))
    nameless = sum(int(raw.FPDFText_HasUnicodeMapError(sheet, at) == 1) for at in sample)
    return nameless > _NAMELESS * len(sample)


def _measure(boxes: "_Boxes", text: str, span: tuple[int, int], found: Pages) -> tuple[str, float, float, float, float] | None:
    """Return a line's words without note markers, its left, right and foot, and its size; nothing for a line without words."""
    start, end = span
    shown = [at for at in range(start, end) if not text[at].isspace()]
    if not shown:
        return None
    first, last, middle = (boxes.loose(at) for at in (shown[0], shown[-1], shown[len(shown) // 2]))
    words, cut = text[start:end], 0
    for marker in _find_markers(boxes, text, span):
        found.markers += 1
        head = words[: marker[0] - start - cut]
        # What stood before the marker stands before what follows; PDFium's own space between the two stays once.
        tail = words[marker[1] - start - cut :]
        joined = head.rstrip() + tail if tail[:1].isspace() or not tail[:1].isalnum() else f"{head.rstrip()} {tail}"
        cut += len(words) - len(joined)
        words = joined
    words = " ".join(words.split())
    if not words:
        return None
    size = sorted(box[3] - box[1] for box in (first, last, middle))[1]
    return words, first[0], last[2], middle[1], size


def _find_markers(boxes: "_Boxes", text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of figures that are raised and smaller than the letters of their line."""
    start, end = span
    figures = [found.span() for found in _FIGURES.finditer(text, start, end)]
    if not figures:
        return
    letters = [at for at in range(start, end) if text[at].isalpha()][:60]
    if not letters:
        return
    tall = [boxes.tight(at) for at in letters]
    foot = sorted(box[1] for box in tall)[len(tall) // 2]
    height = max(box[3] for box in tall) - foot
    for first, behind in figures:
        box = boxes.tight(first)
        if height > 0 and box[3] - box[1] < _SMALL * height and box[1] - foot > _RAISED * height:
            yield first, behind


class _Boxes:
    """Boxes of a page's characters: left, bottom, right, top in points."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet

    def loose(self, at: int) -> tuple[float, float, float, float]:
        """Return the box that the font's size gives a character."""
        return self._box(at, loose=True)

    def tight(self, at: int) -> tuple[float, float, float, float]:
        """Return the box of a character's ink."""
        return self._box(at, loose=False)

    def _box(self, at: int, *, loose: bool) -> tuple[float, float, float, float]:
        from pypdfium2 import raw

        if loose:
            rectangle = raw.FS_RECTF()
            raw.FPDFText_GetLooseCharBox(self._sheet, at, rectangle)
            return rectangle.left, rectangle.bottom, rectangle.right, rectangle.top
        left, right, bottom, top = (ctypes.c_double() for _ in range(4))
        raw.FPDFText_GetCharBox(self._sheet, at, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value
