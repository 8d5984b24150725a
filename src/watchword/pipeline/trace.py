"""The whole story of one formulation, joined from the finders: what `watchword trace` prints, as plain data.

Every section has the same keys on any workspace; an empty one says why under `empty`.
"""

from collections.abc import Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import pyarrow as pa

from watchword.lexicon.match import Matcher
from watchword.lexicon.records import Form, Formulation, Lexicon, Relation
from watchword.model import LinkKind
from watchword.pipeline.corpora import title_of
from watchword.pipeline.counter import find_counter_evidence
from watchword.pipeline.measured import Measurements
from watchword.pipeline.opening import Reading
from watchword.sources.un_general_debate import usual_language
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.attestation import find_attestations
from watchword.usage.company import find_company
from watchword.usage.spread import spread_by_state, spread_by_year
from watchword.votes.associations.association import compare_answers
from watchword.votes.associations.properties import REGIONAL_GROUP, list_properties, read_properties
from watchword.votes.auditing.audit import audit_records
from watchword.votes.record import find_vote
from watchword.votes.roll_calls import Scope, gather_roll_calls
from watchword.votes.series import Series, gather_series, list_once
from watchword.votes.shift import split_shift
from watchword.votes.tally import count_vote

FINDER = "trace/1"


def trace_formulation(reading: Reading, name: str) -> dict[str, Any]:
    """Return the trace of the formulation that `name` names (an id, a label or words); raises `UnknownFormulation`."""
    view, formulation = reading.view, reading.lexicon.find(name)
    sources = view.rows(
        f"""SELECT source, any_value(publisher) AS publisher, any_value(licence) AS licence, language, count(*) AS documents,
                   min(date) FILTER (WHERE date <> '') AS starts, max(date) AS ends
            FROM documents WHERE source <> '{CITED_ONLY}' GROUP BY source, language ORDER BY source, language"""
    )
    measured = reading.measured
    votes = _votes(view, formulation)
    result: dict[str, Any] = {
        "formulation": _describe(formulation),
        "workspace": {
            "version": view.version, "until": view.until, "sources": [row | {"title": title_of(row["source"])} for row in sources],
            "measured": [row | {"title": title_of(row["source"])} for row in measured.corpora],
            "notes": [*reading.notes, *(["measured figures carry no days and are left out under --until"] if view.until else [])],
        },
        "origin": _origin(view, formulation, measured),
        "spread": _spread(view, formulation, measured),
        "company": _company(view, formulation),
        "texts": _texts(view, formulation, votes),
        "votes": votes,
        "framing": {"empty": "no codebook has been applied: paragraphs are not coded in this release", "codes": []},
        "events": _events(view),
    }  # fmt: skip
    result["counter_evidence"] = find_counter_evidence(result)
    return result


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


def _origin(view: View, formulation: Formulation, measured: Measurements) -> dict[str, Any]:
    held = [asdict(item) | {"holding": "held"} for item in find_attestations(view, formulation, usual_language=usual_language)]
    series = held + [item | {"holding": "measured"} for item in measured.series(formulation)]
    cited = _cited_attestations(view, formulation)
    corpora = sorted(series, key=_first_use)
    return {
        "series": corpora,
        "cited": cited,
        "empty": "" if corpora or cited else "no text in a language of its forms is held",
    }


def _first_use(series: dict[str, Any]) -> tuple[Any, ...]:
    """Order series by their earliest use in scope; undated and empty ones come last."""
    first = series["earliest"][0]["date"] if series["earliest"] else ""
    return (not series["uses"], not first, first, series["source"], series["language"])


def _cited_attestations(view: View, formulation: Formulation) -> list[dict[str, Any]]:
    """Return the attestations we cite and do not hold, earliest first; one a document."""
    rows = view.rows(
        f"""SELECT d.id, d.date, d.title, d.language, d.organ, d.actors, d.url, d.kind, u.standing, u.text AS quote, p.text AS context,
                   (SELECT string_agg(n.text, ' ' ORDER BY n.position) FROM paragraphs n WHERE n.document = d.id AND n.label = 'source')
                   AS record
            FROM uses u JOIN documents d ON d.id = u.document JOIN paragraphs p ON p.document = d.id AND p.position = u.paragraph
            WHERE u.formulation = ? AND d.source = '{CITED_ONLY}' AND p.label <> 'source'
            QUALIFY row_number() OVER (PARTITION BY d.id ORDER BY u.paragraph DESC, u.start) = 1
            ORDER BY d.date = '', d.date, d.id""",
        [formulation.id],
    )
    for row in rows:
        actors = row.pop("actors")
        row["states"] = list(dict.fromkeys(actor["state"] for actor in actors if actor["state"]))
        row["speaker"] = next((a["name"] for a in actors if a["role"] == "speaker" and a["name"]), "")
        row["holding"] = "cited"
    return rows


def _spread(view: View, formulation: Formulation, measured: Measurements) -> dict[str, Any]:
    years = spread_by_year(view, formulation, list(measured.year_rows(formulation)))
    states = spread_by_state(view, formulation, list(measured.state_rows(formulation)))
    return {
        "by_year": [asdict(row) for row in years],
        "by_state": [asdict(row) for row in states],
        "empty": "" if any(row.documents_with for row in years) else "no use in scope in a held or measured corpus",
    }


def _company(view: View, formulation: Formulation) -> dict[str, Any]:
    found = [asdict(item) for item in find_company(view, formulation)]
    return {
        "formulations": found,
        "empty": "" if found else "no other formulation of the lexicon shares five held documents with it",
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


def _votes(view: View, formulation: Formulation) -> dict[str, Any]:
    """Return the series of votes on the formulation's works and titles, its linked sibling series, and their shifts."""
    named = {work for form in formulation.forms for scope in form.scopes for work in scope.works}
    decisions = list_once(view)
    # A scope may name a work only for the rendering it attests: a work of the case also has the words in its title.
    titled = _titles_with(decisions, formulation, formulation.forms)
    works = {row["work"] for row in decisions if row["work"] in named and row["title"] in titled}
    unrenamed = [form for form in formulation.forms if form.relation != Relation.RENAMED]
    titles = _titles_with(decisions, formulation, unrenamed)
    own = gather_series(decisions, works, titles, "a work of the case, or its words in the title")
    siblings = _siblings(view, decisions, own)
    series = [_series(view, item, sibling=False) for item in own] + [_series(view, item, sibling=True) for item in siblings]
    shifts = [shift for item in series for shift in item["shifts"] if not item["sibling"]]
    records = {decision["record"] for item in series for decision in item["decisions"]}
    audit = [asdict(row) for organ in sorted({item["organ"] for item in series}) for row in audit_records(view, organ, records)]
    return {
        "series": series,
        "shifts": shifts,
        "audit": audit,
        "association": [row for item in own for row in _associate(view, item)],
        "empty": "" if series else "no vote on a text with these words in its title or among the works of the case is held",
    }


def _titles_with(decisions: list[Row], formulation: Formulation, forms: Sequence[Form]) -> set[str]:
    """Return the titles of decisions that hold one of these forms."""
    titles = sorted({row["title"] for row in decisions if row["title"]})
    if not forms or not titles:
        return set()
    plain = Formulation(formulation.id, formulation.label, formulation.gloss, tuple(forms))
    hits = Matcher(Lexicon((plain,)), threads=1).scan(pa.array(titles, pa.large_string()), [""] * len(titles))
    return {titles[row] for row in hits.row.tolist()}


def _siblings(view: View, decisions: list[Row], own: list[Series]) -> list[Series]:
    """Return the series that the starter case calls siblings (subject "sibling series"), where these are that case's votes."""
    symbols = {symbol for series in own for symbol in series.symbols}
    rows = view.rows(
        "SELECT DISTINCT work, list_contains(subjects, 'sibling series') AS sibling FROM documents "
        "WHERE source = ? AND kind = 'resolution' AND organ = 'HRC'",
        [CITED_ONLY],
    )
    if not symbols & {row["work"] for row in rows if not row["sibling"]}:
        return []
    works = {row["work"] for row in rows if row["sibling"]}
    found = gather_series(decisions, works, (), "sibling series by the same sponsor, named by the starter case")
    mine = {record for series in own for record in series.records}
    return [series for series in found if not mine & set(series.records)]


def _associate(view: View, series: Series) -> list[dict[str, Any]]:
    """Return, for each property of states that is held, how the yes votes of a series differ with it; none without a recorded vote."""
    held = [name for name in list_properties(view) if name != REGIONAL_GROUP]
    if not held or not any(view.rows("SELECT 1 AS one FROM roll_calls r JOIN ballots b ON b.roll_call = r.id WHERE r.organ = ? LIMIT 1",
                                     [series.organ])):  # fmt: skip
        return []
    calls = gather_roll_calls(view, Scope(organ=series.organ))
    mine = [at for at, vote in enumerate(calls.votes) if vote["key"] in series.records or vote["symbol"] in series.symbols]
    if not mine:
        return []
    calls = calls.keep(mine)
    found = [compare_answers(calls, read_properties(view, name), "yes", "", view.settings.confidence) for name in held]
    return [{"series": series.title, "organ": series.organ} | asdict(each) for each in found]


def _series(view: View, series: Series, *, sibling: bool) -> dict[str, Any]:
    votes = [find_vote(view, key) for key in series.records]
    tallies = [count_vote(vote) for vote in votes]
    shifts = [asdict(split_shift(before, after)) for before, after in pairwise(vote for vote in votes if vote.ballots)]
    return {
        "title": series.title, "organ": series.organ, "sibling": sibling, "reason": series.reason,
        "decisions": [asdict(tally) for tally in tallies], "shifts": shifts,
    }  # fmt: skip


def _events(view: View) -> list[Row]:
    return view.rows("SELECT DISTINCT date, text, source, url FROM events ORDER BY date, text")
