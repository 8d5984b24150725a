"""OpenDocument spreadsheets written by the tests from invented rows."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    "<office:body><office:spreadsheet>"
)
_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def pack(content: str, name: str = "content.xml") -> bytes:
    """Return a zip with one member."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def sheet_xml(name: str, inside: str) -> str:
    """Return a spreadsheet's XML with one sheet of rows given as XML."""
    return f'{_HEAD}<table:table table:name="{name}">{inside}</table:table>{_TAIL}'


def row_xml(cells: Sequence[str]) -> str:
    """Return a row as XML, as an office program writes it: a paragraph for each line, blanks after it repeated to the edge."""
    written = "".join(
        "<table:table-cell>" + "".join(f"<text:p>{escape(line)}</text:p>" for line in cell.split("\n")) + "</table:table-cell>" if cell
        else "<table:table-cell/>" for cell in cells
    )  # fmt: skip
    return f'<table:table-row>{written}<table:table-cell table:number-columns-repeated="1012"/></table:table-row>'


def spreadsheet(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Return the bytes of an `.ods` with these rows in these sheets, each with a million blank rows behind."""
    blank = (
        '<table:table-row table:number-rows-repeated="1046994"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    inside = "".join(
        f'<table:table table:name="{name}">{"".join(map(row_xml, rows))}{blank}</table:table>' for name, rows in sheets.items()
    )
    return pack(f"{_HEAD}{inside}{_TAIL}")
