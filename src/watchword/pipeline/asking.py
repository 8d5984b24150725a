"""One question of the command line, one answer: open the right version, ask the finder, close."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from watchword.evidence.naming import name_series
from watchword.lexicon.records import Formulation
from watchword.pipeline.opening import Where, open_reading
from watchword.pipeline.progress import track
from watchword.pipeline.registry import find_analysis
from watchword.sources.un_general_debate import usual_language
from watchword.store.base import Row
from watchword.usage.attestation import find_attestations
from watchword.votes.auditing.audit import doubtful_votes
from watchword.votes.forecasting.prospect import Asked
from watchword.votes.roll_calls import Scope
from watchword.votes.series import list_decisions
from watchword.votes.shift import Shift, compare_votes
from watchword.votes.tally import Tally, tally_vote

_ATTESTATION = ("date", "source", "language", "states", "speaker", "standing", "holding", "translated", "document", "title")
_EVIDENCE = ("quote", "prefix", "suffix", "paragraph", "start", "end")


def ask_attestations(where: Where, name: str, limit: int) -> list[dict[str, Any]]:
    """Return the earliest uses of a formulation in each corpus and language: of what is held, then of what was measured."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        formulation = reading.lexicon.find(name)
        held = find_attestations(reading.view, formulation, limit=limit, usual_language=usual_language)
        measured = reading.measured.series(formulation)
    series = [asdict(item) | {"holding": "held"} for item in held] + [item | {"holding": "measured"} for item in measured]
    return [item | {"figure": name_series(formulation.id, item["source"], item["language"])} for item in series]


def list_attestations(series: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return attestations as flat rows, earliest first, undated last."""
    rows = [
        {name: attestation[name] for name in _ATTESTATION} | {name: attestation["evidence"][name] for name in _EVIDENCE}
        for item in series
        for attestation in (*item["earliest"], *item["antecedent"])
    ]
    return sorted(rows, key=lambda row: (row["date"] == "", row["date"], row["document"]))


def ask_lexicon(where: Where) -> tuple[Formulation, ...]:
    """Return the formulations of a version's lexicon."""
    with open_reading(where.folder, as_of=where.as_of, uses=False) as reading:
        return reading.lexicon.formulations


def ask_tally(where: Where, name: str) -> Tally:
    """Return the tally of a vote."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        return tally_vote(reading.view, name)


def ask_shift(where: Where, before: str, after: str) -> Shift:
    """Return what changed between two votes."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        return compare_votes(reading.view, before, after)


def ask_decisions(where: Where, title: str, organ: str) -> list[Row]:
    """Return the decisions whose title holds `title`, of one body ("" for all)."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        return [
            row
            for row in list_decisions(reading.view)
            if title.casefold() in row["title"].casefold() and organ.upper() in ("", row["organ"])
        ]


def ask(where: Where, analysis: str, *arguments: object, **options: object) -> Any:
    """Return what an analysis of the registry finds; `arguments` and `options` are its own, after the view."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        return find_analysis(analysis)(reading.view, *arguments, **options)


def ask_votes(where: Where, analysis: str, scope: Mapping[str, Any], **options: object) -> Any:
    """Return what an analysis finds in the votes of a scope (fields of `votes.roll_calls.Scope`); the audit says which are doubtful."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        asked = Scope(**scope)
        doubtful = doubtful_votes(reading.view, asked.organ)
        return find_analysis(analysis)(reading.view, replace(asked, doubtful=doubtful), **options)


def ask_forecast(where: Where, scope: Mapping[str, Any], asked: Mapping[str, Any]) -> Any:
    """Return the forecast of a vote (fields of `votes.prospect.Asked`) from the votes of a scope; its body may be left to the series."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        return find_analysis("forecast")(reading.view, Scope(**scope), Asked(**asked), watch=track)
