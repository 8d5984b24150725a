"""Commands on the company that words keep: concordance, collocates, keyness, company."""

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import count_of, limit_option, print_json, print_table, reading_options
from watchword.cli.filters import filter_options, standing_option

_MEASURES = ("log_likelihood", "log_dice", "mutual_information", "t_score", "ratio", "observed", "documents")
_KEYS = ("log_likelihood", "log_ratio", "bayes_factor", "target", "documents_target")


@click.command()
@click.argument("formulation")
@click.option("--sort", default="date", show_default=True, type=click.Choice(("date", "left", "right", "actor", "source")),
              help="By date, by the nearest words to the left or right, by actor or by source.")  # fmt: skip
@standing_option
@limit_option(50, "lines")
@click.option("--offset", default=0, show_default=True, type=click.IntRange(0), help="How many lines to pass over first.")
@filter_options
def concordance(
    formulation: str, sort: str, standing: str, limit: int, offset: int, asked: dict[str, Any], folder: str, as_of: int, until: str,
    as_json: bool,
) -> None:  # fmt: skip
    """Show every use of FORMULATION with the words around it, one line each."""
    from watchword.cli.lines import print_lines
    from watchword.pipeline.company import ask_concordance
    from watchword.pipeline.opening import Where

    page = {"sort": sort, "offset": offset, "limit": limit, "standing": standing}
    found = ask_concordance(Where(Path(folder), as_of, until), formulation, asked, page)
    if as_json:
        print_json(found)
        return
    others = ", ".join(f"{count:,} {name}" for name, count in found.standings.items() if count and name != found.standing)
    click.echo(
        f"{count_of(found.total, 'use')} {found.standing} in {count_of(found.documents, 'document')}"
        + (f"; not shown: {others}" if others else "")
    )
    if not found.lines:
        click.echo("no line" + (f" from {offset:,} on" if offset and found.total else ""))
        return
    click.echo(print_lines(found.lines))
    last = found.offset + len(found.lines)
    if found.hidden:
        click.echo(f"note: no context is shown in {count_of(found.hidden, 'line')}, since the licence allows none")
    if last < found.total:
        click.echo(f"lines {found.offset + 1:,} to {last:,} of {found.total:,}; go on with --offset {last}")


def _read_window(context: click.Context, parameter: click.Parameter, value: str) -> tuple[int, int]:
    parts = [part.strip() for part in value.split(",")]
    if len(parts) > 2 or not all(part.isascii() and part.isdigit() and len(part) < 7 for part in parts):
        raise click.BadParameter(f"expected words to the left and right, such as 5,5 or 5, found {value!r}")
    return int(parts[0]), int(parts[-1])


@click.command()
@click.argument("formulation")
@click.option("--window", default="5,5", show_default=True, metavar="L,R", callback=_read_window, help="Words to the left and right.")
@click.option("--sort", default="log_likelihood", show_default=True, type=click.Choice(_MEASURES), help="The measure that ranks.")
@click.option("--least", default=5, show_default=True, type=click.IntRange(1), help="How often a word must be near.")
@click.option("--least-documents", default=1, show_default=True, type=click.IntRange(1), help="In how many documents at least.")
@click.option("--function-words", is_flag=True, help="Show articles, prepositions and the like too.")
@limit_option(30, "words a language")
@standing_option
@filter_options
def collocates(
    formulation: str, window: tuple[int, int], sort: str, least: int, least_documents: int, function_words: bool, limit: int,
    standing: str, asked: dict[str, Any], folder: str, as_of: int, until: str, as_json: bool,
) -> None:  # fmt: skip
    """Rank the words that stand near FORMULATION more often than chance would put them there, one table a language."""
    from watchword.pipeline.company import ask_collocates
    from watchword.pipeline.opening import Where

    chosen = {"left": window[0], "right": window[1], "least": least, "least_documents": least_documents,
              "function_words": function_words, "sort": sort, "limit": limit, "standing": standing}  # fmt: skip
    tables = ask_collocates(Where(Path(folder), as_of, until), formulation, asked, chosen)
    if as_json:
        print_json({"formulation": formulation, "tables": tables})
        return
    if not tables:
        click.echo(f"no use {standing} is held in these documents")
    for table in tables:
        click.echo(
            f"{table.language or 'language unknown'}: {count_of(table.units, 'use')} {table.standing} in {table.documents_with:,} of "
            f"{count_of(table.documents, 'document')} ({', '.join(table.sources)}); {count_of(table.window_words, 'word')} within "
            f"{table.window[0]} to the left and {table.window[1]} to the right, of {count_of(table.corpus_words, 'word')}"
        )
        columns = {"word": "word", "observed": "near", "left": "left", "right": "right", "expected": "expected", "span": "ratio",
                   "frequency": "in all", "documents": "documents", "sources": "sources", "log_likelihood": "log-lik.",
                   "log_dice": "logDice", "mutual_information": "MI", "t_score": "t"}  # fmt: skip
        rows = [asdict(row) | {"span": _say_ratio(row.ratio, row.low, row.high)} for row in table.rows]
        print_table(rows, columns, empty="no word is near often enough")
        _say_left_out(table.left_out, table.more)


@click.command()
@click.option("--target", default="", help='The sub-corpus: "source=un_general_debate,actor=CHN,since=2013"; see docs/words-keyness.md.')
@click.option("--reference", default="", help="The sub-corpus it is held against (default: all other documents).")
@click.option("--language", multiple=True, metavar="CODE", help="Only this language (repeatable); else each that both have.")
@click.option("--matched", is_flag=True, help="Of the reference, only sources and years that the target has.")
@click.option("--sort", default="log_likelihood", show_default=True, type=click.Choice(_KEYS), help="What ranks, whatever its sign.")
@click.option("--least", default=5, show_default=True, type=click.IntRange(1), help="How often a word must stand in both together.")
@click.option("--least-documents", default=3, show_default=True, type=click.IntRange(1),
              help="In how many documents of the side that has more of it.")  # fmt: skip
@click.option("--level", default=0.05, show_default=True, type=click.FloatRange(0, 1), help="The highest false discovery rate.")
@click.option("--function-words", is_flag=True, help="Show articles, prepositions and the like too.")
@limit_option(30, "words a language")
@reading_options
def keyness(
    target: str, reference: str, language: tuple[str, ...], folder: str, as_of: int, until: str, as_json: bool, **bounds: Any
) -> None:
    """Compare the words of one sub-corpus with another's: key words, with effect sizes and dispersion."""
    from watchword.pipeline.company import ask_key_words
    from watchword.pipeline.opening import Where

    found = ask_key_words(Where(Path(folder), as_of, until), (target, reference), language, bounds)
    if as_json:
        print_json({"target": target, "reference": reference, **found})
        return
    for table in found["tables"]:
        click.echo(
            f"{table.language or 'language unknown'}: {table.target}, {count_of(table.documents_target, 'document')} of "
            f"{count_of(table.words_target, 'word')}, against {table.reference}, {count_of(table.documents_reference, 'document')} of "
            f"{count_of(table.words_reference, 'word')}; "
            f"{table.compared:,} words compared"
        )
        columns = {"word": "word", "more_in": "more in", "target": "target", "reference": "ref.", "documents_target": "docs",
                   "documents_reference": "ref.", "per_million_target": "per million", "per_million_reference": "ref.",
                   "log_likelihood": "log-lik.", "log_ratio": "log ratio", "bayes_factor": "BIC", "q": "q", "deviation": "DP",
                   "own": "own"}  # fmt: skip
        shown = [asdict(row) | {"q": _say_chance(row.q), "own": "own" if row.own else ""} for row in table.rows]
        print_table(shown, columns, empty="no word differs enough")
        _say_left_out(table.left_out, table.more)
    for name, count in found["left_out"].items():
        click.echo(f"note: nothing to hold {count_of(count, 'document')} of the target in {name or 'an unknown language'} against")


@click.command()
@click.argument("formulation")
@click.option("--least", default=5, show_default=True, type=click.IntRange(1), help="Documents together, observed or expected.")
@filter_options
def company(formulation: str, least: int, asked: dict[str, Any], folder: str, as_of: int, until: str, as_json: bool) -> None:
    """List the formulations that stand with FORMULATION more, or less, often than chance: in documents and in paragraphs."""
    from watchword.pipeline.company import ask_company
    from watchword.pipeline.opening import Where

    rows = ask_company(Where(Path(folder), as_of, until), formulation, asked, least)
    if as_json:
        print_json({"formulation": formulation, "rows": rows})
        return
    columns = {"formulation": "formulation", "documents": "its docs", "documents_together": "both", "expected": "expected",
               "span": "ratio", "p_holm": "p (Holm)", "paragraphs_together": "paragraphs", "paragraphs_expected": "expected",
               "span_near": "ratio", "paragraphs_p_holm": "p (Holm)", "overlapping": "overlap"}  # fmt: skip
    shown = [
        asdict(row) | {
            "p_holm": _say_chance(row.p_holm), "paragraphs_p_holm": _say_chance(row.paragraphs_p_holm),
            "span": _say_ratio(row.ratio, row.low, row.high),
            "span_near": _say_ratio(row.paragraphs_ratio, row.paragraphs_low, row.paragraphs_high),
        }
        for row in rows
    ]  # fmt: skip
    print_table(shown, columns, empty=f"no other formulation of the lexicon shares {least} held documents with it, or would by chance")
    click.echo("note: an association within source, language and year, never an influence")


def _say_ratio(ratio: float | None, low: float | None, high: float | None) -> str:
    if ratio is None or low is None or high is None:
        return "-"
    return " ".join((_say_figure(ratio), f"({_say_figure(low)}-{_say_figure(high)})"))


def _say_figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _say_chance(value: float | None) -> float | str | None:
    return "<0.001" if value is not None and value < 0.001 else value


def _say_left_out(left_out: Mapping[str, int], more: int) -> None:
    for reason, count in left_out.items():
        click.echo(f"note: {count:,} left out: {reason}")
    if more:
        click.echo(f"note: {count_of(more, 'more row')}; --limit 0 shows all")


COMMANDS = (concordance, collocates, keyness, company)
