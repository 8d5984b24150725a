"""`watchword votes skill`."""

from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import check_date, print_json, print_table
from watchword.cli.votes.scope import scope_options
from watchword.phrasing import say_count


@click.command()
@click.option("--from", "start", default="", metavar="DATE", callback=check_date, help="Judge only forecasts of votes from this date on.")
@scope_options
def skill(start: str, scope: dict[str, Any], folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Judge the forecasts: every recorded vote as it would have been forecast from earlier days, cascade and model side by side."""
    from watchword.pipeline.asking import ask_votes
    from watchword.pipeline.opening import Where
    from watchword.pipeline.progress import track

    found = ask_votes(Where(Path(folder), as_of, until), "skill", scope, start=start, watch=track)
    if as_json:
        print_json(found)
        return
    click.echo(found.basis)
    names = ("kind", "period", "method", "votes", "ballots", "accuracy")
    columns = {name: name for name in names} | {"log_loss": "log loss", "brier": "Brier", "calibration_error": "calibration error"}
    columns |= {"yes_held": "yes in 80% range", "no_held": "no in range", "abstain_held": "abstain in range"}
    print_table(found.rows, columns)
    for gain in found.gains:
        if gain["period"] == "all":
            click.echo(f"{gain['kind']}: the model is {100 * gain['accuracy_gain']:+.1f} points of accuracy and "
                       f"{gain['log_loss_gain']:+.3f} of log loss better than the cascade")  # fmt: skip
    for reason, count in found.left_out.items():
        click.echo(f"note: not judged: {say_count(count, 'vote')}: {reason}")
    for caution in found.cautions:
        click.echo(f"note: {caution}")
