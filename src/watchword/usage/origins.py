"""The earliest attestations of each language, organ, state, group, office, source or kind of text, and what their series can show.

A group's series are the documents held of it, over all corpora, in a language of the formulation's forms. A first use means the first
among those. Before one is read from a series, four things are said of it: whether the words may have been there before it starts (the
Poisson test of `usage.attestation`), the years inside it without a document, the years after the first use without another, and
whether the wording can be the speaker's own.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from watchword.errors import UsageError
from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.attestation import Attestation, UsualLanguage, is_before, judge_presence, know_nothing, read_attestation, year_on
from watchword.usage.dimensions import group_documents
from watchword.usage.offices import UNKNOWN

FINDER = "usage.origins/1"
BY = {
    "language": "language", "organ": "organ", "state": "actor", "group": "group", "office": "office", "source": "source", "kind": "kind",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Origin:
    """The attestations of one value of a dimension (`by` and `value`, "" unknown).

    `starts` and `ends` bound its documents, `documents` of them (`undated` without a date), `documents_with` with a use in scope.
    `missing` are years between the first and last document of which none is held, `silent` years with documents and no use after
    the year of the first use (up to the last document). `already_present` says that the series cannot show a first use,
    `likely_before` is the probability that an equal span before it held no use (null where the first use is later than its first year).
    `sentence` says what may be said; `earliest` and `antecedent` are attestations, one a document, the earliest first.
    """

    by: str
    value: str
    starts: str
    ends: str
    documents: int
    undated: int
    documents_with: int
    uses: int
    antecedent_uses: int
    missing: tuple[int, ...]
    silent: tuple[int, ...]
    already_present: bool
    likely_before: float | None
    sentence: str
    earliest: tuple[Attestation, ...]
    antecedent: tuple[Attestation, ...]


def find_origins(
    view: View, formulation: Formulation, by: str, *, limit: int = 1, usual_language: UsualLanguage = know_nothing
) -> list[Origin]:
    """Return a row for each value of `by` that has a use in scope or antecedent wording, the earliest use first.

    `by` is "language", "organ", "state", "group", "office", "source" or "kind"; a document of several states counts for each. `limit` is
    the number of attestations of each standing. Raise `UsageError` for another `by`.
    """
    if by not in BY:
        raise UsageError(f"no dimension {by!r}; there are {', '.join(BY)}")
    documents: dict[str, list[Row]] = defaultdict(list)
    for row in _documents(view, formulation, BY[by]):
        documents[row["value"]].append(row)
    with_words = {value: rows for value, rows in documents.items() if any(row["uses"] or row["antecedent"] for row in rows)}
    chosen = {
        (value, standing): _choose(rows, column, limit)
        for value, rows in with_words.items()
        for standing, column in ((Standing.IN_SCOPE, "uses"), (Standing.ANTECEDENT, "antecedent"))
    }
    attested = _attest(view, formulation, chosen, usual_language)
    found = [_describe(by, value, rows, attested) for value, rows in with_words.items()]
    return sorted(found, key=_first_date)


def _first_date(origin: Origin) -> tuple[Any, ...]:
    first = origin.earliest[0].date if origin.earliest else ""
    return (not origin.earliest, not first, first, origin.value)


def _documents(view: View, formulation: Formulation, dimension: str) -> list[Row]:
    """Return one row a document and value: id, date, year, uses in scope and antecedent; sorted by date, undated last."""
    languages = sorted({form.language for form in formulation.forms})
    grouping = group_documents(view, formulation, (dimension,))
    return view.rows(
        f"""SELECT {grouping.columns.rpartition(" AS ")[0]} AS value, d.id AS id, d.date AS date, d.year AS year,
                   coalesce(u.uses, 0) AS uses, coalesce(u.antecedent, 0) AS antecedent
            FROM documents d {grouping.joins} LEFT JOIN (
                SELECT document, count(*) FILTER (WHERE standing = '{Standing.IN_SCOPE}') AS uses,
                       count(*) FILTER (WHERE standing = '{Standing.ANTECEDENT}') AS antecedent
                FROM uses WHERE formulation = ? GROUP BY document) u ON u.document = d.id
            WHERE d.source <> '{CITED_ONLY}' AND d.paragraphs > 0 AND (d.language = '' OR d.language IN (SELECT unnest(?::VARCHAR[])))
            ORDER BY d.date = '', d.date, d.id""",
        [*grouping.parameters, formulation.id, languages],
    )


def _choose(rows: Sequence[Row], column: str, limit: int) -> list[str]:
    return [row["id"] for row in rows if row[column]][: limit or None]


def _attest(
    view: View, formulation: Formulation, chosen: dict[tuple[str, Standing], list[str]], usual_language: UsualLanguage
) -> dict[tuple[str, Standing], tuple[Attestation, ...]]:
    """Return the attestations of the chosen documents, one a document and standing, each read once."""
    wanted = sorted({identity for ids in chosen.values() for identity in ids})
    rows = view.rows(
        """SELECT d.id AS id, d.date AS date, d.title AS title, d.symbol AS symbol, d.source AS source, d.organ AS organ,
                  d.language AS language, d.actors AS actors, d.original_language AS original_language, d.rendering AS rendering,
                  d.display AS display, d.raw_sha256 AS raw_sha256, u.paragraph AS paragraph, u.start AS start, u."end" AS "end",
                  u.text AS quote, u.prefix AS prefix, u.suffix AS suffix, u.text_sha256 AS text_sha256, u.standing AS standing
           FROM uses u JOIN documents d ON d.id = u.document WHERE u.formulation = ? AND u.document IN (SELECT unnest(?::VARCHAR[]))
           QUALIFY row_number() OVER (PARTITION BY u.document, u.standing ORDER BY u.paragraph, u.start) = 1""",
        [formulation.id, wanted],
    )
    read = {(row["id"], row["standing"]): read_attestation(row, usual_language) for row in rows}
    return {key: tuple(read[identity, key[1]] for identity in ids) for key, ids in chosen.items()}


def _describe(by: str, value: str, rows: Sequence[Row], attested: dict[tuple[str, Standing], tuple[Attestation, ...]]) -> Origin:
    earliest, antecedent = attested[value, Standing.IN_SCOPE], attested[value, Standing.ANTECEDENT]
    dated = [row for row in rows if row["date"]]
    starts, ends = (dated[0]["date"], dated[-1]["date"]) if dated else ("", "")
    held, used = Counter(row["year"] for row in dated), Counter(row["year"] for row in dated if row["uses"])
    years = range(min(held), max(held) + 1) if held else range(0)
    first = earliest[0].date if earliest else ""
    chance = None
    if starts and first and first < year_on(starts):
        chance = judge_presence(sum(1 for row in dated if row["uses"] and row["date"] < year_on(starts)))
    present = chance is not None and chance[0]
    before = say_years([year for year in years if not held[year] and first and year < int(first[:4])])
    missing = tuple(year for year in years if not held[year])
    silent = tuple(year for year in years if first and year > min(used) and held[year] and not used[year])
    return Origin(
        by, value, starts, ends, len(rows), len(rows) - len(dated), sum(1 for row in rows if row["uses"]),
        sum(row["uses"] for row in rows), sum(row["antecedent"] for row in rows), missing, silent, present, chance[1] if chance else None,
        _say((by, value), (earliest, antecedent), starts, before, chance), earliest, antecedent,
    )  # fmt: skip


def _say(
    group: tuple[str, str], found: tuple[Sequence[Attestation], Sequence[Attestation]], starts: str, missing: str,
    chance: tuple[bool, float] | None,
) -> str:  # fmt: skip
    """Say what may be said of a group's earliest use; `missing` are the years before it without a document, in words."""
    earliest, antecedent = found
    series = f"its documents start {starts}" if starts else "its documents are undated"
    if not earliest:
        return f"no use in scope; {series}; the same words stand there as antecedent wording ({antecedent[0].date or 'undated'})"
    first = earliest[0]
    if group[1] in ("", UNKNOWN):
        said = f"first use found: {first.date or 'undated'}, among documents of which no {group[0]} is known: these are no series"
    elif chance and chance[0]:
        said = f"already present when its documents start ({starts}); a first use cannot be read from them"
    else:
        said = f"first use found: {first.date or 'undated'}; {series}"
        said += "; too few uses in the first year to say what went before" if chance else ""
    said += f"; no document is held of {missing}" if missing else ""
    if "translator" in first.translated:
        said += f"; {first.translated}"
    if antecedent and is_before(antecedent[0].date, first.date):
        said += f"; the same words stood there before as antecedent wording ({antecedent[0].date})"
    return said


def say_years(years: Sequence[int]) -> str:
    """Return years in words, runs joined: 1991, 1993-1995."""
    runs: list[list[int]] = []
    for year in sorted(years):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)
