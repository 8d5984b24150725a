"""Commands that count: attestations, usage."""

from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import print_json, print_table, reading_options

_NOTHING = "no text in a language of its forms is held; measured figures know year, source and language only"
_ORIGINS = ("language", "organ", "state", "group", "office", "source", "kind")


@click.command()
@click.argument("formulation")
@click.option("--by", default="", metavar="WHAT", help=f"Instead one series for each {', '.join(_ORIGINS[:-1])} or {_ORIGINS[-1]}.")
@click.option("--limit", type=click.IntRange(0), metavar="N", help="Earliest uses of each series (0: all).  [default: 5; with --by: 1]")
@reading_options
def attestations(formulation: str, by: str, limit: int | None, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """List the earliest uses of FORMULATION in each corpus and language, and what they cannot show."""
    from watchword.pipeline.opening import Where

    where = Where(Path(folder), as_of, until)
    if by:
        _print_origins(formulation, by, limit, where, as_json)
        return
    from watchword.pipeline.asking import ask_attestations, list_attestations

    series = ask_attestations(where, formulation, 5 if limit is None else limit)
    if as_json:
        print_json({"formulation": formulation, "series": series})
        return
    for item in series:
        click.echo(f"{item['source']}, {item['language']} [{item['holding']}]: {item['sentence']}")
    columns = {"date": "date", "source": "source", "language": "lang", "states": "states", "speaker": "speaker", "standing": "standing",
               "quote": "words", "translated": "wording"}  # fmt: skip
    print_table(list_attestations(series), columns, empty="no use is held or measured")


def _print_origins(formulation: str, by: str, limit: int | None, where: Any, as_json: bool) -> None:
    from watchword.pipeline.counting import ask_origins

    origins = ask_origins(where, formulation, by, 1 if limit is None else limit)
    if as_json:
        print_json({"formulation": formulation, "by": by, "origins": origins})
        return
    nobody: dict[str, Any] = {}
    rows = [
        origin | {"value": origin["value"] or "(unknown)", "first": first.get("date", ""), "who": ", ".join(first.get("states", ())),
                  "speaker": first.get("speaker", ""), "words": first.get("evidence", {}).get("quote", "")}
        for origin in origins
        for first in (origin["earliest"] or (nobody,))
    ]  # fmt: skip
    print_table(
        rows,
        {"value": by, "first": "first", "who": "states", "speaker": "speaker", "words": "words", "documents": "documents",
         "documents_with": "with use", "starts": "starts", "sentence": "what may be said"},
        empty="no use is held: measured figures know corpora and languages only",
    )  # fmt: skip


@click.command()
@click.argument("formulation")
@click.option(
    "--by",
    default="year",
    show_default=True,
    help="Dimensions, comma-separated: year, month, actor, sponsor, group, office, organ, language, source, kind, session, form; "
    '"" gives the total.',
)
@click.option("--events", "with_events", is_flag=True, help="Also count events: repeats of a text are one.")
@reading_options
def usage(formulation: str, by: str, with_events: bool, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Count FORMULATION: documents, works, uses, share with a Wilson interval, rate per million with a bootstrap interval."""
    from watchword.pipeline.counting import ask_usage
    from watchword.pipeline.opening import Where

    dimensions = tuple(part.strip() for part in by.split(",") if part.strip())
    rows = ask_usage(Where(Path(folder), as_of, until), formulation, dimensions, with_events=with_events)
    if as_json:
        print_json({"formulation": formulation, "by": dimensions, "rows": rows})
        return
    shown = ("documents", "documents_with", *(("events",) if with_events else ()), "works_with", "uses", "share", "share_low", "share_high",
             "rate", "rate_low", "rate_high", "unit", "antecedent_uses", "holding")  # fmt: skip
    print_table(rows, {name: name.replace("_", " ") for name in (*dimensions, *shown)}, empty=_NOTHING)


COMMANDS = (attestations, usage)
