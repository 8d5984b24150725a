"""Which other formulations of the lexicon stand in the same documents more often than chance would put them there."""

from dataclasses import dataclass

from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.store.base import CITED_ONLY, View

FINDER = "usage.company/1"


@dataclass(frozen=True, slots=True)
class Companion:
    """Another formulation: documents with both, and how many chance would give if the two were independent within each source,
    language and year. `ratio` is observed over expected; it describes company, not influence.
    """

    formulation: str
    documents_together: int
    expected: float
    ratio: float


def find_company(view: View, formulation: Formulation, *, minimum: int = 5) -> list[Companion]:
    """Return companions by number of shared documents, expectation stratified by source, language and year."""
    rows = view.rows(
        f"""WITH d AS (SELECT id, source, language, year FROM documents WHERE source <> '{CITED_ONLY}'),
            u AS (SELECT DISTINCT formulation, document FROM uses WHERE standing = '{Standing.IN_SCOPE}'),
            stratum AS (SELECT source, language, year, count(*) AS n FROM d GROUP BY ALL),
            counted AS (SELECT u.formulation, d.source, d.language, d.year, count(*) AS n
                        FROM u JOIN d ON d.id = u.document GROUP BY ALL),
            mine AS (SELECT document FROM u WHERE formulation = ?1),
            expected AS (
                SELECT o.formulation AS formulation, sum(o.n * m.n / s.n ORDER BY o.source, o.language, o.year) AS expected
                FROM counted o
                JOIN counted m ON m.formulation = ?1 AND m.source = o.source AND m.language = o.language
                              AND m.year IS NOT DISTINCT FROM o.year
                JOIN stratum s ON s.source = o.source AND s.language = o.language AND s.year IS NOT DISTINCT FROM o.year
                WHERE o.formulation <> ?1 GROUP BY o.formulation),
            together AS (SELECT u.formulation AS formulation, count(*) AS n FROM u JOIN mine ON mine.document = u.document
                         WHERE u.formulation <> ?1 GROUP BY u.formulation)
            SELECT t.formulation AS formulation, t.n AS n, e.expected AS expected
            FROM together t JOIN expected e ON e.formulation = t.formulation ORDER BY t.n DESC, t.formulation""",
        [formulation.id],
    )
    return [
        Companion(row["formulation"], row["n"], float(row["expected"]), row["n"] / float(row["expected"]))
        for row in rows
        if row["n"] >= minimum and row["expected"]
    ]
