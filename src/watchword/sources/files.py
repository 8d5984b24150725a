"""From what the user named (a folder, an archive, a file) to entries, read in place and never unpacked to disk."""

import gzip
import io
import lzma
import os
import stat
import weakref
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import BinaryIO, cast

from watchword.errors import UnreadableInput
from watchword.model import Issue
from watchword.sources.base import Entry
from watchword.sources.member import BROKEN, Limits, Packed, Report, guard_stream, is_hidden, left_out, safe_name
from watchword.sources.tar_members import TarArchive
from watchword.sources.zip_members import ZipArchive

# Called once for each file on disk that is read, container or loose: its SHA-256, and when its bytes were first kept.
Keep = Callable[[Path], tuple[str, str]]

TAR_SUFFIXES = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2")
PACKED_SUFFIXES = (".zst", ".gz", ".xz")
_ARCHIVES = (".zip", *TAR_SUFFIXES)


@dataclass(frozen=True, slots=True)
class _Walk:
    """What stays the same on one walk."""

    report: Report
    keep: Keep
    wanted: Callable[[str], bool]
    limits: Limits


def hash_file(path: Path) -> tuple[str, str]:
    """Return the SHA-256 of a file and "" for the time: what `walk` does where nothing is kept."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest(), ""


def want_all(path: str) -> bool:
    """Return true: every file is wanted."""
    return True


def walk(
    path: Path,
    report: Report,
    keep: Keep = hash_file,
    *,
    wanted: Callable[[str], bool] = want_all,
    limits: Limits | None = None,
) -> Iterator[Entry]:
    """Yield an entry for each file at `path`: a folder, a zip, a tar, a `.zst`, `.gz` or `.xz` file, or any other file.

    Entries come in a fixed order: files, containers and the members of a zip sorted by path, those of a tar as it
    holds them. A container inside a folder is walked into; its members carry its path as their `container`. A `.zst`
    file is a container of one member, named without the suffix, whose `size` is that of the packed file. `wanted`
    says from its path which loose file or member is read at all (a container always is); `keep` is called once for
    each container and each wanted loose file, just before its first entry. Hidden files and `__MACOSX` are passed over.

    What cannot be read is reported and the rest goes on: names that climb out, links, devices, bombs, encrypted
    members, names that occur twice with different bytes, archives that break off, archives inside archives, empty
    files. A member that turns out to be broken, or a bomb, only while it is read raises `UnreadableInput` or
    `UnsafeInput` from its stream.
    Raises `UnreadableInput` where there is nothing at `path`.
    """
    turn = _Walk(report, keep, wanted, limits or Limits())
    if path.is_dir():
        for name in _files_below(path, report):
            yield from _entries_of(path / name, name, turn)
    elif path.exists():
        yield from _entries_of(path, path.name, turn)
    else:
        raise UnreadableInput(str(path), "", "a file or a folder", "nothing there")


def enter(path: Path, name: str, report: Report, *, wanted: Callable[[str], bool] = want_all) -> Iterator[Entry]:
    """Yield the entries of one kept file, which was called `name` when it was read: what `walk` yielded then, and nothing is kept."""
    yield from _entries_of(path, name, _Walk(report, lambda _: ("", ""), wanted, Limits()))


def _files_below(folder: Path, report: Report) -> list[str]:
    """Return the paths of the files below `folder`, sorted; report linked and unreadable folders."""
    found = []

    def refuse(error: OSError) -> None:
        report(left_out(_relative(Path(error.filename), folder), "", "unreadable folder", "a folder", str(error.strerror)))

    for root, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if not is_hidden(name)]
        for name in folders:
            if (Path(root) / name).is_symlink():
                place = _relative(Path(root) / name, folder)
                report(left_out(place, "", "link", "a folder", "a link to a folder, which is not followed"))
        found += [_relative(Path(root) / name, folder) for name in files if not is_hidden(name)]
    return sorted(found)


def _relative(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _entries_of(path: Path, name: str, turn: _Walk) -> Iterator[Entry]:
    """Yield the entries of one file on disk, called `name` in messages and paths."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            turn.report(left_out(name, "", "device", "a plain file", "a device, pipe or socket"))
            return
        if status.st_size == 0:
            turn.report(left_out(name, "", "empty file", "a file with content", "0 bytes"))
            return
        lowered = name.lower()
        if lowered.endswith(_ARCHIVES):
            yield from _members_of(path, name, turn)
        elif lowered.endswith(PACKED_SUFFIXES):
            yield from _packed_file(path, name, turn)
        elif turn.wanted(name):
            digest, retrieved = turn.keep(path)
            yield Entry(name, OpenFile(path), status.st_size, retrieved=retrieved, _sha256=digest)
    except OSError as error:
        turn.report(left_out(name, "", "unreadable file", "a file that may be read", error.strerror or str(error)))


@dataclass(frozen=True, slots=True)
class OpenFile:
    """Opens a loose file."""

    path: Path

    def __call__(self) -> BinaryIO:
        """Return a fresh stream of the file's bytes."""
        return self.path.open("rb")


@dataclass(frozen=True, slots=True)
class OpenGuarded:
    """Opens a member under guard."""

    member: Callable[[], BinaryIO]
    place: str
    allowed: int

    def __call__(self) -> BinaryIO:
        """Return a fresh stream, which raises `UnreadableInput` where it breaks off and `UnsafeInput` as a bomb."""
        try:
            return guard_stream(self.member(), self.place, self.allowed)
        except UnreadableInput:
            raise
        except BROKEN as error:
            raise UnreadableInput(self.place, "start", "a member that can be opened", str(error).rstrip(".")) from error


@dataclass(frozen=True, slots=True)
class OpenPacked:
    """Opens a file that is packed by itself; the suffix of its name says how."""

    path: Path
    suffix: str

    def __call__(self) -> BinaryIO:
        """Return a fresh stream of the unpacked bytes."""
        match self.suffix:
            case ".gz":
                return cast(BinaryIO, gzip.open(self.path))
            case ".xz":
                return cast(BinaryIO, lzma.open(self.path))
        import pyarrow

        file = self.path.open("rb")
        stream = pyarrow.CompressedInputStream(pyarrow.PythonFile(file), "zstd")
        weakref.finalize(stream, file.close)
        return cast(BinaryIO, stream)


def _packed_file(path: Path, name: str, turn: _Walk) -> Iterator[Entry]:
    inside = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    if not turn.wanted(inside):
        return
    digest, retrieved = turn.keep(path)
    size = path.stat().st_size
    opener = OpenGuarded(OpenPacked(path, Path(name).suffix.lower()), f"{name}:{inside}", turn.limits.allowed(size))
    yield Entry(inside, opener, size, name, digest, retrieved)


def _members_of(path: Path, name: str, turn: _Walk) -> Iterator[Entry]:
    digest, retrieved = turn.keep(path)
    if name.lower().endswith(".zip"):
        zipped = ZipArchive(path, name)
        members = _admit(sorted(zipped.members(turn.report, turn.limits), key=lambda each: each.name), path, name, turn)
    else:
        members = _admit(TarArchive(path, name).members(turn.report, turn.limits), path, name, turn)
    for inside, member in _settle_duplicates(members, name, turn.report):
        if turn.wanted(inside):
            opener = _guarded(member, f"{name}:{inside}", turn.limits)
            yield Entry(inside, opener, member.size, name, digest, retrieved)


def _guarded(member: Packed, place: str, limits: Limits) -> OpenGuarded:
    return OpenGuarded(member.open, place, limits.allowed(member.packed))


def _admit(members: Iterator[Packed] | list[Packed], path: Path, name: str, turn: _Walk) -> list[tuple[str, Packed]]:
    """Return the members that may be opened with their safe names; report the others."""
    admitted, total, bound = [], 0, turn.limits.total
    whole = turn.limits.allowed(path.stat().st_size)
    for member in members:
        file = f"{name}:{member.name}".replace("\0", "\\0")
        try:
            inside = safe_name(member.name)
        except ValueError as reason:
            turn.report(left_out(file, "", "unsafe path", "a path that stays inside its archive", str(reason)))
            continue
        if is_hidden(inside):
            continue
        total += member.size
        if problem := _refusal(inside, member, turn.limits):
            turn.report(left_out(file, "", *problem))
            total -= member.size
        elif total > min(bound, whole) and name.lower().endswith(".zip"):
            found = f"{member.size:,} bytes that take this archive to {total:,}"
            turn.report(left_out(file, "", "bomb", f"at most {min(bound, whole):,} bytes in one archive", found))
            total -= member.size
        else:
            admitted.append((inside, member))
    return admitted


def _refusal(inside: str, member: Packed, limits: Limits) -> tuple[str, str, str] | None:
    if member.size == 0:
        return "empty file", "a file with content", "0 bytes"
    if member.size > limits.allowed(member.packed):
        found = f"{member.size:,} bytes out of {member.packed:,}"
        return "bomb", f"at most {limits.allowed(member.packed):,} bytes", found
    if inside.lower().endswith((*_ARCHIVES, *PACKED_SUFFIXES)):
        return "archive inside an archive", "plain members", "a packed file: unpack it and name it by itself"
    return None


def _settle_duplicates(members: list[tuple[str, Packed]], name: str, report: Callable[[Issue], None]) -> Iterator[tuple[str, Packed]]:
    """Yield each name once: the first of equal ones, none of those that differ, as nothing says which is meant."""
    by_name: dict[str, list[Packed]] = defaultdict(list)
    for inside, member in members:
        by_name[inside].append(member)
    for inside, group in by_name.items():
        if len(group) > 1:
            place = f"{name}:{inside}"
            differ = len({_digest(_guarded(member, place, Limits()), place) for member in group}) > 1
            found = f"{len(group)} members of this name, {'with different bytes' if differ else 'all the same'}"
            severity = "left out" if differ else "note"
            report(Issue("files", place, "", "duplicate member name", "one member of this name", found, severity))
            if differ:
                continue
        yield inside, group[0]


def _digest(opener: OpenGuarded, place: str) -> str:
    try:
        with opener() as stream:
            return file_digest(cast(io.BufferedReader, stream), "sha256").hexdigest()
    except UnreadableInput as error:
        return f"{place} cannot be read: {error.found} {id(opener)}"
