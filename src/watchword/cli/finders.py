"""Commands that find: trace, the lexicon."""

from pathlib import Path

import click

from watchword.cli.answer import json_option, print_json, print_table, reading_options, workspace_option


@click.command()
@click.argument("formulation")
@click.option("--html", type=click.Path(dir_okay=False), help="Also write the trace as one self-contained page.")
@reading_options
def trace(formulation: str, html: str | None, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Tell the whole story of FORMULATION: origin, spread, company, texts, renamings, votes, counter-evidence."""
    from watchword.pipeline.opening import Where
    from watchword.pipeline.tracing import ask_trace

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
@workspace_option
@json_option
def lexicon(folder: str, as_json: bool) -> None:
    """List the formulations of the workspace's lexicon."""
    from watchword.pipeline.asking import ask_lexicon
    from watchword.pipeline.opening import Where

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


COMMANDS = (trace, lexicon)
