"""The options of every command that narrows the corpora down, and `--standing`."""

from collections.abc import Callable
from typing import Any

import click

from watchword.cli.answer import Decorator, reading_options, since_option

_STANDINGS = {"scope": "in scope", "antecedent": "antecedent wording", "other": "other sense"}


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--source`, `--organ`, `--actor`, `--language`, `--kind`, `--since`, and the reading options.

    The command is given `asked`, a `usage.filters.Filter`'s fields, in place of them.
    """

    def gathered(
        source: tuple[str, ...], organ: tuple[str, ...], actor: tuple[str, ...], language: tuple[str, ...], kind: tuple[str, ...],
        since: str, **rest: Any,
    ) -> Any:  # fmt: skip
        asked = {"sources": source, "organs": organ, "actors": actor, "languages": language, "kinds": kind, "since": since}
        return command(asked=asked, **rest)

    gathered.__name__, gathered.__doc__ = command.__name__, command.__doc__
    gathered.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    options: list[Decorator] = [
        click.option("--source", multiple=True, help="Only documents of this source (repeatable, as are the others)."),
        click.option("--organ", multiple=True, help="Only documents of this body."),
        click.option("--actor", multiple=True, metavar="STATE", help="Only documents spoken, written or signed by this state."),
        click.option("--language", multiple=True, metavar="CODE", help="Only documents in this language."),
        click.option("--kind", multiple=True, help="Only documents of this kind."),
        since_option(),
    ]
    decorated: Callable[..., Any] = gathered
    for option in reversed(options):
        decorated = option(decorated)
    return reading_options(decorated)


def standing_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--standing`, given to the command in the records' own words."""
    return click.option(
        "--standing", default="scope", show_default=True, type=click.Choice(tuple(_STANDINGS)),
        callback=lambda context, parameter, value: _STANDINGS[value],
        help="Uses in scope, antecedent wording, or another sense: one at a time.",
    )(command)  # fmt: skip
