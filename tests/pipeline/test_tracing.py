"""A finished trace is kept for its version; what is told again is what was told first, and nothing damaged or outdated is told."""

from pathlib import Path

import pytest

from watchword.pipeline import tracing
from watchword.pipeline.ingest import ingest
from watchword.pipeline.opening import Where
from watchword.pipeline.starting import make_workspace
from watchword.pipeline.tracing import ask_trace
from watchword.store.workspace import Workspace

_CASE = "win-win-cooperation"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new workspace."""
    make_workspace(tmp_path / "workspace").catalogue.close()
    return tmp_path / "workspace"


def _kept(folder: Path) -> list[Path]:
    return sorted((folder / "index" / "traces").glob("*"))


def test_a_trace_is_the_same_when_it_is_told_again(folder: Path) -> None:
    """The kept trace is the first one, and a damaged one is made anew."""
    first = ask_trace(Where(folder), _CASE)
    (file,) = _kept(folder)
    whole = file.read_bytes()
    assert ask_trace(Where(folder), "win-win cooperation") == first
    for damaged in (b"", whole[:-9], whole.replace(b"win-win", b"win-los")):
        file.write_bytes(damaged)
        assert ask_trace(Where(folder), _CASE) == first
        assert file.read_bytes() == whole


def test_a_trace_is_kept_for_what_it_was_made_from_alone(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another formulation, date, version of the workspace or program has a trace of its own."""
    first = ask_trace(Where(folder), _CASE)
    assert ask_trace(Where(folder, until="1990"), _CASE)["workspace"]["until"] == "1990"
    assert ask_trace(Where(folder), "non-interference")["formulation"]["id"] == "non-interference"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "2001-02-03 one.txt").write_text("An invented text on win-win cooperation.", "utf-8")
    with Workspace(folder) as workspace:
        ingest(workspace, "plain_text", tmp_path / "texts")
    later = ask_trace(Where(folder), _CASE)
    assert later["workspace"]["version"] > first["workspace"]["version"]
    assert later["workspace"]["sources"] != first["workspace"]["sources"]
    assert ask_trace(Where(folder, as_of=first["workspace"]["version"]), _CASE) == first
    before = len(_kept(folder))
    monkeypatch.setattr(tracing, "_digest_program", lambda: "another program")
    assert ask_trace(Where(folder), _CASE) == later
    assert len(_kept(folder)) == before + 1
