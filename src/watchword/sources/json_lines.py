"""JSON Lines of any collection: one object a line, read as a mapping says."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from watchword.errors import UnreadableInput
from watchword.model import Bundle
from watchword.sources.base import Descriptor, Entry, FileRole, Read, load_descriptor
from watchword.sources.mapped_rows import RowReader
from watchword.sources.mapping import SUFFIX, find_mapping, load_companions, unpacked_name

# Rows looked at before a column counts as missing from the file: a single row may lack a value.
_LOOKED_AT = 100
_MARK = b"\xef\xbb\xbf"
# A line longer than this, in bytes, is no record but a file of another format.
_LONGEST = 100_000_000


@dataclass(slots=True)
class JsonLines:
    """Reads `.jsonl` and `.ndjson` files, packed or not; a mapping says what their fields are."""

    descriptor: Descriptor = field(default_factory=lambda: load_descriptor("json_lines"))

    def role(self, path: str) -> FileRole:
        """JSON Lines are documents, mappings are companions, the rest is ignored."""
        name = path.rsplit("/", 1)[-1].lower()
        if name.endswith(SUFFIX):
            return FileRole.COMPANION
        return FileRole.DOCUMENT if unpacked_name(name).endswith((".jsonl", ".ndjson")) else FileRole.IGNORED

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Read the user's mappings, and return the function that reads one file. Raises `ConfigurationError`."""
        mappings = load_companions(companions)

        def read(entry: Entry) -> Iterator[Bundle]:
            mapping = find_mapping(entry, mappings)
            if mapping is None:
                expected = f"a mapping whose files name it (write {unpacked_name(entry.name)}{SUFFIX} beside it)"
                raise UnreadableInput(entry.place, "", expected, "none")
            extractor = f"{self.descriptor.name}/{self.descriptor.extractor_version}"
            yield from _read_lines(RowReader(mapping, entry, extractor))

        return read


def _read_lines(rows: RowReader) -> Iterator[Bundle]:
    parsed = _parse_lines(rows.entry)
    first = list(islice(parsed, _LOOKED_AT))
    objects = [row for _, _, row in first if isinstance(row, dict)]
    if objects:
        rows.check_columns({column for row in objects for column in row})
    count = 0
    for lines in (first, parsed):
        for number, raw, row in lines:
            count += 1
            if isinstance(row, dict):
                yield rows.read(row, number, raw)
            else:
                yield rows.refuse(number, "line", "a JSON object", row)
    yield from rows.recount(count)


def _parse_lines(entry: Entry) -> Iterator[tuple[int, bytes, dict[str, object] | str]]:
    """Yield number, own bytes (without the line's end) and object of each line that is not blank; of a bad one, why."""
    with entry.open() as stream:
        number = 0
        while line := stream.readline(_LONGEST):
            number += 1
            if len(line) == _LONGEST:
                raise UnreadableInput(entry.place, f"line {number:,}", "one record a line", "a line without an end")
            raw = line.rstrip(b"\r\n")
            if number == 1:
                raw = raw.removeprefix(_MARK)
            if raw.strip():
                yield number, raw, _parse(raw)


def _parse(raw: bytes) -> dict[str, object] | str:
    """Return the object on a line, or what is there instead."""
    try:
        row = json.loads(raw.decode("utf-8"))
        if b"\\u" in raw:
            json.dumps(row, ensure_ascii=False).encode()  # half a surrogate pair is no character and could not be stored
    except UnicodeDecodeError as error:
        return f"byte 0x{raw[error.start]:02x} at {error.start}, which is not UTF-8"
    except UnicodeEncodeError:
        return "half of a surrogate pair"
    except json.JSONDecodeError as error:
        return f"{error.msg} at character {error.pos + 1:,}"
    except (ValueError, RecursionError) as error:
        return str(error)[:80]
    return row if isinstance(row, dict) else f"a JSON {type(row).__name__}"
