"""Open a workspace for reading: one version, with its own lexicon and its matched uses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from watchword.errors import WorkspaceError, WorkspaceLocked
from watchword.lexicon.records import Lexicon
from watchword.pipeline.lexicons import ensure_lexicon, lexicon_of
from watchword.pipeline.uses import ensure_uses
from watchword.settings import FILE_NAME, parse_settings
from watchword.store.tables import TablesView
from watchword.store.workspace import Workspace

if TYPE_CHECKING:
    from watchword.pipeline.measured import Measurements


@dataclass(frozen=True)
class Reading:
    """What a finder is given: the version's tables and its lexicon, and `notes` that the reader should be told."""

    workspace: Workspace
    view: TablesView
    lexicon: Lexicon
    notes: tuple[str, ...] = ()

    @cached_property
    def measured(self) -> "Measurements":
        """The measured figures pinned in the version, as far as their corpora are not held; none under a bound date."""
        from watchword.pipeline.measured import FILE, Measurements

        content = b"" if self.view.until else self.workspace.catalogue.files(self.view.version).get(FILE, b"")
        return Measurements(content, {row["source"] for row in self.view.rows("SELECT DISTINCT source FROM documents")})


@dataclass(frozen=True, slots=True)
class Where:
    """Which workspace, which version (0: the newest), and up to which date ("" for no bound)."""

    folder: Path
    as_of: int = 0
    until: str = ""


def check_files(working: dict[str, bytes]) -> None:
    """Raise `ConfigurationError` for a lexicon or settings that cannot be read: such files are never pinned in a version."""
    lexicon_of(working)
    parse_settings(working.get(FILE_NAME, b""))


@contextmanager
def open_reading(folder: Path, *, as_of: int = 0, until: str = "", uses: bool = True) -> Iterator[Reading]:
    """Open version `as_of` (0: the newest) of the workspace in `folder`, bounded by the date `until`.

    Where settings, lexicon or entries in the folder differ from those the newest version pins, a new version is made first,
    so that what is printed is always that of a version. If somebody else is writing just then, the pinned ones are used.
    """
    with Workspace(folder) as workspace:
        notes = [] if as_of else _pin_changes(workspace)
        version = workspace.catalogue.check_version(as_of or workspace.catalogue.head())
        lexicon = ensure_lexicon(folder, workspace.catalogue.files(version))
        files = ensure_uses(workspace, version, lexicon) if uses else []
        view = TablesView(workspace, version=version, until=until, use_files=files)
        try:
            yield Reading(workspace, view, lexicon, tuple(notes))
        finally:
            view.close()


def _pin_changes(workspace: Workspace) -> list[str]:
    """Make a version of changed settings, lexicon or entries; return what the reader should know."""
    working = workspace.working_files()
    head = workspace.catalogue.head()
    if head == 0:
        raise WorkspaceError(f"{workspace.folder} has no version yet; make it anew with: watchword init FOLDER")
    pinned = workspace.catalogue.files(head)
    if working == pinned:
        return []
    changed = sorted(path for path in working.keys() | pinned.keys() if working.get(path) != pinned.get(path))
    check_files(working)
    try:
        with workspace.write(f"changed {', '.join(changed)}") as writer:
            writer.pin()
    except WorkspaceLocked as error:
        return [f"{', '.join(changed)} changed, but the change is not used yet: {error}"]
    return [f"{', '.join(changed)} changed: this is version {workspace.catalogue.head()}"]
