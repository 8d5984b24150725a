"""`watchword votes series`."""

from pathlib import Path

import click

from watchword.cli.answer import print_json, print_table, reading_options

_LETTERS = {"yes": "Y", "no": "N", "abstain": "A", "absent": "-", "unknown": "?", "no ballot": "?", "not a member": ""}
_LETTERS |= {"without a vote": "=", "not decided": "."}


@click.command()
@click.argument("name")
@click.option("--organ", default="", help="Only this body: HRC, CHR, GA, SC.")
@reading_options
def series(name: str, organ: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Follow the text NAME (a symbol, a record's key, or a title) over its sessions: every decision, and where each state stood."""
    from watchword.pipeline.asking import ask
    from watchword.pipeline.opening import Where

    found = ask(Where(Path(folder), as_of, until), "series", name, organ=organ.upper())
    if as_json:
        print_json(found)
        return
    click.echo(f"{found.organ}: {found.title}")
    rows = [
        {
            "date": d.date,
            "symbol": d.symbol,
            "outcome": d.outcome,
            "called": f"{d.requested_by} ({d.requested_source})" if d.requested_by else "",
            "members": d.members,
            "holding": d.holding,
        }
        | {"totals": _say(d.official), "ballots": _say(d.counted) if any(d.counted.values()) else ""}
        for d in found.decisions
    ]
    columns = {"date": "date", "symbol": "symbol", "outcome": "outcome", "totals": "totals", "ballots": "ballots", "members": "members"}
    print_table(rows, columns | ({"called": "called by"} if any(row["called"] for row in rows) else {}) | {"holding": "holding"})
    grid = [
        {"group": row["group"], "name": row["name"]} | {str(at): _LETTERS[cell["position"]] for at, cell in enumerate(row["cells"])}
        for row in sorted(found.grid, key=lambda row: (row["group"], row["name"]))
    ]
    print_table(grid, {"group": "group", "name": "state"} | {str(at): d.date for at, d in enumerate(found.decisions)})
    click.echo("Y yes, N no, A abstain, - absent, ? not known, = adopted without a vote, . not decided; blank: not a member")
    if found.amendments:
        click.echo(f"{len(found.amendments)} amendments: " + ", ".join(f"{count} {outcome}" for outcome, count in found.amended.items()))
        rows = [{"date": a.date, "symbol": a.symbol, "outcome": a.outcome, "totals": _say(a.official), "decision": a.decision,
                 "joined": a.joined_by, "sponsors": ", ".join(a.sponsors)} for a in found.amendments]  # fmt: skip
        print_table(rows, {"date": "date", "symbol": "amendment", "outcome": "outcome", "totals": "totals", "decision": "to the draft of",
                           "joined": "joined by", "sponsors": "sponsors"})  # fmt: skip
    for caution in found.cautions:
        click.echo(f"note: {caution}")


def _say(totals: dict[str, int | None]) -> str:
    return "" if totals["yes"] is None else "-".join(str(totals[name]) for name in ("yes", "no", "abstain"))
