"""How use grew, year by year and state by state, in each corpus."""

from collections.abc import Sequence
from dataclasses import dataclass

from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.dimensions import SPEAKING
from watchword.usage.intervals import wilson


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of one corpus in one language: documents, those with a use in scope, their share with its Wilson interval."""

    source: str
    language: str
    year: int | None
    documents: int
    documents_with: int
    uses: int
    share: float
    share_low: float
    share_high: float
    antecedent_documents: int
    holding: str


@dataclass(frozen=True, slots=True)
class StateRow:
    """One state in one corpus: documents of its own with a use in scope, and when the first and last were."""

    source: str
    language: str
    state: str
    documents_with: int
    uses: int
    first: str
    last: str
    holding: str


def spread_by_year(view: View, formulation: Formulation, measured: Sequence[Row] = ()) -> list[YearRow]:
    """Return a row for each corpus, language and year; `measured` adds rows of corpora that are not held."""
    languages = sorted({form.language for form in formulation.forms})
    rows = view.rows(
        f"""SELECT d.source AS source, d.language AS language, d.year AS year, count(*) AS documents,
                   count(*) FILTER (WHERE u.scope > 0) AS documents_with, coalesce(sum(u.scope), 0)::BIGINT AS uses,
                   count(*) FILTER (WHERE u.antecedent > 0) AS antecedent_documents
            FROM documents d LEFT JOIN (
                SELECT document, count(*) FILTER (WHERE standing = '{Standing.IN_SCOPE}') AS scope,
                       count(*) FILTER (WHERE standing = '{Standing.ANTECEDENT}') AS antecedent
                FROM uses WHERE formulation = ? GROUP BY document) u ON u.document = d.id
            WHERE d.source <> '{CITED_ONLY}' AND d.paragraphs > 0
                  AND (d.language = '' OR d.language IN ({", ".join("?" for _ in languages)}))
            GROUP BY d.source, d.language, d.year""",
        [formulation.id, *languages],
    )
    found = []
    for row, holding in [*((row, "held") for row in rows), *((row, "measured") for row in measured)]:
        low, high = wilson(row["documents_with"], row["documents"], view.settings.confidence)
        share = row["documents_with"] / row["documents"]
        found.append(
            YearRow(
                row["source"], row["language"], row["year"], row["documents"], row["documents_with"], row["uses"], share, low, high,
                row["antecedent_documents"], holding,
            )
        )  # fmt: skip
    return sorted(found, key=lambda row: (row.source, row.language, row.year is None, row.year or 0))


def spread_by_state(view: View, formulation: Formulation, measured: Sequence[Row] = ()) -> list[StateRow]:
    """Return a row for each corpus, language and state that speaks or writes a use in scope, the most frequent first.

    A text's sponsors are not its speakers: they are left aside here.
    """
    rows = view.rows(
        f"""SELECT d.source AS source, d.language AS language, s.state AS state, count(*) AS documents, sum(u.n)::BIGINT AS uses,
                   min(d.date) FILTER (WHERE d.date <> '') AS first, max(d.date) AS last
            FROM (SELECT document, count(*) AS n FROM uses WHERE formulation = ? AND standing = '{Standing.IN_SCOPE}'
                  GROUP BY document) u
            JOIN documents d ON d.id = u.document
            JOIN (SELECT DISTINCT id, x.state AS state FROM (SELECT id, unnest(actors) AS x FROM documents)
                  WHERE x.role IN ({SPEAKING})) s ON s.id = d.id
            WHERE d.source <> '{CITED_ONLY}' AND s.state <> '' GROUP BY d.source, d.language, s.state""",
        [formulation.id],
    )
    found = [
        StateRow(
            r["source"],
            r["language"],
            r["state"],
            r["documents"],
            r["uses"],
            r["first"] or "",
            r["last"] or "",
            holding,
        )
        for r, holding in [*((row, "held") for row in rows), *((row, "measured") for row in measured)]
    ]
    return sorted(found, key=lambda row: (-row.documents_with, row.first, row.source, row.language, row.state))
