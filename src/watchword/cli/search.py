"""The command that searches the texts."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watchword.cli.answer import count_of, limit_option, print_json, print_table, reading_options, since_option

if TYPE_CHECKING:
    from watchword.pipeline.searching import DocumentFound, Searched

_CONDITIONS = ("source", "organ", "actor", "sponsor", "kind", "language", "session", "year")
_SORTS = ("relevance", "date", "newest")
_STATES_SHOWN = 4
_BAR = 30


def _condition_options(command: Any) -> Any:
    """Add an option for each field; given twice, either value will do."""
    for name in reversed(_CONDITIONS):
        shown = "YEAR or YEAR..YEAR" if name == "year" else f"Only documents of this {name}; may be given again for either."
        command = click.option(f"--{name}", multiple=True, metavar=name.upper(), help=shown)(command)
    return command


@click.command()
@click.argument("query", default="")
@_condition_options
@since_option()
@click.option("--facet", "facets", multiple=True, help="Count the documents by any of the conditions' fields.")
@click.option("--sort", type=click.Choice(_SORTS), default="relevance", show_default=True, help="Oldest first: date.")
@limit_option(10, "documents are shown")
@click.option("--offset", default=0, type=click.IntRange(0, 1_000_000), help="Documents passed over first.")
@click.option("--snippets", default=1, show_default=True, type=click.IntRange(0, 100), help="Passages shown of each document.")
@click.option("--exact", is_flag=True, help="The words as typed: no other spelling, no Arabic particle joined to them.")
@click.option("--stemmed", is_flag=True, help="Every word in all its inflected forms; for one word write word~.")
@reading_options
def search(
    query: str, since: str, facets: tuple[str, ...], sort: str, limit: int, offset: int, snippets: int, exact: bool, stemmed: bool,
    folder: str, as_of: int, until: str, as_json: bool, **conditions: tuple[str, ...],
) -> None:  # fmt: skip
    """Search the texts for QUERY: words (all in one document), "phrases", OR, NOT, cooperat*, "a b"~3, a NEAR/5 b, organ:HRC.

    The grammar is in docs/words-search.md. Quote the whole query for the shell: '"win-win cooperation" organ:HRC'.
    """
    from watchword.pipeline.searching import Asked
    from watchword.pipeline.searching import search as answer_search

    asked = Asked(
        query, conditions, since, _split(facets), sort, offset, limit, snippets, exact, stemmed,
    )  # fmt: skip
    answer = answer_search(Path(folder), asked, as_of=as_of, until=until, say=lambda note: click.echo(note, err=True))
    if as_json:
        print_json(answer)
    else:
        _print(answer)


def _split(facets: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for facet in facets for part in facet.split(",")))


def _print(answer: "Searched") -> None:
    """Print what was understood, the documents or the facet's table, and the totals."""
    click.echo(f"searched for: {answer.read}")
    if answer.rows:
        _print_rows(answer)
    for number, item in enumerate(answer.found, answer.offset + 1):
        click.echo("")
        _print_document(number, item)
    click.echo("")
    click.echo(_say_total(answer))


def _say_total(answer: "Searched") -> str:
    total = f"{count_of(answer.documents, 'document')} in {count_of(answer.sources, 'source')}"
    if answer.cited:
        total += f", and {answer.cited:,} that {'is' if answer.cited == 1 else 'are'} cited and not held"
    if answer.found and answer.documents + answer.cited > len(answer.found):
        total += f"; shown: {answer.offset + 1} to {answer.offset + len(answer.found)}"
    elif not answer.found and not answer.facets and answer.offset and answer.documents:
        total += f"; none behind the first {answer.offset:,}"
    return total


def _print_rows(answer: "Searched") -> None:
    most = max(row["documents"] for row in answer.rows)
    rows = [row | {"bar": "█" * max(1, round(_BAR * row["documents"] / most))} for row in answer.rows]
    rows = [row | {name: row[name] or "unknown" for name in answer.facets} for row in rows]
    columns = {name: name for name in answer.facets} | {"documents": "documents", "bar": ""}
    print_table(rows, columns | {"held": "of those held", "share": "share", "share_low": "from", "share_high": "to"})


def _print_document(number: int, item: "DocumentFound") -> None:
    name = f"{item.symbol} {item.title}" if item.symbol and item.symbol not in item.title else item.title
    click.echo(f"{number}. {item.date or 'undated'}  {click.style(name or item.document, bold=True)} [{item.language or '?'}]")
    states = ", ".join(item.states[:_STATES_SHOWN])
    states += f" and {len(item.states) - _STATES_SHOWN} more" if len(item.states) > _STATES_SHOWN else ""
    who = "; ".join(part for part in (states, item.speaker) if part)
    hits = f"{item.hits:,} hits" if item.hits > 1 else ""
    holding = "cited, not held" if item.holding == "cited" else ""
    about = " · ".join(part for part in (who, item.kind, item.organ, item.source, holding, hits) if part)
    click.echo(f"   {about}")
    for snippet in item.snippets:
        place = snippet.label or f"paragraph {snippet.paragraph + 1}"
        quote = click.style(f"**{_line(snippet.quote)}**", bold=True) if snippet.quote else ""
        click.echo(f"   {place}: {_lead(snippet.prefix, cut=len(snippet.prefix) < snippet.start)}{quote}{_trail(snippet.suffix)}")


def _line(text: str) -> str:
    return " ".join(text.split())


def _lead(text: str, *, cut: bool) -> str:
    """Return what stands before a hit in one line; a word that was cut in two is left away."""
    if cut and text:
        _, space, rest = text.partition(" ")
        text = f"…{rest if space and len(rest) > len(text) / 2 else text}"
    return _line(text) + (" " if text[-1:].isspace() else "")


def _trail(text: str) -> str:
    return (" " if text[:1].isspace() else "") + _line(text)


COMMANDS = (search,)
