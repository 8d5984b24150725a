"""The index of a workspace, complete for a version: opened, or made, or brought up to the version first.

It lives in the workspace's folder `index/` and can be deleted at any time. One process at a time writes to it; another that needs it
waits, says so, and then finds the work done. What a killed process had not committed is not there, and is put in by the next.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from watchword.errors import WorkspaceError
from watchword.store.searching.layout import index_name, open_index
from watchword.store.searching.parts import add_part, open_writer, read_documents
from watchword.store.workspace import Workspace

Say = Callable[[str], None]
Watch = Callable[[Iterable[Any], str, int], Iterator[Any]]
_TRIES = 5


def ensure_index(workspace: Workspace, version: int, watch: Watch, say: Say) -> Any:
    """Return an open index that holds every part of a version, adding those that are missing.

    `watch` shows progress over (items, label, total); `say` is told in a sentence whatever takes time or was repaired.
    """
    parts = [part.file for part in workspace.catalogue.parts(version, "paragraphs")]
    folder = workspace.folder / "index" / index_name()
    index, _ = _open(folder)
    if index is not None and set(parts) <= held_parts(index):
        return index
    folder.parent.mkdir(exist_ok=True)
    with _turn(folder.parent / "text.lock", say):
        index, damage = _open(folder)
        if damage:
            say(f"the index for search could not be read ({damage}); it is made anew")
            shutil.rmtree(folder)
        for other in folder.parent.glob("text-*"):
            if other != folder:
                shutil.rmtree(other)  # of another layout or folding: never read again
        if index is None:
            folder.mkdir(exist_ok=True)
            index = open_index(str(folder))
        missing = [file for file in parts if file not in held_parts(index)]
        if missing:
            documents = [part.file for part in workspace.catalogue.parts(version, "documents")]
            _add_parts(index, workspace.folder, missing, documents, watch)
    index, damage = _open(folder)
    if index is None:
        raise WorkspaceError(
            f"the index for search in {folder} cannot be read ({damage or 'it is gone'}); delete that folder and ask again"
        )
    return index


def held_parts(index: Any) -> set[str]:
    """Return the parts that an index holds whole."""
    return {file for file, _ in index.searcher().terms_with_prefix("part", "")}


def _add_parts(index: Any, folder: Path, missing: Sequence[str], documents: Sequence[str], watch: Watch) -> None:
    table = read_documents(folder, documents)
    try:
        writer = open_writer(index)
        for number, file in enumerate(missing, 1):
            label = f"indexing for search, part {number} of {len(missing)}"
            add_part(writer, folder / file, file, table, lambda items, total, label=label: watch(items, label, total))  # type: ignore[misc]
        writer.wait_merging_threads()
    except ValueError as error:
        raise WorkspaceError(f"the index for search in {folder / 'index'} cannot be written: {error}") from error


def _open(folder: Path) -> tuple[Any, str]:
    """Return the index in a folder (None where there is none, or none that can be read) and what is wrong with it ("" for nothing)."""
    problem = ""
    for _ in range(_TRIES):
        if not (folder / "meta.json").is_file():
            return None, "" if not folder.is_dir() or not any(folder.iterdir()) else "it was never finished"
        try:
            index = open_index(str(folder))
            held_parts(index)
        except (ValueError, OSError) as error:
            # Files that a writer merged away between two readings are gone for good; the next reading finds the merged ones.
            problem = str(error).partition("\n")[0]
        else:
            return index, ""
    return None, problem


@contextmanager
def _turn(path: Path, say: Say) -> Iterator[None]:
    """Wait for one's turn to write. The system lets go of it when the process ends, however it ends."""
    with path.open("a") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another process is indexing this workspace; waiting for it to finish")
            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
