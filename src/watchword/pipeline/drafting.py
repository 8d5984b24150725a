"""The draft of an entry: a trace put into sentences, each held against the workspace before it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watchword.errors import NotHeld, UsageError
from watchword.evidence.entries.desk import Desk
from watchword.evidence.entries.drafting.draft import draft_sections, print_draft
from watchword.evidence.entries.judging import Built, judge_entry, list_names
from watchword.evidence.entries.notation import read_entry
from watchword.evidence.entries.record import Entry, Head
from watchword.pipeline.corpora import title_of
from watchword.pipeline.entries import FOLDER, open_desk
from watchword.pipeline.opening import Where, open_reading
from watchword.pipeline.trace import trace_formulation


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft: its text, what came of building it, and the sentences that were left out since they did not hold."""

    file: str
    text: str
    built: Built
    left_out: tuple[str, ...]


def draft_entry(where: Where, formulation: str, head: Mapping[str, Any], *, name: str = "") -> Drafted:
    """Return the draft of an entry on a formulation; `head` are fields of `Head` that the caller knows (title, authors, date, licence).

    Each sentence is held against the workspace before it is kept, so that the draft builds at once.
    """
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        trace = trace_formulation(reading, formulation)
        desk = open_desk(reading)
        file = f"{FOLDER}/{name or trace['formulation']['id']}.md"
        about = Head(**{"formulation": trace["formulation"]["id"], "title": trace["formulation"]["label"].capitalize(), **head})
        titles = {row["source"]: title_of(row["source"]) for part in ("sources", "measured") for row in trace["workspace"][part]}
        kept, left_out = [], []
        drafted = list(draft_sections(trace, titles, lambda decision: _name_vote(desk, decision)))
        read = {
            sentence: _read(about, sentence, file) for _, sentences in drafted for sentence in sentences if not sentence.startswith(":::")
        }
        desk.gather(sorted({name for entry in read.values() for name in list_names(entry)}))
        for heading, sentences in drafted:
            sound = [sentence for sentence in sentences if sentence not in read or judge_entry(desk, read[sentence]).holds]
            left_out += [sentence for sentence in sentences if sentence not in sound]
            kept.append((heading, sound))
        text = print_draft(about, kept)
        return Drafted(file, text, judge_entry(desk, read_entry(text, file)), tuple(left_out))


def save_draft(folder: Path, draft: Drafted) -> Path:
    """Write a draft into the workspace's folder; raise `UsageError` where an entry of this name is there already."""
    path = folder / draft.file
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(draft.text)
    except FileExistsError as error:
        raise UsageError(f"{path} is there already; give the draft another name with --name") from error
    return path


def _read(head: Head, sentence: str, file: str) -> Entry:
    return read_entry(print_draft(head, [("Draft", [sentence])]), file)


def _name_vote(desk: Desk, decision: dict[str, Any]) -> str:
    """Return the symbol of a decision where that names it alone, else its record's key."""
    try:
        found = desk.vote(decision["symbol"]).row["key"]
    except NotHeld:
        found = ""
    return str(decision["symbol"] if found == decision["record"] else decision["record"])
