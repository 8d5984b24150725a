"""A sheet's rows come out as their cells show them; a file made to harm is refused in little memory."""

import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import UnreadableInput, UnsafeInput
from watchword.sources.ods_rows import read_sheets

from .entries import memory
from .spreadsheets import pack, row_xml, sheet_xml, spreadsheet

_CELL = st.text(alphabet="ab 7é合<&\"'", max_size=6).map(str.strip)


@given(st.lists(st.lists(_CELL, max_size=5), max_size=6))
def test_rows_are_read_as_written(rows: list[list[str]]) -> None:
    """Every cell with content comes back in its row and column; blank ends are cut and blank rows left out, numbers kept."""
    found = read_sheets(memory("a.ods", spreadsheet({"one": rows, "two": [["x"]]})))
    wanted = []
    for number, row in enumerate(rows, start=1):
        cells = list(row)
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            wanted.append((number, tuple(cells)))
    assert found == {"one": wanted, "two": [(1, ("x",))]}


def test_repeats_spaces_and_lines_are_honoured() -> None:
    """A repeated cell or row stands as often as it is shown; spaces, tabs and the lines of a cell are kept apart."""
    inside = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"><text:p>a</text:p>'
        '</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="4"/>'
        '<table:table-row><table:covered-table-cell/><table:table-cell><text:p>b<text:s text:c="900000000"/>c<!-- no --><text:span>d'
        "</text:span>e</text:p><text:p>f</text:p></table:table-cell></table:table-row>"
    )
    found = read_sheets(memory("a.ods", pack(sheet_xml("one", inside))))
    assert found == {"one": [(1, ("a",) * 3), (2, ("a",) * 3), (7, ("", "b cde\nf"))]}


def test_a_table_inside_a_cell_is_no_sheet() -> None:
    """Rows of an inner table are not mixed with those of the sheet."""
    inner = f"<table:table-row><table:table-cell><table:table table:name='in'>{row_xml(['no'])}</table:table></table:table-cell>"
    found = read_sheets(memory("a.ods", pack(sheet_xml("one", f"{inner}</table:table-row>{row_xml(['yes'])}"))))
    assert found == {"one": [(2, ("yes",))]}


@pytest.mark.parametrize(
    ("rows", "before", "columns"),
    [(1_000_000_000, 0, 1), (1, 0, 1_000_000_000), (1, 900_000, 1), (1_900_000, 0, 200)],
    ids=["rows", "columns", "far column", "both"],
)
def test_a_bomb_of_repeats_is_refused_before_it_is_made(rows: int, before: int, columns: int) -> None:
    """A few bytes that stand for a billion cells are refused with the row, and no memory is spent on them."""
    blank = f'<table:table-cell table:number-columns-repeated="{before}"/>' if before else ""
    cell = f'<table:table-cell table:number-columns-repeated="{columns}"><text:p>x</text:p></table:table-cell>'
    inside = f'<table:table-row table:number-rows-repeated="{rows}">{blank}{cell}</table:table-row>'
    entry = memory("a.ods", pack(sheet_xml("one", inside)))
    tracemalloc.start()
    with pytest.raises(UnsafeInput, match="sheet one, row 1"):
        read_sheets(entry)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no zip", "OpenDocument spreadsheet"), (b"", "OpenDocument spreadsheet"), (pack("<x/>", "other.xml"), "zip without it"),
        (pack("<office"), "well-formed XML"), (pack(""), "well-formed XML"), (pack("<x/>"), "sheets"),
        (spreadsheet({"one": [["a"]]})[:-40], "OpenDocument spreadsheet"),
        (pack(sheet_xml("one", '<table:table-row table:number-rows-repeated="many"/>')), "whole number"),
        (pack(sheet_xml("one", '<table:table-row table:number-rows-repeated="-3"/>')), "whole number"),
    ],
)  # fmt: skip
def test_what_is_no_spreadsheet_is_refused(data: bytes, words: str) -> None:
    """Other files, broken archives, broken XML and repeats that are no number are one clear error."""
    with pytest.raises(UnreadableInput, match=words):
        read_sheets(memory("a.ods", data))


def test_declarations_are_refused() -> None:
    """A DOCTYPE, and with it every entity, is refused before anything is read."""
    with pytest.raises(UnsafeInput, match="DOCTYPE"):
        read_sheets(memory("a.ods", pack('<!DOCTYPE x [<!ENTITY a "b">]>' + sheet_xml("one", row_xml(["&a;"])))))
