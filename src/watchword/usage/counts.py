"""How often a formulation is used: documents, works, uses, and their shares and rates, by any of a few dimensions.

Denominators are the held documents in those languages in which the formulation has a form; evidence that is only cited is never
counted. Alphabetic text is measured per million words, Chinese per million Han characters, and the two are never added up.
Antecedent wording (see `lexicon.standing`) has columns of its own.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np

from watchword.errors import UsageError
from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.intervals import bootstrap_rate, wilson

FINDER = "usage.counts/1"
SPEAKING = "'speaker', 'author', 'on behalf of', 'signatory'"
SPONSORING = "'sponsor', 'additional sponsor'"
DIMENSIONS = {
    "year": "d.year",
    "organ": "d.organ",
    "language": "d.language",
    "source": "d.source",
    "kind": "d.kind",
    "session": "d.session",
    "actor": "coalesce(a.state, '')",
    "sponsor": "coalesce(a.state, '')",
}


@dataclass(frozen=True, slots=True)
class UsageRow:
    """One group.

    `documents` counts expressions and `works` language-free works; `documents_with` and `works_with` hold at least one use in
    scope; `share` is documents_with / documents with its Wilson interval; `rate` is uses per million `unit` ("words" or "Han
    characters", of which the group has `size`) with its bootstrap interval, documents resampled whole. `antecedent_*` count the
    same words outside the scope of a form, `other_sense_uses` those in another sense.
    """

    unit: str
    documents: int
    documents_with: int
    works: int
    works_with: int
    uses: int
    size: int
    share: float
    share_low: float
    share_high: float
    rate: float
    rate_low: float
    rate_high: float
    antecedent_documents: int
    antecedent_uses: int
    other_sense_uses: int


def count_usage(view: View, formulation: Formulation, by: Sequence[str] = ("year",)) -> list[dict[str, Any]]:
    """Return a row for each group: the values of the dimensions `by`, then the columns of `UsageRow`, in order of the dimensions.

    "actor" is the state of a speaker, author, signatory or whom they speak for, "sponsor" that of a text's sponsor; a document of
    several counts for each of them, one of whom no state is known for "". Raise `UsageError` for an unknown dimension, or for both
    of these at once.
    """
    for name in by:
        if name not in DIMENSIONS:
            raise UsageError(f"no dimension {name!r}; there are {', '.join(DIMENSIONS)}")
    if "actor" in by and "sponsor" in by:
        raise UsageError("actor and sponsor cannot be crossed: ask for one of them")
    documents = _documents(view, formulation, by)
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in documents:
        groups.setdefault((*(row[name] for name in by), row["unit"]), []).append(row)
    ordered = sorted(groups, key=lambda key: tuple((value is None, str(value)) for value in key))
    return [dict(zip(by, key, strict=False)) | asdict(_measure(groups[key], key[-1], view)) for key in ordered]


def usage_columns(by: Sequence[str]) -> tuple[str, ...]:
    """Return the column names of `count_usage`."""
    return (*by, *(item.name for item in fields(UsageRow)))


def _documents(view: View, formulation: Formulation, by: Sequence[str]) -> list[Row]:
    """Return one row a document (and actor, where asked): its dimensions, size and numbers of uses."""
    languages = sorted({form.language for form in formulation.forms})
    dimensions = ", ".join(f"{DIMENSIONS[name]} AS {name}" for name in by)
    roles = SPEAKING if "actor" in by else SPONSORING if "sponsor" in by else ""
    actors = (
        "LEFT JOIN (SELECT DISTINCT id, x.state AS state FROM (SELECT id, unnest(actors) AS x FROM documents) "
        f"WHERE x.state <> '' AND x.role IN ({roles})) a ON a.id = d.id"
        if roles
        else ""
    )
    marks = ", ".join("?" for _ in languages)
    sql = f"""
        SELECT {dimensions}{"," if dimensions else ""}
               CASE WHEN d.language = 'zh' THEN 'Han characters' ELSE 'words' END AS unit,
               d.work AS work, CASE WHEN d.language = 'zh' THEN d.han ELSE d.words END AS size,
               coalesce(u.uses, 0) AS uses, coalesce(u.antecedent, 0) AS antecedent, coalesce(u.other, 0) AS other
        FROM documents d {actors}
        LEFT JOIN (
            SELECT document, count(*) FILTER (WHERE standing = '{Standing.IN_SCOPE}') AS uses,
                   count(*) FILTER (WHERE standing = '{Standing.ANTECEDENT}') AS antecedent,
                   count(*) FILTER (WHERE standing = '{Standing.OTHER_SENSE}') AS other
            FROM uses WHERE formulation = ? GROUP BY document) u ON u.document = d.id
        WHERE d.source <> '{CITED_ONLY}' AND d.paragraphs > 0 AND (d.language = '' OR d.language IN ({marks}))
        ORDER BY d.id"""
    return view.rows(sql, [formulation.id, *languages])


def _measure(rows: list[Row], unit: str, view: View) -> UsageRow:
    settings = view.settings
    uses = np.array([row["uses"] for row in rows], dtype=np.int64)
    sizes = np.array([row["size"] for row in rows], dtype=np.int64)
    size, total = int(sizes.sum()), int(uses.sum())
    with_use = int((uses > 0).sum())
    low, high = wilson(with_use, len(rows), settings.confidence)
    rate_low, rate_high = bootstrap_rate(
        uses, sizes, replicates=settings.bootstrap_replicates, seed=settings.seed, confidence=settings.confidence
    )
    return UsageRow(
        unit=unit,
        documents=len(rows),
        documents_with=with_use,
        works=len({row["work"] for row in rows}),
        works_with=len({row["work"] for row in rows if row["uses"]}),
        uses=total,
        size=size,
        share=with_use / len(rows),
        share_low=low,
        share_high=high,
        rate=1e6 * total / size if size else 0.0,
        rate_low=1e6 * rate_low,
        rate_high=1e6 * rate_high,
        antecedent_documents=sum(1 for row in rows if row["antecedent"]),
        antecedent_uses=sum(row["antecedent"] for row in rows),
        other_sense_uses=sum(row["other"] for row in rows),
    )
