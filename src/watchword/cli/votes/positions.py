"""`watchword votes positions`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import print_json, print_table
from watchword.cli.votes.scope import scope_options


@click.command()
@click.option("--by", default="", type=click.Choice(["", "session", "year", "all"]), show_choices=True,
              help="What a period is (default: session in the General Assembly, year elsewhere).")  # fmt: skip
@click.option("--dynamic", is_flag=True, help="Fit all periods together, bridged, instead of each by itself.")
@click.option("--least", default=10, show_default=True, type=click.IntRange(1), help="The fewest divided votes of a period.")
@click.option("--anchor", default="", metavar="STATE", help="The state whose side is positive.")
@click.option("--state", "states", multiple=True, metavar="STATE", help="Show only this state (repeatable).")
@scope_options
def positions(
    by: str,
    dynamic: bool,
    least: int,
    anchor: str,
    states: tuple[str, ...],
    scope: dict[str, Any],
    folder: str,
    as_of: int,
    until: str,
    as_json: bool,
) -> None:
    """Estimate where states stand on the line that divides a body most (ideal points), with intervals."""
    from watchword.pipeline.asking import Where, ask_votes

    found = ask_votes(Where(Path(folder), as_of, until), "positions", scope, by=by, dynamic=dynamic, least=least, anchor=anchor,
                      states=states)  # fmt: skip
    if as_json:
        print_json(found)
        return
    click.echo(f"{found.model} positions by {found.by}: {found.basis}\n{found.identification}")
    last = found.rows[-1].session if found.rows else ""
    shown = found.rows if states else [row for row in found.rows if row.session == last]
    columns = {"session": "period", "state": "code", "name": "state", "group": "group"}
    columns |= {name: name for name in ("position", "low", "high", "votes")}
    print_table([asdict(row) for row in shown], columns, empty="no state has a position")
    if not states and found.periods > 1:
        click.echo(f"note: the last of {found.periods} periods is shown; --json has all, --state STATE follows one")
    for reason, count in found.left_out.items():
        click.echo(f"note: {count} votes left out: {reason}")
    for caution in found.cautions:
        click.echo(f"note: {caution}")
