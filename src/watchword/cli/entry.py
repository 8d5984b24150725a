"""Commands on dictionary entries: draft, build, list, and anchor a quotation."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from watchword.cli.answer import print_json, print_table, reading_options
from watchword.phrasing import say_count


def _check_date(context: click.Context, parameter: click.Parameter, value: str) -> str:
    from watchword.model import date_of

    if value and not date_of(value):
        raise click.BadParameter(f"expected a date such as 2018-03-23, 2018-03 or 2018, found {value!r}")
    return value


@click.group()
def entry() -> None:
    """Write dictionary entries that are tested like code: each claim is held against the records whenever it is built."""


@entry.command()
@click.argument("formulation")
@click.option("--name", default="", metavar="NAME", help="The file's name, without .md (default: the formulation's id).")
@click.option("--title", default="", help="The headword (default: the formulation's label).")
@click.option("--author", "authors", multiple=True, help="Who signs the entry; may be given several times.")
@click.option("--licence", default="CC-BY-4.0", show_default=True, help="The entry's licence.")
@click.option("--date", default="", callback=_check_date, help="The entry's date (default: today).")
@click.option("--print", "only_print", is_flag=True, help="Print the draft; write no file.")
@reading_options
def new(formulation: str, name: str, title: str, authors: tuple[str, ...], licence: str, date: str, only_print: bool, folder: str,
        as_of: int, until: str, as_json: bool) -> None:  # fmt: skip
    """Draft an entry on FORMULATION from the evidence: every figure a claim, the judgement left to the author."""
    from datetime import UTC, datetime

    from watchword.pipeline.drafting import draft_entry, save_draft
    from watchword.pipeline.opening import Where

    head = {"authors": authors or ("Author to be named",), "licence": licence, "date": date or datetime.now(UTC).date().isoformat()}
    where = Where(Path(folder), as_of, until)
    draft = draft_entry(where, formulation, head | ({"title": title} if title else {}), name=name)
    path = "" if only_print else str(save_draft(where.folder, draft))
    if as_json:
        print_json(
            {"file": path, "text": draft.text, "claims": len(draft.built.claims), "holds": draft.built.holds, "left_out": draft.left_out}
        )
        return
    for sentence in draft.left_out:
        click.echo(f"left out, since it does not hold as written: {sentence}", err=True)
    click.echo(
        draft.text
        if only_print
        else f"{path}: a draft with {say_count(len(draft.built.claims), 'claim')}; build it with: watchword entry build"
    )


@entry.command()
@click.argument("names", nargs=-1)
@click.option(
    "--html", type=click.Path(file_okay=False), help="Also write each entry as a page, as Markdown and as plain text into this folder."
)
@click.option("--strict", is_flag=True, help="Fail as well where a figure stands outside every claim.")
@reading_options
def build(names: tuple[str, ...], html: str | None, strict: bool, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Hold the entries NAMES (all where none is named) against the records; exit code 3 if a claim no longer holds.

    A failure names line and column, what the record says and what the entry says.
    """
    from watchword.pipeline.entries import build_entries
    from watchword.pipeline.opening import Where
    from watchword.publish.entry import write_entry
    from watchword.publish.entry_words import describe_entry, say_entry

    built = build_entries(Where(Path(folder), as_of, until), names)
    written = {each.entry.name: [str(path) for path in write_entry(each, Path(html))] for each in built} if html else {}
    if as_json:
        print_json([describe_entry(each) | ({"written": written[each.entry.name]} if html else {}) for each in built])
    else:
        for each in built:
            click.echo(say_entry(each, strict=strict))
        for paths in written.values():
            click.echo(f"written: {', '.join(paths)}")
        if not built:
            click.echo("no entries yet; draft one with: watchword entry new FORMULATION")
    if not all(each.holds and not (strict and each.unclaimed) for each in built):
        sys.exit(3)


@entry.command("list")
@reading_options
def list_(folder: str, as_of: int, until: str, as_json: bool) -> None:
    """List the entries of the workspace."""
    from watchword.pipeline.entries import list_entries
    from watchword.pipeline.opening import Where

    rows = [
        {"name": item.name, "file": item.file, "title": item.head.title, "formulation": item.head.formulation,
         "authors": list(item.head.authors), "date": item.head.date, "licence": item.head.licence, "language": item.head.language,
         "claims": sum(1 for _ in item.spans())}
        for item in list_entries(Where(Path(folder), as_of, until))
    ]  # fmt: skip
    if as_json:
        print_json(rows)
    else:
        columns = {"name": "entry", "title": "title", "formulation": "formulation", "date": "date", "claims": "claims"}
        print_table(rows, columns, empty="no entries yet; draft one with: watchword entry new FORMULATION")


@entry.command()
@click.argument("document")
@click.argument("words")
@reading_options
def quote(document: str, words: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Print the span that quotes WORDS, exactly as they stand, from DOCUMENT (an id or key), ready to paste into an entry."""
    from watchword.pipeline.entries import find_quotation
    from watchword.pipeline.opening import Where
    from watchword.publish.entry_words import print_quotation

    found = find_quotation(Where(Path(folder), as_of, until), document, words)
    if as_json:
        print_json([asdict(place) | {"span": print_quotation(place)} for place in found])
        return
    for place in found:
        click.echo(print_quotation(place))


COMMANDS = (entry,)
