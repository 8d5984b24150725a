"""A workspace is refused, copied and bounded in words that help."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest

from tests.pipeline.invented import ask, document, put
from watchword.errors import UsageError, WorkspaceError
from watchword.pipeline.ingest import ingest
from watchword.pipeline.starting import make_workspace
from watchword.pipeline.status import verify_workspace
from watchword.store.schema import TABLES
from watchword.store.workspace import Workspace

WRITER = """
import sys
from pathlib import Path
from watchword.errors import WorkspaceLocked
from watchword.store.workspace import Workspace
with Workspace(Path(sys.argv[1])) as workspace:
    try:
        with workspace.write("second") as writer:
            writer.pin()
    except WorkspaceLocked as error:
        sys.exit(str(error))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new workspace."""
    make_workspace(tmp_path / "workspace").catalogue.close()
    return tmp_path / "workspace"


def run_writer(folder: Path) -> subprocess.CompletedProcess[str]:
    """Try to write in another process."""
    return subprocess.run([sys.executable, "-c", WRITER, str(folder)], capture_output=True, text=True, timeout=60, check=False)


def test_a_writer_in_another_process_waits_its_turn(folder: Path) -> None:
    """It is told which process writes, and gets the lock as soon as that one has ended."""
    with Workspace(folder) as workspace:
        with workspace.write("first") as writer:
            writer.pin()
            refused = run_writer(folder)
        assert refused.returncode == 1
        assert f"by process {os.getpid()}" in refused.stderr
        assert run_writer(folder).returncode == 0
        assert [version.message for version in workspace.catalogue.versions()] == ["made", "first", "second"]


def test_a_failed_write_leaves_nothing(folder: Path) -> None:
    """A write that stops with an error makes no version and leaves no part behind."""
    with Workspace(folder) as workspace:
        with pytest.raises(RuntimeError), workspace.write("fails") as writer:
            writer.add("events", pa.table({name: ["x"] for name in TABLES["events"].names}))
            raise RuntimeError("invented")
        assert workspace.catalogue.head() == 1
    assert not list((folder / "records").glob("*/*"))


def test_a_backup_taken_while_files_come_in_is_sound(folder: Path, tmp_path: Path) -> None:
    """Half-written files of the archive, and such as the copied index does not name, are not copied."""
    text = tmp_path / "2018 a.txt"
    text.write_text("An invented text.\n")
    with Workspace(folder) as workspace:
        ingest(workspace, "plain_text", text)
        (folder / "archive" / "incoming-half").write_bytes(b"half")
        late = folder / "archive" / "ab" / ("ab" * 32)
        late.parent.mkdir(exist_ok=True)
        late.write_bytes(b"late")
        with (folder / "archive" / "index.jsonl").open("ab") as stream:
            stream.write(b'{"sha256": "ff')  # a line that is being written
        assert workspace.backup(tmp_path / "copy") == 2
    assert verify_workspace(tmp_path / "copy")["sound"]
    assert ask(tmp_path / "copy", "SELECT key, raw_sha256 FROM documents") == ask(folder, "SELECT key, raw_sha256 FROM documents")
    assert not list((tmp_path / "copy" / "archive").glob("incoming-*"))


def test_a_backup_has_every_version_and_can_be_written_to(folder: Path, tmp_path: Path) -> None:
    """Citations of older versions hold in the copy; copy and original then go their own ways."""
    put(folder, document("a", "one"))
    put(folder, document("a", "two"))
    with Workspace(folder) as workspace:
        workspace.backup(tmp_path / "copy")
    for version in (1, 2, 3):
        sql = "SELECT d.id, text FROM documents d JOIN paragraphs p ON p.document = d.id"
        assert ask(tmp_path / "copy", sql, version=version) == ask(folder, sql, version=version)
    put(tmp_path / "copy", document("b", "three"))
    assert len(ask(tmp_path / "copy", "SELECT id FROM documents")) == 2
    assert len(ask(folder, "SELECT id FROM documents")) == 1


def test_a_folder_that_cannot_be_a_workspace_is_refused_in_words(folder: Path, tmp_path: Path) -> None:
    """A file, a full folder, a catalogue that is none or was never finished: each is said, nothing is overwritten."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    for name, word in (("file", "is a file"), ("full", "not empty")):
        with pytest.raises(WorkspaceError, match=word):
            make_workspace(tmp_path / name)
        with Workspace(folder) as workspace, pytest.raises(WorkspaceError, match=word):
            workspace.backup(tmp_path / name)
    assert (tmp_path / "full" / "mine.txt").read_text() == "mine"
    catalogue = folder / "records" / "catalogue.sqlite"
    with closing(sqlite3.connect(catalogue)) as connection:
        connection.execute("DELETE FROM meta")
        connection.commit()
    with pytest.raises(WorkspaceError, match="never finished"):
        Workspace(folder)
    for wal in folder.glob("records/catalogue.sqlite-*"):
        wal.unlink()
    catalogue.write_bytes(b"no database at all, but long enough to be looked at")
    with pytest.raises(WorkspaceError, match="not a readable catalogue"):
        Workspace(folder)


@pytest.mark.parametrize("until", ["2018-13", "yesterday", "0001-01-01", "2018-02-30", "23/03/2018"])
def test_a_bound_that_is_no_date_is_wrong_usage(folder: Path, until: str) -> None:
    """Nothing is answered for a date that cannot be."""
    with pytest.raises(UsageError, match="--until"):
        ask(folder, "SELECT 1", until=until)


def test_a_bound_with_spaces_is_the_date(folder: Path) -> None:
    """Blanks around a date change nothing, and blanks alone are no bound."""
    put(folder, document("a", "text", date="2018-03-23"), document("b", "text", date="2018-03-24"), document("c", "text", date=""))
    assert len(ask(folder, "SELECT id FROM documents", until=" 2018-03-23 ")) == 1
    assert len(ask(folder, "SELECT id FROM documents", until="  ")) == 3
