"""The members of a tar (plain, or packed with gzip, xz or bzip2), read in place."""

import bz2
import gzip
import lzma
import tarfile
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from watchword.errors import UnreadableInput, UnsafeInput
from watchword.sources.member import BROKEN, GuardedStream, Limits, Packed, Report, left_out

_BLOCK = tarfile.BLOCKSIZE


@dataclass(frozen=True, slots=True)
class OpenTarMember:
    """Opens one member; holds the archive open for as long as anybody may still ask."""

    archive: "TarArchive"
    info: tarfile.TarInfo

    def __call__(self) -> BinaryIO:
        """Return a fresh stream of the member's bytes."""
        return self.archive.open(self.info)


@dataclass(slots=True, weakref_slot=True)
class TarArchive:
    """A tar on disk, opened once; `name` is how messages call it."""

    path: Path
    name: str
    _tar: tarfile.TarFile | None = field(default=None, repr=False)

    def open(self, info: tarfile.TarInfo) -> BinaryIO:
        """Return a stream of one member's bytes."""
        stream = self._tar.extractfile(info) if self._tar is not None else None
        if stream is None:
            raise UnreadableInput(f"{self.name}:{info.name}", "", "a plain file", "a member without bytes")
        return stream  # type: ignore[return-value]

    def members(self, report: Report, limits: Limits) -> Iterator[Packed]:
        """Yield the plain files, in the archive's order; report the rest and any break.

        The order is the archive's own and not sorted: going back in a packed tar means unpacking it again.
        """
        stream = self._open_stream(limits)
        try:
            self._tar = tarfile.TarFile(fileobj=stream, mode="r")
        except (UnreadableInput, *BROKEN) as error:
            stream.close()
            report(left_out(self.name, "start", "damaged archive", "a tar archive", _words(error)))
            return
        weakref.finalize(self, _close, self._tar, stream)
        for info in self._infos(report):
            file = f"{self.name}:{info.name}"
            if info.isdir():
                continue
            if refusal := _refusal(info):
                report(left_out(file, "", *refusal))
            else:
                yield Packed(info.name, info.size, info.size, OpenTarMember(self, info))

    def _infos(self, report: Report) -> Iterator[tarfile.TarInfo]:
        """Yield the headers one after another, and report where they stop before the end mark.

        `tarfile` takes an unreadable header in the middle for the end; the zero-filled end mark tells which it was.
        """
        tar = self._tar
        if tar is None:
            return
        stream: BinaryIO = tar.fileobj  # type: ignore[assignment]
        try:
            while (info := tar.next()) is not None:
                tar.members = []  # type: ignore[attr-defined]  # the list is never asked for, and would keep 100,000 headers twice
                yield info
            stream.seek(tar.offset)
            mark = stream.read(_BLOCK)
        except (UnreadableInput, *BROKEN) as error:
            problem = "bomb" if isinstance(error, UnsafeInput) else "damaged archive"
            report(left_out(self.name, f"byte {tar.offset:,}", problem, "a tar to its end mark", _words(error)))
            return
        if mark != bytes(_BLOCK):
            found = "the end of the file" if not mark else "something that is no header"
            report(left_out(self.name, f"byte {tar.offset:,}", "damaged archive", "a header or the end mark", found))

    def _open_stream(self, limits: Limits) -> BinaryIO:
        file = self.path.open("rb")
        start = file.read(6)
        file.seek(0)
        if start.startswith(b"\x1f\x8b"):
            inner = cast(BinaryIO, gzip.GzipFile(fileobj=file))
        elif start.startswith(b"\xfd7zXZ\x00"):
            inner = cast(BinaryIO, lzma.LZMAFile(file))  # noqa: SIM115 - its members are read as long as somebody asks
        elif start.startswith(b"BZh"):
            inner = cast(BinaryIO, bz2.BZ2File(file))
        else:
            return file
        weakref.finalize(inner, file.close)
        return GuardedStream(inner, self.name, limits.allowed(self.path.stat().st_size))  # type: ignore[return-value]


def _refusal(info: tarfile.TarInfo) -> tuple[str, str, str] | None:
    if info.issym() or info.islnk():
        return "link", "a plain file", "a symbolic link" if info.issym() else "a hard link"
    if info.issparse():
        return "sparse file", "a plain file", "a sparse file, whose claimed size is not stored"
    if not info.isreg():
        return "device", "a plain file", "a device or pipe"
    return None


def _words(error: BaseException) -> str:
    return error.found if isinstance(error, UnreadableInput) else str(error).rstrip(".") or type(error).__name__


def _close(tar: tarfile.TarFile, stream: BinaryIO) -> None:
    tar.close()
    stream.close()
