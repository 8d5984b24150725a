"""Commands that follow a formulation through its users and years: spread, intensity."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import count_of, limit_option, print_json, print_table, reading_options

_UNITS = ("state", "office", "organ", "source")
# One sign a tier, the hottest first; of too few documents none is shown. A blank is a period without a use, a point one without a document.
_HEAT = "█▇▆▅▃▁"
_FEW = "?"
_LAG = {"leader": "after", "leader_first": "its first", "follower": "follower", "follower_first": "first",
        "follower_entered": "documents from", "lag_years": "years after", "lag_days": "days after", "status": "status"}  # fmt: skip
_ADOPTER = {"first": "first", "unit": "unit", "group": "group", "status": "status", "lag_years": "years after", "lag_days": "days after",
            "earlier": "users before", "entered": "documents from", "documents": "documents", "documents_with": "with use",
            "chance": "by chance"}  # fmt: skip
_UPTAKE = {"group": "group", "units": "others", "used": "used it", "by_chance": "by chance", "median": "median years",
           "within_5": "within 5 years", "within_10": "within 10", "within_20": "within 20"}  # fmt: skip
_INTENSITY = {"source": "source", "language": "lang", "period": "year", "documents": "documents", "documents_with": "with use",
              "percent": "share", "range": "interval", "tier": "tier", "tier_zh": "", "may_be": "may be", "few": "few documents",
              "holding": "holding"}  # fmt: skip


@click.command()
@click.argument("formulation")
@click.option("--by", default="state", show_default=True, type=click.Choice(_UNITS), help="Who follows whom.")
@click.option(
    "--after", multiple=True, metavar="WHO", help="Lags after this state, office, organ or source, not the first users (repeatable)."
)
@click.option("--events", "with_events", is_flag=True, help="Also count events and list the texts that repeat others.")
@limit_option(15, "rows of each table are printed")
@reading_options
def spread(
    formulation: str, by: str, after: tuple[str, ...], with_events: bool, limit: int, folder: str, as_of: int, until: str, as_json: bool
) -> None:
    """Follow FORMULATION from user to user: who came after whom, how long after, how many could have, and what chance would give."""
    from watchword.pipeline.counting import ask_spread
    from watchword.pipeline.opening import Where

    found = ask_spread(Where(Path(folder), as_of, until), formulation, by, after, with_events=with_events)
    if as_json:
        print_json(found)
        return
    if not found["following"]:
        click.echo(f"no corpus is held in which several {by}s are known and one of them has a dated use in scope")
    for corpus in found["following"]:
        _print_following(corpus, by, bool(after), limit)
    if with_events:
        _print_events(found, limit)


def _print_following(corpus: dict[str, Any], by: str, lags: bool, limit: int) -> None:
    name = "all sources held" if corpus["source"] == "all" else corpus["source"]
    click.echo(f"{name}: {corpus['sentence']}")
    left = [
        f"{count_of(corpus[key], 'document')} {words}"
        for key, words in (("undated", "without a date"), ("unknown", f"of no known {by}"))
        if corpus[key]
    ]
    if left:
        click.echo(f"left out: {', '.join(left)}")
    if lags:
        _print_some(corpus["lags"], _LAG | {"follower": by}, limit)
    else:
        columns = {key: heading for key, heading in _ADOPTER.items() if key != "group" or by == "state"}
        _print_some(corpus["adopters"], columns | {"unit": by}, limit)
    curve = [point for at, point in enumerate(corpus["curve"]) if point["new"] or at == len(corpus["curve"]) - 1]
    _print_some(curve, {"year": "year", "could": "could", "used": "used by then", "new": "new", "expected": "by chance"}, limit)
    if corpus["uptake"]:
        print_table([_flatten(row) for row in corpus["uptake"]], _UPTAKE)


def _flatten(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of uptake with its intervals in words."""
    chance = f"{row['expected']:.1f} ({row['expected_low']}-{row['expected_high']})"
    return row | {f"within_{step['years']}": _say_share(step) for step in row["within"]} | {"by_chance": chance}


def _say_share(step: dict[str, Any]) -> str:
    if step["share"] is None:
        return "-"
    return f"{step['share']:.0%}" + (f" ({step['low']:.0%}-{step['high']:.0%})" if step["low"] is not None else "")


def _print_events(found: dict[str, Any], limit: int) -> None:
    columns = {
        "source": "source",
        "year": "year",
        "documents_with": "documents",
        "events": "events",
        "uses": "uses",
        "undated": "not compared",
    }
    print_table(found["events"], columns, empty="no use in scope is held")
    if found["repeats"]:
        click.echo(f"{count_of(len(found['repeats']), 'document')} that repeat another:")
        _print_some(found["repeats"], {"date": "date", "title": "title", "repeats": "repeats", "reason": "reason"}, limit)


def _print_some(rows: list[dict[str, Any]], columns: dict[str, str], limit: int) -> None:
    print_table(rows[: limit or None], columns)
    if len(rows) > limit > 0:
        click.echo(f"... and {len(rows) - limit} more (--limit, or --json for all)")


@click.command()
@click.argument("formulation")
@click.option("--by", default="year", show_default=True, type=click.Choice(("year", "quarter", "month")), help="The period of a share.")
@reading_options
def intensity(formulation: str, by: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Say how hot FORMULATION was in each source and period: six tiers by share of documents, each with the tiers it may be."""
    from watchword.pipeline.counting import ask_intensity
    from watchword.pipeline.opening import Where

    rows, lines = ask_intensity(Where(Path(folder), as_of, until), formulation, by)
    if as_json:
        print_json({"formulation": formulation, "by": by, "lines": lines, "rows": rows})
        return
    if not rows:
        click.echo("no text in a language of its forms is held or measured")
        return
    heat = {line["tier"]: sign for line, sign in zip(lines, _HEAT, strict=True)}
    click.echo("; ".join(f"{heat[line['tier']]} {line['tier']} {line['tier_zh']} {_say_line(line['least'])}" for line in lines))
    click.echo(f"{_FEW} used, in too few documents for a tier; blank: no use; .: no document")
    for (source, language), series in groupby(rows, key=lambda row: (row["source"], row["language"])):
        _print_heat(f"{source}, {language or 'language unknown'}", {row["period"]: row for row in series if row["period"]}, heat)
    print_table([_say_tier(row) for row in rows if row["documents_with"]], _INTENSITY | {"period": by}, empty="no use in scope")


def _say_tier(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of intensity with its share, interval and tiers in words."""
    interval = f"{row['share_low']:.2%} - {row['share_high']:.2%}"
    return row | {
        "percent": f"{row['share']:.2%}",
        "range": interval,
        "may_be": ", ".join(row["reach"]),
        "few": "yes" if row["small"] else "",
    }


def _say_line(least: float | None) -> str:
    return "below that" if least is None else f"from {100 * least:.3g}%"


def _print_heat(title: str, series: dict[str, dict[str, Any]], heat: dict[str, str]) -> None:
    """Print one strip of signs, a sign a period: all years on one line, months and quarters a line a year."""
    if not series:
        return
    first, last = min(series), max(series)
    click.echo(f"{title}: {first} to {last}")
    for line in _lay_out(first, last):
        signs = "".join(_sign(series.get(period), heat) for period in line)
        click.echo(f"  {line[0][:4]} |{signs}|" + (f" {line[-1]}" if len(line[-1]) == 4 else ""))


def _sign(row: dict[str, Any] | None, heat: dict[str, str]) -> str:
    if row is None:
        return "."
    if not row["documents_with"]:
        return " "
    return _FEW if row["small"] else heat[row["tier"]]


def _lay_out(first: str, last: str) -> Iterable[list[str]]:
    """Return the periods from the first to the last in lines."""
    years = range(int(first[:4]), int(last[:4]) + 1)
    if len(first) == 4:
        return [[str(year) for year in years]]
    within = [f"-Q{quarter}" for quarter in range(1, 5)] if "Q" in first else [f"-{month:02d}" for month in range(1, 13)]
    return [[f"{year}{part}" for part in within] for year in years]


COMMANDS = (spread, intensity)
