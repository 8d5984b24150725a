"""Answer a query over one version: how many documents, which, with passages from their texts, and their number by year, body, state."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import tantivy

from watchword.errors import UsageError, WorkspaceError
from watchword.model import Holding
from watchword.store.base import CITED_ONLY, Row
from watchword.store.searching.compiler import Compiler, both, everything, one_of, within
from watchword.store.searching.excerpt import Reader, Snippet, find_passages
from watchword.store.searching.index import held_parts
from watchword.store.searching.query import Filter, Tree, Words, keep_filters, walk_words
from watchword.store.searching.tokens import QueryError
from watchword.store.searching.wording import Sought, Spell, TooMany, Wording
from watchword.store.workspace import Workspace

# A facet's name and the field it counts.
FACETS = {name: name for name in ("year", "organ", "kind", "language", "source", "session")} | {"actor": "states", "sponsor": "sponsors"}
SORTS = ("relevance", "date", "newest")
_MORE, _MOST_TIED = 40, 20_000
_CELLS = 60_000
_BATCH = 200  # documents whose texts are in memory at once


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked: the query as typed and as a tree, the order, which of the documents found are shown, and how many snippets of each.

    `limit` is how many are shown (0: all); where `listed` is false they are counted only.
    """

    query: str
    tree: Tree
    sort: str = "relevance"
    offset: int = 0
    limit: int = 10
    snippets: int = 1
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A document found: its record (what is shown of it), score (BM25; 0 where another order was asked), number of hits, snippets."""

    record: Row
    holding: str
    score: float
    hits: int
    snippets: tuple[Snippet, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Documents that answer a query: how many are held, in how many sources, how many are only cited, and those that are shown."""

    documents: int
    sources: int
    cited: int
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of a facet: its keys in order, documents that answer the query, and documents held under the same conditions."""

    keys: tuple[str | int | None, ...]
    documents: int
    held: int


@dataclass(frozen=True, slots=True)
class IndexWords:
    """The words of an index, for `wording`."""

    searcher: Any

    def begin_with(self, head: str) -> list[str]:
        """Return the words of texts that begin with these letters."""
        return [word for word, _ in self.searcher.terms_with_prefix("text", head)]

    def has(self, word: str, field: str) -> bool:
        """Say whether a word stands in any text, or any title."""
        return bool(self.searcher.doc_freq(field, word))


@dataclass(slots=True)
class Search:
    """A version made ready to be asked any number of queries. `wording` says how words are widened."""

    searcher: Any
    reader: Reader
    wording: Wording
    _scope: Any = None
    _widened: dict[Words, Sought] = field(default_factory=dict)

    def answer(self, request: Request) -> Answer:
        """Return the documents that answer a request; raise `QueryError` for words or conditions that cannot be sought."""
        sought = self._widen(request)
        query = self._compile(request.query, request.tree, sought)
        counts = self._count(query, ["source"])
        held = {keys[0]: count for keys, count in counts.items() if keys[0] != CITED_ONLY}
        documents, cited = sum(held.values()), counts.get((CITED_ONLY,), 0)
        only_cited = one_of("source", [CITED_ONLY])
        last = request.offset + request.limit if request.limit else documents + cited
        page = (request.offset, last if request.listed else 0)
        picked = self._pick(both([query], [only_cited]), request.sort, page) if page[0] < documents else []
        if cited and page[1] > documents:  # what is only cited comes behind what is held
            picked += self._pick(both([query, only_cited]), request.sort, (max(0, page[0] - documents), page[1] - documents))
        batches = (picked[at : at + _BATCH] for at in range(0, len(picked), _BATCH))
        return Answer(documents, len(held), cited, tuple(found for batch in batches for found in self._show(batch, request, sought)))

    def _show(self, picked: Sequence[tuple[float, Any]], request: Request, sought: Mapping[Words, Sought]) -> Iterator[Found]:
        """Yield documents with their passages, once their texts have confirmed that they answer the query."""
        texts = self.reader.read([json.loads(self.searcher.doc(address)["record"][0]) for _, address in picked])
        shown = find_passages(request.tree, sought, texts, request.snippets) if texts else []
        for (score, _), text, passages in zip(picked, texts, shown, strict=True):
            if not passages.holds:
                where = f"{text.record['id']}, in whose text the query does not hold"
                raise WorkspaceError(f"the index for search finds {where}; delete the folder index and ask again")
            holding = Holding.CITED if text.record["source"] == CITED_ONLY else Holding.HELD
            yield Found(text.record, holding, round(score, 4), passages.hits, passages.snippets)

    def count_by(self, request: Request, facets: Sequence[str]) -> list[Cell]:
        """Return the documents held that answer a request, by facets: all cells with one, in order of the first facet's own."""
        fields = [FACETS[name] for name in facets]
        query = self._compile(request.query, request.tree, self._widen(request))
        found = self._count(both([query], [one_of("source", [CITED_ONLY])]), fields)
        conditions = keep_filters(request.tree)
        whole = self._compile(request.query, conditions, {}) if conditions else self._bounded(everything())
        held = self._count(both([whole], [one_of("source", [CITED_ONLY])]), fields)
        cells = [Cell(tuple(key or None if isinstance(key, int) else key for key in keys), n, held[keys]) for keys, n in found.items()]
        return sorted(cells, key=lambda cell: [_order(key, name) for key, name in zip(cell.keys, facets, strict=True)])

    def _widen(self, request: Request) -> dict[Words, Sought]:
        for words, _ in walk_words(request.tree):
            if words not in self._widened:
                try:
                    self._widened[words] = self.wording.widen(words)
                except TooMany as error:
                    raise QueryError(request.query, words.at, str(error)) from error
        return self._widened

    def _compile(self, query: str, tree: Tree, sought: Mapping[Words, Sought]) -> Any:
        def refuse(condition: Filter, problem: str) -> Exception:
            return QueryError(query, condition.at, problem) if condition.at >= 0 else UsageError(f"--{condition.field}: {problem}")

        return self._bounded(Compiler(self.searcher, dict(sought), refuse).compile(tree))

    def _bounded(self, query: Any) -> Any:
        return both([query, self._scope]) if self._scope is not None else query

    def _count(self, query: Any, fields: Sequence[str]) -> dict[tuple[Any, ...], int]:
        """Return how many documents of a query have each combination of values in these fields."""
        asked: dict[str, Any] = {}
        for name in reversed(fields):
            asked = {"by": {"terms": {"field": name, "size": _CELLS}} | ({"aggs": asked} if asked else {})}
        try:
            answer = self.searcher.aggregate(query, asked)
        except ValueError as error:
            few = "ask for fewer facets, or more letters before a *"
            raise UsageError(f"the index cannot answer this: {error}; {few}") from error
        return dict(_cells(answer["by"]))

    def _pick(self, query: Any, sort: str, page: tuple[int, int]) -> list[tuple[float, Any]]:
        """Return the scores and addresses of the documents `page` (from, to). Of equal scores the older document comes first."""
        first, last = page
        if first >= last:
            return []
        if sort != "relevance":
            order = tantivy.Order.Asc if sort == "date" else tantivy.Order.Desc
            name = "oldest" if sort == "date" else "newest"
            hits = self.searcher.search(query, last, count=False, order_by_field=name, order=order).hits
            return [(0.0, address) for _, address in hits[first:]]
        asked = last + _MORE
        hits = self.searcher.search(query, asked, count=False).hits
        while len(hits) == asked and hits[-1][0] == hits[last - 1][0] and asked < _MOST_TIED:
            asked *= 4
            hits = self.searcher.search(query, asked, count=False).hits
        keys = self.searcher.fast_field_values("oldest", [address for _, address in hits])
        ranked = sorted(zip((-score for score, _ in hits), keys, range(len(hits)), strict=True))
        return [hits[number] for _, _, number in ranked[first:last]]


def open_search(index: Any, workspace: Workspace, version: int, *, until: str = "", spell: Spell | None = None) -> Search:
    """Return a version of a workspace ready to be asked, bounded by the date `until` ("" for no bound).

    `spell` gives the spellings of a form; without it words are sought as typed, with no Arabic particle before them.
    """
    parts = {part.file for part in workspace.catalogue.parts(version, "paragraphs")}
    superseded = workspace.catalogue.superseded(version)
    searcher = index.searcher()
    conditions = [one_of("part", sorted(parts))] if held_parts(index) != parts else []
    conditions += [within("", until)] if until else []
    unwanted = [one_of("id", superseded)] if superseded else []
    scope = both(conditions or [everything()], unwanted) if conditions or unwanted else None
    wording = Wording(spell or _as_typed, IndexWords(searcher), particles=spell is not None)
    return Search(searcher, Reader(workspace.folder), wording, scope)


def _as_typed(form: str) -> tuple[str, ...]:
    return (form,)


def _cells(level: Mapping[str, Any], before: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], int]]:
    found: list[tuple[tuple[Any, ...], int]] = []
    for bucket in level["buckets"]:
        keys = (*before, int(bucket["key"]) if isinstance(bucket["key"], float) else bucket["key"])
        found += _cells(bucket["by"], keys) if "by" in bucket else [(keys, bucket["doc_count"])]
    return found


def _order(key: str | int | None, name: str) -> tuple[bool, int, str]:
    """Order years and sessions by number, other keys by name; what is unknown comes last."""
    number = int(key) if isinstance(key, int) or (name == "session" and key and key.isdigit()) else 0
    return key in (None, ""), number, str(key)
