"""A workspace keeps what was cited: versions, one writer, many readers, and a killed writer that leaves no trace."""

import os
import signal
import subprocess
import sys
import time
from itertools import permutations
from pathlib import Path

import pytest

from watchword.errors import SchemaMismatch, UnknownVersion, WorkspaceError, WorkspaceLocked
from watchword.pipeline.ingest import ingest
from watchword.pipeline.opening import open_reading
from watchword.pipeline.starting import make_workspace
from watchword.pipeline.status import describe_workspace, verify_workspace
from watchword.store.tables import TablesView
from watchword.store.workspace import Workspace

SPEECH = "An invented speech.\nWe want win-win cooperation, says {name}.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with the starter lexicon and nothing in it."""
    make_workspace(tmp_path / "workspace").catalogue.close()
    return tmp_path / "workspace"


def write_speech(folder: Path, name: str, text: str) -> Path:
    """Write a plain text that is invented, dated by its name."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, source: str, path: Path) -> int:
    """Ingest and return the newest version."""
    with Workspace(folder) as workspace:
        return ingest(workspace, source, path).version


def titles(folder: Path, **options: object) -> list[str]:
    """Return the ids of current documents without their content hash."""
    with open_reading(folder, **options) as reading:  # type: ignore[arg-type]
        return [row["key"] for row in reading.view.rows("SELECT key FROM documents ORDER BY key")]


def test_the_same_file_twice_changes_nothing(folder: Path, tmp_path: Path) -> None:
    """No version, no record and no issue is added by bytes that are held."""
    path = write_speech(tmp_path / "in", "2018-03-23 a", SPEECH.format(name="A"))
    first = read(folder, "plain_text", path)
    before = describe_workspace(folder)
    assert read(folder, "plain_text", path) == first
    assert describe_workspace(folder) == before


def test_a_changed_file_is_a_new_expression_and_the_old_one_stays_reachable(folder: Path, tmp_path: Path) -> None:
    """A citation of the old bytes still finds them: by id, and as of the version that held them."""
    path = write_speech(tmp_path / "in", "2018-03-23 a", SPEECH.format(name="A"))
    first = read(folder, "plain_text", path)
    path.write_text(SPEECH.format(name="B"), encoding="utf-8")
    second = read(folder, "plain_text", path)
    with open_reading(folder) as reading:
        current = reading.view.rows("SELECT id FROM documents")
        everything = reading.view.rows("SELECT id FROM all_documents")
        text = reading.view.rows("SELECT text FROM paragraphs p JOIN documents d ON d.id = p.document WHERE text LIKE 'We want%'")
    assert len(current) == 1
    assert len(everything) == 2
    assert "says B" in text[0]["text"]
    with open_reading(folder, as_of=first) as reading:
        assert reading.view.rows("SELECT id FROM documents") != current
        assert len(reading.view.rows("SELECT document FROM uses WHERE formulation = 'win-win-cooperation'")) == 1
    with open_reading(folder, as_of=second) as reading:
        assert len(reading.view.rows("SELECT document FROM uses WHERE formulation = 'win-win-cooperation'")) == 1


def test_a_version_pins_lexicon_and_settings(folder: Path, tmp_path: Path) -> None:
    """What a version answered, it answers again after the lexicon has changed."""
    version = read(folder, "plain_text", write_speech(tmp_path / "in", "2018 a", SPEECH.format(name="A")))
    for path in (folder / "lexicon").glob("*.toml"):
        if path.stem != "belt-and-road":
            path.unlink()
    with open_reading(folder) as reading:
        assert [f.id for f in reading.lexicon.formulations] == ["belt-and-road"]
        assert reading.view.version == version + 1
        assert reading.notes
        assert not reading.view.rows("SELECT * FROM uses")
    with open_reading(folder, as_of=version) as reading:
        assert len(reading.lexicon.formulations) > 10
        assert reading.view.rows("SELECT formulation FROM uses") == [{"formulation": "win-win-cooperation"}]


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        ("2018-03-22", []),
        ("2018-03-23", ["day"]),
        ("2018-03", ["day", "month"]),
        ("2018-12-30", ["day", "month"]),
        ("2018", ["day", "month", "year"]),
    ],
)
def test_until_takes_what_had_certainly_happened(folder: Path, tmp_path: Path, until: str, expected: list[str]) -> None:
    """A date known by month or year counts from its last day; an undated text is never inside a bound."""
    lines = [f'{{"id": "{name}", "date": "{date}", "title": "invented", "text": "An invented text of some length."}}' for name, date in
             (("day", "2018-03-23"), ("month", "2018-03"), ("year", "2018"), ("undated", ""))]  # fmt: skip
    source = tmp_path / "in"
    source.mkdir()
    (source / "items.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (source / "items.mapping.toml").write_text(
        'name = "items"\ntitle = "Invented"\nfiles = ["items.jsonl"]\npublisher = "nobody"\nlicence = "CC0-1.0"\nversion = "1"\nurl = ""\n'
        'display = "full"\nnotes = ""\n[columns]\nid = "id"\ndate = "date"\ntitle = "title"\ntext = "text"\n[constants]\nlanguage = "en"\n',
        encoding="utf-8",
    )
    read(folder, "json_lines", source)
    assert len(titles(folder)) == 4
    assert [key.removeprefix("items:") for key in titles(folder, until=until)] == expected


def test_a_second_writer_is_told_who_is_writing(folder: Path) -> None:
    """The message names the process; readers go on."""
    with Workspace(folder) as first, first.write("slow") as writer:
        writer.pin()
        with Workspace(folder) as second, pytest.raises(WorkspaceLocked, match=str(os.getpid())), second.write("quick"):
            pass
        assert titles(folder) == []


def test_a_killed_writer_leaves_the_last_version_and_no_litter(folder: Path, tmp_path: Path) -> None:
    """Parts that were written and never listed are seen by nobody, and the next writer removes them."""
    read(folder, "plain_text", write_speech(tmp_path / "in", "2018 a", SPEECH.format(name="A")))
    program = (
        "import sys, time, pyarrow as pa\nfrom pathlib import Path\n"
        "from watchword.store.workspace import Workspace\nfrom watchword.store.schema import to_table\n"
        "with Workspace(Path(sys.argv[1])) as w, w.write('never') as writer:\n"
        "    writer.add('events', to_table('events', [('2018', 'invented', 'nobody', '')]))\n"
        "    print('written', flush=True)\n    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(folder)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "written\n"
        assert list((folder / "records" / "events").glob("*.parquet"))
        before = titles(folder)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert titles(folder) == before
    read(folder, "plain_text", write_speech(tmp_path / "in", "2019 b", SPEECH.format(name="B")))
    assert not list((folder / "records" / "events").glob("*.parquet"))
    assert len(titles(folder)) == len(before) + 1
    assert not verify_workspace(folder)["problems"]


def test_readers_in_other_processes_see_whole_versions_while_a_writer_writes(folder: Path, tmp_path: Path) -> None:
    """Each look finds a version with all of its documents and never one in between."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom watchword.store.workspace import Workspace\n"
        "from watchword.store.tables import TablesView\nseen, last = [], False\n"
        "while not last:\n    last = Path(sys.argv[2]).exists()\n    with Workspace(Path(sys.argv[1])) as w:\n"
        "        head = w.catalogue.head()\n        view = TablesView(w, version=head)\n"
        "        n = view.rows('SELECT count(*) AS n FROM documents')[0]['n']\n        view.close()\n"
        "    assert n == 3 * (head - 1), (n, head)\n    seen.append(n)\nprint(max(seen), seen == sorted(seen))\n"
    )
    done = tmp_path / "done"
    command = [sys.executable, "-c", program, str(folder), str(done)]
    readers = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    begun, number = time.monotonic(), 0
    try:
        # On a slow machine fewer batches fit into the time: two at least are written while others read.
        while time.monotonic() - begun < 3 or number < 2:
            batch = tmp_path / f"batch{number}"
            for name in "abc":
                write_speech(batch, f"2018 {name}{number}", SPEECH.format(name=f"{name}{number}"))
            read(folder, "plain_text", batch)
            number += 1
    finally:
        done.touch()
        answers = [(reader.communicate(timeout=60)[0], reader.returncode) for reader in readers]
    for output, code in answers:
        assert code == 0
        most, ordered = output.split()
        assert int(most) > 3
        assert ordered == "True"


def test_a_flipped_byte_is_found(folder: Path, tmp_path: Path) -> None:
    """`verify` names the part, the hash expected and the hash found."""
    read(folder, "plain_text", write_speech(tmp_path / "in", "2018 a", SPEECH.format(name="A")))
    assert not verify_workspace(folder)["problems"]
    part = next((folder / "records" / "documents").glob("*.parquet"))
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)
    (problem,) = verify_workspace(folder)["problems"]
    assert part.name in problem
    assert "expected" in problem
    assert "found" in problem


def test_a_pinned_file_that_was_changed_inside_the_catalogue_is_found(folder: Path) -> None:
    """A lexicon under a citation cannot be altered quietly."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(folder / "records" / "catalogue.sqlite")) as connection:
        connection.execute("UPDATE blobs SET content = CAST('id = 1' AS BLOB) WHERE sha256 = (SELECT min(sha256) FROM blobs)")
        connection.commit()
    (problem,) = verify_workspace(folder)["problems"]
    assert "pinned file" in problem


def test_a_backup_opens_and_holds_the_same(folder: Path, tmp_path: Path) -> None:
    """The copy answers as the original does and its bytes are sound."""
    read(folder, "plain_text", write_speech(tmp_path / "in", "2018 a", SPEECH.format(name="A")))
    with Workspace(folder) as workspace:
        workspace.backup(tmp_path / "copy")
    assert titles(tmp_path / "copy") == titles(folder) != []
    assert not verify_workspace(tmp_path / "copy")["problems"]
    with Workspace(folder) as workspace, pytest.raises(WorkspaceError, match="not empty"):
        workspace.backup(tmp_path / "copy")


def test_the_order_in_which_files_were_fed_does_not_matter(tmp_path: Path) -> None:
    """Uses, documents and counts are the same for every order."""
    answers = []
    for number, order in enumerate(permutations("abc")):
        target = tmp_path / f"workspace{number}"
        make_workspace(target).catalogue.close()
        for name in order:
            read(target, "plain_text", write_speech(tmp_path / "in", f"2018 {name}", SPEECH.format(name=name)))
        with open_reading(target) as reading:
            answers.append(reading.view.rows('SELECT formulation, document, paragraph, start, "end" FROM uses ORDER BY ALL'))
    assert len(answers[0]) == 3
    assert all(answer == answers[0] for answer in answers)


def test_what_is_not_there_is_said(folder: Path, tmp_path: Path) -> None:
    """A folder that is no workspace, a version that was never made, a schema of another release."""
    with pytest.raises(WorkspaceError, match="watchword init"):
        Workspace(tmp_path)
    with Workspace(folder) as workspace, pytest.raises(UnknownVersion, match="versions 1 to 1"):
        TablesView(workspace, version=9)
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(folder / "records" / "catalogue.sqlite")) as connection:
        connection.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
        connection.commit()
    with pytest.raises(SchemaMismatch, match="99"):
        Workspace(folder)
