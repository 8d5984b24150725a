"""Print what a form that is tried would match."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from watchword.cli.answer import count_of, print_table
from watchword.cli.lines import print_lines

if TYPE_CHECKING:
    from watchword.pipeline.trying import Trial

_SHOWN = 10


def print_trial(trial: "Trial") -> None:
    """Print the wordings, the counts, the words matched, a sample of lines and the warnings."""
    for language in dict.fromkeys(wording.language for wording in trial.wordings):
        spelt = [spelling for wording in trial.wordings if wording.language == language for spelling in wording.spellings]
        spelt = list(dict.fromkeys(spelt))
        more = f" and {len(spelt) - _SHOWN} more" if len(spelt) > _SHOWN else ""
        how = ", each word in all forms of its stem" if trial.inflected else ""
        click.echo(f"{language}: sought as {', '.join(map(repr, spelt[:_SHOWN]))}{more}{how}")
    click.echo(f"{count_of(trial.uses, 'use')} in {count_of(trial.documents_with, 'document')}")
    rows = [asdict(count) for count in trial.counts if count.uses]
    if not rows:
        _print_warnings(trial)
        return
    columns = {"language": "language", "source": "source", "documents": "documents", "documents_with": "with use", "uses": "uses",
               "share": "share", "share_low": "from", "share_high": "to"}  # fmt: skip
    print_table(rows, columns)
    print_table([asdict(words) for words in trial.matched[:_SHOWN]], {"language": "language", "words": "words matched", "uses": "uses"})
    if len(trial.matched) > _SHOWN:
        click.echo(f"... and {len(trial.matched) - _SHOWN:,} more (--json for all)")
    click.echo(print_lines(trial.lines))
    _print_warnings(trial)


def _print_warnings(trial: "Trial") -> None:
    for warning in trial.warnings:
        click.echo(f"warning: {warning}")
