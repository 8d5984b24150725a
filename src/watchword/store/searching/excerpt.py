"""Hold what the index found against the text itself, and cut the passages to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from watchword.model import Display
from watchword.store.base import Row
from watchword.store.searching.query import All, Filter, Not, Tree, Words, walk_words
from watchword.store.searching.query import Any as AnyOf
from watchword.store.searching.wording import Sought, compile_runs
from watchword.text.spacing import PARAGRAPH, Spaced, guard, space

# Code points shown on each side of a hit, by what the licence allows.
_CONTEXT = {Display.FULL: 100, Display.QUOTE: 60, Display.NONE: 0}


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a document: the hit `quote` at `start` to `end` (code points of the paragraph's text, `end` exclusive) with what stands
    around it (nothing where the licence forbids). `paragraph` counts from 0; `label` is the paragraph's own ("PP3", "OP4(b)"), "" for none.
    """

    paragraph: int
    label: str
    start: int
    end: int
    prefix: str
    quote: str
    suffix: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class Passages:
    """What the text of one document shows: whether the query holds in it, how many hits it has, and the passages cut from it."""

    holds: bool
    hits: int
    snippets: tuple[Snippet, ...]


@dataclass(slots=True)
class Reader:
    """Reads the paragraphs of documents from the parts they stand in. Keeps the parts open."""

    folder: Path
    _open: dict[str, tuple[pq.ParquetFile, list[int]]] = field(default_factory=dict)

    def read(self, file: str, first: int, rows: int) -> list[Row]:
        """Return the paragraphs in these rows of a part: position, label, text, text_sha256."""
        parquet, starts = self._open.get(file) or self._open.setdefault(file, _open_part(self.folder / file))
        groups = [group for group, start in enumerate(starts[:-1]) if start < first + rows and starts[group + 1] > first]
        table = parquet.read_row_groups(groups, columns=["position", "label", "text", "text_sha256"], use_threads=False)
        found: list[Row] = table.slice(first - starts[groups[0]], rows).to_pylist()
        return found


def _open_part(path: Path) -> tuple[pq.ParquetFile, list[int]]:
    parquet, starts = pq.ParquetFile(path), [0]
    for group in range(parquet.num_row_groups):
        starts.append(starts[-1] + parquet.metadata.row_group(group).num_rows)
    return parquet, starts


def find_passages(tree: Tree, sought: Mapping[Words, Sought], record: Row, paragraphs: Sequence[Row], most: int) -> Passages:
    """Return what the text of a document shows of a query, with at most `most` snippets: those of most different hits first, in order."""
    spaced = space(PARAGRAPH.join(guard(row["text"]) for row in paragraphs))
    whole = spaced.data + b" "
    title = space(guard(record["title"])).data + b" "
    found: dict[Words, list[tuple[int, int]]] = {}
    for words, _ in walk_words(tree):
        pattern = _pattern(sought[words].runs_in(record["language"]))
        found[words] = [match.span() for match in pattern.finditer(title if words.title else whole)]
    spans = sorted({span for words, wanted in walk_words(tree) if wanted and not words.title for span in found[words]})
    by_paragraph = _place(whole, spans)
    chosen = sorted(by_paragraph, key=lambda number: (-len({whole[slice(*span)] for span in by_paragraph[number]}), number))[:most]
    snippets = [_cut(paragraphs, number, by_paragraph[number][0], spaced, record) for number in sorted(chosen)]
    snippets = snippets or [_begin(paragraphs[0], record)][:most]
    return Passages(_holds(tree, found), len(spans), tuple(snippets))


def _place(whole: bytes, spans: Sequence[tuple[int, int]]) -> dict[int, list[tuple[int, int]]]:
    """Return spans, which are in order, by the number of the paragraph that they stand in."""
    mark, placed = f" {PARAGRAPH}".encode(), dict[int, list[tuple[int, int]]]()
    at = number = 0
    for span in spans:
        number += whole.count(mark, at, span[0])
        at = span[0]
        placed.setdefault(number, []).append(span)
    return placed


@lru_cache(maxsize=64)
def _pattern(runs: tuple[Any, ...]) -> Any:
    return compile_runs(runs)


def _holds(tree: Tree, found: Mapping[Words, Sequence[tuple[int, int]]]) -> bool:
    """Say whether the words of a query hold in a text; conditions on the document's fields were met in the index."""
    if isinstance(tree, Words):
        return bool(found[tree])
    if isinstance(tree, Filter):
        return True
    if isinstance(tree, Not):
        return not walk_words(tree.inner) or _mixed(tree.inner) or not _holds(tree.inner, found)
    if isinstance(tree, AnyOf):
        return any(_holds(item, found) for item in tree.items)
    return all(_holds(item, found) for item in tree.items)


def _mixed(tree: Tree) -> bool:
    """Say whether a tree has conditions that only the index can decide."""
    if isinstance(tree, Filter):
        return True
    return (isinstance(tree, Not) and _mixed(tree.inner)) or (isinstance(tree, All | AnyOf) and any(map(_mixed, tree.items)))


def _cut(paragraphs: Sequence[Row], number: int, span: tuple[int, int], spaced: Spaced, record: Row) -> Snippet:
    """Return the first hit of a paragraph with its context."""
    row = paragraphs[number]
    before = sum(len(other["text"]) + 1 for other in paragraphs[:number])
    start, end = (point - before for point in spaced.find_span(*span))
    text, show = row["text"], _CONTEXT[Display(record["display"])]
    return Snippet(
        row["position"], row["label"], start, end, text[max(0, start - show) : start], text[start:end], text[end : end + show],
        row["text_sha256"],
    )  # fmt: skip


def _begin(row: Row, record: Row) -> Snippet:
    """Return the beginning of a document in which no word was sought, as context without a hit."""
    shown = row["text"][: 2 * _CONTEXT[Display(record["display"])]]
    return Snippet(row["position"], row["label"], 0, 0, "", "", shown, row["text_sha256"])
