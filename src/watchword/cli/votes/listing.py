"""`watchword votes list`."""

from pathlib import Path

import click

from watchword.cli.answer import print_json, print_table, reading_options


@click.command("list")
@click.option("--title", default="", help="Only titles that hold these words.")
@click.option("--organ", default="", help="Only this body: HRC, CHR, GA, SC.")
@reading_options
def list_votes(title: str, organ: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """List decisions: symbol, date, title, outcome, official totals, number of ballots."""
    from watchword.pipeline.asking import ask_decisions
    from watchword.pipeline.opening import Where

    rows = ask_decisions(Where(Path(folder), as_of, until), title, organ)
    if as_json:
        print_json(rows)
        return
    columns = {"date": "date", "symbol": "symbol", "title": "title", "question": "question", "outcome": "outcome", "yes": "yes", "no": "no",
               "abstain": "abstain", "ballots": "ballots", "key": "record"}  # fmt: skip
    print_table(rows, columns, empty="no decision fits")
