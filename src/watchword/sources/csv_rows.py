"""The rows of a CSV file, with its columns checked first.

Used by the sources that read tables. Columns are found by name, so their order and any further columns do not matter.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from watchword.errors import MissingColumn, UnreadableInput
from watchword.model import Issue
from watchword.sources.base import Entry

_SHOWN = 80
Row = list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """An open CSV file: where each wanted column is, and the rows that follow the header with their line numbers."""

    place: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, Row]]

    def index(self, column: str) -> int:
        """Return the position of `column` in each row."""
        return self.columns.index(column)

    def fits(self, row: Row) -> bool:
        """Say whether `row` has exactly one cell for each column."""
        return len(row) == len(self.columns)

    def misfit(self, source: str, line: int, row: Row) -> Issue:
        """Return the issue for a row that has too few or too many cells and was left out."""
        return Issue(
            source=source,
            file=self.place,
            place=f"line {line}",
            problem="a row has too few or too many cells",
            expected=f"{len(self.columns)} cells",
            found=f"{len(row)} cells: {','.join(row)[:_SHOWN]}",
        )


@contextmanager
def open_table(entry: Entry, wanted: Sequence[str]) -> Iterator[Table]:
    """Open `entry` as a CSV file in UTF-8 (with or without a byte-order mark) and check its header.

    Raises `MissingColumn` naming the columns that lack and those found, and `UnreadableInput` where the bytes are not
    UTF-8 or not CSV, with the line where reading stopped.
    """
    with entry.open() as stream, io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as text:
        reader = csv.reader(text)
        rows = _read_rows(entry.place, reader)
        columns = tuple(name.strip() for name in next(rows, (0, []))[1])
        missing = [name for name in wanted if name not in columns]
        if missing:
            named = ", ".join(columns)[:500] or "an empty file"
            raise MissingColumn(entry.place, "header", "column " + ", ".join(map(repr, missing)), named)
        yield Table(entry.place, columns, rows)


def _read_rows(place: str, reader: "csv._reader") -> Iterator[tuple[int, Row]]:  # type: ignore[name-defined]
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except UnicodeDecodeError as error:
        raise UnreadableInput(place, f"after line {reader.line_num}", "text in UTF-8", str(error)) from error
    except csv.Error as error:
        raise UnreadableInput(place, f"line {reader.line_num}", "comma-separated rows", str(error)) from error


def read_count(text: str) -> int | None:
    """Return the whole number that `text` prints ("28", and "28.0" as some exporters write it).

    None for a blank; raises `ValueError` for anything else.
    """
    text = text.strip()
    if not text:
        return None
    whole, _, fraction = text.partition(".")
    if not (whole.isascii() and whole.isdigit()) or fraction.strip("0"):
        raise ValueError(text)
    return int(whole)
