"""`watchword votes association`."""

from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import print_json, print_table
from watchword.cli.votes.scope import scope_options


@click.command()
@click.argument("property")
@click.option("--value", default="", help="Only this value of the property.")
@click.option("--outcome", default="yes", show_default=True, type=click.Choice(("yes", "no", "support")), help="What is compared.")
@click.option("--like", default="", metavar="STATE", help="Compare how often states answer as this one, instead of --outcome.")
@scope_options
def association(
    property: str, value: str, outcome: str, like: str, scope: dict[str, Any], folder: str, as_of: int, until: str, as_json: bool
) -> None:
    """Compare the votes of states with and without PROPERTY (a table ingested, or regional-group): an association, never a cause."""
    from watchword.pipeline.asking import ask_votes
    from watchword.pipeline.opening import Where

    where = Where(Path(folder), as_of, until)
    found = ask_votes(where, "association", scope, property=property, value=value, outcome=outcome, like=like)
    if as_json:
        print_json(found)
        return
    click.echo(found.basis)
    click.echo(f"{', '.join(found.properties)}, as said by {found.said}; outcome: {_OUTCOMES[found.outcome].format(state=found.like)}")
    columns = {"property": "property"} if len(found.properties) > 1 else {}
    columns |= {"model": "held fixed", "difference": "difference", "low": "low", "high": "high", "p_holm": "p (Holm)",
                "mean_with": "mean with", "mean_without": "mean without", "states_with": "states with", "states_without": "states without",
                "changed": "changed"}  # fmt: skip
    columns |= {"if_already": "if already", "if_not_yet": "if not yet"} if found.uncertain else {}
    measured = [row for row in found.rows if row.difference is not None]
    shown = [asdict(row) | {"p_holm": "<0.001" if row.p_holm is not None and row.p_holm < 0.001 else row.p_holm} for row in measured]
    print_table(shown, columns, empty="no difference can be measured")
    for note in dict.fromkeys(row.note for row in measured if row.note):
        click.echo(f"note: {note} ({'; '.join(row.model for row in measured if row.note == note)})")
    for note, count in Counter(row.note for row in found.rows if row.difference is None).items():
        click.echo(f"note: {count} of {len(found.rows)} comparisons could not be made: {note}")
    for caution in found.cautions:
        click.echo(f"note: {caution}")


_OUTCOMES = {
    "yes": "the share of answers that are yes",
    "no": "the share of answers that are no",
    "support": "yes 1, abstain a half, no 0",
    "like": "the share of answers that are those of {state}",
}
