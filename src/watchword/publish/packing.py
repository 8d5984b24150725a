"""Zip files that are the same bytes for the same content: members in order of their names, without dates of their own."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from watchword.errors import UsageError

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can say: no clock enters the bytes


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files (path -> bytes)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _DATE)
            info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            archive.writestr(info, files[name])
    return packed.getvalue()


def write_pack(files: Mapping[str, bytes], target: Path) -> int:
    """Write a zip of these files and return its size; raise `UsageError` where it cannot be written."""
    data = pack(files)
    try:
        target.write_bytes(data)
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}; name a file in a folder that exists") from error
    return len(data)
