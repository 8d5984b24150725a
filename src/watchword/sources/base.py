"""What a source is: a small data file (its descriptor) plus one class that turns files into bundles of records.

The pipeline walks what the user named (a folder, a zip, a tar, a file) into entries, asks the source for the role of each,
gives it the companions (workbooks, catalogues: files that describe others) and then reads the documents one by one inside
the per-document error boundary. A source raises `UnreadableInput` for a file it cannot read at all; for one bad row or
element it yields an `Issue` in the bundle and goes on.
"""

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from importlib import resources
from typing import BinaryIO, Protocol

from watchword.errors import ConfigurationError
from watchword.model import Bundle, Display, Stamp


class FileRole(StrEnum):
    """What a file is to a source."""

    DOCUMENT = "document"
    COMPANION = "companion"
    IGNORED = "ignored"


@dataclass(slots=True)
class Entry:
    """A file on disk, or a member of a zip or tar that is read in place.

    `path` uses "/" and is relative to what the user named; `opener` gives a fresh binary stream each time.
    """

    path: str
    opener: Callable[[], BinaryIO]
    size: int
    container: str = ""
    container_sha256: str = ""
    retrieved: str = ""
    _sha256: str = ""

    def open(self) -> BinaryIO:
        """Return a fresh stream of the file's bytes."""
        return self.opener()

    def read(self) -> bytes:
        """Return all the bytes, and remember their hash."""
        with self.opener() as stream:
            data = stream.read()
        self._sha256 = sha256(data).hexdigest()
        return data

    def sha256(self) -> str:
        """Return the hash of the file's bytes, reading it in pieces where it was not read before."""
        if not self._sha256:
            digest = sha256()
            with self.opener() as stream:
                while piece := stream.read(1 << 20):
                    digest.update(piece)
            self._sha256 = digest.hexdigest()
        return self._sha256

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def place(self) -> str:
        """The file as a message names it: container and member."""
        return f"{self.container}:{self.path}" if self.container else self.path


@dataclass(frozen=True, slots=True)
class Expectation:
    """How many records a whole unit of this source holds at least and at most ("documents" per "session", say)."""

    record: str
    per: str
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What a source's `.toml` says of it."""

    name: str
    title: str
    publisher: str
    licence: str
    version: str
    extractor_version: str
    url: str
    display: Display
    languages: tuple[str, ...]
    notes: str
    expects: tuple[Expectation, ...] = ()
    options: dict[str, object] = field(default_factory=dict)

    def stamp(self, entry: Entry) -> Stamp:
        """Return the stamp for all records made from `entry`."""
        return Stamp(
            source=self.name,
            publisher=self.publisher,
            licence=self.licence,
            source_version=self.version,
            extractor=f"{self.name}/{self.extractor_version}",
            raw_sha256=entry.sha256(),
            container_sha256=entry.container_sha256,
            path=entry.path,
            retrieved=entry.retrieved,
        )


Read = Callable[[Entry], Iterator[Bundle]]


class Source(Protocol):
    """One publisher's collection."""

    descriptor: Descriptor

    def role(self, path: str) -> FileRole:
        """Say from its path alone what a file is to this source."""
        ...

    def reader(self, companions: Sequence[Entry]) -> Read:
        """Read the companions, and return the function that reads one document file."""
        ...


_KEYS = {
    "name", "title", "publisher", "licence", "version", "extractor_version", "url", "display", "languages", "notes",
    "expects", "options",
}  # fmt: skip


def load_descriptor(name: str) -> Descriptor:
    """Read `sources/<name>.toml`; raise `ConfigurationError` for a missing or unknown key."""
    text = resources.files("watchword.sources").joinpath(f"{name}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    unknown, missing = set(table) - _KEYS, _KEYS - set(table) - {"expects", "options"}
    if unknown or missing:
        raise ConfigurationError(f"sources/{name}.toml: unknown keys {sorted(unknown)}, missing keys {sorted(missing)}")
    if table["name"] != name:
        raise ConfigurationError(f"sources/{name}.toml: name is {table['name']!r}, expected {name!r}")
    table["expects"] = tuple(Expectation(**row) for row in table.get("expects", []))
    table["display"] = Display(table["display"])
    table["languages"] = tuple(table["languages"])
    return Descriptor(**table)
