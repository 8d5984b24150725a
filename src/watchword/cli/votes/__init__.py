"""Commands on votes: one module each."""

import click

from watchword.cli.votes.agreement import agreement
from watchword.cli.votes.association import association
from watchword.cli.votes.audit import audit
from watchword.cli.votes.blocs import blocs
from watchword.cli.votes.counts import counts
from watchword.cli.votes.forecast import forecast
from watchword.cli.votes.listing import list_votes
from watchword.cli.votes.picture import picture
from watchword.cli.votes.positions import positions
from watchword.cli.votes.series import series
from watchword.cli.votes.shift import shift
from watchword.cli.votes.skill import skill
from watchword.cli.votes.tally import tally


@click.group()
def votes() -> None:
    """Who stood where, and what changed."""


_COMMANDS = (
    tally, counts, series, shift, list_votes, audit, agreement, association, blocs, positions, forecast, skill, picture,
)  # fmt: skip

for command in _COMMANDS:
    votes.add_command(command)
