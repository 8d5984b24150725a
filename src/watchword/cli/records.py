"""Commands on a workspace and what goes into it."""

import sys
from pathlib import Path

import click

from watchword.cli.answer import json_option, print_json, print_table, workspace_option


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
        click.echo(f"made a workspace in {folder} with {count} formulations; next: watchword ingest auto PATH -w {folder}")


@click.command()
@click.argument("source")
@click.argument("paths", nargs=-1, required=True, type=click.Path())
@workspace_option
@json_option
def ingest(source: str, paths: tuple[str, ...], folder: str, as_json: bool) -> None:
    """Read files, folders or archives with SOURCE into the workspace; SOURCE "auto" recognises the publishers' files.

    Whatever cannot be read becomes an issue that `status` counts; the rest goes in.
    """
    from watchword.pipeline.ingest import ingest_paths

    reports = []
    for report in ingest_paths(Path(folder), source, [Path(path) for path in paths]):
        reports.append(report)
        if not as_json:
            click.echo(_say(report))
    if as_json:
        print_json(reports)


def _say(report: object) -> str:
    from watchword.pipeline.ingest import Report

    if not isinstance(report, Report):
        raise TypeError("a report is expected")
    if report.unchanged:
        return f"{report.source}: {report.path} is held already; nothing changed"
    shown = ("documents", "roll_calls", "ballots", "links", "issues")
    counts = ", ".join(f"{report.counts[name]:,} {name.replace('_', ' ')}" for name in shown if report.counts.get(name))
    return f"{report.source}: {report.path}: {counts or 'no records'} (version {report.version})"


@click.command()
@workspace_option
@click.option("--as-of", type=int, default=0, metavar="VERSION", help="What this version held (default: the newest).")
@click.option("--issues", "show_issues", is_flag=True, help="List the issues, not only their number.")
@json_option
def status(folder: str, as_of: int, show_issues: bool, as_json: bool) -> None:
    """Say what the workspace holds: records by source, versions, and issues left out or kept with a doubt."""
    from watchword.pipeline.status import describe_workspace

    answer = describe_workspace(Path(folder), as_of=as_of, with_issues=show_issues)
    if as_json:
        print_json(answer)
        return
    versions, formulations = len(answer["versions"]), len(answer["formulations"])
    click.echo(f"workspace {folder}, version {answer['version']} of {versions}; lexicon of {formulations} formulations")
    print_table(
        answer["sources"],
        {"source": "source", "documents": "documents", "works": "works", "roll_calls": "roll calls", "ballots": "ballots",
         "starts": "from", "ends": "to", "licence": "licence"},
    )  # fmt: skip
    click.echo(f"issues: {answer['issues']['total']:,}")
    print_table(
        answer["issues"]["by_problem"],
        {"source": "source", "problem": "problem", "severity": "severity", "count": "count"},
    )
    if show_issues:
        print_table(
            answer["issues"]["rows"],
            {
                "source": "source",
                "file": "file",
                "place": "place",
                "problem": "problem",
                "expected": "expected",
                "found": "found",
            },
        )


@click.command()
@workspace_option
@json_option
def verify(folder: str, as_json: bool) -> None:
    """Hash the archive and all records again; exit code 3 if any byte differs from what was recorded."""
    from watchword.pipeline.status import verify_workspace

    problems = verify_workspace(Path(folder))
    if as_json:
        print_json({"sound": not problems, "problems": problems})
    else:
        click.echo("\n".join(problems) or "every byte is as recorded")
    if problems:
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
    from watchword.pipeline.registry import descriptors

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
        for d in descriptors()
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(rows, {"name": "source", "title": "reads", "publisher": "publisher", "licence": "licence"})


@click.group()
def export() -> None:
    """Write data out."""


@export.command("measurements")
@click.argument("target", type=click.Path(dir_okay=False))
@workspace_option
@json_option
def export_measurements(target: str, folder: str, as_json: bool) -> None:
    """Write counts per form, year, state, language and source, and the earliest attestations by place: figures, no text."""
    from watchword.pipeline.measured import measure, print_measurements
    from watchword.pipeline.opening import open_reading

    with open_reading(Path(folder)) as reading:
        measurements = measure(reading.view, reading.lexicon)
        version = reading.view.version
    Path(target).write_text(print_measurements(measurements), encoding="utf-8")
    corpora, count = [corpus["source"] for corpus in measurements["corpora"]], len(measurements["formulations"])
    answer = {"target": target, "version": version, "formulations": count, "corpora": corpora}
    if as_json:
        print_json(answer)
    else:
        click.echo(f"{count} formulations measured on {', '.join(corpora)}, written to {target}")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False), default="demo")
@click.option("--data", type=click.Path(exists=True), help="A folder of the publishers' files to ingest as well.")
@json_option
def demo(folder: str, data: str | None, as_json: bool) -> None:
    """Do the main job on the built-in case: a workspace in FOLDER, the trace, the page to open."""
    from watchword.pipeline.demo import run_demo

    answer = run_demo(Path(folder), Path(data) if data else None, say=(lambda line: None) if as_json else click.echo)
    if as_json:
        print_json(answer)


COMMANDS = (init, ingest, status, verify, backup, sources, export, demo)
