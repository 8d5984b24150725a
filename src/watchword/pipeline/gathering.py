"""What stands behind a formulation's story: its figures by name, and the records that they rest on."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from watchword.evidence.entries.judging import Built
from watchword.evidence.naming import name_series, name_shift, name_tally, name_usage
from watchword.lexicon.records import Formulation
from watchword.phrasing import say_count
from watchword.pipeline.opening import Reading
from watchword.pipeline.rereading import Rest
from watchword.pipeline.trace_votes import trace_votes
from watchword.sources.un_general_debate import usual_language
from watchword.store.base import CITED_ONLY
from watchword.usage import attestation, counts
from watchword.usage.attestation import find_attestations
from watchword.usage.counts import count_usage
from watchword.votes import shift, tally
from watchword.votes.record import find_vote

_EARLIEST = 5
_KEPT = ("starts", "ends", "documents", "documents_with", "uses", "antecedent_uses", "already_present", "likely_before")


@dataclass(frozen=True, slots=True)
class Finding:
    """One figure: its name for `why`, the finder that made it, what it says, the values in it, and what stands behind it."""

    figure: str
    finder: str
    sentence: str
    values: dict[str, Any]
    holding: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The findings on a formulation, and the records that they rest on, each once; where they are an entry's claims, the entry as built."""

    formulation: Formulation
    findings: tuple[Finding, ...]
    rests: tuple[Rest, ...]
    built: Built | None = None


def gather_evidence(reading: Reading, name: str) -> Gathered:
    """Return the first uses, counts by corpus and language, votes and shifts of the formulation that `name` names, and their records.

    Raise `UnknownFormulation`.
    """
    formulation = reading.lexicon.find(name)
    votes = trace_votes(reading.view, formulation)
    words, rests = _gather_words(reading, formulation)
    rests += _list_cited(reading, formulation)
    findings = [*words, *_gather_counts(reading, formulation), *_gather_votes(votes)]
    rests += [Rest("roll_calls", find_vote(reading.view, d["record"]).row["id"]) for s in votes["series"] for d in s["decisions"]]
    works = sorted({d["symbol"] for s in votes["series"] for d in s["decisions"]} | _scoped(formulation))
    rests += [Rest("documents", row["id"]) for row in reading.view.join_works(works)]
    quoted = {rest.id for rest in rests if rest.quote}
    kept = [rest for rest in dict.fromkeys(rests) if rest.quote or rest.id not in quoted]
    return Gathered(formulation, tuple(findings), tuple(sorted(kept, key=lambda r: (r.table, r.id, r.paragraph, r.start))))


def _scoped(formulation: Formulation) -> set[str]:
    return {work for form in formulation.forms for scope in form.scopes for work in scope.works}


def _gather_words(reading: Reading, formulation: Formulation) -> tuple[list[Finding], list[Rest]]:
    findings, rests = [], []
    for item in find_attestations(reading.view, formulation, limit=_EARLIEST, usual_language=usual_language):
        name = name_series(formulation.id, item.source, item.language)
        values = {key: value for key, value in asdict(item).items() if key in _KEPT}
        findings.append(Finding(name, attestation.FINDER, item.sentence, values, "held"))
        for first in (*item.earliest, *item.antecedent):
            e = first.evidence
            rests.append(Rest("documents", e.document, e.paragraph, e.start, e.end, e.quote))
    for row in reading.measured.series(formulation):
        name = name_series(formulation.id, row["source"], row["language"])
        values = {key: row[key] for key in _KEPT}
        findings.append(Finding(name, attestation.FINDER, row["sentence"], values, "measured"))
    return findings, rests


def _list_cited(reading: Reading, formulation: Formulation) -> list[Rest]:
    """Return the uses in what is cited: at most ten words each, and never counted."""
    rows = reading.view.rows(
        f"""SELECT u.document, u.paragraph, u.start, u."end" AS e, u.text FROM uses u JOIN documents d ON d.id = u.document
            WHERE u.formulation = ? AND d.source = '{CITED_ONLY}' ORDER BY ALL""",
        [formulation.id],
    )
    return [Rest("documents", *row.values()) for row in rows]


def _gather_counts(reading: Reading, formulation: Formulation) -> Iterator[Finding]:
    by = ("source", "language", "year")
    confidence = reading.view.settings.confidence
    held = [(row, "held") for row in count_usage(reading.view, formulation, by)]
    measured = [(row, "measured") for row in reading.measured.usage_rows(formulation, by, confidence)]
    for row, holding in [*held, *measured]:
        if row["documents_with"] or row["antecedent_documents"]:
            name = name_usage(formulation.id, {key: row[key] for key in by})
            said = f"{row['documents_with']:,} of {row['documents']:,} documents with a use in scope; {say_count(row['uses'], 'use')}"
            yield Finding(name, counts.FINDER, said, {key: value for key, value in row.items() if key not in by}, holding)


def _gather_votes(votes: dict[str, Any]) -> Iterator[Finding]:
    for series in votes["series"]:
        for item in series["decisions"]:
            values = {"official": item["official"], "counted": item["counted"]}
            yield Finding(name_tally(item["record"]), tally.FINDER, item["sentence"], values, item["holding"])
        for item in series["shifts"]:
            values = {"both": item["both"], "same": item["same"], "parts": item["parts"]}  # not each state's: that is the record's own
            yield Finding(name_shift(item["before"], item["after"]), shift.FINDER, item["sentence"], values, item["holding"])
