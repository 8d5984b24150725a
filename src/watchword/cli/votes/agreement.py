"""`watchword votes agreement`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import print_json, print_table
from watchword.cli.votes.scope import scope_options
from watchword.phrasing import say_count

# So many changes are shown; `--json` has all.
_SHOWN = 20
_SORTS = ("lijphart", "same", "kappa", "shared", "name")


@click.command()
@click.option("--state", "states", multiple=True, metavar="STATE", help="One: with all others. Several: with each other (repeatable).")
@click.option("--by", default="", type=click.Choice(["", "year", "session"]), help="Follow it over time, period by period.")
@click.option("--sort", default=_SORTS[0], show_default=True, type=click.Choice(_SORTS), help="What pairs are in the order of.")
@click.option("--divided", is_flag=True, help="Leave out votes in which all answered alike.")
@click.option("--least", default=5, show_default=True, type=click.IntRange(1), help="The fewest votes that two states share.")
@scope_options
def agreement(
    states: tuple[str, ...],
    by: str,
    sort: str,
    divided: bool,
    least: int,
    scope: dict[str, Any],
    folder: str,
    as_of: int,
    until: str,
    as_json: bool,
) -> None:
    """Measure how far states vote alike: a state with all others, states with each other, or regional groups within."""
    from watchword.pipeline.asking import ask_votes
    from watchword.pipeline.opening import Where

    if by and sort != _SORTS[0]:
        raise click.UsageError("--sort is for pairs over all votes; over time they are in the order of their change")
    where, options = Where(Path(folder), as_of, until), {"states": states, "divided": divided, "least": least}
    found = (
        ask_votes(where, "agreement over time", scope, by=by, **options)
        if by
        else ask_votes(where, "agreement", scope, sort=sort, **options)
    )
    if as_json:
        print_json(found)
        return
    click.echo(found.basis)
    if by:
        _print_periods(found, states)
    else:
        _print_pairs(found, states)
    if found.too_few:
        period = " in a period" if by else ""
        click.echo(f"note: pairs{period} left out because they share fewer than {say_count(least, 'vote')}: {found.too_few:,}")
    for caution in found.cautions:
        click.echo(f"note: {caution}")


def _print_pairs(found: Any, states: tuple[str, ...]) -> None:
    if states:
        columns = {"name": "state", "other": "code", "other_name": "other", "shared": "shared votes", "same": "same answer",
                   "lijphart": "Lijphart", "kappa": "kappa"}  # fmt: skip
        print_table([asdict(row) for row in found.pairs], columns, empty="no two of them share enough votes")
        return
    columns = {"group": "group", "votes": "votes", "rice": "Rice", "rice_votes": "with yes or no", "agreement": "agreement index"}
    print_table([asdict(row) for row in found.groups], columns, empty="no regional group has two answers in a vote")


def _print_periods(found: Any, states: tuple[str, ...]) -> None:
    """Print groups or named pairs period by period, and the largest changes."""
    rows = [{"period": p.period, "votes": p.votes, "all pairs": p.body} for p in found.periods]
    if not states:
        names = list(dict.fromkeys(row.group for row in found.groups))
        cells = {(row.period, row.group): row.agreement for row in found.groups}
    else:
        names = [f"{row.name} - {row.other_name}" for row in found.changes] if len(states) > 1 else []
        cells = {(row.period, f"{row.name} - {row.other_name}"): row.lijphart for row in found.pairs}
        names += sorted({name for _, name in cells} - set(names)) if len(states) > 1 else []
    if names or not states:
        columns = {"period": found.by, "votes": "votes"} | ({"all pairs": "all pairs"} if states else {})
        print_table(
            [row | {name: cells.get((row["period"], name)) for name in names} for row in rows], columns | {name: name for name in names}
        )
        click.echo("agreement index by group" if not states else "Lijphart agreement; all pairs: the body's mean")
    if states:
        columns = {"name": "state", "other_name": "other", "first": "from", "last": "to", "periods": "periods", "before": "Lijphart before",
                   "after": "after", "change": "change", "beyond": "beyond the body's"}  # fmt: skip
        print_table([asdict(row) for row in found.changes[:_SHOWN]], columns, empty="no two of them share enough votes in two periods")
        if len(found.changes) > _SHOWN:
            click.echo(f"note: the {_SHOWN} largest of {len(found.changes)} changes are shown; --json has all")
        if found.once:
            click.echo(f"note: {found.once} pairs share enough votes in one period only")
