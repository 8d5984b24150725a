"""Every command, as a stranger meets it: what it prints, as text and as JSON, and how it ends."""

import json
import shutil
import zipfile
from pathlib import Path

import click
import pytest

from tests.cli.running import Answer, run
from watchword.cli.main import cli

READING = [
    ("trace", "win-win-cooperation"),
    ("trace", "WIN WIN cooperation"),
    ("trace", "合作共赢"),
    ("attestations", "win-win-cooperation", "--limit", "1"),
    ("usage", "win-win-cooperation"),
    ("usage", "win-win-cooperation", "--by", ""),
    ("usage", "win-win-cooperation", "--by", "actor, kind"),
    ("votes", "tally", "37/23"),
    ("votes", "tally", "A/HRC/RES/59/19"),
    ("votes", "shift", "A/HRC/RES/37/23", "A/HRC/RES/46/13"),
    ("votes", "list", "--title", "Mutually", "--organ", "hrc"),
    ("votes", "list", "--title", "no such title"),
]
MORE = [("status",), ("status", "--issues"), ("verify",), ("lexicon",)]


@pytest.fixture
def workspace(kept_demo: Path, tmp_path: Path) -> Path:
    """A copy of it, for a test to change."""
    return Path(shutil.copytree(kept_demo, tmp_path / "workspace"))


def refused(answer: Answer, code: int, *words: str) -> None:
    """Hold an error to its form: nothing on standard output, one sentence with these words on standard error."""
    assert answer.code == code, answer
    assert answer.out == ""
    assert "Traceback" not in answer.err
    if code == 1:
        assert answer.err.startswith("watchword: ")
        assert answer.err.count("\n") == 1
    for word in words:
        assert word in answer.err, answer.err


@pytest.mark.parametrize("words", [*READING, *MORE], ids=" ".join)
def test_every_command_answers_a_person_and_a_script(kept_demo: Path, words: tuple[str, ...]) -> None:
    """Text says something; --json is one JSON value; neither prints a word on standard error."""
    said, value = run(*words, "-w", str(kept_demo)), run(*words, "-w", str(kept_demo), "--json")
    assert (said.code, said.err, value.code, value.err) == (0, "", 0, "")
    assert said.out.strip()
    assert isinstance(value.json, dict | list)


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_finders_answer_for_an_earlier_version_and_date(kept_demo: Path, words: tuple[str, ...]) -> None:
    """--as-of and --until are taken everywhere; a version before the case was taken in answers, or says what it does not hold."""
    assert run(*words, "-w", str(kept_demo), "--as-of", "2", "--until", "2031-02").code == 0
    early = run(*words, "-w", str(kept_demo), "--as-of", "1", "--json")
    assert early.code == (1 if words[1] in ("tally", "shift") else 0)


def test_the_workspace_may_be_named_by_the_environment(kept_demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """WATCHWORD_WORKSPACE stands in for -w."""
    monkeypatch.setenv("WATCHWORD_WORKSPACE", str(kept_demo))
    assert run("status", "--json").json["folder"] == str(kept_demo)


def paths(command: click.Command, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return every command and group."""
    inner = command.commands.items() if isinstance(command, click.Group) else ()
    return [path, *(found for name, each in inner for found in paths(each, (*path, name)))]


@pytest.mark.parametrize("words", paths(cli), ids=lambda words: " ".join(words) or "watchword")
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_helps(words: tuple[str, ...], flag: str) -> None:
    """Help names the command and exits well."""
    answer = run(*words, flag)
    assert answer.code == 0
    assert answer.out.startswith(f"Usage: {' '.join(('watchword', *words))}")


def test_init_makes_a_workspace_and_refuses_a_folder_in_use(tmp_path: Path) -> None:
    """A new folder becomes a workspace with the starter lexicon; one that holds something is left alone."""
    answer = run("init", str(tmp_path / "new"), "--json")
    assert answer.json["version"] == 1
    assert "lexicon/win-win-cooperation.toml" in answer.json["files"]
    refused(run("init", str(tmp_path / "new")), 1, "not empty")
    assert "formulations" in run("init", str(tmp_path / "other")).out


def test_a_text_is_taken_in_once(workspace: Path, tmp_path: Path) -> None:
    """The same files read again change nothing, and that is said."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "2031-05-04.txt").write_text("Invented\n\nIt praises win-win cooperation.\n", encoding="utf-8")
    words = ("ingest", "plain_text", str(tmp_path / "texts"), "-w", str(workspace))
    assert "1 document (version 3)" in run(*words).out
    assert "nothing changed" in run(*words).out
    (again,) = run(*words, "--json").json
    assert again["unchanged"] is True
    assert again["version"] == 3
    assert run("usage", "win-win-cooperation", "--by", "", "-w", str(workspace), "--json").json["rows"][0]["uses"] == 1


def test_auto_names_what_it_does_not_recognise(workspace: Path, tmp_path: Path) -> None:
    """What auto passes over in a folder is named on standard error; a folder in which it recognises nothing is refused."""
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "notes.docx").write_bytes(b"PK nothing of ours")
    refused(run("ingest", "auto", str(folder), "-w", str(workspace)), 1, "files that a source recognises", "watchword sources")
    with zipfile.ZipFile(folder / "statements.zip", "w") as archive:
        archive.writestr("one.statement.toml", 'title = "Invented"\nbody = "Invented."\nlanguage = "en"\n')
    answer = run("ingest", "auto", str(folder), "-w", str(workspace))
    assert answer.code == 0
    assert "1 document" in answer.out
    assert answer.err == f"not recognised, not read: {folder / 'notes.docx'}\n"


def test_a_bad_file_is_an_issue_and_the_rest_goes_in(workspace: Path, tmp_path: Path) -> None:
    """One file that cannot be read stops nothing, is counted, and can be looked up."""
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "good.txt").write_text("Invented\n\nA text.\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"")
    answer = run("ingest", "plain_text", str(folder), "-w", str(workspace))
    assert "1 document, 1 issue" in answer.out
    assert "watchword status --issues" in answer.out
    assert "bad.txt" in run("status", "--issues", "-w", str(workspace)).out


def test_a_flipped_byte_is_found(workspace: Path) -> None:
    """verify ends with 3 and names the part; a finder that stumbles on it says so in a sentence."""
    (part,) = (workspace / "records" / "ballots").glob("*.parquet")
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.chmod(0o644)
    part.write_bytes(data)
    answer = run("verify", "-w", str(workspace))
    assert answer.code == 3
    assert part.name in answer.out
    value = run("verify", "-w", str(workspace), "--json")
    assert value.code == 3
    assert value.json["sound"] is False
    part.unlink()
    assert "missing" in run("verify", "-w", str(workspace)).out
    refused(run("votes", "tally", "37/23", "-w", str(workspace)), 1, "watchword verify")


def test_a_flipped_byte_in_the_archive_is_found(workspace: Path) -> None:
    """The original bytes are checked as well."""
    (kept,) = (path for path in (workspace / "archive").glob("??/*"))
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"2018", b"2019", 1))
    answer = run("verify", "-w", str(workspace))
    assert answer.code == 3
    assert kept.name in answer.out


def test_a_backup_is_a_workspace(kept_demo: Path, tmp_path: Path) -> None:
    """The copy answers as the original does, and is not written over another."""
    assert "copied version 2" in run("backup", str(tmp_path / "copy"), "-w", str(kept_demo)).out
    words = ("votes", "tally", "37/23", "--json", "-w")
    assert run(*words, str(tmp_path / "copy")).json == run(*words, str(kept_demo)).json
    refused(run("backup", str(tmp_path / "copy"), "-w", str(kept_demo)), 1, "not empty")


def test_measurements_are_written_only_where_there_is_something_to_measure(workspace: Path, tmp_path: Path) -> None:
    """Without a corpus nothing is written; with one the figures go into the file."""
    target = tmp_path / "figures.json"
    refused(run("export", "measurements", str(target), "-w", str(workspace)), 1, "no corpus is held")
    assert not target.exists()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "2031.txt").write_text("Invented\n\nIt praises win-win cooperation.\n", encoding="utf-8")
    run("ingest", "plain_text", str(tmp_path / "texts"), "-w", str(workspace))
    assert "plain_text" in run("export", "measurements", str(target), "-w", str(workspace)).out
    assert json.loads(target.read_text(encoding="utf-8"))["corpora"][0]["source"] == "plain_text"


def test_status_shows_versions_and_changes_not_yet_pinned(workspace: Path) -> None:
    """A lexicon that was edited is said to differ until the next finder makes a version of it."""
    (workspace / "lexicon" / "climate-justice.toml").unlink()
    said = run("status", "-w", str(workspace)).out
    assert "were changed since" in said
    assert "ingest watchword_starter case.toml" in said
    run("usage", "win-win-cooperation", "-w", str(workspace))
    after = run("status", "-w", str(workspace), "--json").json
    assert (after["version"], after["unpinned_changes"]) == (3, False)
    assert run("status", "-w", str(workspace), "--as-of", "2", "--json").json["formulations"] != after["formulations"]


def test_the_page_of_a_trace_is_written(kept_demo: Path, tmp_path: Path) -> None:
    """--html writes the page and says where it is."""
    page = tmp_path / "page.html"
    assert str(page) in run("trace", "win-win-cooperation", "--html", str(page), "-w", str(kept_demo)).out
    assert page.read_text(encoding="utf-8").lower().startswith("<!doctype html>")


def _options(command: click.Command, name: str) -> list[click.Option]:
    """Return the options of this name of a command and all below it."""
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    own = [item for item in command.params if isinstance(item, click.Option) and name in item.opts]
    return own + [option for below in inner for option in _options(below, name)]


def test_since_and_limit_mean_one_thing_in_every_command() -> None:
    """--since takes a date of any precision, --limit 0 shows all, and the help says both, with the default."""
    since, limits = _options(cli, "--since"), _options(cli, "--limit")
    assert len(since) > 5
    assert len(limits) > 5
    for option in since:
        assert option.callback is not None
        assert "dated wholly on or after this date (2018-03-23, 2018-03 or 2018)" in str(option.help)
    for option in limits:
        assert isinstance(option.type, click.IntRange)
        assert (option.type.min, option.type.max) == (0, None)
        assert "(0: all)" in str(option.help)
        assert option.show_default or "[default: " in str(option.help)
