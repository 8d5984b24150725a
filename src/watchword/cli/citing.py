"""`watchword cite`."""

from pathlib import Path

import click

from watchword.cli.answer import print_json, reading_options


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("--style", default="un", show_default=True, type=click.Choice(("un", "chicago", "apa")), help="Of the text.")
@click.option("--format", "form", default="text", show_default=True, type=click.Choice(("text", "bibtex", "ris", "csl-json")),
              help="As text, or as a file for a reference manager such as Zotero.")  # fmt: skip
@reading_options
def cite(names: tuple[str, ...], style: str, form: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Cite each of NAMES: a symbol, or a document's or vote's id or key. What the record does not give is left out."""
    from watchword.pipeline.citing import cite as ask
    from watchword.pipeline.opening import Where

    answer = ask(Where(Path(folder), as_of, until), names, style, form)
    if as_json:
        print_json(answer)
    else:
        click.echo(answer["output"], nl=False)


COMMANDS = (cite,)
