"""What a query says, as a tree. `print_query` writes it as a query that reads the same."""

from dataclasses import dataclass

FIELDS = ("source", "organ", "kind", "language", "session", "actor", "sponsor", "year", "date", "symbol", "title")
SPANS = ("date", "year")
# Fields whose value is one of those that documents bear, as they are written in the records.
NAMED = ("source", "organ", "kind", "language", "session")

_OPERATORS = ("AND", "OR", "NOT", "NEAR")
_SPECIAL = ' ()（）:：~"“”„«»「」『』＂'


@dataclass(frozen=True, slots=True)
class Words:
    """Words sought in one paragraph, in this order.

    `units` are the words as they were typed; one with hyphens or signs inside may be several words of the text. Up to `slop` other
    words may stand between them in all, and with `either_order` two units may also stand the other way round. A unit that ends with *
    may go on. `stemmed` says that inflected forms count. `at` is where in the query they stand.
    """

    units: tuple[str, ...]
    at: int
    slop: int = 0
    either_order: bool = False
    stemmed: bool = False
    title: bool = False

    @property
    def field(self) -> str:
        """The field of the index in which the words are sought."""
        return "title" if self.title else "text"


@dataclass(frozen=True, slots=True)
class Filter:
    """A condition on a document's own fields: `value` is as typed, and `end` the upper bound of a span of dates or years.

    A single date or year is a span that ends where it begins; an open bound is "".
    """

    field: str
    value: str
    at: int
    end: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """What must not hold."""

    inner: "Words | Filter | Not | All | Any"


@dataclass(frozen=True, slots=True)
class All:
    """What must hold together, in one document."""

    items: "tuple[Words | Filter | Not | All | Any, ...]"


@dataclass(frozen=True, slots=True)
class Any:
    """Of which at least one must hold."""

    items: "tuple[Words | Filter | Not | All | Any, ...]"


Tree = Words | Filter | Not | All | Any


def print_query(tree: Tree, *, inner: bool = False) -> str:
    """Return the query as it was understood, with every AND and bracket written out."""
    if isinstance(tree, Words):
        return _print_words(tree)
    if isinstance(tree, Filter):
        span = f"..{tree.end}" if tree.field in SPANS and tree.end != tree.value else ""
        return f"{tree.field}:{_quote(tree.value)}{span}"
    if isinstance(tree, Not):
        return f"NOT {print_query(tree.inner, inner=True)}"
    whole = (" AND " if isinstance(tree, All) else " OR ").join(print_query(item, inner=True) for item in tree.items)
    return f"({whole})" if inner else whole


def _print_words(words: Words) -> str:
    field, mark = ("title:" if words.title else ""), ("~" if words.stemmed else "")
    if words.either_order:
        left, right = (_quote(unit) + mark for unit in words.units)
        return f"{field}{left} NEAR/{words.slop} {right}"
    return f'{field}"{" ".join(words.units)}"~{words.slop}' if words.slop else f"{field}{_quote(words.units[0])}{mark}"


def _quote(text: str) -> str:
    """Return `text` in quotes where it would not be read as one word without them."""
    plain = text and text not in _OPERATORS and text[0] != "-" and not text.endswith("~") and not any(c in text for c in _SPECIAL)
    return text if plain else f'"{text}"'


def walk_words(tree: Tree, *, wanted: bool = True) -> "list[tuple[Words, bool]]":
    """Return the words of a query with whether they are wanted (not under a NOT)."""
    if isinstance(tree, Words):
        return [(tree, wanted)]
    if isinstance(tree, Filter):
        return []
    if isinstance(tree, Not):
        return walk_words(tree.inner, wanted=not wanted)
    return [pair for item in tree.items for pair in walk_words(item, wanted=wanted)]


def keep_filters(tree: Tree) -> Tree | None:
    """Return the conditions that every document found must meet, without any words: the whole that a share is a share of."""
    if isinstance(tree, Filter):
        return tree
    if isinstance(tree, Not):
        return tree if not walk_words(tree.inner) else None
    if isinstance(tree, All):
        kept = tuple(item for item in map(keep_filters, tree.items) if item)
        return All(kept) if kept else None
    return tree if not walk_words(tree) else None
