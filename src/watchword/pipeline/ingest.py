"""Files on disk -> records. Here is the per-document error boundary: whatever one file does, the rest goes on."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from watchword.errors import UnreadableInput, WatchwordError
from watchword.model import Bundle, Issue
from watchword.pipeline.builder import Builder, Held
from watchword.pipeline.opening import check_files
from watchword.pipeline.progress import track
from watchword.pipeline.recognise import recognise
from watchword.pipeline.registry import make_source
from watchword.pipeline.unread import list_unread
from watchword.sources.archive import Archive
from watchword.sources.base import Entry, FileRole, Read, Source
from watchword.sources.files import walk
from watchword.store.catalogue import Ingested
from watchword.store.tables import TablesView
from watchword.store.workspace import Workspace, Writer


@dataclass(frozen=True, slots=True)
class Report:
    """What an ingest did: counts of new records by table, of those already held, and of issues by severity."""

    source: str
    path: str
    version: int
    counts: dict[str, int]
    unchanged: bool


def ingest(workspace: Workspace, source_name: str, path: Path) -> Report:
    """Read `path` (a folder, archive or file) with a source into the workspace, as one version.

    Files whose bytes the same extractor has read before are passed over. Raises `WorkspaceLocked`, `UnknownSource`,
    `ConfigurationError` for a broken lexicon or settings, or `UnreadableInput` where `path` does not exist; anything wrong inside
    becomes a recorded issue.
    """
    source = make_source(source_name)
    if not path.exists():
        raise UnreadableInput(str(path), "", "a file or folder", "nothing there")
    check_files(workspace.working_files())  # a commit pins them
    with workspace.write(f"ingest {source_name} {path.name}") as writer:
        builder = Builder(writer, source.descriptor.name, _held(workspace, writer.base))
        _Run(workspace, writer, builder, source).read(path)
        builder.flush()
        counts = dict(sorted(builder.counts.items()))
    return Report(source_name, str(path), workspace.catalogue.head(), counts, workspace.catalogue.head() == writer.base)


def ingest_paths(folder: Path, source_name: str, paths: Sequence[Path], say_unread: Callable[[Path], object] = str) -> Iterator[Report]:
    """Read several paths into the workspace in `folder`, one version each; the source "auto" recognises the publishers' files.

    `say_unread` is told of each file and folder that "auto" does not recognise. Raises `UnreadableInput` for a path in which it
    recognises nothing, before anything is read.
    """
    with Workspace(folder) as workspace:
        pairs = [pair for path in paths for pair in ([(source_name, path)] if source_name != "auto" else _recognise(path, say_unread))]
        for name, found in pairs:
            yield ingest(workspace, name, found)


def _recognise(path: Path, say_unread: Callable[[Path], object]) -> list[tuple[str, Path]]:
    pairs = recognise(path)
    if not pairs:
        found = "none; if it is one all the same, name its source instead of auto (watchword sources)"
        raise UnreadableInput(str(path), "", "files that a source recognises", found)
    for unread in list_unread(path, pairs):
        say_unread(unread)
    return pairs


class _Run:
    """One source over one path."""

    def __init__(self, workspace: Workspace, writer: Writer, builder: Builder, source: Source) -> None:
        self._catalogue = workspace.catalogue
        self._archive = Archive(workspace.folder / "archive")
        self._writer = writer
        self._builder = builder
        self._source = source
        self._name = source.descriptor.name
        self._extractor = f"{self._name}/{source.descriptor.extractor_version}"
        self._new: dict[str, tuple[str, str]] = {}
        self._unexpected = False

    def read(self, path: Path) -> None:
        """Walk, sort files by role, read each document inside the boundary, recount."""
        walked: list[Issue] = []
        wanted = list(walk(path, walked.append, self._keep, wanted=lambda name: self._source.role(name) is not FileRole.IGNORED))
        roles: dict[FileRole, list[Entry]] = {role: [] for role in FileRole}
        for entry in wanted:
            roles[self._source.role(entry.path)].append(entry)
        for issue in walked:
            self._builder.add_issue(issue)
        documents = [entry for entry in roles[FileRole.DOCUMENT] if self._is_new(entry, roles[FileRole.COMPANION])]
        if roles[FileRole.DOCUMENT] and not documents:
            self._builder.counts["files already held"] = len(roles[FileRole.DOCUMENT])
            return
        if not roles[FileRole.DOCUMENT]:
            found = f"{len(wanted)} files, none of them"
            self._builder.add_issue(Issue(self._name, path.name, "", "nothing to read", f"files of {self._name}", found))
        self._read_documents(documents, roles[FileRole.COMPANION])
        self._describe()
        self._check_counts()
        if self._unexpected:
            return  # a fault of ours, not of the files: they are read again next time
        counts = json.dumps(dict(sorted(self._builder.counts.items())))
        for where, (digest, _) in self._new.items():
            if self._catalogue.was_ingested(self._name, self._extractor, digest):
                continue
            self._writer.ingests.append(Ingested(self._name, self._extractor, where, digest, counts))

    def _keep(self, path: Path) -> tuple[str, str]:
        """Put a top-level file into the archive; return its hash and when it was got."""
        kept = self._archive.keep(path, origin=path.name)
        self._new[str(path)] = (kept.sha256, kept.retrieved)
        return kept.sha256, kept.retrieved

    def _is_new(self, entry: Entry, companions: Sequence[Entry]) -> bool:
        """Say whether the bytes of a file or container, or of any companion, were not read by this extractor before."""
        digests = [item.container_sha256 or item.sha256() for item in (entry, *companions)]
        return not all(self._catalogue.was_ingested(self._name, self._extractor, digest) for digest in digests)

    def _read_documents(self, documents: Sequence[Entry], companions: Sequence[Entry]) -> None:
        readers: list[Read] = []
        place = companions[0].place if companions else ""
        self._guard(lambda: readers.append(self._source.reader(companions)), place)
        for entry in track(documents if readers else (), f"reading {self._name}", len(documents)):
            self._guard(lambda entry=entry: self._read_one(readers[0](entry)), entry.place)  # type: ignore[misc]

    def _read_one(self, bundles: Iterator[Bundle]) -> None:
        for bundle in bundles:
            self._builder.add(bundle)

    def _guard(self, act: Callable[[], None], place: str) -> None:
        """Do something with one file; turn whatever goes wrong into a recorded issue. This is the error boundary."""
        try:
            act()
            return
        except UnreadableInput as error:
            issue = Issue(self._name, error.file, error.place, _in_words(error), error.expected, error.found)
        except WatchwordError as error:
            issue = Issue(self._name, place, "", _in_words(error), "a readable file", str(error))
        except Exception as error:  # noqa: BLE001 - the boundary: one file must not stop the others
            self._unexpected = True
            issue = Issue(self._name, place, "", f"unexpected {type(error).__name__}", "a readable file", str(error)[:500])
        self._builder.add_issue(issue)

    def _describe(self) -> None:
        d = self._source.descriptor
        row: dict[str, object] = {"name": d.name, "title": d.title, "publisher": d.publisher, "licence": d.licence, "version": d.version}
        self._builder.add_source(row | {"url": d.url, "notes": d.notes})

    def _check_counts(self) -> None:
        """Hold the number of records against what the descriptor says a whole unit has."""
        for expected in self._source.descriptor.expects:
            for unit, count in _units(self._builder, expected.record, expected.per).items():
                if not expected.minimum <= count <= expected.maximum:
                    self._builder.add_issue(
                        Issue(
                            self._name, "", f"{expected.per} {unit}".strip(), "count outside the usual range",
                            f"{expected.minimum} to {expected.maximum} {expected.record}", str(count), "note",
                        )
                    )  # fmt: skip


def _in_words(error: WatchwordError) -> str:
    """Return the name of an error's state as words: "unsafe input", "missing column"."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", type(error).__name__).lower()


def _units(builder: Builder, record: str, per: str) -> Counter[str]:
    """Return how many records each unit got in this run."""
    if per == "run":
        return Counter({"": builder.counts[record]})
    return Counter({unit: count for (name, by, unit), count in builder.groups.items() if (name, by) == (record, per)})


def _held(workspace: Workspace, version: int) -> Held:
    """Return what a version holds."""
    held = Held()
    if version == 0:
        return held
    view = TablesView(workspace, version=version)
    try:
        for table in ("documents", "roll_calls", "properties"):
            held.ids.update((table, row["id"]) for row in view.rows(f"SELECT DISTINCT id FROM all_{table}"))
            held.keys.update({(table, row["key"]): row["id"] for row in view.rows(f"SELECT DISTINCT id, key FROM {table}")})
        held.issues.update(tuple(row.values()) for row in view.rows("SELECT DISTINCT * FROM issues"))
        held.sources.update(tuple(row.values()) for row in view.rows("SELECT DISTINCT * FROM sources"))
    finally:
        view.close()
    return held
