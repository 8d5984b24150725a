"""Commands that find: trace, the lexicon."""

from pathlib import Path

import click

from watchword.cli.answer import json_option, limit_option, print_json, print_table, reading_options, workspace_option


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
@click.option("--try", "notation", default="", metavar="NOTATION", help="Show what this form of a lexicon file would match, instead.")
@click.option("--language", default="", metavar="CODE", help="Its language (default: each that its letters can be of).")
@click.option("--inflected", is_flag=True, help="Each of its words in all forms of its stem.")
@click.option("--gap", default=0, metavar="N", type=click.IntRange(0, 8), help="How many words a * in it may stand for.")
@limit_option(10, "lines of the form's concordance")
@workspace_option
@json_option
def lexicon(notation: str, language: str, inflected: bool, gap: int, limit: int, folder: str, as_json: bool) -> None:
    """List the formulations of the workspace's lexicon, or try a form before it is written to a file."""
    from watchword.pipeline.asking import ask_lexicon
    from watchword.pipeline.opening import Where

    if notation:
        from watchword.cli.trying import print_trial
        from watchword.pipeline.trying import Tried, ask_trial

        trial = ask_trial(Where(Path(folder)), Tried(notation, language, gap, inflected), limit)
        print_json(trial) if as_json else print_trial(trial)
        return
    if language or inflected or gap:
        raise click.UsageError("--language, --inflected and --gap belong to --try")
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
