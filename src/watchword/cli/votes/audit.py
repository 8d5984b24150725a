"""`watchword votes audit`."""

from dataclasses import asdict
from pathlib import Path

import click

from watchword.cli.answer import print_json, print_table, reading_options
from watchword.phrasing import say_count


@click.command()
@click.option("--organ", default="", help="Only this body: HRC, CHR, GA, SC.")
@click.option("--symbol", default="", help="Only the votes on this text.")
@click.option("--diagnosis", default="", help="Only diagnoses that hold these words.")
@reading_options
def audit(organ: str, symbol: str, diagnosis: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Check every recorded vote against its totals, the members of that day, and other sources; explain what does not fit."""
    from watchword.pipeline.asking import ask
    from watchword.pipeline.opening import Where

    found = ask(Where(Path(folder), as_of, until), "audit", organ.upper())
    rows = [
        row
        for row in found.rows
        if symbol.casefold() in ("", row.symbol.casefold()) and diagnosis.casefold() in row.diagnosis
    ]  # fmt: skip
    if as_json:
        print_json(rows)
        return
    click.echo(f"{found.checked:,} recorded votes audited: nothing doubtful in {found.clean:,}")
    for pair in found.compared:
        click.echo(f"{pair.votes:,} votes of {pair.source} are in {pair.other} too: {pair.both:,} the same, {pair.totals:,} as the totals "
                   f"and not the ballots, {pair.ballots:,} as the ballots and not the totals, {pair.neither:,} as neither")  # fmt: skip
    print_table([{"diagnosis": name, "rows": count} for name, count in found.diagnoses.items()],
                {"diagnosis": "diagnosis", "rows": "rows"}, empty="no discrepancy")  # fmt: skip
    columns = {"date": "date", "symbol": "symbol", "official": "totals", "counted": "roll call", "third": "third source",
               "diagnosis": "diagnosis", "confidence": "confidence", "reason": "reason"}  # fmt: skip
    if rows:
        click.echo("totals, roll call and third source are yes-no-abstain")
        print_table([asdict(row) for row in rows], columns)
    elif symbol or diagnosis:
        click.echo("no discrepancy fits what was asked")
    for reason, count in found.unchecked.items():
        if count:
            click.echo(f"note: not checked in {say_count(count, 'vote')}: {reason}")
    for source, count in found.alone.items():
        click.echo(f"note: no other source holds {count:,} votes of which {source} gives totals; they are not audited")
    click.echo("note: both versions stay in the record as they are; a diagnosis is a proposal, and confidence 1 means arithmetic alone")
