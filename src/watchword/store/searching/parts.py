"""Put the parts of a version into the index. A part is committed whole or not at all, so that a killed process leaves nothing half done."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import tantivy

from watchword.errors import IntegrityError
from watchword.model import SPEAKING_ROLES, SPONSORING_ROLES, days_of
from watchword.store.base import Row
from watchword.store.searching.layout import APART, UNKNOWN_LAST, schema
from watchword.text.spacing import AT_ONCE, DOCUMENT, PARAGRAPH, SIGN, guard, space

Watch = Callable[[Iterable[Any], int], Iterator[Any]]
_MEMORY = 200_000_000  # bytes of words that the index gathers before it writes
_JSON = json.JSONEncoder(ensure_ascii=False)
_COLUMNS = (
    "id", "work", "symbol", "kind", "organ", "session", "date", "year", "language", "original_language", "rendering", "title", "actors",
    "source", "display", "url", "raw_sha256",
)  # fmt: skip
_KEPT = tuple(name for name in _COLUMNS if name not in ("year", "actors"))


@dataclass(frozen=True, slots=True)
class _Text:
    """A document's text in a part: its paragraphs joined, and the rows they stand in."""

    document: str
    first: int
    rows: int
    text: str


def add_part(writer: Any, path: Path, file: str, documents: pa.Table, watch: Watch) -> None:
    """Add the documents whose paragraphs stand in a part and commit. `file` names the part, `documents` are the rows of all that is held.

    `watch` shows how far the reading is, over (items, total).
    """
    parquet = pq.ParquetFile(path)
    ids = pc.unique(parquet.read(columns=["document"])["document"])
    held = {row["id"]: row for row in documents.filter(pc.is_in(documents["id"], ids)).to_pylist()}
    if missing := set(ids.to_pylist()) - held.keys():
        raise IntegrityError(f"{file} has paragraphs of {min(missing)}, which is in no table of documents; see: watchword verify")
    for piece in _pieces(_texts(parquet, watch)):
        rows = [held.pop(text.document, None) for text in piece]
        if None in rows:
            document = piece[rows.index(None)].document
            raise IntegrityError(f"{file}: the paragraphs of {document} do not stand together; see: watchword verify")
        _add_piece(writer, file, piece, rows)
    writer.commit()


def _texts(parquet: pq.ParquetFile, watch: Watch) -> Iterator[_Text]:
    """Yield the documents of a part in order."""
    current, first, at, gathered = "", 0, 0, list[str]()
    for group in watch(range(parquet.num_row_groups), parquet.num_row_groups):
        for document, rows, text in _join_documents(parquet.read_row_group(group, columns=["document", "text"])):
            if document != current and gathered:
                yield _Text(current, first, at - first, PARAGRAPH.join(gathered))
                gathered = []
            if document != current:
                current, first = document, at
            gathered.append(text)
            at += rows
    if gathered:
        yield _Text(current, first, at - first, PARAGRAPH.join(gathered))


def _join_documents(table: pa.Table) -> Iterator[tuple[str, int, str]]:
    """Yield the runs of rows of one document: its id, their number, their texts joined. No text becomes an object of its own."""
    runs = pc.run_end_encode(table["document"].combine_chunks(), run_end_type=pa.int32())
    texts = table["text"].combine_chunks()
    for bound in (PARAGRAPH, DOCUMENT):
        texts = pc.replace_substring(texts, bound, SIGN)
    ends = runs.run_ends.to_pylist()
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array([0, *ends], pa.int32()), texts), pa.scalar(PARAGRAPH, texts.type))
    rows = (end - begin for begin, end in pairwise([0, *ends]))
    return zip(runs.values.to_pylist(), rows, joined.to_pylist(), strict=True)


def _pieces(texts: Iterable[_Text]) -> Iterator[list[_Text]]:
    piece, size = list[_Text](), 0
    for text in texts:
        piece.append(text)
        size += len(text.text)
        if size > AT_ONCE:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _add_piece(writer: Any, file: str, piece: Sequence[_Text], rows: Sequence[Row]) -> None:
    texts = _space_all([text.text for text in piece])
    titles = _space_all([guard(row["title"]) for row in rows])
    names = _space_all([_names_of(row) for row in rows])
    for text, row, words, title, name in zip(piece, rows, texts, titles, names, strict=True):
        fields = {"text": words, "title": title, "names": name, "part": file} | _fields(row)
        fields["record"] = _record(text, row, file)
        writer.add_document(tantivy.Document.from_dict(fields, schema()))


def _names_of(row: Row) -> str:
    return PARAGRAPH.join(guard(f"{actor['name']} {actor['office']}") for actor in row["actors"] if actor["role"] in SPEAKING_ROLES)


def _space_all(texts: Sequence[str]) -> list[str]:
    """Return each text spaced, folded together."""
    spaced = space(DOCUMENT.join(texts)).data.replace(f" {PARAGRAPH}".encode(), APART).decode()
    return spaced.split(f" {DOCUMENT}")


def _fields(row: Row) -> dict[str, Any]:
    """Return what a document is filtered, counted and sorted by."""
    first, last = span_of(row["date"])
    # Documents of one day come in an order of their own, which does not depend on when they were indexed.
    tie = int(sha256(row["id"].encode()).hexdigest()[:8], 16)
    fields = {name: row[name] or "" for name in ("id", "source", "organ", "kind", "language", "session")}
    return fields | {
        "symbol": row["symbol"].upper(),
        "states": _states_of(row, SPEAKING_ROLES) or [""],
        "sponsors": _states_of(row, SPONSORING_ROLES) or [""],
        "year": row["year"] or 0,
        "first_day": first,
        "last_day": last,
        "oldest": (first or UNKNOWN_LAST) << 32 | tie,
        "newest": first << 32 | (tie ^ 0xFFFFFFFF),
        "whole": 1,
    }


def _states_of(row: Row, roles: Sequence[str]) -> list[str]:
    """Return the states among a document's actors in these roles, each once."""
    return list(dict.fromkeys(actor["state"] for actor in row["actors"] if actor["state"] and actor["role"] in roles))


def _record(text: _Text, row: Row, file: str) -> bytes:
    """Return what is shown of a document, and where its paragraphs stand."""
    shown = {name: row[name] for name in _KEPT}
    shown["actors"] = [actor for actor in row["actors"] if actor["role"] in SPEAKING_ROLES]
    shown["states"] = _states_of(row, (*SPEAKING_ROLES, *SPONSORING_ROLES))
    return _JSON.encode(shown | {"part": file, "first": text.first, "rows": text.rows}).encode()


@lru_cache(1 << 16)
def span_of(date: str) -> tuple[int, int]:
    """Return the first and the last day that a date can mean, as YYYYMMDD; (0, 0) where it is unknown."""
    first, last = (int(day.replace("-", "") or 0) for day in days_of(date))
    return first, last


def read_documents(folder: Path, files: Sequence[str]) -> pa.Table:
    """Return the rows of all documents in these parts, with the columns that the index needs."""
    return pq.read_table([folder / file for file in files], columns=list(_COLUMNS))


def open_writer(index: Any) -> Any:
    """Return a writer with one thread of its own: folding keeps the other processor busy, and two threads make more work of merging."""
    return index.writer(_MEMORY, 1)
