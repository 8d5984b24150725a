"""The archive: the original bytes of everything that was read, by SHA-256, written once and never again."""

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import BinaryIO

from watchword.errors import IntegrityError, NotHeld

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the archive: `size` in bytes, `retrieved` the time its bytes were first kept (ISO 8601, UTC)."""

    sha256: str
    size: int
    retrieved: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A file of the archive that is not what the index says."""

    sha256: str
    expected: str
    found: str


@dataclass(slots=True)
class Archive:
    """A folder of read-only files `<first two digits>/<sha256>`.

    `index.jsonl` has a line for each, in order of keeping. One writer at a time (the workspace's lock sees to that),
    and any number of readers.
    """

    folder: Path
    _index: dict[str, Kept] = field(default_factory=dict, repr=False)
    _read_to: int = field(default=0, repr=False)

    def keep(self, path: Path, *, origin: str) -> Kept:
        """Copy the bytes of `path` into the archive unless they are there, and return what is known of them.

        `origin` says where they came from (a path, an address). Bytes kept before are not written again, and the time
        returned is that of their first keeping. The copy is hashed as it is written: what is indexed is what is held.
        """
        self._catch_up()
        with path.open("rb") as stream:
            digest = file_digest(stream, "sha256").hexdigest()
            if digest in self._index and self.path_of(digest).exists():
                return self._index[digest]
            stream.seek(0)
            return self._store(stream, origin)

    def _store(self, stream: BinaryIO, origin: str) -> Kept:
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix="incoming-", dir=self.folder)
        temporary, digest, size = Path(name), sha256(), 0
        try:
            with os.fdopen(handle, "wb") as copy:
                while piece := stream.read(_PIECE):
                    digest.update(piece)
                    size += copy.write(piece)
                copy.flush()
                os.fsync(copy.fileno())
            temporary.chmod(0o444)
            target = self.path_of(digest.hexdigest())
            target.parent.mkdir(exist_ok=True)
            if target.exists():  # kept by a writer that was stopped before it wrote the index
                temporary.unlink()
            else:
                temporary.rename(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        return self._enter(digest.hexdigest(), size, origin)

    def _enter(self, digest: str, size: int, origin: str) -> Kept:
        """Write a file's line in the index, or return the line it has."""
        if digest in self._index:
            return self._index[digest]
        kept = Kept(digest, size, datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"), origin)
        line = json.dumps(asdict(kept), ensure_ascii=False).encode() + b"\n"
        with self._index_path.open("ab") as stream:
            if stream.tell() and not self._ends_with_newline():
                line = b"\n" + line  # a writer was stopped in the middle of the line before
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())
        self._index[digest] = kept
        return kept

    def __contains__(self, digest: str) -> bool:
        """Say whether bytes of this hash are held."""
        return self.path_of(digest).is_file()

    def __iter__(self) -> Iterator[Kept]:
        """Yield what is held, in order of keeping."""
        self._catch_up()
        return iter(list(self._index.values()))

    def path_of(self, digest: str) -> Path:
        """Return where the bytes of this hash are or would be; raise `NotHeld` for what is no SHA-256."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise NotHeld(f"{digest!r} is not a SHA-256 in 64 lower-case hex digits")
        return self.folder / digest[:2] / digest

    def open(self, digest: str) -> BinaryIO:
        """Return a stream of the bytes; raise `NotHeld` where there are none."""
        try:
            return self.path_of(digest).open("rb")
        except FileNotFoundError as error:
            raise NotHeld(f"no bytes with the hash {digest} in {self.folder}") from error

    def describe(self, digest: str) -> Kept:
        """Return what the index says of a hash; raise `NotHeld` where it says nothing."""
        self._catch_up()
        if digest not in self._index:
            raise NotHeld(f"no bytes with the hash {digest} in {self.folder}")
        return self._index[digest]

    def verify(self) -> Iterator[Problem]:
        """Hash every file again and yield what is missing, changed, or held without a line in the index."""
        self._catch_up()
        for digest, kept in self._index.items():
            path = self.path_of(digest)
            if not path.is_file():
                yield Problem(digest, f"{kept.size:,} bytes", "no file")
                continue
            with path.open("rb") as stream:
                found = file_digest(stream, "sha256").hexdigest()
            if found != digest:
                yield Problem(digest, "bytes with this hash", f"bytes with the hash {found}")
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            if path.name not in self._index:
                yield Problem(path.name, "a line in index.jsonl", "a file without one")

    @property
    def _index_path(self) -> Path:
        return self.folder / "index.jsonl"

    def _ends_with_newline(self) -> bool:
        with self._index_path.open("rb") as stream:
            stream.seek(-1, os.SEEK_END)
            return stream.read(1) == b"\n"

    def _catch_up(self) -> None:
        """Read the lines that were added since the last look. A last line without its end is not there yet."""
        if not self._index_path.exists():
            return
        with self._index_path.open("rb") as stream:
            stream.seek(self._read_to)
            for line in stream:
                if not line.endswith(b"\n"):
                    return
                self._read_to += len(line)
                if kept := self._read_line(line):
                    self._index.setdefault(kept.sha256, kept)

    def _read_line(self, line: bytes) -> Kept | None:
        try:
            return Kept(**json.loads(line)) if line.strip() else None
        except (ValueError, TypeError) as error:
            if not line.rstrip().endswith(b"}"):
                return None  # the half line of a writer that was stopped; its bytes are entered again when next kept
            raise IntegrityError(f"{self._index_path}: a line that is no record of a kept file: {line[:80]!r}") from error
