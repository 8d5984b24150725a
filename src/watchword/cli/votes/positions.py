"""`watchword votes positions`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import print_json, print_table
from watchword.cli.votes.scope import scope_options
from watchword.phrasing import say_count


@click.command()
@click.option("--by", default="", type=click.Choice(["", "session", "year", "all"]), show_choices=True,
              help="What a period is (default: session in the General Assembly, year elsewhere).")  # fmt: skip
@click.option("--dynamic", is_flag=True, help="Fit all periods together, bridged, instead of each by itself.")
@click.option("--least", default=10, show_default=True, type=click.IntRange(1), help="The fewest divided votes of a period.")
@click.option("--anchor", default="", metavar="STATE", help="The state whose side is positive.")
@click.option("--state", "states", multiple=True, metavar="STATE", help="Show only this state (repeatable).")
@click.option("--answers", default="ordered", show_default=True, type=click.Choice(["ordered", "binary", "decided"]),
              help="Read answers in their order, as yes against all others, or as yes against no without abstentions.")  # fmt: skip
@click.option("--borrow", default=0, metavar="N", type=click.IntRange(0), help="Fit a period of fewer than N votes with its neighbours.")
@click.option("--dimensions", default=1, show_default=True, type=click.IntRange(1, 2), help="One line, or a plane with a second axis.")
@click.option("--bootstrap", default=0, metavar="N", type=click.IntRange(0), help="Add bands from refits to N simulated records.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="Where simulation and holding out start.")
@scope_options
def positions(states: tuple[str, ...], scope: dict[str, Any], folder: str, as_of: int, until: str, as_json: bool, **method: Any) -> None:
    """Estimate where states stand on the line that divides a body most (ideal points), with intervals."""
    from watchword.pipeline.asking import ask_votes
    from watchword.pipeline.opening import Where
    from watchword.pipeline.progress import track

    found = ask_votes(Where(Path(folder), as_of, until), "positions", scope, states=states, watch=track, **method)
    if as_json:
        print_json(found)
        return
    click.echo(f"{found.model} positions by {found.by}: {found.basis}\n{found.identification}")
    last = found.rows[-1].session if found.rows else ""
    shown = found.rows if states else [row for row in found.rows if row.session == last]
    columns = {"session": "period", "state": "code", "name": "state", "group": "group"}
    more = (("second",) if found.dimensions > 1 else ()) + (("bootstrap_low", "bootstrap_high") if found.bootstrap else ())
    columns |= {name: name.replace("_", " ") for name in ("position", "low", "high", *more, "votes")}
    print_table([asdict(row) for row in shown], columns, empty="no state has a position")
    if not states and found.periods > 1:
        click.echo(f"note: the last of {found.periods} periods is shown; --json has all, --state STATE follows one")
    for row in found.classified if found.dimensions > 1 else ():
        if states or row.session == last:
            said = f"{row.modal:,} by the commonest answer, {row.one:,} by one dimension, {row.two:,} by two"
            click.echo(f"note: {row.session}: of {row.answers:,} answers {row.sample}, rightly classified {said}")
    for period, count in found.borrowing.items():
        click.echo(f"note: {period} is fitted with its neighbours, on {say_count(count, 'vote')}")
    for reason, count in found.left_out.items():
        click.echo(f"note: {say_count(count, 'vote')} left out: {reason}")
    for caution in found.cautions:
        click.echo(f"note: {caution}")
