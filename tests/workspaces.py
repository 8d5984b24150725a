"""Workspaces that many tests read, each made once in a run, whatever number of processes run the tests. Who writes takes a copy."""

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import Answer, run
from tests.corpora import data_file

INVENTED = Path(__file__).parents[1] / "docs" / "invented"
# What the demo printed, kept beside its workspace: the README shows it.
_PRINTED = "printed.json"


def make_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return the folder `name` of this run, made by the first process that asks; the others wait for it."""
    base = factory.getbasetemp()
    root = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = root / "kept" / name
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "made").exists():
            make(folder)
            (folder / "made").touch()
    return folder


def make_demo(folder: Path) -> None:
    """Make a demo's workspace in `demo` below a folder, as if it had been made there by name."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        answer = run("demo", "demo")
    finally:
        os.chdir(before)
    assert answer.code == 0, answer.err
    (folder / _PRINTED).write_text(json.dumps([answer.code, answer.out, answer.err]), encoding="utf-8")


def read_printed(folder: Path) -> Answer:
    """Return what the demo printed when it was made in a folder."""
    return Answer(*json.loads((folder / _PRINTED).read_text(encoding="utf-8")))


def make_lab(folder: Path) -> None:
    """Make the workspace of the invented texts in `lab` below a folder."""
    assert run("init", str(folder / "lab")).code == 0
    assert run("ingest", "auto", str(INVENTED), "-w", str(folder / "lab")).code == 0


def find_everything() -> Path | None:
    """Return the workspace of all the real corpora that WATCHWORD_REAL names and `make bench` makes, None where there is none."""
    folder = os.environ.get("WATCHWORD_REAL", "")
    return Path(folder) if folder and (Path(folder) / "trace.html").is_file() else None


def make_real(*names: str, source: str = "auto") -> Callable[[Path], None]:
    """Return what makes a workspace of some files of the real corpora in `real` below a folder; skips where they are not at hand."""
    files = [data_file(name) for name in names]

    def make(folder: Path) -> None:
        assert run("init", str(folder / "real")).code == 0
        for file in files:
            assert run("ingest", source, str(file), "-w", str(folder / "real")).code == 0

    return make
