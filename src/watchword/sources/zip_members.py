"""The members of a zip, read in place; of a zip whose directory is lost, those that its local headers still name."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from watchword.sources.member import Limits, Packed, Report, left_out

# Stored, deflate, bzip2, LZMA: what the standard library unpacks.
_METHODS = {0, 8, 12, 14}
_LOCAL = struct.Struct("<4s5H3I2H")  # APPNOTE.TXT 6.3.10, 4.3.7
_SYMLINK = 0o120000


@dataclass(frozen=True, slots=True)
class OpenMember:
    """Opens one member; holds the archive open for as long as anybody may still ask."""

    archive: "ZipArchive"
    info: zipfile.ZipInfo

    def __call__(self) -> BinaryIO:
        """Return a fresh stream of the member's bytes."""
        return self.archive.open(self.info)


@dataclass(slots=True)
class ZipArchive:
    """A zip on disk, opened once; `name` is how messages call it."""

    path: Path
    name: str
    _zip: zipfile.ZipFile | None = field(default=None, repr=False)

    def open(self, info: zipfile.ZipInfo) -> BinaryIO:
        """Return a stream of one member's bytes, from the directory's entry or from a salvaged local header."""
        if self._zip is not None:
            return self._zip.open(info)  # type: ignore[return-value]
        return _Inflating(self.path, info)  # type: ignore[return-value]

    def members(self, report: Report, limits: Limits) -> Iterator[Packed]:
        """Yield the members that may be read; report those that may not, and where the archive breaks off."""
        try:
            self._zip = zipfile.ZipFile(self.path)
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            self._zip = None
            infos = list(_salvage(self.path, limits))
            found = f"{str(error).rstrip('.')}; {len(infos)} members could be found without it"
            report(left_out(self.name, "end of the archive", "damaged archive", "a zip with its directory", found))
        for info in infos:
            if info.is_dir():
                continue
            if refusal := _refusal(info):
                report(left_out(f"{self.name}:{info.filename}", "", *refusal))
            else:
                yield Packed(info.orig_filename, info.file_size, info.compress_size, OpenMember(self, info))


def _refusal(info: zipfile.ZipInfo) -> tuple[str, str, str] | None:
    if info.flag_bits & 0x1:
        return "encrypted member", "a member that can be read without a password", "an encrypted member"
    if info.compress_type not in _METHODS:
        return "unknown compression", "stored, deflate, bzip2 or LZMA", f"compression method {info.compress_type}"
    if info.create_system == 3 and (info.external_attr >> 16) & 0o170000 == _SYMLINK:
        return "link", "a plain file", "a symbolic link"
    return None


def _salvage(path: Path, limits: Limits) -> Iterator[zipfile.ZipInfo]:
    """Yield what the local headers name, from the start until the first that cannot be followed."""
    end = path.stat().st_size
    with path.open("rb") as stream:
        while True:
            start = stream.tell()
            header = stream.read(_LOCAL.size)
            if len(header) < _LOCAL.size or not header.startswith(b"PK\x03\x04"):
                return
            _, _, flags, method, _, _, checksum, packed, size, name_length, extra_length = _LOCAL.unpack(header)
            name, extra = stream.read(name_length), stream.read(extra_length)
            info = zipfile.ZipInfo(name.decode("utf-8" if flags & 0x800 else "cp437", errors="replace"))
            info.flag_bits, info.compress_type, info.CRC = flags, method, checksum
            info.header_offset = start + _LOCAL.size + name_length + extra_length
            if packed == 0xFFFFFFFF or size == 0xFFFFFFFF:
                size, packed = _zip64_sizes(extra)
            if flags & 0x8 and not packed:
                if method != zipfile.ZIP_DEFLATED:
                    return  # only a deflate stream says itself where it ends
                packed, size = _follow_deflate(stream, info.header_offset, limits)
                info.CRC = -1
            info.compress_size, info.file_size = packed, size
            yield info
            if info.header_offset + packed > end:
                return
            stream.seek(info.header_offset + packed)
            if flags & 0x8:
                _skip_descriptor(stream)


def _zip64_sizes(extra: bytes) -> tuple[int, int]:
    """Return size and packed size from the ZIP64 field, which a local header has to give together."""
    position = 0
    while position + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, position)
        if tag == 1 and length >= 16 and position + 20 <= len(extra):
            size, packed = struct.unpack_from("<QQ", extra, position + 4)
            return int(size), int(packed)
        position += 4 + length
    return 0, 0


def _follow_deflate(stream: BinaryIO, start: int, limits: Limits) -> tuple[int, int]:
    """Return packed and unpacked size of the deflate stream at `start`; of a broken one, as far as it goes."""
    inflate, packed, size = zlib.decompressobj(-15), 0, 0
    stream.seek(start)
    try:
        while not inflate.eof and size <= limits.allowed(packed) and (piece := stream.read(1 << 16)):
            packed += len(piece)
            while piece:
                size += len(inflate.decompress(piece, 1 << 20))
                piece = inflate.unconsumed_tail
    except zlib.error:
        return packed, size
    return packed - len(inflate.unused_data), size


def _skip_descriptor(stream: BinaryIO) -> None:
    """Step over a data descriptor: with or without its signature, with sizes of four or of eight bytes."""
    start = stream.tell()
    data = stream.read(24 + 4)
    for length in (16, 24, 12, 20):
        if data[length : length + 2] == b"PK":
            stream.seek(start + length)
            return
    stream.seek(start)


class _Inflating(io.RawIOBase):
    """A salvaged member's bytes; raises `BadZipFile` where they break off or do not match their checksum."""

    def __init__(self, path: Path, info: zipfile.ZipInfo) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._file.seek(info.header_offset)
        self._left, self._checksum, self._expected = info.compress_size, 0, info.CRC
        self._unpack = zipfile._get_decompressor(info.compress_type)  # type: ignore[attr-defined]
        self._deflate = info.compress_type == zipfile.ZIP_DEFLATED

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def read(self, size: int = -1) -> bytes:
        wanted = size if size > 0 else 1 << 18
        while True:
            data = self._next(wanted)
            if data is None:
                if self._expected not in (-1, self._checksum):
                    raise zipfile.BadZipFile("checksum does not match")
                return b""
            if data:
                self._checksum = zlib.crc32(data, self._checksum)
                return data

    def _next(self, wanted: int) -> bytes | None:
        if self._unpack is not None and self._unpack.eof:
            return None
        packed = self._unpack.unconsumed_tail if self._deflate else b""
        if not packed:
            packed = self._file.read(min(self._left, wanted))
            if not packed and self._left:
                raise zipfile.BadZipFile("the archive breaks off inside this member")
            self._left -= len(packed)
        if self._unpack is None:
            return packed or None
        if not packed:
            raise zipfile.BadZipFile("the member breaks off")
        return bytes(self._unpack.decompress(packed, wanted) if self._deflate else self._unpack.decompress(packed))
