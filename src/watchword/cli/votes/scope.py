"""The options of every command that is over many votes."""

from collections.abc import Callable
from typing import Any

import click

from watchword.cli.answer import Decorator, reading_options, since_option

_QUESTIONS = ("adoption", "amendment", "paragraph", "motion", "unknown")


def scope_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add what chooses votes: `--organ`, `--since`, `--question`, `--title`, `--subject`, `--trusted`, and the reading options.

    The command is given `scope`, a dictionary for `pipeline.asking.ask_votes`, in place of them.
    """

    def gathered(organ: str, since: str, question: tuple[str, ...], title: str, subject: str, trusted: bool, **rest: Any) -> Any:
        scope = {"organ": organ.upper(), "since": since, "questions": question, "title": title, "subject": subject, "trusted": trusted}
        return command(scope=scope, **rest)

    gathered.__name__, gathered.__doc__ = command.__name__, command.__doc__
    gathered.__click_params__ = getattr(command, "__click_params__", [])  # type: ignore[attr-defined]
    options: list[Decorator] = [
        click.option("--organ", default="HRC", show_default=True, help="The body: HRC, CHR, GA, SC."),
        since_option("votes"),
        click.option("--question", multiple=True, type=click.Choice(_QUESTIONS), help="Only votes on this kind of question (repeatable)."),
        click.option("--title", default="", help="Only texts whose title holds these words."),
        click.option("--subject", default="", help="Only votes with a subject that holds these words."),
        click.option("--trusted", is_flag=True, help="Leave out the votes that the audit doubts."),
    ]
    decorated: Callable[..., Any] = gathered
    for option in reversed(options):
        decorated = option(decorated)
    return reading_options(decorated)
