"""`watchword votes forecast`."""

from dataclasses import asdict
from pathlib import Path

import click

from watchword.cli.answer import print_json, print_table, reading_options, since_option

_QUESTIONS = ("adoption", "amendment", "paragraph", "motion")


@click.command()
@click.argument("name", default="")
@click.option("--on", default="", metavar="DATE", help="The day of the vote (default: the day after the body's latest, or after --until).")
@click.option("--question", default="adoption", show_default=True, type=click.Choice(_QUESTIONS), help="What will be put to the vote.")
@click.option("--title", default="", help="A text that has no series yet, in place of NAME.")
@click.option("--subject", "subjects", multiple=True, help="A subject of the text, in the catalogue's words (repeatable).")
@click.option("--sponsor", "sponsors", multiple=True, metavar="STATE", help="A sponsor of the text or amendment (repeatable).")
@click.option("--method", default="", type=click.Choice(["", "cascade", "model"]), show_choices=True,
              help="Use this method, whichever was better.")  # fmt: skip
@click.option("--organ", default="", help="The body: HRC, CHR, GA, SC (default: the series' own, HRC for a new text).")
@since_option("votes", " inform")
@click.option("--trusted", is_flag=True, help="Leave out the votes that the audit doubts.")
@reading_options
def forecast(
    name: str,
    on: str,
    question: str,
    title: str,
    subjects: tuple[str, ...],
    sponsors: tuple[str, ...],
    method: str,
    organ: str,
    since: str,
    trusted: bool,
    folder: str,
    as_of: int,
    until: str,
    as_json: bool,
) -> None:
    """Forecast the next vote on the text NAME (a symbol, a record's key, or a title), state by state, from earlier days alone."""
    from watchword.pipeline.asking import ask_forecast
    from watchword.pipeline.opening import Where

    scope = {"organ": organ.upper(), "since": since, "trusted": trusted}
    asked = {"name": name, "title": title, "subjects": subjects, "sponsors": sponsors, "question": question, "on": on, "method": method}
    found = ask_forecast(Where(Path(folder), as_of, until), scope, asked)
    if as_json:
        print_json(found)
        return
    click.echo(
        f"{found.organ}: {found.title}\nthe next {found.question} vote, were it on {found.on}, by {found.members} members\n{found.basis}"
    )
    click.echo(f"method: {found.method}; {found.method_reason}")
    print_table(found.tally, {"answer": "answer", "expected": "expected", "low": "80% from", "high": "to"})
    if found.adoption is None:
        click.echo(f"no range and no probability of adoption: only {found.range_errors} earlier forecasts could be checked")
    else:
        click.echo(f"more yes than no: probability {_say(found.adoption)}, by the errors of {found.range_errors} earlier forecasts")
    columns = {name: name for name in ("group", "name", "likeliest", "yes", "no", "abstain")}
    columns |= {"not_voting": "not voting", "rung": "cascade", "evidence": "evidence"}
    chances = ("yes", "no", "abstain", "not_voting")
    rows = [asdict(row) | {chance: _say(getattr(row, chance)) for chance in chances} for row in found.states]
    print_table(rows, columns, empty="nobody sits in this body on that day")
    for caution in found.cautions:
        click.echo(f"note: {caution}")


def _say(chance: float) -> str:
    """Return a probability for a reader: never one, never nought."""
    return "> 0.99" if chance > 0.99 else "< 0.01" if chance < 0.01 else f"{chance:.2f}"
