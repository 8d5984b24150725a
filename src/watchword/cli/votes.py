"""Commands on votes."""

from dataclasses import asdict
from pathlib import Path

import click

from watchword.cli.answer import print_json, print_table, reading_options


@click.group()
def votes() -> None:
    """Who stood where, and what changed."""


@votes.command()
@click.argument("name")
@reading_options
def tally(name: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Count the vote on NAME, a document symbol such as A/HRC/RES/37/23 or a record's key."""
    from watchword.pipeline.asking import Where, ask_tally

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


@votes.command()
@click.argument("before")
@click.argument("after")
@reading_options
def shift(before: str, after: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Split the change from the vote on BEFORE to that on AFTER into switchers, attendance and seats changing hands."""
    from watchword.pipeline.asking import Where, ask_shift

    found = ask_shift(Where(Path(folder), as_of, until), before, after)
    if as_json:
        print_json(found)
        return
    click.echo(f"{found.before} ({found.before_date}) -> {found.after} ({found.after_date})\n{found.sentence}")
    columns = {"position": "position", "before": "before", "switched": "switched", "attendance": "attendance", "gained": "seats in",
               "lost": "seats out", "after": "after"}  # fmt: skip
    print_table([asdict(part) for part in found.parts], columns)
    print_table([*found.switched, *found.attendance],
                {"state": "code", "name": "state", "from": "before", "to": "after"},
                empty="no state that had a ballot both times changed its position")  # fmt: skip
    for caution in found.cautions:
        click.echo(f"note: {caution}")


@votes.command("list")
@click.option("--title", default="", help="Only titles that hold these words.")
@click.option("--organ", default="", help="Only this body: HRC, CHR, GA, SC.")
@reading_options
def list_votes(title: str, organ: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """List decisions: symbol, date, title, outcome, official totals, number of ballots."""
    from watchword.pipeline.asking import Where, ask_decisions

    rows = ask_decisions(Where(Path(folder), as_of, until), title, organ)
    if as_json:
        print_json(rows)
        return
    columns = {"date": "date", "symbol": "symbol", "title": "title", "question": "question", "outcome": "outcome", "yes": "yes", "no": "no",
               "abstain": "abstain", "ballots": "ballots", "key": "record"}  # fmt: skip
    print_table(rows, columns, empty="no decision fits")
