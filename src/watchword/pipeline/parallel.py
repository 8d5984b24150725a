"""Keep the aligned paragraphs of works held in several languages as a cache beside the matched uses.

A file is named by the documents it was made from and the version of what made it: a document's id holds the hash of its content. One
source's works are one set of files, so that new texts of one source leave the others as they are.
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from watchword.pipeline.progress import track
from watchword.store.base import Row, View
from watchword.store.tables import TablesView
from watchword.store.workspace import Workspace
from watchword.text.languages import digest_files
from watchword.usage.parallel.building import BUILDER, build_source, list_expressions
from watchword.usage.parallel.corpus import ROWS, Corpus, Tongue, read_tongue

_CACHE_FORMAT = 1


class _Tongues(Mapping[str, Tongue]):
    """Each language's side, read when it is first asked for."""

    def __init__(self, parts: Mapping[str, list[tuple[Path, Path, int]]]) -> None:
        self._parts = parts
        self._read: dict[str, Tongue] = {}

    def __getitem__(self, code: str) -> Tongue:
        if code not in self._read:
            parts = [(pq.read_table(terms), pq.read_table(words), before) for terms, words, before in self._parts[code]]
            self._read[code] = read_tongue(code, parts)
        return self._read[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)


def open_corpus(workspace: Workspace, view: View) -> Corpus:
    """Return the aligned paragraphs of a version, up to the view's bound date, aligning what was not aligned before."""
    return _open(workspace, view, make=True) or Corpus(ROWS.empty_table(), {})


def find_corpus(workspace: Workspace, view: View) -> Corpus | None:
    """Return the aligned paragraphs where they are all kept from an earlier question, None where aligning would take its time."""
    return _open(workspace, view, make=False)


def _open(workspace: Workspace, view: View, *, make: bool) -> Corpus | None:
    whole = TablesView(workspace, version=view.version) if view.until else view
    try:
        folders = []
        for source, expressions in list_expressions(whole).items():
            folder = _folder(workspace, source, expressions)
            if not folder.is_dir():
                if not make:
                    return None
                _write(build_source(whole, source, expressions, track), folder)
            folders.append(folder)
    finally:
        if view.until:
            whole.close()
    corpus = _join(folders)
    return corpus.restrict([row["id"] for row in view.rows("SELECT id FROM documents")]) if view.until else corpus


def _folder(workspace: Workspace, source: str, expressions: list[Row]) -> Path:
    """Return where one source's tables are kept."""
    ids = " ".join(row["id"] for row in expressions)
    key = sha256(f"{source} {ids} {BUILDER} {digest_files()} {_CACHE_FORMAT}".encode()).hexdigest()[:24]
    return workspace.folder / "index" / "parallel" / key


def _join(folders: list[Path]) -> Corpus:
    """Return the tables of several sources as one corpus."""
    rows = [ROWS.empty_table()]
    parts: dict[str, list[tuple[Path, Path, int]]] = {}
    left_out: Counter[str] = Counter()
    before = 0
    for folder in folders:
        own = pq.read_table(folder / "rows.parquet")
        rows.append(own.set_column(0, "row", pa.array(own["row"].to_numpy() + before, pa.int32())))
        for file in sorted(folder.glob("terms *.parquet")):
            code = file.stem.removeprefix("terms ")
            parts.setdefault(code, []).append((file, folder / f"words {code}.parquet", before))
        table = pq.read_table(folder / "left out.parquet")
        left_out.update(dict(zip(table["reason"].to_pylist(), table["paragraphs"].to_pylist(), strict=True)))
        before += int(np.max(own["row"].to_numpy(), initial=-1)) + 1
    return Corpus(pa.concat_tables(rows).unify_dictionaries().combine_chunks(), _Tongues(dict(sorted(parts.items()))), left_out)


def _write(tables: Mapping[str, pa.Table], folder: Path) -> None:
    """Write the tables so that a reader in another process sees all of them or none."""
    temporary = folder.with_name(f"{folder.name}.{os.getpid()}.tmp")
    temporary.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        pq.write_table(table, temporary / f"{name}.parquet", compression="zstd")
    try:
        temporary.rename(folder)
    except OSError:  # another process was quicker
        for file in temporary.iterdir():
            file.unlink()
        temporary.rmdir()
