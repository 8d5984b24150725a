"""The command that checks prose."""

import sys
from pathlib import Path

import click

from watchword.cli.answer import print_json, reading_options

_VERDICTS = ("supported", "contradicted", "disagree", "not-contradicted", "not-checkable")
_KINDS = ("text", "markdown", "html", "word", "pdf")
_CONTRADICTED = 3


@click.command()
@click.argument("file", metavar="FILE")
@click.option("--html", metavar="OUT", type=click.Path(dir_okay=False), help="Also write the text, its claims marked, as one page.")
@click.option("--docx", metavar="OUT", type=click.Path(dir_okay=False), help="Also write it as a Word file with a comment at each claim.")
@click.option("--language", default="", metavar="CODE", help="The language of the text, such as fr (default: guessed from its words).")
@click.option(
    "--kind", default="", type=click.Choice(["", *_KINDS]), metavar="KIND", help=f"What FILE is, if unclear: {', '.join(_KINDS)}."
)
@click.option("--only", multiple=True, type=click.Choice(_VERDICTS), help="Show claims of this verdict only; may be given again.")
@reading_options
def check(
    file: str, html: str | None, docx: str | None, language: str, kind: str, only: tuple[str, ...], folder: str, as_of: int, until: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Check what FILE (text, Markdown, HTML, Word or PDF; - for standard input) states about votes, dates, titles and words.

    Ends with 3 where something in it is contradicted.
    """
    from watchword.pipeline.checking import VERDICTS, check_file
    from watchword.pipeline.opening import Where

    shown = tuple(VERDICTS[name] for name in only)
    found = check_file(Where(Path(folder), as_of, until), file, language=language, kind=kind)
    if html:
        found.write_page(Path(html), shown)
    if docx:
        found.write_word(Path(docx), shown)
    if as_json:
        from watchword.publish.checked.marks import tell_json

        print_json(tell_json(found.checked, found.prose, shown))
    else:
        from watchword.publish.checked.terminal import print_checked

        click.echo(print_checked(found.checked, found.prose, shown))
        for what, target in (("page", html), ("Word file", docx)):
            if target:
                click.echo(f"\nThe {what}: {target}")
    if not found.checked.holds:
        sys.exit(_CONTRADICTED)


COMMANDS = (check,)
