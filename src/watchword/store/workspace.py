"""A workspace on disk: one folder, many versions, one writer, any number of readers."""

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path
from types import TracebackType
from typing import TextIO

import pyarrow as pa
import pyarrow.parquet as pq

from watchword.errors import WorkspaceError, WorkspaceLocked
from watchword.settings import FILE_NAME, Settings, parse_settings, print_settings
from watchword.store.catalogue import Catalogue, Ingested, Part

_PINNED = (FILE_NAME, "measurements.json", "lexicon/*.toml", "codebooks/*.toml", "entries/*.md")
_FOLDERS = ("lexicon", "entries", "codebooks", "archive", "records", "index")
_TEXT_ROWS_PER_GROUP = 500  # about 16 documents of the real corpora: one document comes back without reading the rest


class Workspace:
    """The folder of DESIGN: settings, lexicon, archive, records, index. Use as a context manager, one per thread."""

    def __init__(self, folder: Path) -> None:
        """Open an existing workspace; raise `WorkspaceError` where there is none."""
        self.folder = folder
        self.catalogue = Catalogue(folder / "records" / "catalogue.sqlite")

    def __enter__(self) -> "Workspace":
        """Enter the context."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the catalogue."""
        self.catalogue.close()

    @staticmethod
    def create(folder: Path, files: Mapping[str, bytes]) -> "Workspace":
        """Make a workspace in an empty or new folder with these starting `files`, and its first version."""
        _refuse_full(folder, "a workspace begins in an empty or new folder")
        for name in _FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / FILE_NAME).write_text(print_settings(Settings()), encoding="utf-8")
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        Catalogue.create(folder / "records" / "catalogue.sqlite")
        workspace = Workspace(folder)
        with workspace.write("made") as writer:
            writer.pin()
        return workspace

    def working_files(self) -> dict[str, bytes]:
        """Return the settings, lexicon, codebooks and entries as they stand in the folder now."""
        found = {}
        for pattern in _PINNED:
            for path in sorted(self.folder.glob(pattern)):
                found[path.relative_to(self.folder).as_posix()] = path.read_bytes()
        return found

    def settings(self, version: int) -> Settings:
        """Return the settings that a version pins."""
        return parse_settings(self.catalogue.files(version).get(FILE_NAME, b""), file=f"{FILE_NAME} of version {version}")

    @contextmanager
    def write(self, message: str) -> Iterator["Writer"]:
        """Take the writer's lock, give a writer, and list what it wrote as one version when the block ends well."""
        with _locked(self.folder / "records" / "writer.lock"):
            self._sweep()
            writer = Writer(self)
            try:
                yield writer
                writer.commit(message)
            finally:
                writer.discard_unlisted()

    def _sweep(self) -> None:
        """Remove parts that a killed writer left unlisted."""
        listed = {part.file for part in self.catalogue.all_parts()}
        for path in (self.folder / "records").glob("*/*"):
            if path.relative_to(self.folder).as_posix() not in listed:
                path.unlink()

    def verify(self) -> Iterator[str]:
        """Yield a sentence for every part or pinned file whose bytes are missing or not those recorded."""
        for digest in self.catalogue.damaged_files():
            yield f"records/catalogue.sqlite: a pinned file is not what its SHA-256 {digest} says"
        for part in self.catalogue.all_parts():
            path = self.folder / part.file
            if not path.is_file():
                yield f"{part.file}: missing"
            elif (found := hash_file(path)) != part.sha256:
                yield f"{part.file}: expected SHA-256 {part.sha256}, found {found}"

    def backup(self, target: Path) -> int:
        """Copy the workspace as of its newest version into a new folder while others read and write; return the version."""
        _refuse_full(target, "a backup goes into an empty or new folder")
        (target / "records").mkdir(parents=True, exist_ok=True)
        self.catalogue.backup(target / "records" / "catalogue.sqlite")
        copy = Catalogue(target / "records" / "catalogue.sqlite")
        head = copy.head()
        for part in copy.all_parts():
            (target / part.file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.folder / part.file, target / part.file)
        for path, content in copy.files(head).items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(content)
        copy.close()
        for name in _FOLDERS:
            (target / name).mkdir(exist_ok=True)
        _copy_archive(self.folder / "archive", target / "archive")
        return head


class Writer:
    """Collects parts for one version. Nothing it writes is seen by a reader before the commit."""

    def __init__(self, workspace: Workspace) -> None:
        """Begin; the caller holds the lock."""
        self._workspace = workspace
        self.base = workspace.catalogue.head()
        self.version = self.base + 1
        self.superseded: dict[str, str] = {}
        self.ingests: list[Ingested] = []
        self._parts: list[Part] = []
        self._pin = False

    def add(self, name: str, table: pa.Table) -> None:
        """Write `table` as a part of the table `name`; an empty one is not written."""
        if not table.num_rows:
            return
        folder = self._workspace.folder / "records" / name
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{self.version:06d}-{secrets.token_hex(6)}.parquet"
        group = _TEXT_ROWS_PER_GROUP if name == "paragraphs" else 100_000
        pq.write_table(
            table,
            path,
            compression="zstd",
            row_group_size=group,
            use_dictionary=[f.name for f in table.schema if _repeats(f)],
        )
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
        relative = path.relative_to(self._workspace.folder).as_posix()
        self._parts.append(Part(relative, name, hash_file(path), table.num_rows, path.stat().st_size))

    def pin(self) -> None:
        """Make a version even if no record was added, so that changed settings, lexicon or entries are pinned."""
        self._pin = True

    def commit(self, message: str) -> None:
        """List the parts, if there is anything to list."""
        if not (self._parts or self._pin or self.superseded or self.ingests):
            return
        self._workspace.catalogue.commit(message, self._parts, self._workspace.working_files(), self.superseded, self.ingests)
        self._parts = []

    def discard_unlisted(self) -> None:
        """Remove what was written and not committed."""
        for part in self._parts:
            with suppress(FileNotFoundError):
                (self._workspace.folder / part.file).unlink()


def _refuse_full(folder: Path, rule: str) -> None:
    """Raise `WorkspaceError` for a folder that holds something, or is a file."""
    if folder.exists() and not folder.is_dir():
        raise WorkspaceError(f"{folder} is a file; {rule}")
    if folder.exists() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder} is not empty; {rule}")


def _copy_archive(source: Path, target: Path) -> None:
    """Copy an archive as its index stands now; what a writer adds meanwhile belongs to a later version."""
    index = source / "index.jsonl"
    if not index.is_file():
        return
    lines = index.read_bytes()
    (target / index.name).write_bytes(lines[: lines.rfind(b"\n") + 1])
    for path in source.glob("[0-9a-f][0-9a-f]/*"):
        if path.name.encode() in lines:
            (target / path.parent.name).mkdir(exist_ok=True)
            shutil.copy2(path, target / path.parent.name / path.name)


def hash_file(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _repeats(field: pa.Field) -> bool:
    """Say whether a column holds few values often, so that a dictionary pays."""
    return pa.types.is_dictionary(field.type) or field.name in {"document", "roll_call", "work", "session"}


@contextmanager
def _locked(path: Path) -> Iterator[TextIO]:
    """Hold the writer's lock, or say who holds it. The system lets go of it when the process ends, however it ends."""
    stream = path.open("a+", encoding="utf-8")
    try:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            stream.seek(0)
            holder = stream.read().strip() or "unknown"
            raise WorkspaceLocked(
                f"{path.parent.parent} is being written by process {holder}; wait until it has finished (readers are not affected)"
            ) from error
        stream.seek(0)
        stream.truncate()
        stream.write(str(os.getpid()))
        stream.flush()
        yield stream
    finally:
        stream.close()
