"""Commands on works held in several languages: renderings, renames."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import count_of, limit_option, print_json, print_table, reading_options

_COLUMNS = {
    "text": "rendering", "paragraphs": "paragraphs", "of": "of", "share_low": "low", "share_high": "high", "elsewhere": "elsewhere",
    "works": "works", "first": "first", "last": "last", "known": "known from", "score": "score",
}  # fmt: skip


def words_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what is asked for: FORMULATION, or `--text`; and `--language`."""
    language = click.option("--language", default="", metavar="CODE", help="Language of the words asked for, such as en.")
    text = click.option("--text", default="", help="Free words instead of a formulation; they need --language.")
    return click.argument("formulation", default="")(text(language(command)))


@click.command()
@words_options
@click.option("--examples", default=3, show_default=True, type=click.IntRange(0, 100), help="Places shown for each rendering.")
@reading_options
def renderings(
    formulation: str, text: str, language: str, examples: int, folder: str, as_of: int, until: str, as_json: bool
) -> None:  # fmt: skip
    """Find how FORMULATION is rendered in the other languages of the works it stands in."""
    from watchword.pipeline.opening import Where
    from watchword.pipeline.renderings import Words, ask_renderings

    found = ask_renderings(Where(Path(folder), as_of, until), Words(formulation, text, language), examples=examples)
    if as_json:
        print_json(found)
        return
    works = count_of(found.works, "work")
    click.echo(f"{found.name}: {count_of(found.paragraphs, 'aligned paragraph')} in {found.language}, in {works}{_say_left_out(found)}")
    if not found.languages:
        click.echo("none of these paragraphs has a counterpart in another language")
    for item in found.languages:
        how = ", ".join(f"{count} by {name}" for name, count in item.aligned.items())
        click.echo(f"\n{item.language}: {item.sentence} (aligned: {how})")
        rows = [
            {name: getattr(row, name) for name in _COLUMNS if name != "known"} | {"known": _say_known(row.listed, row.proposed)}
            for row in item.renderings
        ]
        if rows:
            print_table(rows, _COLUMNS)
        for row in item.renderings:
            for sample in row.examples[:1]:
                click.echo(f"  {_cite(sample)}: {_show(sample)}")
        if item.without:
            click.echo(f"  no rendering found in {item.without:,} of {count_of(item.paragraphs, 'paragraph')}")
        if len({row["rendering"] for row in item.preferred} - {""}) > 1:
            years = (f"{row['year']} {row['rendering'] or '-'} ({row['paragraphs']} of {row['of']})" for row in item.preferred)
            click.echo(f"  most used: {'; '.join(years)}")


@click.command()
@words_options
@click.option("--to", default="", metavar="CODE", help="Compare with this language only (default: all others).")
@limit_option(20, "places of each kind and language")
@reading_options
def renames(
    formulation: str, text: str, language: str, to: str, limit: int, folder: str, as_of: int, until: str, as_json: bool
) -> None:  # fmt: skip
    """List where one language keeps FORMULATION and another drops it or renders it anew."""
    from watchword.pipeline.opening import Where
    from watchword.pipeline.renderings import Words, ask_renames

    found = ask_renames(Where(Path(folder), as_of, until), Words(formulation, text, language), to=to, limit=limit)
    if as_json:
        print_json(found)
        return
    click.echo(f"{found.name}: {count_of(found.paragraphs, 'aligned paragraph')} in {found.language}")
    for item in found.compared:
        click.echo(f"  {item.sentence}")
    for place in found.places:
        click.echo(f"\n{place.date} {_cite(place.kept)} ({place.kind}; aligned by {place.other.aligned})\n  {place.reason}")
        for code, sample in ((place.language, place.kept), (place.to, place.other)):
            click.echo(f"  {code}: {_show(sample)}")


def _cite(sample: Any) -> str:
    return f"{sample.work} {sample.label or f'paragraph {sample.paragraph}'}"


def _show(sample: Any) -> str:
    """Return a place on one line, the words in brackets; only the beginning of a paragraph in which none are sought."""
    text = f"{sample.prefix}[{sample.quote}]{sample.suffix}" if sample.start >= 0 else f"{sample.quote} ..."
    return " ".join(text.split())


def _say_known(listed: bool, proposed: bool) -> str:
    return "texts, lexicon" if listed and proposed else "lexicon" if listed else "texts"


def _say_left_out(found: Any) -> str:
    reasons = []
    if found.unaligned:
        reasons.append(f"{found.unaligned} in texts without a counterpart")
    if found.antecedent:
        reasons.append(f"{found.antecedent} with antecedent wording")
    return f"; left out: {', '.join(reasons)}" if reasons else ""


COMMANDS = (renderings, renames)
