"""One trace asked for, and finished ones kept as a cache: of one version of a workspace, a trace never changes.

A cache file is named by all that a trace is made from: the version's parts and pinned files, what was asked, and the program's own
files, so that no other program's answer is ever read. One that is damaged is made anew. A trace whose words are not counted or whose
works are not aligned yet is not kept. Losing the folder `index/` costs only time.
"""

import json
import os
from contextlib import suppress
from hashlib import sha256
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from watchword import __version__
from watchword.lexicon.records import Formulation
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.store.schema import TABLES


def ask_trace(where: Where, name: str) -> dict[str, Any]:
    """Return the trace of a formulation as plain data, as JSON has it; see `pipeline.trace`."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        formulation = reading.lexicon.find(name)
        file = where.folder / "index" / "traces" / f"{_key(reading, formulation)}.json"
        if kept := _read(file):
            return kept
        from watchword.pipeline.trace import is_finished, trace_formulation

        trace = trace_formulation(reading, formulation.id)
        content = json.dumps(trace, ensure_ascii=False)
        if is_finished(trace):
            with suppress(OSError):  # a workspace that cannot be written is read all the same
                _write(f"{sha256(content.encode()).hexdigest()}\n{content}", file)
        plain: dict[str, Any] = json.loads(content)
        return plain


def _key(reading: Reading, formulation: Formulation) -> str:
    catalogue, version = reading.workspace.catalogue, reading.view.version
    parts = sorted(f"{part.name} {part.sha256}" for name in TABLES for part in catalogue.parts(version, name))
    files = [f"{path} {sha256(content).hexdigest()}" for path, content in sorted(catalogue.files(version).items())]
    asked = (str(version), reading.view.until, formulation.id, *reading.notes)
    return sha256("\n".join((__version__, _digest_program(), *asked, *parts, *files)).encode()).hexdigest()[:24]


def _digest_program() -> str:
    """Return a hash of the package's own files: code, tables, words."""
    digest = sha256()
    waiting: list[Traversable] = [resources.files("watchword")]
    while waiting:
        for file in sorted(waiting.pop().iterdir(), key=lambda file: file.name):
            if file.is_dir():
                waiting.append(file)
            elif file.name.endswith((".py", ".toml")):
                digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(file: Path) -> dict[str, Any] | None:
    """Return a kept trace; None where there is none, or where its content is not what its first line, the hash, says."""
    try:
        digest, _, content = file.read_bytes().partition(b"\n")
    except OSError:
        return None
    if sha256(content).hexdigest().encode() != digest:
        return None
    kept: dict[str, Any] = json.loads(content)
    return kept


def _write(content: str, file: Path) -> None:
    """Write the cache so that a reader in another process sees all of it or nothing."""
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(f".{os.getpid()}.tmp")
    temporary.write_text(content, "utf-8")
    temporary.replace(file)
