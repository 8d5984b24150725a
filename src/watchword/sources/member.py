"""One member of an archive, read in place under guard: names that climb, streams without end, bytes that break off."""

import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from watchword.errors import UnreadableInput, UnsafeInput
from watchword.model import Issue

_PIECE = 1 << 18
_DRIVE = re.compile(r"[A-Za-z]:")

# What the decompressors of the standard library and of Arrow raise for bytes that are not theirs. A wrong password is a
# RuntimeError, an unknown compression a NotImplementedError (its child).
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, tarfile.TarError, lzma.LZMAError, OSError, RuntimeError, ValueError)

Report = Callable[[Issue], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """What is refused as a bomb.

    More than `floor` bytes at more than `ratio` to one, for a member or a whole container, or more than `total` bytes
    in one container. The speeches and news of the test data unpack at 3:1 to 5:1.
    """

    ratio: int = 200
    floor: int = 50_000_000
    total: int = 50_000_000_000

    def allowed(self, packed: int) -> int:
        """Return how many bytes may come out of `packed` bytes."""
        return min(self.total, max(self.floor, self.ratio * packed))


@dataclass(frozen=True, slots=True)
class Packed:
    """A member as its archive names it: `size` is what the archive claims, `packed` what is stored."""

    name: str
    size: int
    packed: int
    open: Callable[[], BinaryIO]


class GuardedStream(io.RawIOBase):
    """A member's bytes: past `allowed` they stop with `UnsafeInput`, where they break off with `UnreadableInput`."""

    def __init__(self, inner: BinaryIO, place: str, allowed: int) -> None:
        super().__init__()
        self._inner, self._place, self._allowed, self._position = inner, place, allowed, 0

    def readable(self) -> bool:
        """Return true: this is a stream to read."""
        return True

    def seekable(self) -> bool:
        """Say whether the stream beneath can go back."""
        return self._inner.seekable()

    def tell(self) -> int:
        """Return the position in the unpacked bytes."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a position; a position past the bound is refused before anything is unpacked to reach it."""
        if whence == io.SEEK_END:
            raise io.UnsupportedOperation("a packed stream has no known end")
        target = offset + (self._position if whence == io.SEEK_CUR else 0)
        self._check(target)
        try:
            self._position = self._inner.seek(target)
        except BROKEN as error:
            raise self._broken(error) from error
        return self._position

    def readinto(self, buffer: object) -> int:
        """Fill `buffer` as far as one piece goes; return the number of bytes."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._piece(min(len(view), _PIECE))
        view[: len(data)] = data
        return len(data)

    def readall(self) -> bytes:
        """Return all that is left, unpacked in small pieces so that a false declared size cannot fill the memory."""
        pieces = []
        while piece := self._piece(_PIECE):
            pieces.append(piece)
        return b"".join(pieces)

    def close(self) -> None:
        """Close the stream beneath as well."""
        if not self.closed:
            self._inner.close()
        super().close()

    def _piece(self, size: int) -> bytes:
        try:
            data = self._inner.read(size)
        except UnreadableInput:
            raise
        except BROKEN as error:
            raise self._broken(error) from error
        self._position += len(data)
        self._check(self._position)
        return data

    def _check(self, position: int) -> None:
        if position > self._allowed:
            found = f"more than {self._allowed:,} bytes, out of all proportion to what is stored"
            raise UnsafeInput(self._place, f"byte {position:,}", "a member that unpacks to a plausible size", found)

    def _broken(self, error: BaseException) -> UnreadableInput:
        reason = str(error).rstrip(".") or type(error).__name__
        return UnreadableInput(self._place, f"after byte {self._position:,}", "bytes that unpack", reason)


def guard_stream(inner: BinaryIO, place: str, allowed: int) -> BinaryIO:
    """Return `inner` guarded and buffered."""
    return io.BufferedReader(GuardedStream(inner, place, allowed), _PIECE)


def safe_name(name: str) -> str:
    """Return a member's name with "/" between its parts and without "." parts.

    Raises `ValueError`, with the reason as its message, for a name that would climb out of a folder.
    """
    if "\0" in name:
        raise ValueError("a name with a NUL character")
    name = name.replace("\\", "/")
    if name.startswith("/"):
        raise ValueError("an absolute path")
    if _DRIVE.match(name):
        raise ValueError("a path with a drive letter")
    parts = [part for part in name.split("/") if part not in ("", ".")]
    if ".." in parts:
        raise ValueError("a path that climbs out with '..'")
    if not parts:
        raise ValueError("an empty name")
    return "/".join(parts)


def is_hidden(path: str) -> bool:
    """Say whether a path belongs to an operating system's or tool's housekeeping: hidden files, `__MACOSX`."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))


def left_out(file: str, place: str, problem: str, expected: str, found: str) -> Issue:
    """Return the issue for a file or member that no entry is made of."""
    return Issue("files", file, place, problem, expected, found)
