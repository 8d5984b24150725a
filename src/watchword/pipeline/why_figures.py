"""The figures that `why` knows: each is asked for again, and says which records it rests on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from watchword.errors import NotHeld, UsageError
from watchword.evidence.chain import Step
from watchword.evidence.naming import FigureName
from watchword.model import Standing
from watchword.phrasing import say_count
from watchword.pipeline.opening import Reading
from watchword.pipeline.rereading import Rest
from watchword.sources.un_general_debate import usual_language
from watchword.store.base import CITED_ONLY
from watchword.usage import attestation, counts
from watchword.usage.attestation import find_attestations
from watchword.usage.counts import find_counted
from watchword.votes import shift, tally
from watchword.votes.record import find_vote
from watchword.votes.shift import compare_votes
from watchword.votes.tally import count_vote


@dataclass(frozen=True, slots=True)
class Subject:
    """What was asked for: what it says, which finder made it ("" for a record itself), the records it rests on, and steps of its own."""

    kind: str
    says: str
    rests: tuple[Rest, ...]
    finder: str = ""
    holding: str = "held"
    steps: tuple[Step, ...] = field(default=())


def find_figure(reading: Reading, figure: FigureName) -> Subject:
    """Return a figure asked for again; raise `NotHeld` where there is none, `UsageError` for a dimension or column that it has not."""
    return _FINDERS[figure.kind](reading, figure)


def _find_usage(reading: Reading, figure: FigureName) -> Subject:
    formulation = reading.lexicon.find(figure.subject[0])
    rows, counted, used = find_counted(reading.view, formulation, figure.where)
    if len(rows) > 1:
        raise UsageError(f"{figure} is {len(rows)} figures, one for each unit of text: add :language=CODE")
    if not rows:
        return _find_measured(reading, figure)
    row = rows[0]
    _check_column(figure, row)
    form = figure.where.get("form", "")
    uses = reading.view.rows(
        f"""SELECT document, paragraph, start, "end" AS e, text FROM uses WHERE formulation = ? AND standing = '{Standing.IN_SCOPE}'
            AND (? = '' OR form = ?) AND document IN (SELECT unnest(?::VARCHAR[])) ORDER BY document, paragraph, start, e""",
        [formulation.id, form, form, used],
    )
    listed = sha256("\n".join(counted).encode()).hexdigest()
    step = Step(
        "records",
        f"{say_count(len(counted), 'document')} counted, {len(used):,} of them with a use; SHA-256 of the sorted list of ids {listed}",
    )
    return Subject(
        "figure", _say_usage(figure, row), tuple(Rest("documents", *use.values()) for use in uses), counts.FINDER, "held", (step,)
    )


def _say_usage(figure: FigureName, row: dict[str, Any]) -> str:
    said = f"{row['documents_with']:,} of {row['documents']:,} documents with a use in scope; {say_count(row['uses'], 'use')}"
    return f"{figure.column} = {row[figure.column]} ({said})" if figure.column else said


def _check_column(figure: FigureName, row: dict[str, Any]) -> None:
    if figure.column and figure.column not in row:
        raise UsageError(f"no column {figure.column!r} in a {figure.kind} figure; there are {', '.join(row)}")


def _find_measured(reading: Reading, figure: FigureName) -> Subject:
    """Return a figure of corpora that are not held: it ends at their hash, since their bytes are elsewhere."""
    formulation = reading.lexicon.find(figure.subject[0])
    rows = reading.measured.usage_rows(formulation, list(figure.where), reading.view.settings.confidence)
    rows = [
        row for row in rows if all(str(row[key] if row[key] is not None else "unknown") == value for key, value in figure.where.items())
    ]
    if len(rows) != 1:
        wanted = ", ".join(f"{key}={value}" for key, value in figure.where.items())
        raise NotHeld(
            f"{figure}: no document held or measured has {wanted}" if not rows else f"{figure} is {len(rows)} figures; add :language=CODE"
        )
    _check_column(figure, rows[0])
    steps = say_corpora(reading, figure.where.get("source", ""))
    return Subject("figure", _say_usage(figure, rows[0]), (), counts.FINDER, "measured", tuple(steps))


def say_corpora(reading: Reading, source: str) -> list[Step]:
    """Say of a corpus that was measured elsewhere (all, where `source` is "") which bytes the figures are of."""
    return [
        Step("corpus", f"measured on {each['source']}, version {each['version'] or 'not stated'}, {each['files']} file(s) with SHA-256 "
             f"{each['sha256']}, by {each['publisher']} ({each['licence']}); its bytes are not in this workspace")
        for each in reading.measured.corpora if source in ("", each["source"])
    ]  # fmt: skip


def _find_attestation(reading: Reading, figure: FigureName) -> Subject:
    unknown = set(figure.where) - {"source", "language"}
    if unknown:
        raise UsageError(f"{figure}: an attestation is named by source and language, not by {', '.join(sorted(unknown))}")
    formulation = reading.lexicon.find(figure.subject[0])
    series = find_attestations(reading.view, formulation, limit=1, usual_language=usual_language)
    found = [item for item in series if all(getattr(item, key) == value for key, value in figure.where.items())]
    if not found:
        raise NotHeld(f"{figure}: no corpus held is called so; what is measured ends at its hash (`watchword attestations`)")
    evidence = [first.evidence for item in found for first in (*item.earliest, *item.antecedent)]
    rests = tuple(Rest("documents", e.document, e.paragraph, e.start, e.end, e.quote) for e in evidence)
    return Subject("figure", " ".join(f"{item.source} ({item.language}): {item.sentence}" for item in found), rests, attestation.FINDER)


def _find_tally(reading: Reading, figure: FigureName) -> Subject:
    vote = find_vote(reading.view, figure.subject[0])
    counted = count_vote(vote)
    if figure.column and figure.column not in counted.counted:
        raise UsageError(f"no column {figure.column!r} in a tally; there are {', '.join(counted.counted)}")
    totals = counted.official if counted.official.get(figure.column) is not None else counted.counted
    says = f"{figure.column} = {totals[figure.column]} ({counted.sentence})" if figure.column else counted.sentence
    ids = [vote.row["id"], *(row["id"] for row in vote.others if row["source"] != CITED_ONLY)]
    return Subject("figure", says, tuple(Rest("roll_calls", each) for each in ids), tally.FINDER)


def _find_shift(reading: Reading, figure: FigureName) -> Subject:
    found = compare_votes(reading.view, *figure.subject)
    ids = [find_vote(reading.view, name).row["id"] for name in figure.subject]
    return Subject("figure", found.sentence, tuple(Rest("roll_calls", each) for each in ids), shift.FINDER)


_FINDERS: dict[str, Callable[[Reading, FigureName], Subject]] = {
    "usage": _find_usage, "attestation": _find_attestation, "tally": _find_tally, "shift": _find_shift,
}  # fmt: skip
