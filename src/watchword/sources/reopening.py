"""Bytes read again out of the archive: the file, the member or the row that a record was made from."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from watchword.errors import NotHeld, UnreadableInput
from watchword.model import Issue
from watchword.sources.archive import Archive
from watchword.sources.base import Entry
from watchword.sources.files import enter

_MARK = b"\xef\xbb\xbf"
_LONGEST_ROW = 1_000  # lines of a table that one row may take


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record's bytes are, as its stamp has it: their hash, that of the file they are in ("" for a loose file), the path inside.

    A row of a table is "path#line"; its hash is that of the row's own bytes.
    """

    raw_sha256: str
    container_sha256: str
    path: str

    @property
    def kept_as(self) -> str:
        """The hash under which the archive keeps the file on disk."""
        return self.container_sha256 or self.raw_sha256

    @property
    def member(self) -> str:
        """The path without the row."""
        return self._parts[0]

    @property
    def row(self) -> int:
        """The row's line, counted from 1; 0 where the record is made of the whole file."""
        return int(self._parts[1] or 0)

    @property
    def _parts(self) -> tuple[str, str]:
        path, _, line = self.path.rpartition("#")
        # A member may have "#1" in its own name: only what stands in a container and is named by a row is one.
        return (path, line) if path and line.isdigit() and self.container_sha256 else (self.path, "")


@dataclass(frozen=True, slots=True)
class Reread:
    """The bytes at a place, None where they cannot be had; `found` is their hash, or why there are none."""

    place: Place
    data: bytes | None
    found: str

    @property
    def holds(self) -> bool:
        """Whether these are the bytes that were recorded."""
        return self.found == self.place.raw_sha256


def reread(archive: Archive, places: Iterable[Place]) -> Iterator[Reread]:
    """Yield the bytes of each place, file by file; a container is gone through once for all that is wanted of it."""
    wanted: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for place in sorted(set(places), key=lambda place: (place.kept_as, place.path, place.raw_sha256)):
        wanted[place.kept_as][place.member].append(place)
    for digest, members in wanted.items():
        yield from _reread_file(archive, digest, members)


def _reread_file(archive: Archive, digest: str, members: dict[str, list[Place]]) -> Iterator[Reread]:
    left = dict(members)
    issues: list[Issue] = []
    try:
        name = archive.describe(digest).origin
        path = archive.path_of(digest)
        if not path.is_file():
            raise NotHeld("the archive has no file of this hash")
        for entry in enter(path, name, issues.append):
            # A loose file may have been read at several paths: whatever it was called, it is these bytes.
            for at in [entry.path] if entry.container else list(left):
                yield from _reread_entry(entry, left.pop(at, []))
            if not left:
                break
    except (NotHeld, UnreadableInput) as error:
        issues.append(Issue("", digest, "", "", "", str(error)))
    reason = issues[0].found if issues else "no member of this path"
    for places in left.values():
        yield from (Reread(place, None, reason) for place in places)


def _reread_entry(entry: Entry, places: list[Place]) -> Iterator[Reread]:
    try:
        if not any(place.row for place in places):
            if not places:
                return
            data = entry.read()
            yield from (Reread(place, data, entry.sha256()) for place in places)
            return
        rows = _parquet_rows(entry) if entry.name.lower().endswith(".parquet") else None
        lines = [] if rows is not None else _lines(entry)
        for place in places:
            yield _match_row(place, rows[place.row - 1 : place.row] if rows is not None else lines[place.row - 1 :][:_LONGEST_ROW])
    except UnreadableInput as error:
        yield from (Reread(place, None, f"{error.found} in {error.file}") for place in places)


def _lines(entry: Entry) -> list[bytes]:
    return entry.read().removeprefix(_MARK).split(b"\n")


def _match_row(place: Place, lines: list[bytes]) -> Reread:
    """Return the row that begins with the first line: as many lines as its hash says, since a quoted cell may hold line ends."""
    taken, first = b"", None
    for number, line in enumerate(lines):
        taken = line if not number else taken + b"\n" + line
        raw = taken.rstrip(b"\r\n")
        found = sha256(raw).hexdigest()
        first = first or (raw, found)
        if found == place.raw_sha256:
            return Reread(place, raw, found)
    return Reread(place, first[0], first[1]) if first else Reread(place, None, "no such row")


def _parquet_rows(entry: Entry) -> list[bytes]:
    """Return the rows of a Parquet file in the form in which `sources.tables` hashes them."""
    import io

    import pyarrow
    import pyarrow.parquet

    try:
        rows = pyarrow.parquet.ParquetFile(io.BytesIO(entry.read())).read().to_pylist()
    except (pyarrow.ArrowException, OSError) as error:
        raise UnreadableInput(entry.place, "", "a Parquet file", str(error).splitlines()[0][:120]) from error
    return [json.dumps(row, ensure_ascii=False, sort_keys=True, default=str).encode() for row in rows]
