"""Every use of a formulation with the words around it, one line each: key word in context (Luhn 1960).

Lines come from the matched uses, which carry a hundred characters on each side. They can be put in order by the words to the left
or right, the nearest first, as concordancers do (Anthony's AntConc: L1, L2, L3; R1, R2, R3).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import pyarrow as pa

from watchword.errors import UsageError
from watchword.lexicon.records import Formulation
from watchword.model import SPEAKING_ROLES, Display, Standing
from watchword.store.base import Row, View
from watchword.text.cut import cut_texts
from watchword.usage.filters import Filter, condition

FINDER = "usage.concordance/1"
SORTS = ("date", "left", "right", "actor", "source")
_KEPT = 100  # code points that a use carries on each side
_SORTED = 5  # words on a side that decide the order
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")


@dataclass(frozen=True, slots=True)
class Line:
    """One use: its words with what stands before and behind them in the paragraph (both "" where the licence shows no context).

    `id` is made of document, paragraph and place alone, so that the same line has the same id whatever else is held. `paragraph`
    counts from 0; `start` and `end` are code points in its text. `actors` are the states of its speakers or authors.
    """

    id: str
    standing: str
    date: str
    source: str
    organ: str
    kind: str
    language: str
    actors: tuple[str, ...]
    speaker: str
    title: str
    symbol: str
    document: str
    paragraph: int
    start: int
    end: int
    left: str
    words: str
    right: str
    form: str
    display: str


@dataclass(frozen=True, slots=True)
class Concordance:
    """Lines `offset` to `offset` + len(lines) of `total` in one standing; `standings` counts all uses that were asked for by standing.

    `hidden` lines of the page have no context because of their licence.
    """

    formulation: str
    standing: str
    sort: str
    offset: int
    total: int
    documents: int
    standings: Mapping[str, int]
    hidden: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Which lines are shown: in which order, from which (0 first), how many (0: all), of which standing."""

    sort: str = "date"
    offset: int = 0
    limit: int = 50
    standing: str = "in scope"


def find_lines(view: View, formulation: Formulation, asked: Filter, page: Page) -> Concordance:
    """Return a page of the concordance of a formulation over the documents that `asked` chooses.

    Raise `UsageError` for an order or standing that is none.
    """
    if page.sort not in SORTS:
        raise UsageError(f"no order {page.sort!r}; there are {', '.join(SORTS)}")
    if page.standing not in list(Standing):
        raise UsageError(f"no standing {page.standing!r}; there are {', '.join(Standing)}")
    sql, parameters = condition(view, asked)
    standings = view.rows(
        f"""SELECT u.standing AS standing, count(*) AS n, count(DISTINCT u.document) AS documents FROM uses u
            JOIN documents d ON d.id = u.document WHERE u.formulation = ? AND {sql} GROUP BY u.standing""",
        [formulation.id, *parameters],
    )
    counted = {row["standing"]: row["n"] for row in standings}
    shown = _order(view, formulation, (sql, parameters), page)
    lines = tuple(read_line(row) for row in _read(view, formulation, shown))
    return Concordance(
        formulation=formulation.id,
        standing=page.standing,
        sort=page.sort,
        offset=page.offset,
        total=counted.get(page.standing, 0),
        documents=next((row["documents"] for row in standings if row["standing"] == page.standing), 0),
        standings={standing.value: counted.get(standing.value, 0) for standing in Standing},
        hidden=sum(line.display == Display.NONE for line in lines),
        lines=lines,
    )


Place = tuple[str, int, int]  # document, paragraph, start


def _order(view: View, formulation: Formulation, where: tuple[str, list[object]], page: Page) -> list[Place]:
    """Return the places of a page of lines in order; ties are in order of date and place."""
    sql, parameters = where
    around = {"left": ", u.prefix AS text", "right": ", u.suffix AS text"}.get(page.sort, "")
    actors = ", d.actors AS actors" if page.sort == "actor" else ""
    first = "d.source, " if page.sort == "source" else ""
    # What the table itself puts in order need not be read as a whole.
    plain = page.sort in ("date", "source")
    limit = f"LIMIT {page.limit or 'ALL'} OFFSET {page.offset}" if plain else ""
    rows = view.rows(
        f"""SELECT u.document::VARCHAR AS document, u.paragraph AS paragraph, u.start AS start, d.date AS date,
                   d.source::VARCHAR AS source, d.display AS display {around}{actors}
            FROM uses u JOIN documents d ON d.id = u.document
            WHERE u.formulation = ? AND u.standing = ? AND {sql}
            ORDER BY {first}d.date = '', d.date, u.document, u.paragraph, u.start {limit}""",
        [formulation.id, page.standing, *parameters],
    )
    if page.sort in ("left", "right"):
        # What may not be shown decides no order either.
        texts = ["" if row["display"] == Display.NONE else row["text"] for row in rows]
        keys: list[Any] = nearest_words(texts, before=page.sort == "left")
    elif page.sort == "actor":
        keys = [_actors(row) or ("~",) for row in rows]
    else:
        keys = [0] * len(rows)
    order = sorted(range(len(rows)), key=lambda at: keys[at])
    places = [(rows[at]["document"], rows[at]["paragraph"], rows[at]["start"]) for at in order]
    return places if plain else places[page.offset : page.offset + page.limit if page.limit else None]


def nearest_words(texts: list[str], *, before: bool) -> list[tuple[str, ...]]:
    """Return for each text its folded words nearest the use first; a Han character counts as a word.

    `before` says that the use stands behind the text. The word cut by the end of what is kept decides no order.
    """
    cut = cut_texts(pa.array(texts, pa.large_string()), "-")
    names = [tuple(name) if _HAN.search(name) else (name,) for name in cut.vocabulary.to_pylist()]
    found: list[list[str]] = [[] for _ in texts]
    for row, word in zip(cut.row.tolist(), cut.word.tolist(), strict=True):
        if before or len(found[row]) < _SORTED:
            found[row].extend(names[word])
    keys = []
    for text, words in zip(texts, found, strict=True):
        halved = before and len(text) == _KEPT and len(words) > 1 and text[:1].isalnum() and not _HAN.match(text)
        whole = words[1:] if halved else words
        keys.append(tuple((whole[::-1] if before else whole)[:_SORTED]))
    return keys


def _read(view: View, formulation: Formulation, places: list[Place]) -> list[Row]:
    """Return the rows of these places in their order."""
    if not places:
        return []
    documents = sorted({document for document, _, _ in places})
    marks = ", ".join("?" for _ in documents)
    rows = view.rows(
        f"""SELECT u.document::VARCHAR AS document, u.paragraph AS paragraph, u.start AS start, u."end" AS "end", u.text AS text,
                   u.prefix AS prefix, u.suffix AS suffix, u.form AS form, u.standing AS standing, d.date AS date, d.source AS source,
                   d.organ AS organ, d.kind AS kind, d.language AS language, d.actors AS actors, d.title AS title,
                   d.symbol AS symbol, d.display AS display
            FROM uses u JOIN documents d ON d.id = u.document WHERE u.formulation = ? AND u.document IN ({marks})""",
        [formulation.id, *documents],
    )
    by_place = {(row["document"], row["paragraph"], row["start"]): row for row in rows}
    return [by_place[place] for place in places]


def read_line(row: Row) -> Line:
    """Return the line of a use: a row of `uses` (its span as `start` and `end`) with its document's columns."""
    shown = row["display"] != Display.NONE
    speakers = [actor for actor in row["actors"] if actor["role"] in ("speaker", "author")]
    return Line(
        id=line_id(row["document"], row["paragraph"], row["start"], row["end"]),
        standing=row["standing"],
        date=row["date"],
        source=row["source"],
        organ=row["organ"],
        kind=row["kind"],
        language=row["language"],
        actors=_actors(row),
        speaker=", ".join(part for actor in speakers[:1] for part in (actor["name"], actor["office"]) if part),
        title=row["title"],
        symbol=row["symbol"],
        document=row["document"],
        paragraph=row["paragraph"],
        start=row["start"],
        end=row["end"],
        left=row["prefix"] if shown else "",
        words=row["text"],
        right=row["suffix"] if shown else "",
        form=row["form"],
        display=row["display"],
    )


def _actors(row: Row) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor["state"] for actor in row["actors"] if actor["state"] and actor["role"] in SPEAKING_ROLES))


def line_id(document: str, paragraph: int, start: int, end: int) -> str:
    """Return the name of a place in a text: twelve hexadecimal digits of the hash of what it is made of."""
    return sha256(f"{document} {paragraph} {start} {end}".encode()).hexdigest()[:12]
