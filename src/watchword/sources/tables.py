"""Tables of any collection: CSV, TSV or Parquet, one document a row, read as a mapping says."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from watchword.errors import UnreadableInput
from watchword.model import Bundle
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor
from watchword.sources.mapped_rows import RowReader
from watchword.sources.mapping import SUFFIX, find_mapping, load_companions, unpacked_name

_SUFFIXES = (".csv", ".tsv", ".parquet")
# The csv module stops at fields of 131,072 characters; speeches and reports are longer.
_LONGEST_FIELD = 1 << 27


@dataclass(slots=True)
class Tables:
    """Reads `.csv`, `.tsv` and `.parquet` files, the first two packed or not; a mapping says what their columns are."""

    descriptor: Descriptor = field(default_factory=lambda: load_descriptor("tables"))

    def role(self, path: str) -> FileRole:
        """Tables are documents, mappings are companions, the rest is ignored."""
        name = path.rsplit("/", 1)[-1].lower()
        if name.endswith(SUFFIX):
            return FileRole.COMPANION
        return FileRole.DOCUMENT if unpacked_name(name).endswith(_SUFFIXES) else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Read the user's mappings, and return the function that reads one file. Raises `ConfigurationError`."""
        mappings = load_companions(companions)

        def read(entry: Entry) -> Iterator[Bundle]:
            mapping = find_mapping(entry, mappings)
            if mapping is None:
                expected = f"a mapping whose files name it (write {unpacked_name(entry.name)}{SUFFIX} beside it)"
                raise UnreadableInput(entry.place, "", expected, "none")
            rows = RowReader(mapping, entry, f"{self.descriptor.name}/{self.descriptor.extractor_version}")
            name = unpacked_name(entry.name).lower()
            yield from _read_parquet(rows) if name.endswith(".parquet") else _read_text(rows, name)

        return read


@dataclass(slots=True)
class _Lines:
    """The lines of a text table as text, with the bytes of those taken since the last row."""

    stream: BinaryIO
    encoding: str
    number: int = 0
    taken: list[bytes] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        for line in self.stream:
            self.number += 1
            raw = line.removeprefix(b"\xef\xbb\xbf") if self.number == 1 else line
            self.taken.append(raw)
            yield raw.decode(self.encoding, errors="surrogateescape")  # `take_row` says which row is not text

    def take_row(self) -> bytes:
        """Return the bytes of the lines since the last row, without the last end of line.

        Raises `UnicodeDecodeError` where they are not text in the table's encoding.
        """
        raw = b"".join(self.taken).rstrip(b"\r\n")
        self.taken.clear()
        raw.decode(self.encoding)
        return raw


def _read_text(rows: RowReader, name: str) -> Iterator[Bundle]:
    delimiter = rows.mapping.delimiter or ("\t" if name.endswith(".tsv") else ",")
    csv.field_size_limit(_LONGEST_FIELD)
    with rows.entry.open() as stream:
        lines = _Lines(stream, rows.mapping.encoding)
        table = csv.reader(lines, delimiter=delimiter, strict=True)
        header, count = next(table, []), 0
        if twice := {column for column in header if header.count(column) > 1}:
            raise UnreadableInput(rows.entry.place, "line 1", "each column once", f"{', '.join(sorted(twice))} twice")
        rows.check_columns(set(header))
        while True:
            lines.taken.clear()
            first = lines.number + 1
            try:
                cells = next(table)
            except StopIteration:
                break
            except csv.Error as error:
                count += 1
                found = f"{error}, in lines {first:,} to {lines.number:,}"
                yield rows.refuse(first, "row", "a row of quoted and unquoted cells", found)
                continue
            if cells:
                count += 1
                yield _read_row(rows, dict(zip(header, cells, strict=False)), len(header) - len(cells), lines, first)
    yield from rows.recount(count)


def _read_row(rows: RowReader, row: dict[str, str], lacking: int, lines: _Lines, first: int) -> Bundle:
    """Return the bundle of one row, which starts in line `first` and has `lacking` cells fewer than the header."""
    if lacking:
        found = f"{abs(lacking)} cells {'fewer' if lacking > 0 else 'more'}"
        return rows.refuse(first, "row", "as many cells as the header", found)
    try:
        return rows.read(row, first, lines.take_row())
    except UnicodeDecodeError as error:
        found = f"byte 0x{error.object[error.start]:02x} at {error.start} of the row"
        return rows.refuse(first, "row", f"text in {rows.mapping.encoding}", found)


def _read_parquet(rows: RowReader) -> Iterator[Bundle]:
    """Yield the bundles of a Parquet file; a row, having no bytes of its own, is hashed as JSON with sorted keys."""
    import pyarrow
    import pyarrow.parquet

    try:
        table = pyarrow.parquet.ParquetFile(io.BytesIO(rows.entry.read()))
        rows.check_columns(set(table.schema_arrow.names))
        number = 0
        for batch in table.iter_batches(batch_size=1024):
            for row in batch.to_pylist():
                number += 1
                raw = json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode()
                yield rows.read(row, number, raw)
    except (pyarrow.ArrowException, OSError) as error:
        raise UnreadableInput(rows.entry.place, "", "a Parquet file", str(error).splitlines()[0][:120]) from error
    yield from rows.recount(number)
