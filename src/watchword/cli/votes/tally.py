"""`watchword votes tally`."""

from pathlib import Path

import click

from watchword.cli.answer import print_json, print_table, reading_options


@click.command()
@click.argument("name")
@reading_options
def tally(name: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Count the vote on NAME, a document symbol such as A/HRC/RES/37/23 or a record's key."""
    from watchword.pipeline.asking import ask_tally
    from watchword.pipeline.opening import Where

    found = ask_tally(Where(Path(folder), as_of, until), name)
    if as_json:
        print_json(found)
        return
    click.echo(f"{found.title}\n{found.sentence}")
    click.echo(f"record: {found.record} ({found.publisher}; {found.holding})")
    rows = [{"position": key, "count": len(states), "states": " ".join(states)} for key, states in found.states.items() if states]
    if rows:
        print_table(rows, {"position": "position", "count": "count", "states": "states"})
    if found.groups:
        print_table([{"group": group} | counts for group, counts in found.groups.items()],
                    {"group": "group"} | {name: name for name, count in found.counted.items() if count or name != "unknown"})  # fmt: skip
    for note in found.notes:
        click.echo(f"note: {note}")
