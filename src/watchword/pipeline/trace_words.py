"""The words of a trace: where a formulation first stands, how its use spread, what it travels with, how it is rendered."""

from dataclasses import asdict
from typing import Any

from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.pipeline.company import gather_collocates
from watchword.pipeline.inventories import is_counted
from watchword.pipeline.measured import Measurements
from watchword.pipeline.opening import Reading
from watchword.pipeline.parallel import find_corpus, open_corpus
from watchword.sources.un_general_debate import usual_language
from watchword.store.base import CITED_ONLY, View
from watchword.usage.attestation import find_attestations
from watchword.usage.collocates import Collocates, Window
from watchword.usage.company import find_company
from watchword.usage.filters import Filter
from watchword.usage.following import Following, follow
from watchword.usage.parallel.collecting import count_listed
from watchword.usage.spread import spread_by_state, spread_by_year

_LEAST_USES = 20
_COLLOCATES = 12
LATER = "does it once (minutes where much is held), and then they stand here"
"""How a section ends that waits for what another command prepares."""


def trace_origin(view: View, formulation: Formulation, measured: Measurements) -> dict[str, Any]:
    """Return the earliest attestations in each corpus and language: held, measured and cited."""
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


def trace_spread(view: View, formulation: Formulation, measured: Measurements) -> dict[str, Any]:
    """Return use by year and by state, held and measured, and which state followed which in what is held."""
    years = spread_by_year(view, formulation, list(measured.year_rows(formulation)))
    states = spread_by_state(view, formulation, list(measured.state_rows(formulation)))
    return {
        "by_year": [asdict(row) for row in years],
        "by_state": [asdict(row) for row in states],
        "following": [_following(corpus) for corpus in follow(view, formulation)],
        "empty": "" if any(row.documents_with for row in years) else "no use in scope in a held or measured corpus",
    }


def _following(corpus: Following) -> dict[str, Any]:
    """Return what a trace shows of who followed whom in a corpus; `watchword spread` has the lags between any two."""
    row = asdict(corpus)
    return {name: row[name] for name in ("source", "by", "units", "users", "sentence", "adopters", "curve", "uptake")}


def trace_company(reading: Reading, formulation: Formulation, *, prepare: bool) -> dict[str, Any]:
    """Return the formulations and the words that keep company with one; words are counted where there are uses enough to count.

    Where the words of a language have not been counted yet, they are with `prepare`; else `collocates_empty` says so.
    """
    found = [asdict(item) for item in find_company(reading.view, formulation)]
    languages = _languages_with_uses(reading.view, formulation)
    ready = [language for language in languages if prepare or is_counted(reading, language)]
    window = Window(limit=_COLLOCATES, least_documents=3)
    collocates = [_collocates(gather_collocates(reading, formulation, language, Filter(), window)) for language in ready]
    empty = "" if languages else f"no language has {_LEAST_USES} uses in scope in what is held: too few to count words around"
    if waiting := [language for language in languages if language not in ready]:
        empty = f"words near it are not counted yet in {', '.join(waiting)}: {_once('collocates', formulation)}"
    return {
        "formulations": found,
        "empty": "" if found else "no other formulation of the lexicon shares five held documents with it",
        "collocates": collocates,
        "collocates_empty": empty,
    }


def _once(command: str, formulation: Formulation) -> str:
    return f"`watchword {command} {formulation.id}` {LATER}"


def _collocates(found: Collocates) -> dict[str, Any]:
    """Return what a trace shows of the collocates in one language."""
    row = asdict(found)
    return {name: row[name] for name in ("language", "window", "units", "documents_with", "documents", "sources", "rows")}


def _languages_with_uses(view: View, formulation: Formulation) -> list[str]:
    """Return the languages with enough uses in scope, the most uses first."""
    rows = view.rows(
        f"""SELECT d.language::VARCHAR AS language, count(*) AS n FROM uses u JOIN documents d ON d.id = u.document
            WHERE u.formulation = ? AND u.standing = '{Standing.IN_SCOPE}' AND d.source <> '{CITED_ONLY}' AND d.language <> ''
            GROUP BY d.language HAVING n >= {_LEAST_USES} ORDER BY n DESC, d.language""",
        [formulation.id],
    )
    return [row["language"] for row in rows]


def trace_renderings(reading: Reading, formulation: Formulation, *, prepare: bool) -> dict[str, Any]:
    """Return which forms of the lexicon stand in the paragraphs of works held in several languages that have one in any of them.

    Where these works have not been aligned yet, they are with `prepare`; else `empty` says so.
    """
    corpus = (open_corpus if prepare else find_corpus)(reading.workspace, reading.view)
    if corpus is None:
        return {"forms": [], "empty": f"works held in several languages are not aligned yet: {_once('renderings', formulation)}"}
    forms = [asdict(row) for row in count_listed(reading.view, corpus, formulation)] if corpus.languages else []
    shown = [row for row in forms if row["of"]]
    empty = (
        "no work is held in several languages" if not corpus.languages else "no form stands in scope in a work held in several languages"
    )
    return {"forms": shown, "empty": "" if shown else empty}
