"""The rows of one sheet of an OpenDocument spreadsheet (ODF 1.3, `content.xml` in a zip), as the text that its cells show.

An `.ods` says how often a cell or row is repeated, so a few bytes can stand for a billion cells: repeats of blanks are counted and
never made, and a sheet whose cells with content go past a bound is refused. Entities are never resolved and nothing is fetched.
"""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from watchword.errors import UnreadableInput, UnsafeInput
from watchword.sources.base import Entry
from watchword.sources.member import BROKEN, Limits, guard_stream

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SPACES = (f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break")
_CONTENT = "content.xml"
# No sheet of tallies is wider, and none has more cells with content: what goes past these is no table but a bomb.
_WIDEST = 256
_MOST_CELLS = 500_000

Row = tuple[str, ...]


@dataclass(slots=True)
class _Sheet:
    """The rows with content of one sheet, by their numbers from 1, and how many cells they have."""

    rows: list[tuple[int, Row]] = field(default_factory=list)
    next_row: int = 1
    cells: int = 0


def read_sheets(entry: Entry) -> dict[str, list[tuple[int, Row]]]:
    """Return, of each sheet by name, the rows that have content with their numbers; trailing blank cells are cut, blank rows left out.

    Raises `UnreadableInput` for what is no spreadsheet (no zip, no `content.xml`, broken XML, a number of repeats that is none) and
    `UnsafeInput` for declarations, and for more cells with content than a sheet may have.
    """
    from lxml import etree

    sheets: dict[str, _Sheet] = {}
    stack: list[str] = []
    stream = _open_content(entry)
    tags = (f"{_TABLE}table", f"{_TABLE}table-row")
    try:
        for number, (event, element) in enumerate(
            etree.iterparse(stream, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False)
        ):
            if not number and element.getroottree().docinfo.internalDTD is not None:
                raise UnsafeInput(entry.place, f"{_CONTENT}, before the first element", "no DOCTYPE", "a DOCTYPE")
            if element.tag not in tags:
                continue
            if element.tag == tags[0]:
                _turn_sheet(event, element, stack, sheets)
            elif event == "end":
                # A table inside a cell is no sheet; its rows are none of the sheet's.
                if len(stack) == 1:
                    _add_row(entry.place, stack[0], sheets[stack[0]], element)
                _let_go(element)
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(entry.place, f"{_CONTENT}, line {error.lineno}", "well-formed XML", str(error.msg)) from error
    finally:
        stream.close()
    if not sheets:
        raise UnreadableInput(entry.place, _CONTENT, "a spreadsheet with sheets", "none")
    return {name: sheet.rows for name, sheet in sheets.items()}


def _open_content(entry: Entry) -> Any:
    """Open `content.xml` of the file under guard."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(entry.read()))
        info = archive.getinfo(_CONTENT)
        return guard_stream(archive.open(info), entry.place, Limits().allowed(info.compress_size))  # type: ignore[arg-type]
    except KeyError:
        raise UnreadableInput(entry.place, "", f"an OpenDocument spreadsheet, which holds {_CONTENT}", "a zip without it") from None
    except BROKEN as error:
        raise UnreadableInput(entry.place, "", "an OpenDocument spreadsheet (.ods)", str(error).rstrip(".")) from error


def _let_go(element: Any) -> None:
    """Free the memory of a row that was read, and of those before it."""
    element.clear()
    parent = element.getparent()
    while element.getprevious() is not None:
        del parent[0]


def _turn_sheet(event: str, element: Any, stack: list[str], sheets: dict[str, _Sheet]) -> None:
    if event == "start":
        name = str(element.get(f"{_TABLE}name") or "")
        if not stack:
            sheets.setdefault(name, _Sheet())
        stack.append(name)
    elif stack:
        stack.pop()


def _add_row(place: str, name: str, sheet: _Sheet, element: Any) -> None:
    """Add a row to its sheet, as often as it is repeated where it has content."""
    at = f"sheet {name}, row {sheet.next_row}"
    repeats = _read_repeats(place, at, element, "number-rows-repeated")
    cells = _read_cells(place, at, element)
    if cells:
        sheet.cells += repeats * len(cells)
        if sheet.cells > _MOST_CELLS:
            raise UnsafeInput(place, at, f"at most {_MOST_CELLS:,} cells with content", f"{repeats:,} times {len(cells)} more")
        sheet.rows += [(sheet.next_row + index, cells) for index in range(repeats)]
    sheet.next_row += repeats


def _read_cells(place: str, at: str, element: Any) -> Row:
    cells: list[str] = []
    blanks = 0
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        repeats = _read_repeats(place, at, cell, "number-columns-repeated")
        text = "\n".join(_read_text(paragraph) for paragraph in cell.iterchildren(f"{_TEXT}p")).strip()
        if not text:
            blanks += repeats
            continue
        if len(cells) + blanks + repeats > _WIDEST:
            raise UnsafeInput(place, at, f"at most {_WIDEST} columns with content", f"{len(cells) + blanks + repeats:,}")
        cells += [""] * blanks + [text] * repeats
        blanks = 0
    return tuple(cells)


def _read_text(element: Any) -> str:
    """Return the text inside an element; the elements for spaces, tabs and line breaks are one space each, comments none."""
    if element.tag in _SPACES or not isinstance(element.tag, str):
        return " " if element.tag in _SPACES else ""
    return (element.text or "") + "".join(_read_text(child) + (child.tail or "") for child in element)


def _read_repeats(place: str, at: str, element: Any, attribute: str) -> int:
    printed = element.get(f"{_TABLE}{attribute}", "1")
    if not (printed.isascii() and printed.isdigit() and 0 < len(printed) <= 10 and int(printed)):
        raise UnreadableInput(place, at, f"{attribute} as a whole number", printed[:40])
    return int(printed)
