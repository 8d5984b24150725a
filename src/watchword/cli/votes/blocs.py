"""`watchword votes blocs`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import print_json, print_table
from watchword.cli.votes.scope import scope_options


@click.command()
@click.option("--blocs", "number", default=0, type=click.IntRange(0), metavar="K",
              help="So many blocs (default: the best mean silhouette of 2 to 8).")  # fmt: skip
@click.option("--abstain", default="half", show_default=True, type=click.Choice(["half", "apart"]),
              help="An abstention is half-way between yes and no, or as far from either as they are from each other.")  # fmt: skip
@click.option("--least", default=10, show_default=True, type=click.IntRange(1), help="The fewest votes that two states share.")
@click.option("--draws", default=100, show_default=True, type=click.IntRange(0, 10_000), help="How often votes are redrawn (0: never).")
@click.option("--divided", is_flag=True, help="Leave out votes in which all answered alike.")
@scope_options
def blocs(
    number: int,
    abstain: str,
    least: int,
    draws: int,
    divided: bool,
    scope: dict[str, Any],
    folder: str,
    as_of: int,
    until: str,
    as_json: bool,
) -> None:
    """Cluster states by how they vote: members, cohesion, most typical member and votes of each bloc, and whether it holds."""
    from watchword.pipeline.asking import ask_votes
    from watchword.pipeline.opening import Where
    from watchword.pipeline.progress import track

    how = {"number": number, "abstain": abstain, "least": least, "draws": draws, "divided": divided}
    found = ask_votes(Where(Path(folder), as_of, until), "blocs", scope, watch=track, **how)
    if as_json:
        print_json(found)
        return
    click.echo(f"{found.basis}\nmean silhouette {found.silhouette:.2f} with {len(found.blocs)} blocs; tried: "
               + (", ".join(f"{cut['number']}: {cut['silhouette']:.2f}" for cut in found.silhouettes) or "none"))  # fmt: skip
    rows = [
        {"bloc": row.bloc, "size": row.size, "cohesion": row.cohesion, "stability": row.stability, "medoid": row.medoid_name}
        | {f"with {other.bloc}": other.agreement for other in row.others}
        for row in found.blocs
    ]
    columns = {"bloc": "bloc", "size": "states", "cohesion": "agreement within"}
    columns |= {f"with {row.bloc}": f"with {row.bloc}" for row in found.blocs if len(found.blocs) > 1}
    print_table(rows, columns | {"stability": "stability", "medoid": "most typical member"})
    for row in found.blocs:
        names = [f"{state.name}{'' if state.stays is None else f' {state.stays:.2f}'}" for state in found.states if state.bloc == row.bloc]
        click.echo(f"bloc {row.bloc}: {', '.join(names)}")
    if found.draws:
        click.echo("(after a name: the share of the redrawn clusterings in which the state stays with most of its bloc)")
    votes = [
        asdict(vote) | {"bloc": row.bloc, "mine": _say(vote.mine), "others": _say(vote.others)} for row in found.blocs for vote in row.votes
    ]
    columns = {"bloc": "bloc", "date": "date", "symbol": "symbol", "mine": "its votes", "others": "all others", "title": "title"}
    print_table(votes, columns, empty="no vote sets a bloc apart")
    for reason in sorted({row["reason"] for row in found.left_out}):
        states = [row["name"] for row in found.left_out if row["reason"] == reason]
        click.echo(f"note: left out, {reason}: {', '.join(states)}")
    for caution in found.cautions:
        click.echo(f"note: {caution}")


def _say(counts: dict[str, int]) -> str:
    return "-".join(str(counts[name]) for name in ("yes", "no", "abstain"))
