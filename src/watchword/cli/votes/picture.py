"""`watchword votes picture`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import print_json, reading_options
from watchword.cli.votes.scope import scope_options


def _target_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "-o", "--output", default="pictures", show_default=True, type=click.Path(file_okay=False), help="The folder to write into."
    )(command)


@click.group()
def picture() -> None:
    """Draw votes: each as Vega specification, SVG, PNG, CSV and words."""


@picture.command()
@click.argument("name")
@_target_option
@reading_options
def chamber(name: str, output: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Draw the vote on NAME as a chamber, one seat a member, by regional group."""
    from watchword.pipeline.opening import Where
    from watchword.pipeline.picturing import picture_chamber

    _write(picture_chamber(Where(Path(folder), as_of, until), name), output, as_json)


@picture.command()
@click.argument("name")
@_target_option
@reading_options
def grid(name: str, output: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Draw all decisions on the text of NAME as a grid, one row a state."""
    from watchword.pipeline.opening import Where
    from watchword.pipeline.picturing import picture_grid

    _write(picture_grid(Where(Path(folder), as_of, until), name), output, as_json)


@picture.command()
@click.argument("before")
@click.argument("after")
@_target_option
@reading_options
def flow(before: str, after: str, output: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Draw where each state went from the vote on BEFORE to that on AFTER."""
    from watchword.pipeline.opening import Where
    from watchword.pipeline.picturing import picture_flow

    _write(picture_flow(Where(Path(folder), as_of, until), before, after), output, as_json)


@picture.command()
@click.option("--state", "chosen", multiple=True, required=True, metavar="STATE", help="A state to draw out, by code or name (repeatable).")
@_target_option
@scope_options
def positions(chosen: tuple[str, ...], output: str, scope: dict[str, Any], folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Draw the positions of states over time, with the bands of their uncertainty."""
    from watchword.pipeline.opening import Where
    from watchword.pipeline.picturing import picture_positions

    _write(picture_positions(Where(Path(folder), as_of, until), scope, chosen), output, as_json)


@picture.command("map")
@click.argument("name")
@_target_option
@reading_options
def draw_map(name: str, output: str, folder: str, as_of: int, until: str, as_json: bool) -> None:
    """Draw the vote on NAME as a map, one tile a state."""
    from watchword.pipeline.opening import Where
    from watchword.pipeline.picturing import picture_map

    _write(picture_map(Where(Path(folder), as_of, until), name), output, as_json)


def _write(drawn: Any, output: str, as_json: bool) -> None:
    from watchword.publish.pictures.record import write_picture

    files = write_picture(drawn, Path(output))
    if as_json:
        print_json({"name": drawn.name, "title": drawn.title, "alt": drawn.alt, "files": files, "rows": len(drawn.rows)})
        return
    click.echo(drawn.alt)
    for file in files.values():
        click.echo(f"written: {file}")
