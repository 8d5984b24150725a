"""Figures of our own making from corpora that are not in the workspace: counts and places, no text.

`export measurements` writes them from a workspace that holds the corpora; the package ships one file for the starter lexicon, so that
an offline newcomer sees true curves and first uses, marked *measured*. Whatever is held stands before what is measured.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib import resources
from typing import Any

from watchword import __version__
from watchword.lexicon.records import MATCHER, Formulation, Lexicon, canonical_bytes
from watchword.model import Holding, Standing
from watchword.sources.un_general_debate import usual_language
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.attestation import Attestation, Series, find_attestations
from watchword.usage.dimensions import SPEAKING
from watchword.usage.intervals import wilson

FORMAT = 1
FILE = "measurements.json"


def measure(view: View, lexicon: Lexicon) -> dict[str, Any]:
    """Return all measurements of a version: corpora with their hashes, denominators, counts, earliest attestations."""
    corpora = view.rows(
        f"""SELECT source, any_value(source_version) AS version, any_value(publisher) AS publisher, any_value(licence) AS licence,
                   list_sort(list_distinct(list(CASE WHEN container_sha256 = '' THEN raw_sha256 ELSE container_sha256 END))) AS hashes,
                   min(date) FILTER (WHERE date <> '') AS starts, max(date) AS ends, count(*) AS documents
            FROM documents WHERE source <> '{CITED_ONLY}' AND paragraphs > 0 GROUP BY source ORDER BY source"""
    )
    for corpus in corpora:
        hashes = corpus.pop("hashes")
        corpus["sha256"] = hashes[0] if len(hashes) == 1 else sha256("\n".join(hashes).encode()).hexdigest()
        corpus["files"] = len(hashes)
    return {
        "format": FORMAT,
        "what": "Figures measured by Watchword; no text. Columns are named in `columns`.",
        "program": f"watchword {__version__}",
        "matcher": MATCHER,
        "columns": {
            "totals": ["source", "language", "year", "documents", "size"],
            "years": ["source", "language", "year", "standing", "documents", "uses"],
            "states": ["source", "language", "state", "documents", "uses", "first", "last"],
            "forms": ["form", "source", "language", "state", "year", "documents", "uses"],
        },
        "corpora": corpora,
        "totals": _totals(view),
        "formulations": {f.id: _measure_formulation(view, f) for f in lexicon.formulations},
    }


def print_measurements(measurements: dict[str, Any]) -> str:
    """Return the measurements as JSON, one row a line, the same for the same figures."""
    text = json.dumps(measurements, ensure_ascii=False, indent=1, sort_keys=True)
    import re

    # Rows of plain values go on one line each: a reader and a version control see one figure a line.
    return re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda found: "[" + re.sub(r"\s*\n\s*", " ", found[1]) + "]", text) + "\n"


def shipped_measurements() -> bytes:
    """Return the file that comes with the package."""
    return resources.files("watchword.starter").joinpath(FILE).read_bytes()


def formulation_hash(formulation: Formulation) -> str:
    """Return the hash of a formulation's content: measurements made with other forms are not its measurements."""
    return sha256(canonical_bytes([formulation])).hexdigest()


class Measurements:
    """The measured figures pinned in a version, as far as the corpora behind them are not held."""

    def __init__(self, content: bytes, held_sources: set[str]) -> None:
        """Read the file; figures of sources that the workspace holds are left aside."""
        self._table: dict[str, Any] = json.loads(content) if content else {"corpora": [], "totals": [], "formulations": {}}
        self._held = held_sources
        self.corpora = [corpus for corpus in self._table["corpora"] if corpus["source"] not in held_sources]

    def of(self, formulation: Formulation) -> dict[str, Any] | None:
        """Return what was measured for a formulation, None where nothing was or its forms have changed since."""
        found = self._table["formulations"].get(formulation.id)
        return found if found and found["sha256"] == formulation_hash(formulation) else None

    def year_rows(self, formulation: Formulation) -> Iterator[Row]:
        """Yield (source, language, year, documents, documents_with, uses, antecedent_documents) of corpora not held."""
        found = self.of(formulation)
        if not found:
            return
        languages = {form.language for form in formulation.forms}
        counts: dict[tuple[str, str, int | None], dict[str, tuple[int, int]]] = defaultdict(dict)
        for source, language, year, standing, documents, uses in found["years"]:
            counts[source, language, year][standing] = (documents, uses)
        for source, language, year, documents, size in self._table["totals"]:
            if source in self._held or (language and language not in languages):
                continue
            here = counts.get((source, language, year), {})
            scope = here.get(Standing.IN_SCOPE, (0, 0))
            yield {
                "source": source, "language": language, "year": year, "documents": documents, "documents_with": scope[0],
                "uses": scope[1], "antecedent_documents": here.get(Standing.ANTECEDENT, (0, 0))[0], "size": size,
                "antecedent_uses": here.get(Standing.ANTECEDENT, (0, 0))[1],
                "other_sense_uses": here.get(Standing.OTHER_SENSE, (0, 0))[1],
            }  # fmt: skip

    def usage_rows(self, formulation: Formulation, by: Sequence[str], confidence: float) -> list[Row]:
        """Return rows as `usage.counts.count_usage` gives them, of corpora not held.

        Only year, source and language were measured: other dimensions give no row. What was not measured (works, the interval of
        the rate, which needs the single documents) is None.
        """
        if not set(by) <= {"year", "source", "language"}:
            return []
        groups: dict[tuple[Any, ...], list[Row]] = {}
        for row in self.year_rows(formulation):
            unit = "Han characters" if row["language"] == "zh" else "words"
            groups.setdefault((*(row[name] for name in by), unit), []).append(row)
        return [dict(zip(by, key, strict=False)) | _usage_row(rows, key[-1], confidence) for key, rows in groups.items()]

    def state_rows(self, formulation: Formulation) -> Iterator[Row]:
        """Yield (source, language, state, documents, uses, first, last) of corpora not held."""
        found = self.of(formulation)
        names = ("source", "language", "state", "documents", "uses", "first", "last")
        for row in found["states"] if found else ():
            if row[0] not in self._held:
                yield dict(zip(names, row, strict=True))

    def series(self, formulation: Formulation) -> list[dict[str, Any]]:
        """Return the series of attestations of corpora not held, as `usage.attestation.Series` prints as JSON."""
        found = self.of(formulation)
        return [item for item in found["series"] if item["source"] not in self._held] if found else []


def _usage_row(rows: list[Row], unit: str, confidence: float) -> Row:
    names = ("documents", "documents_with", "uses", "size", "antecedent_documents", "antecedent_uses", "other_sense_uses")
    total = {name: sum(row[name] for row in rows) for name in names}
    low, high = wilson(total["documents_with"], total["documents"], confidence)
    return total | {
        "unit": unit, "works": None, "works_with": None, "share": total["documents_with"] / total["documents"], "share_low": low,
        "share_high": high, "rate": 1e6 * total["uses"] / total["size"] if total["size"] else 0.0, "rate_low": None, "rate_high": None,
    }  # fmt: skip


def _totals(view: View) -> list[list[Any]]:
    rows = view.rows(
        f"""SELECT source, language, year, count(*) AS documents,
                   sum(CASE WHEN language = 'zh' THEN han ELSE words END)::BIGINT AS size
            FROM documents WHERE source <> '{CITED_ONLY}' AND paragraphs > 0 GROUP BY ALL ORDER BY source, language, year NULLS LAST"""
    )
    return [list(row.values()) for row in rows]


def _measure_formulation(view: View, formulation: Formulation) -> dict[str, Any]:
    base = f"FROM uses u JOIN documents d ON d.id = u.document WHERE u.formulation = ? AND d.source <> '{CITED_ONLY}'"
    states = f"""(SELECT DISTINCT u.document AS document, u.form AS form, coalesce(x.state, '') AS state, u.n AS n
                  FROM (SELECT document, form, count(*) AS n FROM uses WHERE formulation = ? AND standing = '{Standing.IN_SCOPE}'
                        GROUP BY ALL) u
                  LEFT JOIN (SELECT id, x FROM (SELECT id, unnest(actors) AS x FROM documents) WHERE x.role IN ({SPEAKING})) a
                  ON a.id = u.document)"""
    years = view.rows(
        f"""SELECT d.source, d.language, d.year, u.standing, count(DISTINCT d.id) AS documents, count(*) AS uses {base}
            GROUP BY ALL ORDER BY ALL NULLS LAST""",
        [formulation.id],
    )
    by_state = view.rows(
        f"""SELECT d.source, d.language, s.state, count(DISTINCT d.id) AS documents, sum(s.n)::BIGINT AS uses,
                   min(d.date) FILTER (WHERE d.date <> '') AS first, max(d.date) AS last
            FROM {states} s JOIN documents d ON d.id = s.document WHERE d.source <> '{CITED_ONLY}' AND s.state <> ''
            GROUP BY ALL ORDER BY ALL NULLS LAST""",
        [formulation.id],
    )
    forms = view.rows(
        f"""SELECT s.form, d.source, d.language, s.state, d.year, count(DISTINCT d.id) AS documents, sum(s.n)::BIGINT AS uses
            FROM {states} s JOIN documents d ON d.id = s.document WHERE d.source <> '{CITED_ONLY}'
            GROUP BY ALL ORDER BY ALL NULLS LAST""",
        [formulation.id],
    )
    return {
        "sha256": formulation_hash(formulation),
        "years": [list(row.values()) for row in years],
        "states": [list(row.values()) for row in by_state],
        "forms": [list(row.values()) for row in forms],
        "series": [_series(item) for item in find_attestations(view, formulation, limit=3, usual_language=usual_language)],
    }


def _series(series: Series) -> dict[str, Any]:
    """Return a series without any text: names, dates, places."""
    return {
        "source": series.source, "language": series.language, "starts": series.starts, "ends": series.ends,
        "documents": series.documents, "documents_with": series.documents_with, "uses": series.uses,
        "antecedent_uses": series.antecedent_uses, "already_present": series.already_present, "likely_before": series.likely_before,
        "sentence": series.sentence, "earliest": [_place(item) for item in series.earliest],
        "antecedent": [_place(item) for item in series.antecedent],
    }  # fmt: skip


def _place(attestation: Attestation) -> dict[str, Any]:
    evidence = attestation.evidence
    return {
        "date": attestation.date, "document": attestation.document, "title": "", "symbol": attestation.symbol,
        "source": attestation.source, "organ": attestation.organ, "language": attestation.language,
        "states": list(attestation.states), "speaker": attestation.speaker, "standing": attestation.standing,
        "holding": Holding.MEASURED.value, "translated": attestation.translated,
        "evidence": {
            "holding": Holding.MEASURED.value, "source": attestation.source, "document": attestation.document,
            "language": attestation.language, "paragraph": evidence.paragraph, "start": evidence.start, "end": evidence.end,
            "prefix": "", "quote": evidence.quote, "suffix": "", "text_sha256": evidence.text_sha256,
            "raw_sha256": evidence.raw_sha256, "finder": evidence.finder,
        },
    }  # fmt: skip
