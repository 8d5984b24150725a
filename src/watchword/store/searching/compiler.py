"""Turn the tree of a query into a query of the index."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from watchword.errors import NotHeld, UnknownState, UnknownSymbol
from watchword.states import resolve
from watchword.store.base import spell_as_held
from watchword.store.searching.layout import schema
from watchword.store.searching.parts import span_of
from watchword.store.searching.query import NAMED, All, Filter, Not, Tree, Words
from watchword.store.searching.query import Any as AnyOf
from watchword.store.searching.wording import Run, Sought
from watchword.symbols import parse_one
from watchword.text.spacing import split_words

_MUST, _SHOULD, _NEVER = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
Query = Any
# Raises the error of a condition that cannot be met, pointing at it.
Refuse = Callable[[Filter, str], Exception]


@dataclass(frozen=True, slots=True)
class Compiler:
    """Makes queries of an index. `sought` are the runs of each of the query's words, `refuse` makes the error of a condition."""

    searcher: Any
    sought: dict[Words, Sought]
    refuse: Refuse

    def compile(self, tree: Tree) -> Query:
        """Return the query of the index for a tree."""
        if isinstance(tree, Words):
            return self._words(tree)
        if isinstance(tree, Filter):
            return self._filter(tree)
        if isinstance(tree, AnyOf):
            return either([self.compile(item) for item in tree.items])
        items = tree.items if isinstance(tree, All) else (tree,)
        wanted = [self.compile(item) for item in items if not isinstance(item, Not)] or [everything()]
        return both(wanted, [self.compile(item.inner) for item in items if isinstance(item, Not)])

    def _words(self, words: Words) -> Query:
        sought, field = self.sought[words], words.field
        if not sought.by_language:
            return _runs(field, sought.plain)
        languages = [one_of("language", [code]) for code in sought.by_language]
        ways = [both([_runs(field, runs), one_of("language", [code])]) for code, runs in sought.by_language.items()]
        return either([both([_runs(field, sought.plain)], languages), *ways])

    def _filter(self, condition: Filter) -> Query:
        if condition.field in NAMED:
            return one_of(condition.field, [self._held_name(condition)])
        if condition.field == "actor":
            return self._actor(condition)
        if condition.field == "sponsor":
            return self._sponsor(condition)
        if condition.field == "symbol":
            return _symbol(condition.value)
        if condition.field == "year":
            low, high = (int(bound) if bound else None for bound in (condition.value, condition.end))
            return between("year", low or 1, high)
        return within(condition.value, condition.end)

    def _held_name(self, condition: Filter) -> str:
        """Return the value as the records write it."""
        held = (name for name, _ in self.searcher.terms_with_prefix(condition.field, ""))
        try:
            return spell_as_held(condition.field, condition.value, held)
        except NotHeld as error:
            raise self.refuse(condition, str(error)) from error

    def _actor(self, condition: Filter) -> Query:
        """Seek a state among those who spoke, wrote or signed, or words in their names and offices."""
        try:
            return one_of("states", [resolve(condition.value).code])
        except UnknownState as error:
            words = split_words(condition.value)
            query = _runs("names", [tuple(words)]) if words else tantivy.Query.empty_query()
            if not self.searcher.search(query, 1).count:
                named = "nor has a speaker, author or signatory that name"
                raise self.refuse(condition, f"no actor {condition.value!r}: {error}; {named}") from error
            return query

    def _sponsor(self, condition: Filter) -> Query:
        try:
            return one_of("sponsors", [resolve(condition.value).code])
        except UnknownState as error:
            raise self.refuse(condition, str(error)) from error


def everything() -> Query:
    """Return the query of all documents."""
    return tantivy.Query.const_score_query(tantivy.Query.term_query(schema(), "whole", 1, "basic"), 0.0)


def one_of(field: str, values: Sequence[str]) -> Query:
    """Return the query of documents with one of these values in a field; it adds nothing to a score."""
    return tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema(), field, list(values)), 0.0)


def between(field: str, low: int | None, high: int | None) -> Query:
    """Return the query of documents with a number between these, both included."""
    query = tantivy.Query.range_query(schema(), field, tantivy.FieldType.Integer, low, high)
    return tantivy.Query.const_score_query(query, 0.0)


def within(start: str, end: str) -> Query:
    """Return the query of documents whose date lies wholly between two dates ("" for an open end); undated ones are never within."""
    conditions = [between("first_day", span_of(start)[0] or 1, None)]
    if end:
        conditions.append(between("last_day", 1, span_of(end)[1]))
    return both(conditions)


def both(wanted: Sequence[Query], unwanted: Sequence[Query] = ()) -> Query:
    """Return the query of what meets all of the wanted and none of the unwanted."""
    if len(wanted) == 1 and not unwanted:
        return wanted[0]
    return tantivy.Query.boolean_query([*((_MUST, query) for query in wanted), *((_NEVER, query) for query in unwanted)])


def either(queries: Sequence[Query]) -> Query:
    """Return the query of what meets at least one."""
    return queries[0] if len(queries) == 1 else tantivy.Query.boolean_query([(_SHOULD, query) for query in queries])


def _symbol(value: str) -> Query:
    """Seek a document symbol in any spelling, or, with * at its end, the symbols that begin so."""
    if value.endswith("*"):
        return tantivy.Query.regex_query(schema(), "symbol", re.escape(value[:-1].upper()) + ".*")
    try:
        return one_of("symbol", [str(parse_one(value)).upper(), value.upper()])
    except UnknownSymbol:
        return one_of("symbol", [value.upper()])


def _runs(field: str, runs: Sequence[Run]) -> Query:
    return either([_run(field, run) for run in runs])


def _run(field: str, run: Run) -> Query:
    """Return the query of one run: exact places, so that the index alone says whether it is there."""
    query: Any = tantivy.Query
    words = [(place, word) for place, word in enumerate(run) if word is not None]
    if not any("*" in word or "|" in word for _, word in words):
        return query.phrase_query(schema(), field, words) if len(words) > 1 else query.term_query(schema(), field, words[0][1])
    patterns = [(place, f"({word.replace('*', '.*')})" if "|" in word or "*" in word else word) for place, word in words]
    if len(patterns) > 1:
        return query.regex_phrase_query(schema(), field, patterns)
    # Word by word, so that rare words weigh more, as far as they can be listed.
    ways = words[0][1].split("|")
    return either(
        [query.regex_query(schema(), field, w.replace("*", ".*")) if "*" in w else query.term_query(schema(), field, w) for w in ways]
    )
