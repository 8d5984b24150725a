"""Bad input gets a clear sentence and the right exit code, never a traceback."""

import shutil
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.cli.test_commands import refused, workspace
from watchword.pipeline.unread import list_unread

__all__ = ["workspace"]


@pytest.mark.parametrize(
    "words",
    [
        ("trace", "x"), ("attestations", "x"), ("usage", "x"), ("lexicon",), ("status",), ("verify",), ("votes", "list"),
        ("votes", "tally", "37/23"), ("votes", "shift", "37/23", "43/21"), ("ingest", "plain_text", "."), ("backup", "copy"),
        ("export", "measurements", "figures.json"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_folder_that_is_no_workspace_is_said_to_be_none(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Every command says how to make one, and makes nothing itself."""
    refused(run(*words, "-w", str(tmp_path)), 1, "is no workspace", "watchword init FOLDER")
    refused(run(*words, "-w", str(tmp_path / "missing")), 1, "is no workspace")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        (("trce", "x"), "'trace'"),
        (("votes", "taly", "x"), "'tally'"),
        (("export", "measurement", "x"), "'measurements'"),
        (("status", "--isues"), "--issues"),
        (("usage", "win-win-cooperation", "--by", "yeer"), "year"),
        (("trace",), "FORMULATION"),
        (("trace", "win-win-cooperation", "--as-of", "two"), "'two'"),
        (("trace", "win-win-cooperation", "--as-of", "-1"), "-1"),
        (("attestations", "win-win-cooperation", "--limit", "-1"), "x>=0"),
        (("usage", "win-win-cooperation", "--until", "2018-13"), "2018-03-23"),
        (("votes", "list", "--until", "soon"), "2018-03-23"),
        (("usage", "win-win-cooperation", "--by", "actor,sponsor"), "one of them"),
        (("demo", "--data", "missing"), "missing"),
    ],
)
def test_a_wrong_call_ends_with_two_and_says_what_is_right(kept_demo: Path, words: tuple[str, ...], nearest: str) -> None:
    """Unknown commands, options, dimensions, numbers and dates are refused before anything is done."""
    wanted = () if words[0] == "demo" or words[0] == "trce" else ("-w", str(kept_demo))
    refused(run(*words, *wanted), 2, nearest)


def test_a_call_without_a_command_shows_the_commands() -> None:
    """Somebody who types the name alone sees what there is."""
    answer = run()
    assert answer.code == 2
    assert "demo" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("trace", "win-win-cooperaton"), "did you mean 'win-win cooperation'"),
        (("usage", "nothing like it"), "no formulation 'nothing like it'"),
        (("attestations", "..."), "give an id"),
        (("trace", "win-win-cooperation", "--as-of", "99"), "it has versions 1 to 2"),
        (("votes", "tally", "A/HRC/RES/99/99"), "watchword votes list"),
        (("votes", "tally", "not a symbol"), "watchword votes list"),
        (("votes", "tally", ""), "watchword votes list"),
        (("votes", "shift", "37/23", "59/19"), "adopted without a vote"),
        (("ingest", "un_general_debat", "."), "did you mean un_general_debate"),
        (("ingest", "plain_text", "missing"), "nothing there"),
        (("ingest", "auto", "missing"), "nothing there"),
    ],
)
def test_an_unknown_name_gets_the_nearest(kept_demo: Path, words: tuple[str, ...], said: str) -> None:
    """Names of formulations, votes, versions, sources and files that are not there are answered with what is."""
    refused(run(*words, "-w", str(kept_demo)), 1, said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"thread = 2\n", "did you mean 'threads'"),
        (b"threads = 'two'\n", "threads must be int"),
        (b"threads = [\n", "not valid TOML"),
        (b"confidence = 95.0\n", "between 0.5 and 1"),
        (b"threads = 2 # \xff\n", "not UTF-8"),
    ],
)
@pytest.mark.parametrize("words", [("usage", "win-win-cooperation"), ("ingest", "plain_text", ".")], ids=" ".join)
def test_a_mistake_in_the_settings_is_named(workspace: Path, words: tuple[str, ...], content: bytes, said: str) -> None:
    """watchword.toml with a typo stops the command with file and fault, and no version is made of it."""
    (workspace / "watchword.toml").write_bytes(content)
    refused(run(*words, "-w", str(workspace)), 1, "watchword.toml", said)
    assert len(run("status", "-w", str(workspace), "--json").json["versions"]) == 2


def test_a_mistake_in_the_lexicon_is_named(workspace: Path) -> None:
    """The file, the line and the nearest name are given; the version before it still answers."""
    file = workspace / "lexicon" / "climate-justice.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("language =", "langauge =", 1), encoding="utf-8")
    refused(run("usage", "win-win-cooperation", "-w", str(workspace)), 1, "climate-justice.toml, line", "did you mean 'language'")
    assert run("usage", "win-win-cooperation", "-w", str(workspace), "--as-of", "2").code == 0


def test_a_number_that_two_bodies_hold_is_not_guessed(workspace: Path, tmp_path: Path) -> None:
    """Resolution 37/23 of the Council and of the Assembly: the full symbols are offered, and either of them answers."""
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / "case.toml").write_text(
        'format = 1\ncase = "invented"\nlabel = "an invented case"\n\n[[without_vote]]\nsymbol = "A/RES/37/23"\n'
        'title = "An invented title"\ndate = "1982-11-23"\norgan = "GA"\nsession = "37"\nsource = "Invented for this test"\n',
        encoding="utf-8",
    )
    assert run("votes", "tally", "37/23", "-w", str(workspace)).code == 0
    assert "1 roll call" in run("ingest", "watchword_starter", str(tmp_path / "case"), "-w", str(workspace)).out
    for name in ("37/23", "resolution 37/23"):
        refused(run("votes", "tally", name, "-w", str(workspace)), 1, "A/HRC/RES/37/23 or A/RES/37/23")
    assert "without a vote" in run("votes", "tally", "A/RES/37/23", "-w", str(workspace)).out
    assert "28 in favour" in run("votes", "tally", "A/HRC/RES/37/23", "-w", str(workspace)).out


@pytest.mark.parametrize(("words", "code"), [(("trace", "win-win-cooperation", "--html"), 2), (("backup",), 1)])
def test_a_target_that_cannot_be_written_is_named(kept_demo: Path, tmp_path: Path, words: tuple[str, ...], code: int) -> None:
    """A page or copy below something that is no folder gives the path and the system's reason."""
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    refused(run(*words, str(tmp_path / "file" / "target"), "-w", str(kept_demo)), code, "target", "Not a directory")


def test_a_catalogue_that_is_none_is_said_to_be_none(workspace: Path) -> None:
    """Bytes that are no database give a sentence."""
    (workspace / "records" / "catalogue.sqlite").write_bytes(b"no database at all" * 100)
    refused(run("status", "-w", str(workspace)), 1, "catalogue")


def test_a_demo_never_removes_what_is_not_a_demo(kept_demo: Path, tmp_path: Path) -> None:
    """A folder with other things, a workspace made by init, and a demo in which somebody has worked are all refused."""
    other = tmp_path / "other"
    other.mkdir()
    (other / "letter.txt").write_text("mine", encoding="utf-8")
    refused(run("demo", str(other)), 1, "holds other things")
    run("init", str(tmp_path / "work"))
    refused(run("demo", str(tmp_path / "work")), 1, "holds other things")
    demo = Path(shutil.copytree(kept_demo, tmp_path / "demo"))
    (demo / "entries" / "mine.md").write_text("an entry of mine", encoding="utf-8")
    refused(run("demo", str(demo)), 1, "entries/mine.md")
    (demo / "entries" / "mine.md").unlink()
    assert run("demo", str(demo)).code == 0
    assert (other / "letter.txt").is_file()


def test_the_demo_says_what_it_does_not_recognise(tmp_path: Path) -> None:
    """Files in the data folder that no source reads are named, not passed over."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "scan.pdf").write_bytes(b"%PDF-1.4 invented")
    assert "not recognised by any source, not read: scan.pdf" in run("demo", str(tmp_path / "demo"), "--data", str(data)).out
    assert run("demo", str(tmp_path / "demo"), "--data", str(data), "--json").json["unread"] == ["scan.pdf"]


def test_unread_names_a_folder_whole(tmp_path: Path) -> None:
    """Of a folder in which something is recognised the rest is named; one without anything is named once."""
    for name in ("a/known", "a/unknown", "b/c/unknown"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert list_unread(tmp_path, [("s", tmp_path / "a" / "known")]) == [tmp_path / "a" / "unknown", tmp_path / "b"]
    assert list_unread(tmp_path, [("s", tmp_path)]) == []


def test_a_record_known_to_a_short_month_is_within_its_last_day(workspace: Path, tmp_path: Path) -> None:
    """February has 28 days in 2031: a record of that month is in by the 28th and not by the 27th."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "2031-02 invented.txt").write_text("Invented\n\nIt praises win-win cooperation.\n", encoding="utf-8")
    run("ingest", "plain_text", str(tmp_path / "texts"), "-w", str(workspace))
    words = ("usage", "win-win-cooperation", "--by", "source", "--json", "-w", str(workspace), "--until")
    assert [row["uses"] for row in run(*words, "2031-02-28").json["rows"]] == [1]
    assert run(*words, "2031-02-27").json["rows"] == []
    assert [row["uses"] for row in run(*words, "2031-02").json["rows"]] == [1]
