"""`watchword votes counts`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import print_json, print_table
from watchword.cli.votes.scope import scope_options

_BY = ("year", "session", "question", "outcome", "subject", "title", "caller", "state", "group")
# So many rows of texts or subjects are shown; `--json` has all.
_SHOWN = 40
_STANDING = {
    "name": "name", "seats": "seats", "yes": "yes", "no": "no", "abstain": "abstain", "absent": "absent", "unknown": "unknown",
    "no_ballot": "no ballot", "not_a_member": "no member", "ballots_without_seat": "no seat", "seat_unknown": "seat unknown",
    "yes_share": "yes share", "with_most_share": "with most", "few": "with two or fewer", "alone": "alone", "only_no": "only no",
    "without_vote": "without a vote", "undecided": "not decided", "called": "called",
}  # fmt: skip
_DECISIONS = {
    "name": "", "decisions": "decisions", "adopted": "adopted by vote", "rejected": "rejected", "without_vote": "without a vote",
    "withdrawn": "withdrawn", "not_considered": "not considered", "outcome_unknown": "not known", "recorded": "roll calls",
    "unrecorded": "no roll call", "yes": "yes", "no": "no", "abstain": "abstain", "absent": "absent", "unknown": "unknown",
    "called": "called",
}  # fmt: skip


@click.command()
@click.option("--by", default="year", show_default=True, type=click.Choice(_BY), help="What a row is.")
@click.option("--state", "states", multiple=True, metavar="STATE", help="With --by state: only this one (repeatable).")
@scope_options
def counts(by: str, states: tuple[str, ...], scope: dict[str, Any], folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Count decisions and positions: by vote or without one, withdrawn, not considered; yes, no, abstain, absent, not a member."""
    from watchword.pipeline.asking import ask_votes
    from watchword.pipeline.opening import Where

    if states and by != "state":
        raise click.UsageError("--state goes with --by state")
    found = ask_votes(Where(Path(folder), as_of, until), "counts", scope, by=by, states=states)
    if as_json:
        print_json(found)
        return
    click.echo(found.basis)
    rows = [asdict(row) for row in found.standings or (*found.rows[:_SHOWN], found.total)]
    columns = (_STANDING if found.standings else _DECISIONS) | {"name": by}
    always = {"name", "seats", "decisions", "yes", "no", "abstain", "with_most_share"}
    print_table(rows, {name: heading for name, heading in columns.items() if name in always or any(row[name] for row in rows)})
    if len(found.rows) > _SHOWN:
        click.echo(f"note: the first {_SHOWN} of {len(found.rows)} rows are shown; --json has all")
    for caution in found.cautions:
        click.echo(f"note: {caution}")
