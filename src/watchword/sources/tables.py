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
    place: str
    encoding: str
    number: int = 0
    taken: list[bytes] = field(default_factory=list)

    def __iter__(self) -> Iterator[str]:
        for line in self.stream:
            self.number += 1
            raw = line.removeprefix(b"\xef\xbb\xbf") if self.number == 1 else line
            self.taken.append(raw)
            try:
                yield raw.decode(self.encoding)
            except UnicodeDecodeError as error:
                found = f"byte 0x{raw[error.start]:02x}"
                place = f"line {self.number:,}, byte {error.start}"
                raise UnreadableInput(self.place, place, f"text in {self.encoding}", found) from error

    def take_row(self) -> bytes:
        """Return the bytes of the lines since the last row, without the last line's end."""
        raw = b"".join(self.taken).rstrip(b"\r\n")
        self.taken.clear()
        return raw


def _read_text(rows: RowReader, name: str) -> Iterator[Bundle]:
    delimiter = rows.mapping.delimiter or ("\t" if name.endswith(".tsv") else ",")
    csv.field_size_limit(_LONGEST_FIELD)
    with rows.entry.open() as stream:
        lines = _Lines(stream, rows.entry.place, rows.mapping.encoding)
        table = csv.reader(lines, delimiter=delimiter, strict=True)
        header, count = next(table, []), 0
        if twice := {column for column in header if header.count(column) > 1}:
            raise UnreadableInput(rows.entry.place, "line 1", "each column once", f"{', '.join(sorted(twice))} twice")
        rows.check_columns(set(header))
        while True:
            lines.take_row()
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
            if not cells:
                continue
            count += 1
            if len(cells) == len(header):
                yield rows.read(dict(zip(header, cells, strict=True)), first, lines.take_row())
            else:
                yield rows.refuse(first, "row", f"{len(header)} cells", f"{len(cells)}")
    yield from rows.recount(count)


def _read_parquet(rows: RowReader) -> Iterator[Bundle]:
    """Yield the bundles of a Parquet file. A row has no bytes of its own: its hash is that of its cells as sorted JSON."""
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
