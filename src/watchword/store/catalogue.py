"""The catalogue: which parts and which settings, lexicon, codebooks and entries make up which version. One SQLite file.

A version is one transaction. A part belongs to every version from the one that added it until the one that removed it (a
compaction). Readers use WAL snapshots and are never blocked.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from watchword import __version__
from watchword.errors import SchemaMismatch, UnknownVersion, WorkspaceError
from watchword.store.schema import SCHEMA_VERSION

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE versions (id INTEGER PRIMARY KEY, created TEXT NOT NULL, message TEXT NOT NULL, program TEXT NOT NULL) STRICT;
CREATE TABLE parts (
    file TEXT PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, rows INTEGER NOT NULL, bytes INTEGER NOT NULL,
    added INTEGER NOT NULL REFERENCES versions, removed INTEGER REFERENCES versions) STRICT;
CREATE TABLE blobs (sha256 TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
CREATE TABLE files (
    version INTEGER NOT NULL REFERENCES versions, path TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES blobs,
    PRIMARY KEY (version, path)) STRICT;
CREATE TABLE superseded (id TEXT PRIMARY KEY, by TEXT NOT NULL, version INTEGER NOT NULL REFERENCES versions) STRICT;
CREATE TABLE ingests (
    version INTEGER NOT NULL REFERENCES versions, source TEXT NOT NULL, extractor TEXT NOT NULL, path TEXT NOT NULL,
    sha256 TEXT NOT NULL, counts TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a workspace."""

    id: int
    created: str
    message: str
    program: str


@dataclass(frozen=True, slots=True)
class Part:
    """One immutable Parquet file; `file` is relative to the workspace."""

    file: str
    name: str
    sha256: str
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Ingested:
    """One file that was read: with which source and extractor, its path, its hash, and what came of it (JSON)."""

    source: str
    extractor: str
    path: str
    sha256: str
    counts: str


class Catalogue:
    """The SQLite file of a workspace. Open one per thread."""

    def __init__(self, path: Path) -> None:
        """Open an existing catalogue; raise `WorkspaceError` or `SchemaMismatch`."""
        if not path.is_file():
            raise WorkspaceError(f"{path.parent.parent} is no workspace (no {path.name}); make one with: watchword init FOLDER")
        self.path = path
        self._connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        try:
            found = self._connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise WorkspaceError(f"{path} is not a readable catalogue: {error}") from error
        if found is None or found[0] != str(SCHEMA_VERSION):
            self._connection.close()
            if found is None:
                raise WorkspaceError(f"{path} says no schema version: it was never finished; make the workspace anew")
            raise SchemaMismatch(
                f"{path.parent.parent} has schema version {found[0]}, this release reads {SCHEMA_VERSION}; use the release that wrote it"
            )

    @staticmethod
    def create(path: Path) -> None:
        """Make an empty catalogue."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript("BEGIN;" + _TABLES + "COMMIT;")
            connection.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def backup(self, target: Path) -> None:
        """Copy the catalogue as it is now to `target`, while others read and write."""
        with closing(sqlite3.connect(target)) as copy:
            self._connection.backup(copy)

    def versions(self) -> list[Version]:
        """Return all versions, oldest first."""
        return [Version(*row) for row in self._connection.execute("SELECT id, created, message, program FROM versions ORDER BY id")]

    def head(self) -> int:
        """Return the newest version, 0 before the first."""
        return int(self._connection.execute("SELECT coalesce(max(id), 0) FROM versions").fetchone()[0])

    def check_version(self, version: int) -> int:
        """Return `version` if there is such a one, else raise `UnknownVersion`."""
        if not 1 <= version <= self.head():
            raise UnknownVersion(f"no version {version} in this workspace; it has versions 1 to {self.head()}")
        return version

    def parts(self, version: int, name: str = "") -> list[Part]:
        """Return the parts of a version, in the order in which they were added."""
        found = self._connection.execute(
            "SELECT file, name, sha256, rows, bytes FROM parts WHERE added <= ?1 AND (removed IS NULL OR removed > ?1) "
            "AND (?2 = '' OR name = ?2) ORDER BY added, rowid",
            (version, name),
        )
        return [Part(*row) for row in found]

    def all_parts(self) -> list[Part]:
        """Return the parts of every version."""
        return [Part(*row) for row in self._connection.execute("SELECT file, name, sha256, rows, bytes FROM parts ORDER BY rowid")]

    def superseded(self, version: int) -> list[str]:
        """Return the ids of the expressions and roll calls that newer ones had replaced in this version."""
        return [row[0] for row in self._connection.execute("SELECT id FROM superseded WHERE version <= ?", (version,))]

    def files(self, version: int) -> dict[str, bytes]:
        """Return the settings, lexicon, codebooks and entries that this version pins: path -> bytes."""
        found = self._connection.execute(
            "SELECT path, content FROM files JOIN blobs USING (sha256) WHERE version = ? ORDER BY path", (version,)
        )
        return dict(found.fetchall())

    def file_hashes(self, version: int) -> dict[str, str]:
        """Return the SHA-256 under which each file that this version pins is kept: path -> hash."""
        return dict(self._connection.execute("SELECT path, sha256 FROM files WHERE version = ? ORDER BY path", (version,)).fetchall())

    def damaged_files(self) -> list[str]:
        """Return the hashes under which pinned files are kept whose content is not what the hash says."""
        rows = self._connection.execute("SELECT sha256, content FROM blobs ORDER BY sha256")
        return [digest for digest, content in rows if sha256(content).hexdigest() != digest]

    def ingests(self, version: int) -> list[Ingested]:
        """Return what was ingested up to this version."""
        found = self._connection.execute(
            "SELECT source, extractor, path, sha256, counts FROM ingests WHERE version <= ? ORDER BY rowid", (version,)
        )
        return [Ingested(*row) for row in found]

    def was_ingested(self, source: str, extractor: str, digest: str) -> bool:
        """Say whether these bytes were read before by this extractor."""
        found = self._connection.execute(
            "SELECT 1 FROM ingests WHERE source = ? AND extractor = ? AND sha256 = ? LIMIT 1",
            (source, extractor, digest),
        ).fetchone()
        return found is not None

    def commit(
        self,
        message: str,
        parts: Iterable[Part],
        files: Mapping[str, bytes],
        superseded: Mapping[str, str],
        ingests: Iterable[Ingested],
    ) -> int:
        """List all of this as one new version, in one transaction, and return its number."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        try:
            version = self.head() + 1
            created = datetime.now(UTC).isoformat(timespec="seconds")
            execute("INSERT INTO versions VALUES (?, ?, ?, ?)", (version, created, message, f"watchword {__version__}"))
            for part in parts:
                execute(
                    "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?, NULL)",
                    (part.file, part.name, part.sha256, part.rows, part.bytes, version),
                )
            for path, content in files.items():
                digest = sha256(content).hexdigest()
                execute("INSERT OR IGNORE INTO blobs VALUES (?, ?)", (digest, content))
                execute("INSERT INTO files VALUES (?, ?, ?)", (version, path, digest))
            for old, new in superseded.items():
                execute("INSERT OR REPLACE INTO superseded VALUES (?, ?, ?)", (old, new, version))
            for item in ingests:
                execute(
                    "INSERT INTO ingests VALUES (?, ?, ?, ?, ?, ?)",
                    (version, item.source, item.extractor, item.path, item.sha256, item.counts),
                )
        except BaseException:
            execute("ROLLBACK")
            raise
        execute("COMMIT")
        return version
