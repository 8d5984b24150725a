"""How often a formulation is used: documents, works, uses, and their shares and rates, by any of a few dimensions.

Denominators are the held documents in those languages in which the formulation has a form; evidence that is only cited is never
counted. Alphabetic text is measured per million words, Chinese per million Han characters, and the two are never added up.
Antecedent wording (see `lexicon.standing`) has columns of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.store.base import CITED_ONLY, View
from watchword.usage.dimensions import DIMENSIONS, group_documents
from watchword.usage.intervals import bootstrap_rate, wilson

FINDER = "usage.counts/2"


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


def count_usage(
    view: View, formulation: Formulation, by: Sequence[str] = ("year",), events: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return a row for each group: the values of the dimensions `by`, then the columns of `UsageRow`, in order of the dimensions.

    "actor" is the state of a speaker, author, signatory or whom they speak for, "sponsor" that of a text's sponsor, "group" the
    regional group of such a state on the document's date, "office" the class of the actor's office; a document of several counts for
    each of them, one of whom no state is known for "" (no office: "unknown"). By "form" the documents are those in the form's language.
    `events` (`usage.events.Events.of`) adds a column `events`. Raise `UsageError` for an unknown dimension, or for actor and sponsor
    at once.
    """
    table = _documents(view, formulation, by)
    groups, codes = _group(table, by)
    columns = _columns(table)
    ids = table["id"].to_pylist() if events is not None else []
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(len(groups) + 1))
    found = []
    for number in sorted(range(len(groups)), key=lambda at: tuple((value is None, str(value)) for value in groups[at])):
        rows = order[ends[number] : ends[number + 1]]
        measured = asdict(_measure({name: column[rows] for name, column in columns.items()}, groups[number][-1], view))
        if events is not None:
            measured["events"] = len({events[ids[row]] for row in rows[columns["uses"][rows] > 0]})
        found.append(dict(zip(by, groups[number], strict=False)) | measured)
    return found


def find_counted(view: View, formulation: Formulation, values: Mapping[str, str]) -> tuple[list[dict[str, Any]], list[str], list[str]]:
    """Return the rows of `count_usage` by the dimensions of `values` that have these values, and the ids of the documents counted in
    them: all, and those with a use in scope.

    Values are texts as the rows print them; an undated year is "unknown". Raise `UsageError` for an unknown dimension.
    """
    by = list(values)
    table = _documents(view, formulation, by)
    groups, codes = _group(table, by)
    columns, ids, uses = _columns(table), np.array(table["id"].to_pylist(), dtype=object), table["uses"].to_numpy()
    found, counted = [], np.zeros(len(ids), dtype=bool)
    for number, group in enumerate(groups):
        if all(_print_value(group[at]) == values[name] for at, name in enumerate(by)):
            mine = codes == number
            counted |= mine
            measured = asdict(_measure({name: column[mine] for name, column in columns.items()}, group[-1], view))
            found.append(dict(zip(by, group, strict=False)) | measured)
    return found, sorted(set(ids[counted].tolist())), sorted(set(ids[counted & (uses > 0)].tolist()))


def _columns(table: pa.Table) -> dict[str, NDArray[np.int64]]:
    return {name: table[name].to_numpy() for name in ("size", "uses", "antecedent", "other", "work")}


def _print_value(value: Any) -> str:
    return "unknown" if value is None else str(value)


def usage_columns(by: Sequence[str]) -> tuple[str, ...]:
    """Return the column names of `count_usage`."""
    return (*by, *(item.name for item in fields(UsageRow)))


def _documents(view: View, formulation: Formulation, by: Sequence[str]) -> pa.Table:
    """Return one row a document (and actor or form, where asked): its dimensions, size and numbers of uses."""
    languages = sorted({form.language for form in formulation.forms})
    grouping = group_documents(view, formulation, by)
    form = ", form" if grouping.by_form else ""
    unit = "CASE WHEN d.language = 'zh' THEN 'Han characters' ELSE 'words' END"
    ranked = ", ".join((*(DIMENSIONS[name] for name in by), unit))
    # Groups and works come as numbers: a hundred thousand names would take longer to read than to count.
    sql = f"""
        SELECT {grouping.columns}{"," if by else ""} {unit} AS unit, dense_rank() OVER (ORDER BY {ranked}) AS grouped,
               d.id AS id, dense_rank() OVER (ORDER BY d.work) AS work, CASE WHEN d.language = 'zh' THEN d.han ELSE d.words END AS size,
               coalesce(u.uses, 0) AS uses, coalesce(u.antecedent, 0) AS antecedent, coalesce(u.other, 0) AS other
        FROM documents d {grouping.joins}
        LEFT JOIN (
            SELECT document{form}, count(*) FILTER (WHERE standing = '{Standing.IN_SCOPE}') AS uses,
                   count(*) FILTER (WHERE standing = '{Standing.ANTECEDENT}') AS antecedent,
                   count(*) FILTER (WHERE standing = '{Standing.OTHER_SENSE}') AS other
            FROM uses WHERE formulation = ? GROUP BY document{form}) u ON u.document = d.id {"AND u.form = f.form" if form else ""}
        WHERE d.source <> '{CITED_ONLY}' AND d.paragraphs > 0 AND (d.language = '' OR d.language IN (SELECT unnest(?::VARCHAR[])))
        ORDER BY d.id"""
    return view.table(sql, [*grouping.parameters, formulation.id, languages])


def _group(table: pa.Table, by: Sequence[str]) -> tuple[list[tuple[Any, ...]], NDArray[np.int64]]:
    """Return the values of each group (dimensions, then unit), and the number of the group of each row."""
    _, samples, numbers = np.unique(table["grouped"].to_numpy(), return_index=True, return_inverse=True)
    columns = [table[name] for name in (*by, "unit")]
    return [tuple(column[row].as_py() for column in columns) for row in samples.tolist()], numbers


def _measure(columns: Mapping[str, NDArray[np.int64]], unit: str, view: View) -> UsageRow:
    settings, uses, sizes = view.settings, columns["uses"], columns["size"]
    size, total, documents = int(sizes.sum()), int(uses.sum()), len(uses)
    with_use = int((uses > 0).sum())
    low, high = wilson(with_use, documents, settings.confidence)
    rate_low, rate_high = bootstrap_rate(
        uses, sizes, replicates=settings.bootstrap_replicates, seed=settings.seed, confidence=settings.confidence
    )
    return UsageRow(
        unit=unit,
        documents=documents,
        documents_with=with_use,
        works=len(np.unique(columns["work"])),
        works_with=len(np.unique(columns["work"][uses > 0])),
        uses=total,
        size=size,
        share=with_use / documents,
        share_low=low,
        share_high=high,
        rate=1e6 * total / size if size else 0.0,
        rate_low=1e6 * rate_low,
        rate_high=1e6 * rate_high,
        antecedent_documents=int((columns["antecedent"] > 0).sum()),
        antecedent_uses=int(columns["antecedent"].sum()),
        other_sense_uses=int(columns["other"].sum()),
    )
