"""`watchword votes shift`."""

from dataclasses import asdict
from pathlib import Path

import click

from watchword.cli.answer import print_json, print_table, reading_options


@click.command()
@click.argument("before")
@click.argument("after")
@reading_options
def shift(before: str, after: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Split the change from the vote on BEFORE to that on AFTER into switchers, attendance and seats (or ballots) that came and went."""
    from watchword.pipeline.asking import ask_shift
    from watchword.pipeline.opening import Where

    found = ask_shift(Where(Path(folder), as_of, until), before, after)
    if as_json:
        print_json(found)
        return
    click.echo(f"{found.before} ({found.before_date}) -> {found.after} ({found.after_date})\n{found.sentence}")
    columns = {"position": "position", "before": "before", "switched": "switched", "attendance": "attendance",
               "gained": f"{found.turnover} in",
               "lost": f"{found.turnover} out", "after": "after"}  # fmt: skip
    print_table([asdict(part) for part in found.parts], columns)
    print_table([*found.switched, *found.attendance],
                {"state": "code", "name": "state", "from": "before", "to": "after"},
                empty="no state that had a ballot both times changed its position")  # fmt: skip
    print_table([{"group": row.group, "switched": row.switched, "gained": row.gained, "lost": row.lost}
                 | {name: f"{row.before[name]} -> {row.after[name]}" for name in ("yes", "no", "abstain")} for row in found.groups],
                {"group": "group", "yes": "yes", "no": "no", "abstain": "abstain", "switched": "switched", "gained": f"{found.turnover} in",
                 "lost": f"{found.turnover} out"})  # fmt: skip
    for counterfactual in found.counterfactuals:
        click.echo(counterfactual.sentence)
    for caution in found.cautions:
        click.echo(f"note: {caution}")
