"""The command line: options in, one pipeline call, one answer out. Heavy modules are imported inside the commands."""

import gc
import os
import sys

import click

from watchword import __version__
from watchword.cli import (
    check,
    citing,
    company,
    counting,
    discover,
    entry,
    exporting,
    finders,
    records,
    renderings,
    search,
    spreading,
    votes,
    why,
)
from watchword.cli.faults import say_storage_error, storage_errors
from watchword.errors import UsageError, WatchwordError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="watchword")
def cli() -> None:
    """Trace a contested political formulation from its first use, through drafts and recorded votes, to the texts that adopted it.

    Start with `watchword demo`. Every command takes --json.
    """


ROOMS = (records, finders, counting, spreading, company, search, renderings, discover, check, exporting, why, citing, entry)

for room in ROOMS:
    for command in room.COMMANDS:
        cli.add_command(command)
cli.add_command(votes.votes)


def main() -> None:
    """Run the command line; turn an error into one sentence and an exit code (docs/commands.md)."""
    # Matrices here are small: more threads gain nothing, and wait for each other for minutes where other programs are busy. The
    # numerical library reads this when it is loaded, inside the commands.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A command lives for seconds and makes records that last as long: looking for cycles among them took a seventh of its time.
    gc.set_threshold(500_000)
    try:
        cli.main(prog_name="watchword", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Exit as signal:
        sys.exit(signal.exit_code)
    except click.Abort:
        click.echo("watchword: stopped", err=True)
        sys.exit(1)
    except WatchwordError as error:
        click.echo(f"watchword: {error}", err=True)
        sys.exit(2 if isinstance(error, UsageError) else 1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except storage_errors() as error:
        click.echo(f"watchword: {say_storage_error(error)}", err=True)
        sys.exit(1)
