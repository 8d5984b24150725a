"""The tables' columns, and how records become rows. `SCHEMA_VERSION` changes whenever a column does."""

from typing import Any

import pyarrow as pa

from watchword.model import Ballot, Document, Event, Issue, Link, Paragraph, Property, RollCall, Stamp

SCHEMA_VERSION = 1

_S, _I = pa.string(), pa.int32()
_NAME = pa.dictionary(pa.int32(), pa.string())
_STAMP = [
    ("source", _NAME), ("publisher", _NAME), ("licence", _NAME), ("source_version", _NAME), ("extractor", _NAME),
    ("raw_sha256", _S), ("container_sha256", _NAME), ("path", _S), ("retrieved", _NAME),
]  # fmt: skip
_ACTOR = pa.struct([("name", _S), ("role", _S), ("state", _S), ("office", _S)])

TABLES: dict[str, pa.Schema] = {
    "documents": pa.schema(
        [
            ("id", _S), ("key", _S), ("work", _S), ("symbol", _S), ("kind", _NAME), ("organ", _NAME), ("session", _NAME),
            ("date", _S), ("year", _I), ("language", _NAME), ("original_language", _NAME), ("rendering", _NAME), ("title", _S),
            ("actors", pa.list_(_ACTOR)), ("agenda", _S), ("subjects", pa.list_(_S)), ("display", _NAME), ("url", _S),
            *_STAMP,
            ("paragraphs", _I), ("words", pa.int64()), ("han", pa.int64()), ("added", _I),
        ]
    ),
    "paragraphs": pa.schema(
        [("document", _S), ("position", _I), ("label", _NAME), ("kind", _NAME), ("text", pa.large_string()), ("text_sha256", _S)]
    ),
    "roll_calls": pa.schema(
        [
            ("id", _S), ("key", _S), ("symbol", _S), ("work", _S), ("title", _S), ("question", _NAME), ("date", _S), ("year", _I),
            ("organ", _NAME), ("session", _NAME), ("outcome", _NAME), ("text_voted", _S), ("requested_by", _S), ("yes", _I),
            ("no", _I), ("abstain", _I), ("absent", _I), ("members", _I), ("sponsors", pa.list_(_S)), ("subjects", pa.list_(_S)),
            ("meeting", _S), ("url", _S), *_STAMP, ("added", _I),
        ]
    ),
    "ballots": pa.schema([("roll_call", _S), ("state", _NAME), ("position", _NAME), ("printed", _NAME)]),
    "properties": pa.schema(
        [
            ("id", _S), ("key", _NAME), ("name", _NAME), ("state", _NAME), ("start", _S), ("end", _S), ("value", _NAME), ("doubt", _S),
            ("printed", _S), *_STAMP, ("added", _I),
        ]
    ),
    "links": pa.schema(
        [("start", _S), ("end", _S), ("kind", _NAME), ("reason", _S), ("score", pa.float64()), ("evidence", _S), ("source", _NAME)]
    ),
    "events": pa.schema([("date", _S), ("text", _S), ("source", _S), ("url", _S)]),
    "issues": pa.schema(
        [("source", _NAME), ("file", _S), ("place", _S), ("problem", _S), ("expected", _S), ("found", _S), ("severity", _NAME)]
    ),
    "sources": pa.schema(
        [("name", _S), ("title", _S), ("publisher", _S), ("licence", _S), ("version", _S), ("url", _S), ("notes", _S)]
    ),
}  # fmt: skip

# A use carries the words around it, so that a concordance needs no second reading of the texts.
USES = pa.schema(
    [
        ("formulation", _NAME), ("form", _NAME), ("document", _NAME), ("paragraph", _I), ("start", _I), ("end", _I), ("text", _NAME),
        ("standing", _NAME), ("prefix", _S), ("suffix", _S), ("text_sha256", _S),
    ]
)  # fmt: skip


def year_of(date: str) -> int | None:
    """Return the year of a date, None where it is unknown."""
    return int(date[:4]) if date else None


def _stamp(stamp: Stamp) -> dict[str, Any]:
    return {name: getattr(stamp, name) for name, _ in _STAMP}


def document_row(document: Document, *, paragraphs: int, words: int, han: int, added: int) -> dict[str, Any]:
    """Return the row of a document with the size of its text."""
    row = {name: getattr(document, name, None) for name in TABLES["documents"].names}
    row |= _stamp(document.stamp)
    row["actors"] = [{"name": a.name, "role": a.role, "state": a.state, "office": a.office} for a in document.actors]
    row["year"] = year_of(document.date)
    row |= {"paragraphs": paragraphs, "words": words, "han": han, "added": added}
    return row


def roll_call_row(roll_call: RollCall, *, added: int) -> dict[str, Any]:
    """Return the row of a roll call."""
    row = {name: getattr(roll_call, name, None) for name in TABLES["roll_calls"].names}
    row |= _stamp(roll_call.stamp)
    row |= {"year": year_of(roll_call.date), "added": added}
    return row


def property_row(item: Property, *, added: int) -> dict[str, Any]:
    """Return the row of a property of a state."""
    row = {name: getattr(item, name, None) for name in TABLES["properties"].names}
    return row | _stamp(item.stamp) | {"added": added}


def record_row(record: Paragraph | Ballot | Link | Event | Issue, table: str) -> tuple[Any, ...]:
    """Return the row, in the order of the table's columns, of a record whose fields are its columns."""
    return tuple(getattr(record, name) for name in TABLES[table].names)


def to_table(name: str, rows: list[dict[str, Any]] | list[tuple[Any, ...]]) -> pa.Table:
    """Return rows (dictionaries, or tuples in the order of columns) as an Arrow table of this schema."""
    schema = TABLES[name]
    if rows and isinstance(rows[0], tuple):
        columns = zip(*rows, strict=True)
        return pa.table(
            [pa.array(list(column), type=field.type) for column, field in zip(columns, schema, strict=True)],
            schema=schema,
        )
    return pa.Table.from_pylist(list(rows), schema=schema)
