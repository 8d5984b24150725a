"""Which other formulations of the lexicon stand in the same documents and paragraphs more, or less, often than chance has them.

Chance is: within each source, language and year, the documents (paragraphs) with the one are dealt out without regard to those with
the other. The number together is then a sum of hypergeometric ones, one a stratum, whose exact distribution gives p (the exact
conditional test of stratified two-by-two tables: Mantel and Haenszel 1959, Gart 1970). An association, never influence.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.store.base import Row, View
from watchword.usage.chance import bound_together, exact_chance
from watchword.usage.filters import Filter, condition
from watchword.usage.measures import hold_error

FINDER = "usage.company/2"


@dataclass(frozen=True, slots=True)
class Companion:
    """Another formulation: documents with both, and how many chance would give if the two were independent within each source,
    language and year. `ratio` is observed over expected, with its exact conditional interval (`low`, `high`); `p` is the exact two-sided
    probability of a number as unlikely, `p_holm` the same held over all companions. `documents` have the other at all.

    `paragraphs_*` say the same of paragraphs. `overlapping` is how many uses of the other share characters with one of the formulation:
    words that share words keep company by their making, so these uses count nowhere here.
    """

    formulation: str
    documents_together: int
    expected: float
    ratio: float
    low: float
    high: float
    p: float
    p_holm: float
    documents: int
    paragraphs_together: int
    paragraphs_expected: float
    paragraphs_ratio: float | None
    paragraphs_low: float | None
    paragraphs_high: float | None
    paragraphs_p: float | None
    paragraphs_p_holm: float | None
    overlapping: int


def find_company(view: View, formulation: Formulation, *, minimum: int = 5, asked: Filter | None = None) -> list[Companion]:
    """Return companions by number of shared documents; fewer than `minimum` observed and expected are no rows."""
    chosen = condition(view, asked or Filter())
    documents = {row["formulation"]: row for row in _count(view, formulation, chosen, paragraphs=False)}
    near = {row["formulation"]: row for row in _count(view, formulation, chosen, paragraphs=True) if row["expected"] > 0}
    names = [name for name, row in documents.items() if row["expected"] > 0 and max(row["together"], row["expected"]) >= minimum]
    adjusted = _adjust(documents, names)
    adjusted_near = _adjust(near, [name for name in names if name in near])
    overlapping = _overlapping(view, formulation, chosen)
    confidence = view.settings.confidence
    found = []
    for name in names:
        row, close = documents[name], near.get(name)
        ratio = _ratio(row, confidence)
        closer = _ratio(close, confidence) if close else (None, None, None)
        found.append(
            Companion(
                formulation=name, documents_together=row["together"], expected=row["expected"], ratio=ratio[0], low=ratio[1],
                high=ratio[2], p=row["p"], p_holm=adjusted[name], documents=row["documents"],
                paragraphs_together=close["together"] if close else 0, paragraphs_expected=close["expected"] if close else 0.0,
                paragraphs_ratio=closer[0], paragraphs_low=closer[1], paragraphs_high=closer[2],
                paragraphs_p=close["p"] if close else None, paragraphs_p_holm=adjusted_near.get(name),
                overlapping=overlapping.get(name, 0),
            )
        )  # fmt: skip
    return sorted(found, key=lambda item: (-item.documents_together, item.formulation))


def _adjust(rows: dict[str, Row], names: Sequence[str]) -> dict[str, float]:
    return dict(zip(names, hold_error(np.array([rows[name]["p"] for name in names])).tolist(), strict=True))


def _ratio(row: Row, confidence: float) -> tuple[float, float, float]:
    low, high = bound_together(row["margins"], row["together"], confidence)
    return row["together"] / row["expected"], low / row["expected"], high / row["expected"]


def _count(view: View, formulation: Formulation, chosen: tuple[str, list[object]], *, paragraphs: bool) -> list[Row]:
    """Return for each other formulation `together`, `expected`, `p` and `documents` (of documents, or of paragraphs)."""
    sql, parameters = chosen
    place = "document, paragraph" if paragraphs else "document"
    same = "m.document = u.document" + (" AND m.paragraph = u.paragraph" if paragraphs else "")
    size = "sum(paragraphs)::BIGINT" if paragraphs else "count(*)"
    rows = view.rows(
        f"""WITH d AS (SELECT id, source, language, year, paragraphs FROM documents d WHERE {sql}),
            stratum AS (SELECT source, language, year, {size} AS n FROM d GROUP BY ALL),
            apart AS (SELECT formulation, document, paragraph, start FROM uses WHERE standing = '{Standing.IN_SCOPE}'
                      EXCEPT SELECT formulation, document, paragraph, start FROM ({_OVERLAPPING})),
            u AS (SELECT DISTINCT formulation, {place}, d.source, d.language, d.year FROM apart JOIN d ON d.id = document),
            mine AS (SELECT * FROM u WHERE formulation = ?),
            counted AS (SELECT formulation, source, language, year, count(*) AS n FROM u GROUP BY ALL),
            together AS (SELECT u.formulation, u.source, u.language, u.year, count(*) AS n FROM u JOIN mine m ON {same} GROUP BY ALL)
            SELECT c.formulation AS formulation, c.n AS theirs, coalesce(o.n, 0) AS ours, s.n AS size, coalesce(t.n, 0) AS together
            FROM counted c JOIN stratum s ON s.source = c.source AND s.language = c.language AND s.year IS NOT DISTINCT FROM c.year
            LEFT JOIN counted o ON o.formulation = ? AND o.source = c.source AND o.language = c.language
                                AND o.year IS NOT DISTINCT FROM c.year
            LEFT JOIN together t ON t.formulation = c.formulation AND t.source = c.source AND t.language = c.language
                                 AND t.year IS NOT DISTINCT FROM c.year
            WHERE c.formulation <> ? ORDER BY c.formulation, c.source, c.language, c.year NULLS FIRST""",
        [*parameters, *[formulation.id] * 5],
    )
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row["formulation"], []).append(row)
    return [_test(name, strata) for name, strata in groups.items()]


def _test(name: str, strata: Sequence[Row]) -> Row:
    margins = [(row["ours"], row["theirs"], row["size"]) for row in strata if row["ours"]]
    together = sum(row["together"] for row in strata)
    return {
        "formulation": name,
        "together": together,
        "documents": sum(row["theirs"] for row in strata),
        "expected": float(sum(ours * theirs / size for ours, theirs, size in margins)),
        "p": exact_chance(margins, together),
        "margins": margins,
    }


# Uses of other formulations that share characters with a use of this one.
_OVERLAPPING = f"""
    SELECT DISTINCT o.formulation, o.document, o.paragraph, o.start FROM uses o JOIN uses m
        ON m.document = o.document AND m.paragraph = o.paragraph AND m.start < o."end" AND o.start < m."end"
    WHERE m.formulation = ? AND o.formulation <> ? AND m.standing = '{Standing.IN_SCOPE}' AND o.standing = '{Standing.IN_SCOPE}'"""


def _overlapping(view: View, formulation: Formulation, chosen: tuple[str, list[object]]) -> dict[str, int]:
    sql, parameters = chosen
    rows = view.rows(
        f"""SELECT t.formulation AS formulation, count(*) AS n FROM ({_OVERLAPPING}) t JOIN documents d ON d.id = t.document
            WHERE {sql} GROUP BY t.formulation""",
        [formulation.id, formulation.id, *parameters],
    )
    return {row["formulation"]: row["n"] for row in rows}
