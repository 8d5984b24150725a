"""`watchword votes agreement`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import print_json, print_table
from watchword.cli.votes.scope import scope_options


@click.command()
@click.option("--state", "states", multiple=True, metavar="STATE", help="One: with all others. Several: with each other (repeatable).")
@click.option("--divided", is_flag=True, help="Leave out votes in which all answered alike.")
@click.option("--least", default=5, show_default=True, type=click.IntRange(1), help="The fewest votes that two states share.")
@scope_options
def agreement(
    states: tuple[str, ...], divided: bool, least: int, scope: dict[str, Any], folder: str, as_of: int, until: str, as_json: bool
) -> None:
    """Measure how far states vote alike: a state with all others, states with each other, or regional groups within."""
    from watchword.pipeline.asking import Where, ask_votes

    found = ask_votes(Where(Path(folder), as_of, until), "agreement", scope, states=states, divided=divided, least=least)
    if as_json:
        print_json(found)
        return
    click.echo(found.basis)
    if states:
        columns = {"name": "state", "other": "code", "other_name": "other", "shared": "shared votes", "same": "same answer",
                   "lijphart": "Lijphart", "kappa": "kappa"}  # fmt: skip
        print_table([asdict(row) for row in found.pairs], columns, empty="no two of them share enough votes")
    else:
        columns = {"group": "group", "votes": "votes", "rice": "Rice", "rice_votes": "with yes or no", "agreement": "agreement index"}
        print_table([asdict(row) for row in found.groups], columns, empty="no regional group has two answers in a vote")
    if found.too_few:
        click.echo(f"note: {found.too_few} pairs left out: they share fewer than {least} votes")
    for caution in found.cautions:
        click.echo(f"note: {caution}")
