"""`cite`: which record is meant, and its reference."""

from collections.abc import Mapping, Sequence
from typing import Any

from watchword.errors import NotHeld
from watchword.pipeline.corpora import title_of
from watchword.pipeline.opening import Where, open_reading
from watchword.publish.citing.formats import WRITERS, name_keys, to_csl
from watchword.publish.citing.reference import Reference, refer_to_document, refer_to_vote
from watchword.publish.citing.styles import STYLES, print_text
from watchword.store.base import CITED_ONLY, Row, View
from watchword.symbols import parse, work_of
from watchword.votes.record import find_vote

FORMATS = ("text", *WRITERS)
_COLUMNS = "id, key, work, symbol, kind, organ, date, language, title, actors, url, publisher, source"


def cite(where: Where, names: Sequence[str], style: str, form: str) -> dict[str, Any]:
    """Return the references to documents and votes (ids, keys or symbols) as `references`, CSL-JSON each with its `text` in a style, and
    `output`, all of them in the format `form`; raise `NotHeld` for a name that nothing held or cited has.
    """
    with open_reading(where.folder, as_of=where.as_of, until=where.until, uses=False) as reading:
        found = [find_reference(reading.view, name) for name in names]
    texts = print_text(found, style)
    output = "\n".join(texts) + "\n" if form == "text" else WRITERS[form](found)
    return {
        "style": style, "format": form, "output": output,
        "references": [to_csl(each, key) | {"text": text} for each, key, text in zip(found, name_keys(found), texts, strict=True)],
    }  # fmt: skip


def find_reference(view: View, name: str) -> Reference:
    """Return the reference to the document or vote of this id or key, or to the text of this symbol; raise `NotHeld`."""
    wanted = name.strip()
    if not wanted:
        raise NotHeld("a blank names nothing to cite; name a symbol, or a document's or vote's id or key")
    rows = view.rows(f"SELECT {_COLUMNS} FROM documents WHERE id = ? OR key = ?", [wanted, wanted])
    rows = rows or view.rows(f"SELECT {_COLUMNS} FROM all_documents WHERE id = ?", [wanted])
    if rows:
        return _refer(view, rows[0])
    votes = view.rows("SELECT * FROM roll_calls WHERE id = ? OR key = ?", [wanted, wanted])
    if votes:
        return refer_to_vote(votes[0])
    return _find_by_symbol(view, wanted)


def find_references(view: View, ids: Sequence[str]) -> list[Reference]:
    """Return the references to documents and votes by their ids, in the order of the ids; those that are no longer current too."""
    documents = view.rows(f"SELECT {_COLUMNS} FROM all_documents WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)])
    votes = view.rows("SELECT * FROM all_roll_calls WHERE id IN (SELECT unnest(?::VARCHAR[]))", [list(ids)])
    found = {row["id"]: _refer(view, row) for row in documents} | {row["id"]: refer_to_vote(row) for row in votes}
    return [found[id] for id in ids]


def _find_by_symbol(view: View, wanted: str) -> Reference:
    read = parse(wanted)
    works = sorted({wanted, *map(str, read), *(work_of(symbol) for symbol in read if not symbol.is_unnumbered)})
    marks = ", ".join("?" for _ in works)
    rows = view.rows(f"SELECT {_COLUMNS} FROM documents WHERE symbol IN ({marks}) OR work IN ({marks})", [*works, *works])
    if len({row["work"] for row in rows}) > 1:
        raise NotHeld(f"{wanted!r} names several texts: say {' or '.join(sorted({row['symbol'] for row in rows}))}")
    if rows:
        return _refer(view, min(rows, key=_prefer))
    return refer_to_vote(_full(view, find_vote(view, wanted).row))


def _prefer(row: Row) -> tuple[Any, ...]:
    """Order expressions: one with a title before one without, English first, what is held before what is cited, then the dated."""
    return (not row["title"], row["language"] != "en", row["source"] == CITED_ONLY, row["date"] == "", row["language"], row["id"])


def _refer(view: View, row: Row) -> Reference:
    """Return a document's reference with the meeting and the day that the record of its adoption gives, where the text's own does not."""
    meeting = ""
    if row["symbol"] and row["kind"] in ("resolution", "decision"):
        try:
            vote = _full(view, find_vote(view, row["symbol"]).row)
        except NotHeld:
            vote = {}
        meeting = str(vote.get("meeting", ""))
        if len(str(vote.get("date", ""))) > len(row["date"]) and str(vote["date"]).startswith(row["date"]):
            row = row | {"date": vote["date"]}
    return refer_to_document(row, meeting=meeting, container=title_of(row["source"]))


def _full(view: View, row: Mapping[str, Any]) -> Row:
    return view.rows("SELECT * FROM roll_calls WHERE id = ?", [row["id"]])[0]


__all__ = ["FORMATS", "STYLES", "cite", "find_reference", "find_references"]
