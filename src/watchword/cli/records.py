"""Commands on a workspace and what goes into it."""

import shutil
import sys
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import as_of_option, json_option, print_json, print_table, workspace_option
from watchword.phrasing import say_count

_VERSIONS_SHOWN = 10


@click.command()
@click.argument("folder", type=click.Path(file_okay=False))
@json_option
def init(folder: str, as_json: bool) -> None:
    """Make a workspace in FOLDER, with the starter lexicon and its measurements."""
    from watchword.pipeline.starting import make_workspace

    with make_workspace(Path(folder)) as workspace:
        files = sorted(workspace.working_files())
        answer = {"folder": folder, "version": workspace.catalogue.head(), "files": files}
    if as_json:
        print_json(answer)
    else:
        count = sum(path.startswith("lexicon/") for path in files)
        click.echo(f"made a workspace in {folder} with {say_count(count, 'formulation')}; next: watchword ingest auto PATH -w {folder}")


@click.command()
@click.argument("source")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@workspace_option
@json_option
def ingest(source: str, paths: tuple[str, ...], folder: str, as_json: bool) -> None:
    """Read files, folders or archives with SOURCE into the workspace; SOURCE "auto" recognises the publishers' files.

    Whatever cannot be read becomes an issue that `status` counts; the rest goes in. What "auto" does not recognise is named.
    """
    from watchword.pipeline.ingest import ingest_paths

    def say_unread(path: Path) -> None:
        click.echo(f"not recognised, not read: {path}", err=True)

    reports = []
    for report in ingest_paths(Path(folder), source, [Path(path) for path in paths], say_unread):
        reports.append(report)
        if not as_json:
            click.echo(_say(report))
    if as_json:
        print_json(reports)
    elif any(report.counts.get("issues") for report in reports):
        click.echo(f"what the issues are: watchword status --issues -w {folder}")


def _say_count(count: int, name: str) -> str:
    plain = name.replace("_", " ")
    single = f"{plain[:-3]}y" if plain.endswith("ies") else plain.removesuffix("s")
    return f"{count:,} {single if count == 1 else plain}"


def _say(report: object) -> str:
    from watchword.pipeline.ingest import Report

    if not isinstance(report, Report):
        raise TypeError("a report is expected")
    if report.unchanged:
        return f"{report.source}: {report.path} is held already; nothing changed"
    shown = ("documents", "roll_calls", "ballots", "properties", "links", "issues")
    counts = ", ".join(_say_count(report.counts[name], name) for name in shown if report.counts.get(name))
    return f"{report.source}: {report.path}: {counts or 'no records'} (version {report.version})"


@click.command()
@workspace_option
@as_of_option
@click.option("--issues", "show_issues", is_flag=True, help="List the issues, not only their number.")
@json_option
def status(folder: str, as_of: int, show_issues: bool, as_json: bool) -> None:
    """Say what the workspace holds: records by source, versions, and issues left out or kept with a doubt."""
    from watchword.pipeline.status import describe_workspace

    answer = describe_workspace(Path(folder), as_of=as_of, with_issues=show_issues)
    if as_json:
        print_json(answer)
        return
    _say_status(folder, answer)


def _say_status(folder: str, answer: dict[str, Any]) -> None:
    """Print what a workspace holds."""
    versions, formulations, issues = answer["versions"], len(answer["formulations"]), answer["issues"]
    click.echo(f"workspace {folder}, version {answer['version']} of {len(versions)}; lexicon of {say_count(formulations, 'formulation')}")
    columns = {"source": "source", "documents": "documents", "works": "works", "roll_calls": "roll calls", "ballots": "ballots"}
    columns |= {"properties": "properties"} if any(row["properties"] for row in answer["sources"]) else {}
    columns |= {"starts": "from", "ends": "to", "licence": "licence"}
    print_table(answer["sources"], columns, empty="no records yet")
    print_table(versions[-_VERSIONS_SHOWN:], {"id": "version", "created": "made (UTC)", "message": "what was done"})
    if len(versions) > _VERSIONS_SHOWN:
        click.echo(f"and {len(versions) - _VERSIONS_SHOWN} earlier versions (--json)")
    if answer["unpinned_changes"]:
        click.echo("settings, lexicon or entries were changed since; the next command that reads texts makes a version of them")
    click.echo(f"issues: {issues['total']:,}")
    if issues["by_problem"]:
        columns = {"source": "source", "problem": "problem", "severity": "severity", "count": "count"}
        print_table(issues["by_problem"], columns)
    if issues.get("rows"):
        print_table(issues["rows"], {name: name for name in ("source", "file", "place", "problem", "expected", "found", "severity")})


@click.command()
@workspace_option
@json_option
def verify(folder: str, as_json: bool) -> None:
    """Hash the archived files and all parts of records again; exit code 3 if any byte differs from what was recorded."""
    from watchword.pipeline.status import verify_workspace

    answer = verify_workspace(Path(folder))
    if as_json:
        print_json(answer)
    else:
        verdict = "every byte is as recorded" if answer["sound"] else f"problems: {len(answer['problems']):,}"
        checked = f"hashed again: parts of records: {answer['parts']:,}, archived files: {answer['archived']:,}; {verdict}"
        click.echo("\n".join([*answer["problems"], checked]))
    if not answer["sound"]:
        sys.exit(3)


@click.command()
@click.argument("target", type=click.Path(file_okay=False))
@workspace_option
@json_option
def backup(target: str, folder: str, as_json: bool) -> None:
    """Copy the workspace's newest version into the new folder TARGET while others read and write."""
    from watchword.pipeline.status import backup_workspace

    version = backup_workspace(Path(folder), Path(target))
    if as_json:
        print_json({"target": target, "version": version})
    else:
        click.echo(f"copied version {version} to {target}")


@click.command()
@json_option
def sources(as_json: bool) -> None:
    """List the sources: what each reads, whose it is, and under which licence."""
    from watchword.pipeline.registry import SOURCES, descriptors, make_source, source_names

    rows = [
        {
            "name": d.name,
            "title": d.title,
            "publisher": d.publisher,
            "licence": d.licence,
            "version": d.version,
            "url": d.url,
            "notes": d.notes,
        }
        for d in (*descriptors(), *(make_source(name).descriptor for name in source_names() if name not in SOURCES))
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(rows, {"name": "source", "title": "reads", "publisher": "publisher", "licence": "licence"})


@click.command()
@click.argument("folder", type=click.Path(file_okay=False), default="demo")
@click.option("--data", type=click.Path(exists=True), help="A folder of the publishers' files to ingest as well.")
@json_option
def demo(folder: str, data: str | None, as_json: bool) -> None:
    """Do the main job on the built-in case: a workspace in FOLDER, the trace, the page to open.

    An earlier demo in FOLDER is made anew; a folder that is no demo, or in which settings, lexicon or entries were changed, is refused.
    """
    from watchword.pipeline.demo import run_demo

    answer = run_demo(Path(folder), Path(data) if data else None, say=(lambda line: None) if as_json else click.echo)
    if as_json:
        print_json(answer)
    else:
        click.echo(f"Ask more with: {_program()} votes tally A/HRC/RES/37/23 -w {folder}; all commands: {_program()} --help")


def _program() -> str:
    """Return how the reader can call this program again: its name where that is found, else the path it was started by."""
    started = Path(sys.argv[0])
    return str(started) if started.name == "watchword" and not shutil.which("watchword") else "watchword"


COMMANDS = (init, ingest, status, verify, backup, sources, demo)
