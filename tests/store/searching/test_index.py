"""The index follows the workspace: by itself, after a crash, beside other processes, and for older versions."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.invented import document, put
from tests.store.searching.asking import ask, found
from watchword.pipeline.searching import Asked, search
from watchword.store.searching.index import ensure_index
from watchword.store.workspace import Workspace

# A process that indexes, and stops for good once it has put in the given number of row groups.
_SLOW = """
import sys, time
from pathlib import Path
from watchword.store.searching.index import ensure_index
from watchword.store.workspace import Workspace

begun = 0

def watch(items, label, total):
    global begun
    for item in items:
        begun += 1
        if begun > int(sys.argv[2]):
            print("stopped", flush=True)
            time.sleep(float(sys.argv[3]))
        yield item

with Workspace(Path(sys.argv[1])) as workspace:
    ensure_index(workspace, workspace.catalogue.head(), watch, print)
    print("done", flush=True)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace of three versions, with one invented text in each of the last two."""
    folder = tmp_path / "w"
    Workspace.create(folder, {}).catalogue.close()
    put(folder, document("one", "win-win cooperation"))
    put(folder, document("two", "win-win cooperation and peace"))
    return folder


@contextmanager
def indexing(folder: Path, groups: int, seconds: float) -> "Iterator[subprocess.Popen[str]]":
    """Start a process that indexes `groups` row groups and then stands still; give it once it does."""
    command = [sys.executable, "-c", _SLOW, str(folder), str(groups), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "stopped\n"
        yield process


def unwatched(items: Any, label: str, total: int) -> Any:
    """Show nothing."""
    return iter(items)


@pytest.mark.parametrize("groups", [0, 1])
def test_a_killed_process_leaves_nothing_wrong(folder: Path, groups: int) -> None:
    """After kill -9 in the middle of indexing, the next search puts in what is missing and gives the right answer."""
    with indexing(folder, groups, 600) as process:
        process.send_signal(signal.SIGKILL)
    answer = ask(folder, '"win-win cooperation"')
    assert (answer.documents, sorted(item.title for item in answer.found)) == (2, ["one", "two"])


def test_a_second_process_waits_and_says_so(folder: Path) -> None:
    """Two processes that need the index at once both get the whole answer; the second says that it waits."""
    said: list[str] = []
    with indexing(folder, 1, 2) as process:
        answer = search(folder, Asked("cooperation"), say=said.append)
    assert process.returncode == 0
    assert said == ["another process is indexing this workspace; waiting for it to finish"]
    assert answer.documents == 2
    assert answer.notes == tuple(said)


def test_new_texts_are_found_without_being_asked_for(folder: Path) -> None:
    """What was ingested since is put in by the next search; what is there is not read again."""
    assert found(folder, "peace") == ["two"]
    put(folder, document("three", "peace"))
    read: list[str] = []
    with Workspace(folder) as workspace:
        ensure_index(workspace, workspace.catalogue.head(), lambda items, label, total: (read.append(label), iter(items))[1], print)
    assert read == ["indexing for search, part 1 of 1"]
    assert sorted(found(folder, "peace")) == ["three", "two"]


def test_an_older_version_answers_as_it_did(folder: Path) -> None:
    """--as-of shows neither what came later nor a later edition in the place of the one it held."""
    put(folder, document("one", "peace, revised"))
    assert [found(folder, "cooperation OR peace", as_of=version, sort="date") for version in (1, 2)] == [[], ["one"]]
    assert sorted(found(folder, "peace")) == ["one", "two"]
    assert ask(folder, '"win-win"', as_of=3).documents == 2
    assert ask(folder, '"win-win"').documents == 1
    assert ask(folder, '"win-win"', as_of=3, facets=("year",)).rows[0]["held"] == 2


def test_an_older_version_is_indexed_first(folder: Path) -> None:
    """A first search of an old version needs no newer part, and the newest is complete afterwards all the same."""
    assert found(folder, "cooperation", as_of=2) == ["one"]
    assert sorted(found(folder, "cooperation")) == ["one", "two"]


@pytest.mark.parametrize("harm", ["delete", "empty meta", "garbage meta", "no files", "not finished"])
def test_a_lost_or_damaged_index_is_made_anew(folder: Path, harm: str) -> None:
    """The index is a cache: whatever happens to it costs only time, and what was repaired is said."""
    before = ask(folder, "cooperation")
    home = next((folder / "index").glob("text-*"))
    if harm == "delete":
        shutil.rmtree(folder / "index")
    elif harm == "not finished":
        (home / "meta.json").unlink()
    elif harm == "no files":
        for file in home.glob("*.idx"):
            file.unlink()
    else:
        (home / "meta.json").write_text("" if harm == "empty meta" else '{"segments": 5}')
    after = ask(folder, "cooperation")
    assert after.found == before.found
    assert bool(after.notes) == (harm != "delete")


def test_an_index_of_another_folding_is_never_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new release that cuts or folds words otherwise makes its own index and removes the old one."""
    assert found(folder, "peace") == ["two"]
    monkeypatch.setattr("watchword.store.searching.layout.INDEXER", "another/2")
    assert found(folder, "peace") == ["two"]
    assert len(list((folder / "index").glob("text-*"))) == 1


def test_reading_while_another_writes_is_never_refused(folder: Path) -> None:
    """A search of a version whose parts are all there does not wait for one who indexes a newer version."""
    assert found(folder, "peace", as_of=3) == ["two"]
    put(folder, document("three", "peace"))
    with indexing(folder, 0, 60) as process:
        assert found(folder, "peace", as_of=3) == ["two"]
        assert process.poll() is None  # the other was still at it
        process.kill()


def test_a_workspace_without_texts_answers_nothing(tmp_path: Path) -> None:
    """An empty workspace gives an answer of nought."""
    Workspace.create(tmp_path / "w", {}).catalogue.close()
    answer = ask(tmp_path / "w", "peace")
    assert (answer.documents, answer.found) == (0, ())


def test_one_text_of_ten_megabytes_is_searched(tmp_path: Path) -> None:
    """A document of any size is one document: a phrase at its end is found, and its place is right."""
    Workspace.create(tmp_path / "w", {}).catalogue.close()
    text = "peace and security " * 520_000 + "win-win cooperation"
    put(tmp_path / "w", document("long", text))
    snippet = ask(tmp_path / "w", '"security win-win cooperation"').found[0].snippets[0]
    assert text[snippet.start : snippet.end] == "security win-win cooperation"
