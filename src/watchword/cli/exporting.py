"""Commands that write data out, and the check of what was written."""

import sys
from pathlib import Path

import click

from watchword.cli.answer import json_option, print_json, reading_options, workspace_option
from watchword.phrasing import say_count


@click.group()
def export() -> None:
    """Write data out."""


@export.command("measurements")
@click.argument("target", type=click.Path(dir_okay=False))
@workspace_option
@json_option
def export_measurements(target: str, folder: str, as_json: bool) -> None:
    """Write counts per form, year, state, language and source, and the earliest attestations by place: figures, no text."""
    from watchword.errors import NotHeld
    from watchword.pipeline.making import FINDERS, describe_making
    from watchword.pipeline.measured import measure, print_measurements
    from watchword.pipeline.opening import open_reading

    with open_reading(Path(folder)) as reading:
        measurements = measure(reading.view, reading.lexicon) | {"made": describe_making(reading, FINDERS)}
        version = reading.view.version
    if not measurements["corpora"]:
        raise NotHeld(f"no corpus is held in {folder}, so there is nothing to measure; {target} was not written")
    Path(target).write_text(print_measurements(measurements), encoding="utf-8")
    corpora, count = [corpus["source"] for corpus in measurements["corpora"]], len(measurements["formulations"])
    answer = {"target": target, "version": version, "formulations": count, "corpora": corpora}
    if as_json:
        print_json(answer)
    else:
        click.echo(f"{say_count(count, 'formulation')} measured on {', '.join(corpora)}, written to {target}")


@export.command("bundle")
@click.argument("entry", required=False)
@click.argument("target", type=click.Path(dir_okay=False), required=False)
@click.option("--check", type=click.Path(), help="Check this bundle instead of writing one.")
@reading_options
def export_bundle(entry: str | None, target: str | None, check: str | None, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Write the evidence behind ENTRY to the zip TARGET: claims, hashes, times, and the bytes that their licence lets us hand on.

    ENTRY is an entry of the workspace; where none is called so, a formulation, whose findings are written. It is checked
    offline with its own verify.py, or with --check. Nothing is written where a claim or hash does not hold (exit code 3).
    """
    if check:
        _check_bundle(check, as_json=as_json)
        return
    if not entry or not target:
        raise click.UsageError("say ENTRY and TARGET, or --check BUNDLE")
    from watchword.pipeline.bundle import export_bundle as write
    from watchword.pipeline.opening import Where

    done = write(Where(Path(folder), as_of, until), entry, Path(target))
    if as_json:
        print_json(done)
    elif done.problems:
        click.echo("\n".join([*done.problems, f"problems: {len(done.problems)}; {target} was not written"]))
    else:
        click.echo(f"{target}: {say_count(done.findings, 'finding')}, {say_count(done.documents, 'record')} "
                   f"({done.with_bytes} with their bytes), "
                   f"{done.quotations} quotations, {done.size:,} bytes\nmanifest SHA-256 {done.manifest_sha256}")  # fmt: skip
    if done.problems:
        sys.exit(3)


@export.command("replication")
@click.argument("formulation")
@click.argument("target", type=click.Path(dir_okay=False))
@reading_options
def export_replication(formulation: str, target: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Write the rows behind the figures of FORMULATION, what was printed, and a script that makes the figures again, to the zip TARGET."""
    from watchword.pipeline.opening import Where
    from watchword.pipeline.replication import export_replication as write

    done = write(Where(Path(folder), as_of, until), formulation, Path(target))
    if as_json:
        print_json(done)
        return
    click.echo(
        f"{target}: {done.figures:,} figures from {done.documents:,} rows on documents and {done.ballots:,} ballots, {done.size:,} bytes"
    )
    for line in done.left_out:
        click.echo(f"left out because of its licence: {line}")


@click.command("verify-bundle")
@click.argument("bundle", type=click.Path())
@json_option
def verify_bundle(bundle: str, as_json: bool) -> None:
    """Check BUNDLE, a zip or folder that `export bundle` made: every file and every quotation; exit code 3 if one fails."""
    _check_bundle(bundle, as_json=as_json)


def _check_bundle(bundle: str, *, as_json: bool) -> None:
    from watchword.errors import UnreadableInput
    from watchword.pipeline.bundle import check_bundle, say_counts

    try:
        counts, problems = check_bundle(bundle)
    except ValueError as error:
        raise UnreadableInput(bundle, "", "a bundle that `watchword export bundle` made", str(error)) from error
    if as_json:
        print_json(counts | {"bundle": bundle, "sound": not problems, "problems": problems})
    else:
        click.echo("\n".join([*problems, say_counts(counts, problems)]))
    if problems:
        sys.exit(3)


COMMANDS = (export, verify_bundle)
