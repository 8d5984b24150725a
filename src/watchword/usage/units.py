"""Whose documents a corpus holds, when, and which of them use a formulation: the units that can follow one another."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.dimensions import group_documents
from watchword.usage.offices import UNKNOWN

ALL = "all"


@dataclass(slots=True)
class Unit:
    """What is known of a unit in a corpus: its dates, documents by date and by year, and documents with a use by year."""

    name: str
    entered: str = "9"
    last: str = ""
    first: str = ""
    dated: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    documents: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    used: dict[int, int] = field(default_factory=lambda: defaultdict(int))


def gather_units(view: View, formulation: Formulation, by: str, dimension: str) -> tuple[dict[str, dict[str, Unit]], dict[str, list[int]]]:
    """Return by corpus its units by name, and its documents left aside: the number of those without a date, and of no known unit.

    `dimension` is the dimension of `usage.dimensions` that names the units; where the units are the sources, they are one corpus.
    """
    corpora: dict[str, dict[str, Unit]] = defaultdict(dict)
    left: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in _documents(view, formulation, by, dimension):
        if not row["date"] or row["unit"] in ("", UNKNOWN):
            left[row["source"]][bool(row["date"])] += row["documents"]
        else:
            _add(corpora[row["source"]].setdefault(row["unit"], Unit(row["unit"])), row)
    return corpora, left


def _documents(view: View, formulation: Formulation, by: str, dimension: str) -> list[Row]:
    """Return the number of documents, and of those with a use in scope, by corpus, unit and date."""
    languages = sorted({form.language for form in formulation.forms})
    grouping = group_documents(view, formulation, (dimension,))
    source = f"'{ALL}'" if by == "source" else "d.source"
    return view.rows(
        f"""SELECT {source} AS source, {grouping.columns.rpartition(" AS ")[0]} AS unit, d.date AS date, count(*) AS documents,
                   count(u.document) AS documents_with
            FROM documents d {grouping.joins}
            LEFT JOIN (SELECT DISTINCT document FROM uses WHERE formulation = ? AND standing = '{Standing.IN_SCOPE}') u
                 ON u.document = d.id
            WHERE d.source <> '{CITED_ONLY}' AND d.paragraphs > 0 AND (d.language = '' OR d.language IN (SELECT unnest(?::VARCHAR[])))
            GROUP BY ALL ORDER BY ALL""",
        [*grouping.parameters, formulation.id, languages],
    )


def _add(unit: Unit, row: Row) -> None:
    date, year = row["date"], int(row["date"][:4])
    unit.entered, unit.last = min(unit.entered, date), max(unit.last, date)
    unit.dated[date] += row["documents"]
    unit.documents[year] += row["documents"]
    if row["documents_with"]:
        unit.first = min(unit.first or date, date)
        unit.used[year] += row["documents_with"]


def yearly_rates(units: Sequence[Unit]) -> dict[int, float]:
    """Return the share of each year's documents that use the words, in the whole corpus."""
    documents: dict[int, int] = defaultdict(int)
    used: dict[int, int] = defaultdict(int)
    for unit in units:
        for year, count in unit.documents.items():
            documents[year] += count
            used[year] += unit.used.get(year, 0)
    return {year: used[year] / documents[year] for year in documents}
