"""One answer out: a table or text for a person, or one JSON value for a script."""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]
# How wide a table is where no terminal says it: cells are folded to fit.
_WIDTH = 160


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON value, documented in docs/json.md.")(command)


def workspace_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `-w`."""
    return click.option(
        "-w", "--workspace", "folder", default=".", envvar="WATCHWORD_WORKSPACE", show_default=True,
        type=click.Path(file_okay=False), help="The workspace's folder.",
    )(command)  # fmt: skip


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every finder takes: `-w`, `--as-of`, `--until`, `--json`."""
    until = click.option(
        "--until", default="", metavar="DATE", callback=check_date,
        help="Only what had happened by the end of this date (2018-03-23, 2018-03 or 2018).",
    )  # fmt: skip
    return workspace_option(json_option(as_of_option(until(command))))


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--as-of`."""
    return click.option(
        "--as-of", type=click.IntRange(0), default=0, metavar="VERSION", help="What this version held (default: the newest).",
    )(command)  # fmt: skip


def since_option(what: str = "documents", note: str = "") -> Decorator:
    """Return the option `--since`: one meaning in every command that has it."""
    about = f"Only {what} dated wholly on or after this date (2018-03-23, 2018-03 or 2018){note}."
    return click.option("--since", default="", metavar="DATE", callback=check_date, help=about)


def limit_option(default: int, what: str) -> Decorator:
    """Return the option `--limit`: how many of something are shown, 0 for all."""
    return click.option("--limit", default=default, show_default=True, type=click.IntRange(0), help=f"How many {what} (0: all).")


def check_date(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Return a date option's value; refuse what is no date."""
    from watchword.model import date_of

    if value and not date_of(value):
        raise click.BadParameter(f"expected a date such as 2018-03-23, 2018-03 or 2018, found {value!r}")
    return date_of(value)


def print_json(value: Any) -> None:
    """Print a value as JSON; records become objects."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural unless it is one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def print_table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], *, empty: str = "(nothing)") -> None:
    """Print rows as a table of these columns (key -> heading), or the sentence `empty` where there are none."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    if not rows:
        click.echo(empty)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for key, heading in columns.items():
        numeric = any(isinstance(row.get(key), int | float) for row in rows)
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    decimals = {key: _count_decimals([row.get(key) for row in rows]) for key in columns}
    for row in rows:
        table.add_row(*(_cell(row.get(key), decimals[key]) for key in columns))
    width = None if sys.stdout.isatty() else _WIDTH
    Console(width=width, highlight=False, markup=False).print(table)


def _count_decimals(values: Sequence[Any]) -> int:
    """Return with how many decimals a column is printed: three at most, one from ten on, and none that would be 0 throughout."""
    numbers = [value for value in values if isinstance(value, float)]
    most = 1 if any(abs(number) >= 10 for number in numbers) else 3
    return next((few for few in range(most) if all(round(n, few) == round(n, most) for n in numbers)), most)


def _cell(value: Any, decimals: int) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.{decimals}f}"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")
