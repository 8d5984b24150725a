"""What the documentation promises is what the program does."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from tests.cli.running import run
from tests.docs.examples import PAGES, ROOT, blocks_of, in_new_folder, play
from watchword.cli.main import cli

DOCS = ROOT / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
# A finder with a page of its own describes its rows there.
JSON = "\n".join(
    page.read_text(encoding="utf-8")
    for page in (
        DOCS / "json.md",
        DOCS / "check.md",
        *sorted(DOCS.glob("votes-*.md")),
        *sorted(DOCS.glob("words-*.md")),
        DOCS / "provenance.md",
        DOCS / "cite.md",
    )
)
_LINK = re.compile(r"\[[^\]]+\]\(([^)#\s]+)?(#[^)\s]+)?\)")
_NOT_FOR_USERS = re.compile(r"(?<![\w.])/(work|tmp|root|home|mnt|Users)/|pythonhosted|\bpypi\.org|artifactory|jfrog|-url=http|localhost:\d")
_ASKED = (
    ("trace", "win-win-cooperation"),
    ("attestations", "win-win-cooperation"),
    ("usage", "win-win-cooperation", "--by", "year,language,source"),
    ("usage", "win-win-cooperation", "--by", "actor,organ,kind,session"),
    ("usage", "win-win-cooperation", "--by", "sponsor"),
    ("votes", "tally", "A/HRC/RES/37/23"),
    ("votes", "shift", "A/HRC/RES/37/23", "A/HRC/RES/43/21"),
    ("votes", "list"),
    ("votes", "counts"),
    ("votes", "counts", "--by", "state"),
    ("votes", "counts", "--by", "group"),
    ("votes", "audit"),
    ("votes", "series", "A/HRC/RES/37/23"),
    ("votes", "agreement"),
    ("votes", "agreement", "--state", "DEU", "--least", "2"),
    ("votes", "association", "regional-group"),
    ("votes", "agreement", "--by", "year"),
    ("votes", "agreement", "--by", "session", "--state", "DEU", "--least", "1"),
    ("votes", "blocs", "--least", "3", "--draws", "10"),
    ("votes", "positions", "--by", "all", "--least", "5"),
    ("votes", "forecast", "A/HRC/RES/37/23"),
    ("votes", "skill"),
    ("votes", "positions", "--by", "all", "--least", "5", "--dimensions", "2"),
    ("votes", "positions", "--by", "all", "--least", "5", "--bootstrap", "5"),
    ("status", "--issues"),
    ("verify",),
    ("lexicon",),
    ("why", "A/HRC/RES/37/23"),
    ("why", "usage:win-win-cooperation:source=gwr:language=zh:year=2006"),
    ("cite", "A/HRC/RES/37/23", "watchword_starter:A/HRC/RES/37/23:vote"),
)
# Asked of the invented texts in `docs/invented`.
_ASKED_OF_TEXTS: tuple[tuple[str, ...], ...] = (
    ("usage", "win-win-cooperation", "--by", "year,language"),
    ("search", '"win-win cooperation"'),
    ("search", "合作共赢 OR cooperation", "--facet", "year,actor,organ,kind,language,source,session"),
    ("renderings", "win-win-cooperation"),
    ("renames", "win-win-cooperation", "--language", "zh"),
    ("usage", "win-win-cooperation", "--by", "group,office,month,form", "--events"),
    ("attestations", "win-win-cooperation", "--by", "office"),
    ("spread", "win-win-cooperation", "--events"),
    ("intensity", "win-win-cooperation", "--by", "quarter"),
    ("concordance", "win-win-cooperation", "--limit", "5"),
    ("collocates", "win-win-cooperation"),
    ("keyness", "--target", "actor=KEN", "--language", "en"),
    ("company", "win-win-cooperation"),
    ("lexicon", "--try", "cooperate", "--inflected", "--language", "en"),
    ("why", "usage:win-win-cooperation:source=invented_speeches:language=en"),
    ("discover", "--source", "invented_speeches", "--language", "en", "--since", "2013", "--listed", "--held"),
    ("discover", "--source", "invented_speeches", "--language", "en", "--since", "2013", "--save", "1"),
)


def leaves(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield each command that does something, with its words."""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from leaves(inner, (*path, name))
    else:
        yield " ".join(path), command


@pytest.mark.parametrize(("name", "command"), list(leaves(cli)), ids=[name for name, _ in leaves(cli)])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    """Whoever reads commands.md knows every command and every option of it."""
    found = re.search(rf"^### watchword {re.escape(name)}\n(.*?)(?=^##|\Z)", COMMANDS, re.M | re.S)
    assert found, f"docs/commands.md has no section '### watchword {name}'"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            shown = "-w" if "-w" in parameter.opts else parameter.opts[-1]
            assert shown in found[1], f"docs/commands.md does not name {shown} of {name}"
        else:
            assert str(parameter.name).rstrip("s").upper() in found[1], (
                f"docs/commands.md does not name the argument {parameter.name} of {name}"
            )


def test_commands_md_names_no_command_that_is_not_there() -> None:
    """No section describes a command that does not exist."""
    assert set(re.findall(r"^### watchword (.+)$", COMMANDS, re.M)) == {name for name, _ in leaves(cli)}


@pytest.mark.parametrize("word", ["`WATCHWORD_WORKSPACE`", "| 0 |", "| 1 |", "| 2 |", "| 3 |"])
def test_commands_md_says_how_the_program_is_driven(word: str) -> None:
    """The environment variable and the exit codes are documented."""
    assert word in COMMANDS


def keys_of(value: Any, inside: str = "") -> Iterator[str]:
    """Yield the keys of a JSON value, but not those that are themselves data: states, groups, counted tables."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if inside not in ("gained", "lost", "groups", "left_out", "amended", "spellings", "aligned"):
                yield key
            yield from keys_of(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner, inside)


@pytest.fixture(scope="module")
def answers(kept_demo: Path, new_lab: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The JSON answers of every command on a workspace that holds a text of its own beside the starter case."""
    folder = tmp_path_factory.mktemp("docs")
    workspace = str(folder / "workspace")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "2031-05-04 invented.txt").write_text("Invented\n\nThis invented text praises win-win cooperation.\n", encoding="utf-8")
    (texts / "2031-13-45 spoiled.txt").write_text("Invented\n\nIts date is impossible.\n", encoding="utf-8")
    shutil.copytree(kept_demo, workspace)
    found = {"init": run("init", str(folder / "new"), "--json").json, "demo": run("demo", str(folder / "demo"), "--json").json}
    found["ingest"] = run("ingest", "plain_text", str(texts), "-w", workspace, "--json").json
    for words in _ASKED:
        found[" ".join(words)] = run(*words, "-w", workspace, "--json").json
    article = folder / "article.md"
    article.write_text(blocks_of((DOCS / "check.md").read_text(encoding="utf-8"))[0].body, encoding="utf-8")
    found["check"] = run("check", str(article), "-w", workspace, "--json").json
    lab = folder / "lab"
    shutil.copytree(new_lab, lab)
    for words in _ASKED_OF_TEXTS:
        found[" ".join((*words, "of texts"))] = run(*words, "-w", str(lab), "--json").json
    drawn = ("votes", "picture", "chamber", "A/HRC/RES/37/23", "-o", str(folder / "pictures"))
    found["votes picture"] = run(*drawn, "-w", workspace, "--json").json
    found["sources"] = run("sources", "--json").json
    found["backup"] = run("backup", str(folder / "copy"), "-w", workspace, "--json").json
    found["export"] = run("export", "measurements", str(folder / "figures.json"), "-w", workspace, "--json").json
    bundle, replication = str(folder / "bundle.zip"), str(folder / "replication.zip")
    found["bundle"] = run("export", "bundle", "win-win-cooperation", bundle, "-w", workspace, "--json").json
    found["verify-bundle"] = run("verify-bundle", bundle, "--json").json
    found["replication"] = run("export", "replication", "win-win-cooperation", replication, "-w", workspace, "--json").json
    return found


def test_every_key_of_every_json_value_is_documented(answers: dict[str, Any]) -> None:
    """A script's author finds each key that a command prints in json.md, as code."""
    named = set(re.findall(r"`([^`\n]+)`", JSON))
    missing = {name: sorted(set(keys_of(value)) - named) for name, value in answers.items()}
    assert not {name: keys for name, keys in missing.items() if keys}


def test_every_command_with_json_has_its_place_in_json_md() -> None:
    """Each command's value is described under its own name."""
    for name, _ in leaves(cli):
        assert re.search(rf"^## {name}$|^- `{name}`:", JSON, re.M), f"docs/json.md does not describe {name}"


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link names a file that is there, and a heading that it has."""
    text = page.read_text(encoding="utf-8")
    for target, anchor in _LINK.findall(text):
        if target.startswith(("http://", "https://")):
            continue
        file = (page.parent / target) if target else page
        assert file.is_file(), f"{page.name} links to {target}, which is not there"
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.M)
            assert anchor[1:] in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in headings}, f"{page.name}: {target}{anchor}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_name_in_code_is_broken_over_two_lines(page: Path) -> None:
    """What is set as code can be searched for and copied."""
    prose = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)
    assert [line for line in prose.splitlines() if line.count("`") % 2] == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    """No page is hidden."""
    linked = {target for target, _ in _LINK.findall((ROOT / "README.md").read_text(encoding="utf-8"))}
    assert {f"docs/{page.name}" for page in DOCS.glob("*.md")} <= linked


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_examples_print_what_the_page_shows(page: Path, kept: Path, new_lab: Path) -> None:
    """Every marked example is run; `python -m tests.docs.examples` writes the outputs anew."""
    assert play(page, kept, new_lab) == page.read_text(encoding="utf-8"), "write the outputs anew with: python -m tests.docs.examples"


def test_an_example_that_prints_something_else_is_noticed(tmp_path: Path, kept: Path, new_lab: Path) -> None:
    """The check of examples is not blind: a page with an invented output differs from what is played."""
    page = tmp_path / "page.md"
    page.write_text("<!-- run -->\n```console\n$ watchword --version\nwatchword, version 99\n```\n", encoding="utf-8")
    assert play(page, kept, new_lab) != page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["add-a-source.md", "add-a-formulation.md", "add-a-finder.md"])
def test_how_to_pages_hold_a_complete_example_that_is_run(name: str) -> None:
    """Each page on extending the program has files to write and commands to run."""
    text = (DOCS / name).read_text(encoding="utf-8")
    assert "<!-- file: " in text
    assert "<!-- run" in text


def test_the_readme_begins_with_the_two_commands() -> None:
    """A newcomer sees both on the first screen, and the make file has them."""
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30]
    make = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test"):
        assert any(f"make {target}" in line for line in first)
        assert re.search(rf"^{target}:", make, re.M)


def test_the_readme_lists_commands_that_work(kept_demo: Path) -> None:
    """Each line of the README's section on asking runs."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Asking\n")[2].partition("```\n")[2].partition("```")[0]
    commands = [line.removeprefix("watchword ") for line in section.splitlines()]
    assert len(commands) > 4
    import shlex

    with in_new_folder(kept_demo):
        for command in commands:
            answer = run(*shlex.split(command))
            assert (answer.code, answer.err) == (0, ""), command


def test_settings_are_documented() -> None:
    """workspace.md names every setting and its first value."""
    from dataclasses import asdict

    from watchword.settings import Settings

    text = (DOCS / "workspace.md").read_text(encoding="utf-8")
    for name, value in asdict(Settings()).items():
        row = re.search(rf"^\| `{name}` \|.*\| (.+) \|$", text, re.M)
        assert row, f"docs/workspace.md does not name the setting {name}"
        assert json.loads(row[1]) == (list(value) if isinstance(value, tuple) else value)


def test_sources_are_documented() -> None:
    """sources.md has a section for every source that comes with the program."""
    headings = " ".join(re.findall(r"^## (.+)$", (DOCS / "sources.md").read_text(encoding="utf-8"), re.M))
    for row in run("sources", "--json").json:
        assert row["name"] in headings, f"docs/sources.md does not describe {row['name']}"


def test_no_tracked_file_names_a_machine_or_a_registry() -> None:
    """Nothing in the project depends on, or tells of, the machine it was made on."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is no git checkout: which files are tracked is not known")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if name == Path(__file__).relative_to(ROOT).as_posix() or not path.is_file():
            continue
        found = _NOT_FOR_USERS.search(path.read_bytes().decode("utf-8", errors="replace"))
        assert not found, f"{name} names {found.group()!r}"
