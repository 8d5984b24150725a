"""`watchword why`."""

import sys
from pathlib import Path

import click

from watchword.cli.answer import print_json, print_table, reading_options

_SHOWN = 10
_MARKS = {True: "holds", False: "BROKEN", None: "said"}


@click.command()
@click.argument("name", metavar="ID")
@reading_options
def why(name: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Lead ID back to the archived bytes, hashing again every step of the way; exit code 3 where one no longer holds.

    ID is a document's or vote's id, key or symbol; a use (DOCUMENT:PARAGRAPH:START or the concordance's id); a figure such as
    usage:win-win-cooperation:source=gwr:year=2022 or tally:A/HRC/RES/37/23; a claim of an entry
    (entries/NAME.md:LINE for all that begin there, NAME#NUMBER for one); or a row (records/TABLE/FILE.parquet:ROW).
    """
    from watchword.pipeline.opening import Where
    from watchword.pipeline.why import explain

    chain = explain(Where(Path(folder), as_of, until), name)
    if as_json:
        print_json(chain)
    else:
        click.echo(f"{chain.id} [{chain.holding}]")
        if chain.steps:
            print_table([{"step": step.step, "": _MARKS[step.holds], "says": step.says} for step in chain.steps],
                    {"step": "step", "": "", "says": "what it says"})  # fmt: skip
        places = [
            {
                "record": item.id,
                "place": f"{item.paragraph}:{item.start}-{item.end}" if item.paragraph >= 0 else "",
                "bytes": item.path,
                "raw": item.raw_sha256[:12],
                "": _MARKS[item.holds],
            }
            for item in chain.records[:_SHOWN]
        ]
        if places:
            print_table(places, {"record": "record", "place": "place", "bytes": "in the bytes of", "raw": "SHA-256", "": ""})
        if len(chain.records) > _SHOWN:
            click.echo(f"and {len(chain.records) - _SHOWN:,} more records, each checked (--json)")
        click.echo("\n".join([*chain.problems, "every step holds" if chain.sound else f"problems: {len(chain.problems)}"]))
    if not chain.sound:
        sys.exit(3)


COMMANDS = (why,)
