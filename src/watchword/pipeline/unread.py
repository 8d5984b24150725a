"""What lies in a folder and no source recognised, so that nothing is passed over in silence."""

from collections.abc import Sequence
from pathlib import Path


def list_unread(folder: Path, recognised: Sequence[tuple[str, Path]]) -> list[Path]:
    """Return the files and folders in `folder` that are neither recognised nor hold something that is; a folder is named whole."""
    taken = {path for _, path in recognised}
    if folder in taken or not folder.is_dir():
        return []
    unread: list[Path] = []
    for child in sorted(child for child in folder.iterdir() if not child.name.startswith(".")):
        if any(child in path.parents for path in taken):
            unread += list_unread(child, recognised)
        elif child not in taken:
            unread.append(child)
    return unread
