"""Which documents a finder is over: one way for all finders on words to narrow a corpus down.

`Filter` is what was asked, `condition` its SQL. A value that nothing held has is refused with the nearest that there is, so that a
slip of the pen never looks like silence in the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import pyarrow as pa

from watchword.errors import UsageError
from watchword.states import resolve
from watchword.store.base import CITED_ONLY, View, begins, bound_of, ends, spell_as_held
from watchword.usage.dimensions import SPEAKING

_COLUMNS = {"sources": "source", "organs": "organ", "languages": "language", "kinds": "kind"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What documents must be; an empty tuple or "" sets no condition, several values are alternatives.

    `actors` are states (codes or names) of a speaker, author, signatory or whom they speak for. `since` and `until` are dates of any
    precision: a document must be dated wholly on or after the one, and on or before the other, so undated ones are left out. `uses`
    and `lacks` are ids of formulations of which the document holds a use in scope, or none.
    """

    sources: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    uses: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


def condition(view: View, asked: Filter) -> tuple[str, list[object]]:
    """Return an SQL condition on documents `d`, with its parameters; documents that are only cited are always left out.

    Raise `UsageError` for a date that is none, `NotHeld` for a value that no held document has.
    """
    parts, parameters = [f"d.source <> '{CITED_ONLY}'"], list[object]()
    for name, column in _COLUMNS.items():
        values = _check(view, column, getattr(asked, name))
        if values:
            parts.append(f"d.{column} IN ({', '.join('?' * len(values))})")
            parameters += values
    if asked.actors:
        codes = [resolve(actor).code for actor in asked.actors]
        marks = ", ".join("?" * len(codes))
        parts.append(
            "d.id IN (SELECT id FROM (SELECT id, unnest(actors) AS x FROM documents) "
            f"WHERE x.role IN ({SPEAKING}) AND x.state IN ({marks}))"
        )
        parameters += codes
    for option, text, compared in (("since", asked.since, f"{begins('d.date')} >= ?"), ("until", asked.until, f"{ends('d.date')} <= ?")):
        if text:
            parts.append(f"d.date <> '' AND {compared}")
            parameters.append(bound_of(option, text))
    for ids, word in ((asked.uses, "IN"), (asked.lacks, "NOT IN")):
        for identity in ids:
            parts.append(f"d.id {word} (SELECT document FROM uses WHERE formulation = ? AND standing = 'in scope')")
            parameters.append(identity)
    return " AND ".join(parts), parameters


def choose_documents(view: View, asked: Filter, language: str) -> pa.Table:
    """Return `id`, `source`, `year` (null undated) of the held documents that `asked` chooses in one language, in order of id."""
    sql, parameters = condition(view, asked)
    return view.table(
        f"""SELECT d.id AS id, d.source::VARCHAR AS source, d.year AS year FROM documents d
            WHERE {sql} AND d.language = ? AND d.paragraphs > 0 ORDER BY d.id""",
        [*parameters, language],
    )


def describe(asked: Filter) -> str:
    """Return a filter as `read_filter` reads it, "" for none."""
    words = {field: key for key, field in _KEYS.items()}
    pairs = [(words[name], value) for name in words for value in _values(asked, name)]
    return ",".join(f"{key}={value}" for key, value in pairs)


def _values(asked: Filter, name: str) -> tuple[str, ...]:
    value = getattr(asked, name, ())
    return value if isinstance(value, tuple) else (value,) if value else ()


def _check(view: View, column: str, values: tuple[str, ...]) -> list[str]:
    """Return the values as documents spell them, case apart."""
    if not values:
        return []
    held = {row["v"] for row in view.rows(f"SELECT DISTINCT {column} AS v FROM documents d WHERE d.source <> '{CITED_ONLY}'")}
    return [spell_as_held(column, value, held) for value in values]


_KEYS = {
    "source": "sources", "organ": "organs", "actor": "actors", "language": "languages", "kind": "kinds", "since": "since",
    "until": "until", "year": "year", "uses": "uses", "lacks": "lacks",
}  # fmt: skip


def read_filter(text: str) -> Filter:
    """Read "source=un_general_debate,actor=CHN,since=2013" into a filter; a key given again adds an alternative.

    `year=2015` is since and until at once. Raise `UsageError` with the keys that there are.
    """
    found: dict[str, list[str]] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        key, sign, value = (item.strip() for item in part.partition("="))
        if key not in _KEYS or not sign or not value:
            near = get_close_matches(key, _KEYS, n=1)
            hint = f"did you mean {near[0]}=?" if near and key not in _KEYS else f"expected KEY=VALUE with {', '.join(_KEYS)}"
            raise UsageError(f"cannot read {part!r} as part of a sub-corpus: {hint}")
        found.setdefault(_KEYS[key], []).append(value)
    for year in found.pop("year", []):
        found.setdefault("since", []).append(year)
        found.setdefault("until", []).append(year)
    return Filter(**_single(found))


def _single(found: Mapping[str, list[str]]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, values in found.items():
        if name in ("since", "until"):
            if len(values) > 1:
                raise UsageError(f"{name} is given twice in one sub-corpus: {' and '.join(values)}")
            fields[name] = values[0]
        else:
            fields[name] = tuple(values)
    return fields
