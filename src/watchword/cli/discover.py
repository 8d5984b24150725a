"""The command that finds formulations nobody listed."""

from pathlib import Path
from typing import Any

import click

from watchword.cli.answer import limit_option, print_json, print_table, reading_options, since_option
from watchword.phrasing import say_count


@click.command()
@click.option("--source", default="", help="The corpus to look through.")
@click.option("--language", default="", help="Its language, where it is held in several.")
@click.option("--organ", default="", help="Only documents of this body.")
@since_option(note="; --until ends the window")
@click.option("--actor", default="", metavar="STATE", help="Only what this state said or wrote.")
@click.option("--reference", default="", metavar="FROM..TO", help='Compared with these dates, or with "others"; default: all before.')
@click.option("--least", default=5, show_default=True, type=click.IntRange(2), help="Smallest number of documents.")
@limit_option(20, "candidates to show")
@click.option("--listed", is_flag=True, help="Show those that the lexicon has already, too.")
@click.option("--held", is_flag=True, help="Show names, numbers, openings and closings, too.")
@click.option("--save", default="", metavar="RANK_OR_ID", help="Write a lexicon file for this candidate.")
@click.option("--to-lexicon", default="", metavar="WORDS", help="Write a lexicon file for these words, found or not.")
@click.option("--id", "identity", default="", help="The id of the file that is written.")
@reading_options
def discover(
    source: str, language: str, organ: str, since: str, actor: str, reference: str, least: int, limit: int, listed: bool, held: bool,
    save: str, to_lexicon: str, identity: str, folder: str, as_of: int, until: str, as_json: bool,
) -> None:  # fmt: skip
    """Find candidate formulations nobody listed: fixed in wording, unusually frequent against a reference, spreading."""
    from watchword.pipeline.discovering import ask_discovery, discovery_row, make_question, save_candidate, save_words
    from watchword.pipeline.opening import Where

    where = Where(Path(folder), as_of, until)
    if save and to_lexicon:
        raise click.UsageError("--save and --to-lexicon each write a file: give one of them")
    question, showing = make_question((source, language, organ, since, actor, reference), least, (limit, held, listed))
    if save or to_lexicon:
        written = (
            save_words(where, to_lexicon, language, identity) if to_lexicon else save_candidate(where, question, showing, save, identity)
        )
        if as_json:
            print_json(written)
        else:
            click.echo(f"{written['path']}: {written['words']!r}, {written['source']}\nIts gloss is yours to write.")
        return
    found = ask_discovery(where, question, showing)
    if as_json:
        print_json(discovery_row(found))
    else:
        _say(discovery_row(found))


def _say(found: dict[str, Any]) -> None:
    """Print what was looked through, the candidates and why, and what is hidden."""
    corpus = f"{found['source']} ({found['language'] or 'language unknown'})"
    click.echo(
        f"{corpus}: {say_count(found['window_documents'], 'document')}, {found['window_from']} to "
        f"{found['window_to']}, against {found['reference_documents']:,}, {found['reference_from']} to {found['reference_to']}"
    )
    rows = [_row(candidate) for candidate in found["candidates"]]
    columns = {
        "rank": "rank", "words": "words", "with": "documents", "before": "in reference", "log_ratio": "log ratio",
        "log_likelihood": "log-likelihood", "cohesion": "cohesion", "freedom": "freedom", "spread": "spread", "notes": "also, notes",
    }  # fmt: skip
    print_table(rows, columns, empty="no candidate: nothing recurs in fixed words more often than in the reference")
    hidden = [f"{each['candidates']:,} {each['rule']}" for each in found["hidden"]] + [f"{found['listed']:,} listed already"] * bool(
        found["listed"]
    )
    left = [say_count(found["undated"], "undated document")] * bool(found["undated"])
    left += [f"{say_count(found['repeated'], 'paragraph')} that stood in another document of the same day"] * bool(found["repeated"])
    click.echo(
        f"{found['recurring']:,} sequences recur, {found['tested']:,} of them in fixed words, {say_count(found['found'], 'candidate')}"
        + (f"; among them, shown with --held or --listed: {', '.join(hidden)}" if hidden else "")
        + (f". Not read: {', '.join(left)}" if left else "")
        + ". How it is done: docs/words-discover.md"
    )


def _row(candidate: dict[str, Any]) -> dict[str, Any]:
    """Return the cells of a candidate."""
    reached = sum(1 for year in candidate["years"] if year["documents_with"])
    spread = f"{say_count(candidate['states'], 'state')}, " if candidate["states"] is not None else ""
    spread += f"{reached} of {len(candidate['years'])} years" if len(candidate["years"]) > 1 else say_count(candidate["days"], "date")
    notes = [f"+ {variant['words']} ({variant['documents_with']})" for variant in candidate["merged"][:3]]
    notes += [f"held down: {candidate['held_down']}"] * bool(candidate["held_down"])
    notes += ["perhaps a name"] * candidate["suspected_name"] + [f"listed: {name}" for name in candidate["listed"]]
    return candidate | {
        "with": f"{candidate['documents_with']:,}",
        "before": f"{candidate['reference_with']:,}",
        "freedom": min(candidate["freedom_left"], candidate["freedom_right"]),
        "spread": spread + {True: ", rising", False: "", None: ""}[candidate["rising"]],
        "notes": "; ".join(notes),
    }


COMMANDS = (discover,)
