"""Search a version of a workspace: bring its index up to date, read the query, ask, and say what stands behind each document found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from watchword.errors import UsageError
from watchword.lexicon.notation import spellings
from watchword.pipeline.progress import track
from watchword.sources.un_general_debate import usual_language
from watchword.store.searching.answers import FACETS, Cell, Found, Request, Search, open_search
from watchword.store.searching.excerpt import Snippet
from watchword.store.searching.grammar import parse_query
from watchword.store.searching.index import Say, ensure_index
from watchword.store.searching.query import SPANS, All, Filter, Tree, print_query
from watchword.store.searching.query import Any as AnyOf
from watchword.store.workspace import Workspace
from watchword.usage.attestation import say_rendering
from watchword.usage.intervals import wilson


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as a user asks it: the query, conditions by field (several values of one field: any of them), and how to show the answer.

    `since` is a date of any precision and `limit` how many documents are listed (0: all). `exact` turns the spellings and Arabic
    particles off, `stemmed` seeks every word in all its inflected forms.
    """

    query: str
    conditions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    since: str = ""
    facets: tuple[str, ...] = ()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 10
    snippets: int = 1
    exact: bool = False
    stemmed: bool = False


@dataclass(frozen=True, slots=True)
class DocumentFound:
    """A document that answers a search, its score and hits, and passages; `translated` says whether its words can be the speaker's own."""

    document: str
    work: str
    symbol: str
    title: str
    date: str
    kind: str
    organ: str
    session: str
    language: str
    source: str
    states: tuple[str, ...]
    speaker: str
    translated: str
    holding: str
    url: str
    score: float
    hits: int
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """The answer to a search; `read` is the query as it was understood. Only cited documents are in none of the counts but `cited`.

    `rows` are the rows of the facets asked for: each facet's value under its name, `documents`, `held` (documents under the same
    conditions without the words), and the `share` of the one in the other with its interval (Wilson).
    """

    query: str
    read: str
    version: int
    until: str
    documents: int
    sources: int
    cited: int
    sort: str
    offset: int
    found: tuple[DocumentFound, ...]
    facets: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    notes: tuple[str, ...]


def search(folder: Path, asked: Asked, *, as_of: int = 0, until: str = "", say: Say) -> Searched:
    """Answer a search of version `as_of` (0: the newest), up to the date `until`; raise `UsageError` for a query that cannot be read.

    `say` is told at once what takes time. With facets the documents are counted and none is listed.
    """
    if unknown := [name for name in asked.facets if name not in FACETS]:
        raise UsageError(f"no facet {unknown[0]!r}; there are {', '.join(FACETS)}")
    tree = _read(asked)
    notes: list[str] = []
    with Workspace(folder) as workspace:
        version = workspace.catalogue.check_version(as_of or workspace.catalogue.head())
        index = ensure_index(workspace, version, track, _noting(notes, say))
        ready = open_search(index, workspace, version, until=until, spell=None if asked.exact else spellings)
        confidence = workspace.settings(version).confidence
        request = Request(asked.query, tree, asked.sort, asked.offset, asked.limit, asked.snippets, listed=not asked.facets)
        answer = ready.answer(request)
        rows = _rows(ready, request, asked.facets, confidence)
    found = tuple(_describe(item) for item in answer.found)
    return Searched(
        asked.query, print_query(tree), version, until, answer.documents, answer.sources, answer.cited, asked.sort, asked.offset, found,
        asked.facets, rows, tuple(notes),
    )  # fmt: skip


def _noting(notes: list[str], say: Say) -> Say:
    """Return a `say` that also keeps what was said."""

    def note(sentence: str) -> None:
        notes.append(sentence)
        say(sentence)

    return note


def _read(asked: Asked) -> Tree:
    """Return the tree of the query with the conditions that were given as options."""
    conditions: list[Tree] = []
    for name, values in asked.conditions.items():
        if any(not value.strip() for value in values):
            raise UsageError(f"--{name}: the value is empty")
        ways = tuple(_condition(name, value.strip()) for value in values)
        if ways:
            conditions.append(ways[0] if len(ways) == 1 else AnyOf(ways))
    if asked.since:
        conditions.append(Filter("date", asked.since, -1))
    if not asked.query.strip() and conditions:
        return conditions[0] if len(conditions) == 1 else All(tuple(conditions))
    tree = parse_query(asked.query, stemmed=asked.stemmed)
    items = tree.items if isinstance(tree, All) else (tree,)
    return All((*items, *conditions)) if conditions else tree


def _condition(name: str, value: str) -> Filter:
    if name in SPANS:
        read = parse_query(f"{name}:{value}")
        if not isinstance(read, Filter):
            raise UsageError(f"--{name}: expected one value or a span, found {value!r}")
        return Filter(name, read.value, -1, read.end)
    return Filter(name, value, -1)


def _rows(ready: Search, request: Request, facets: Sequence[str], confidence: float) -> tuple[dict[str, Any], ...]:
    return tuple(_row(cell, facets, confidence) for cell in ready.count_by(request, facets)) if facets else ()


def _row(cell: Cell, facets: Sequence[str], confidence: float) -> dict[str, Any]:
    low, high = wilson(cell.documents, cell.held, confidence)
    counts = {"documents": cell.documents, "held": cell.held, "share": cell.documents / cell.held, "share_low": low, "share_high": high}
    return dict(zip(facets, cell.keys, strict=True)) | counts


def _describe(found: Found) -> DocumentFound:
    record = found.record
    names = [", ".join(part for part in (actor["name"], actor["office"]) if part) for actor in record["actors"]]
    return DocumentFound(
        document=record["id"],
        work=record["work"],
        symbol=record["symbol"],
        title=record["title"],
        date=record["date"],
        kind=record["kind"],
        organ=record["organ"],
        session=record["session"],
        language=record["language"],
        source=record["source"],
        states=tuple(record["states"]),
        speaker=next(filter(None, names), ""),
        translated=say_rendering(record, usual_language),
        holding=found.holding,
        url=record["url"],
        score=found.score,
        hits=found.hits,
        snippets=found.snippets,
    )
