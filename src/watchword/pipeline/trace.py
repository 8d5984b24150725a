"""The whole story of one formulation, joined from the finders: what `watchword trace` prints, as plain data.

Every section has the same keys on any workspace; an empty one says why under `empty`.
"""

from typing import Any

from watchword.lexicon.records import Formulation, Relation
from watchword.model import LinkKind
from watchword.pipeline.corpora import title_of
from watchword.pipeline.counter import find_counter_evidence
from watchword.pipeline.making import sign_trace
from watchword.pipeline.opening import Reading
from watchword.pipeline.trace_votes import trace_votes
from watchword.pipeline.trace_words import LATER, trace_company, trace_origin, trace_renderings, trace_spread
from watchword.store.base import CITED_ONLY, Row, View

FINDER = "trace/1"
_FEW = 5_000
"""Documents that are prepared in seconds."""


def trace_formulation(reading: Reading, name: str, *, prepare: bool = False) -> dict[str, Any]:
    """Return the trace of the formulation that `name` names (an id, a label or words); raises `UnknownFormulation`.

    Counting the words of a large workspace, and aligning its works in several languages, take minutes, once: it is done with `prepare`
    and where little is held; else the sections that need it say which command does it.
    """
    view, formulation = reading.view, reading.lexicon.find(name)
    sources = view.rows(
        f"""SELECT source, any_value(publisher) AS publisher, any_value(licence) AS licence, language, count(*) AS documents,
                   min(date) FILTER (WHERE date <> '') AS starts, max(date) AS ends
            FROM documents WHERE source <> '{CITED_ONLY}' GROUP BY source, language ORDER BY source, language"""
    )
    prepare = prepare or sum(row["documents"] for row in sources) <= _FEW
    measured = reading.measured
    votes = trace_votes(view, formulation)
    result: dict[str, Any] = {
        "formulation": _describe(formulation),
        "workspace": {
            "version": view.version, "until": view.until, "sources": [row | {"title": title_of(row["source"])} for row in sources],
            "measured": [row | {"title": title_of(row["source"])} for row in measured.corpora],
            "notes": [*reading.notes, *(["measured figures carry no days and are left out under --until"] if view.until else [])],
        },
        "origin": trace_origin(view, formulation, measured),
        "spread": trace_spread(view, formulation, measured),
        "company": trace_company(reading, formulation, prepare=prepare),
        "renderings": trace_renderings(reading, formulation, prepare=prepare),
        "texts": _texts(view, formulation, votes),
        "votes": votes,
        "framing": {"empty": "no codebook has been applied: paragraphs are not coded in this release", "codes": []},
        "events": _events(view),
    }  # fmt: skip
    result["counter_evidence"] = find_counter_evidence(result)
    return sign_trace(result, reading)


def is_finished(trace: dict[str, Any]) -> bool:
    """Say whether no section of a trace waits for what another command prepares."""
    return not any(said.endswith(LATER) for said in (trace["company"]["collocates_empty"], trace["renderings"]["empty"]))


def _describe(formulation: Formulation) -> dict[str, Any]:
    return {
        "id": formulation.id,
        "label": formulation.label,
        "gloss": formulation.gloss,
        "forms": [
            {
                "text": f.text,
                "language": f.language,
                "relation": f.relation,
                "source": f.source,
                "start": f.start,
                "end": f.end,
            }
            for f in formulation.forms
        ],
    }


def _texts(view: View, formulation: Formulation, votes: dict[str, Any]) -> dict[str, Any]:
    """Return the works of the case, how they are linked, and the renamings among them."""
    symbols = {decision["symbol"] for series in votes["series"] for decision in series["decisions"]}
    symbols |= {work for form in formulation.forms for scope in form.scopes for work in scope.works}
    links = view.rows('SELECT DISTINCT * FROM links ORDER BY start, kind, "end", source, reason, evidence')
    relevant = [link for link in links if link["start"] in symbols or link["end"] in symbols]
    reached = symbols | {link[side] for link in relevant for side in ("start", "end")}
    works = view.join_works(sorted(reached))
    titles: dict[str, str] = {}
    for row in works:
        if row["title"]:
            titles.setdefault(row["work"], row["title"])
    renamings = [
        link | {"from_title": titles.get(link["end"], ""), "to_title": titles.get(link["start"], ""),
                "holding": "cited" if link["source"] == CITED_ONLY else "held"}
        for link in relevant if link["kind"] == LinkKind.RENAMES
    ]  # fmt: skip
    forms = [f for f in formulation.forms if f.relation == Relation.RENAMED]
    empty = "" if reached else "no work is named by a form's scope, and no vote's title holds one of its forms"
    return {
        "works": works, "links": relevant, "renamings": renamings, "empty": empty,
        "renamed_forms": [{"text": f.text, "language": f.language, "source": f.source} for f in forms],
    }  # fmt: skip


def _events(view: View) -> list[Row]:
    return view.rows("SELECT DISTINCT date, text, source, url FROM events ORDER BY date, text")
