"""Commands that find: trace, attestations, usage, the lexicon."""

from pathlib import Path

import click

from watchword.cli.answer import json_option, print_json, print_table, reading_options, workspace_option

_NOTHING = "no text in a language of its forms is held; measured figures know year, source and language only"


@click.command()
@click.argument("formulation")
@click.option("--html", type=click.Path(dir_okay=False), help="Also write the trace as one self-contained page.")
@reading_options
def trace(formulation: str, html: str | None, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Tell the whole story of FORMULATION: origin, spread, company, texts, renamings, votes, counter-evidence."""
    from watchword.pipeline.asking import Where, ask_trace

    result = ask_trace(Where(Path(folder), as_of, until), formulation)
    if html:
        from watchword.publish.page import write_page

        write_page(result, Path(html))
    if as_json:
        print_json(result)
        return
    from watchword.publish.story import print_story

    click.echo(print_story(result))
    if html:
        click.echo(f"\nThe page: {html}")


@click.command()
@click.argument("formulation")
@click.option("--limit", default=5, show_default=True, type=click.IntRange(1, 1000), help="Earliest uses a corpus and language.")
@reading_options
def attestations(formulation: str, limit: int, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """List the earliest uses of FORMULATION in each corpus and language, and what they cannot show."""
    from watchword.pipeline.asking import Where, ask_attestations, list_attestations

    series = ask_attestations(Where(Path(folder), as_of, until), formulation, limit)
    if as_json:
        print_json({"formulation": formulation, "series": series})
        return
    for item in series:
        click.echo(f"{item['source']}, {item['language']} [{item['holding']}]: {item['sentence']}")
    columns = {"date": "date", "source": "source", "language": "lang", "states": "states", "speaker": "speaker", "standing": "standing",
               "quote": "words", "translated": "wording"}  # fmt: skip
    print_table(list_attestations(series), columns, empty="no use is held or measured")


@click.command()
@click.argument("formulation")
@click.option(
    "--by",
    default="year",
    show_default=True,
    help='Dimensions, comma-separated: year, actor, sponsor, organ, language, source, kind, session; "" gives the total.',
)
@reading_options
def usage(formulation: str, by: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Count FORMULATION: documents, works, uses, share with a Wilson interval, rate per million with a bootstrap interval."""
    from watchword.pipeline.asking import Where, ask_usage

    dimensions = tuple(part.strip() for part in by.split(",") if part.strip())
    rows = ask_usage(Where(Path(folder), as_of, until), formulation, dimensions)
    if as_json:
        print_json({"formulation": formulation, "by": dimensions, "rows": rows})
        return
    shown = ("documents", "documents_with", "works_with", "uses", "share", "share_low", "share_high", "rate", "rate_low", "rate_high",
             "unit", "antecedent_uses", "holding")  # fmt: skip
    print_table(rows, {name: name.replace("_", " ") for name in (*dimensions, *shown)}, empty=_NOTHING)


@click.command()
@workspace_option
@json_option
def lexicon(folder: str, as_json: bool) -> None:
    """List the formulations of the workspace's lexicon."""
    from watchword.pipeline.asking import Where, ask_lexicon

    rows = [
        {
            "id": f.id,
            "label": f.label,
            "forms": len(f.forms),
            "languages": sorted({form.language for form in f.forms}),
            "gloss": f.gloss,
        }
        for f in ask_lexicon(Where(Path(folder)))
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(rows, {"id": "id", "label": "label", "forms": "forms", "languages": "languages"})


COMMANDS = (trace, attestations, usage, lexicon)
