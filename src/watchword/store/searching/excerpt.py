"""Hold what the index found against the text itself, and cut the passages to show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate, islice
from pathlib import Path

import pyarrow.parquet as pq

from watchword.model import Display
from watchword.store.base import Row
from watchword.store.searching.query import All, Filter, Not, Tree, Words, walk_words
from watchword.store.searching.query import Any as AnyOf
from watchword.store.searching.wording import Run, Sought, compile_runs
from watchword.text.spacing import DOCUMENT, PARAGRAPH, guard, space

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


@dataclass(frozen=True, slots=True)
class Text:
    """A document with its paragraphs, in order (position, label, text)."""

    record: Row
    paragraphs: Sequence[Row]


@dataclass(slots=True)
class Reader:
    """Reads the paragraphs of documents from the parts they stand in. Keeps the parts open."""

    folder: Path
    _open: dict[str, tuple[pq.ParquetFile, list[int]]] = field(default_factory=dict)

    def read(self, record: Row) -> Text:
        """Return a document with its paragraphs, from the rows of the part that its record names."""
        file, first, rows = record["part"], record["first"], record["rows"]
        parquet, starts = self._open.get(file) or self._open.setdefault(file, _open_part(self.folder / file))
        groups = [group for group, start in enumerate(starts[:-1]) if start < first + rows and starts[group + 1] > first]
        table = parquet.read_row_groups(groups, columns=["position", "label", "text"], use_threads=False)
        return Text(record, table.slice(first - starts[groups[0]], rows).to_pylist())


def _open_part(path: Path) -> tuple[pq.ParquetFile, list[int]]:
    parquet, starts = pq.ParquetFile(path, memory_map=True, pre_buffer=False), [0]
    for group in range(parquet.num_row_groups):
        starts.append(starts[-1] + parquet.metadata.row_group(group).num_rows)
    return parquet, starts


def find_passages(tree: Tree, sought: Mapping[Words, Sought], texts: Sequence[Text], most: int) -> list[Passages]:
    """Return what each text shows of a query, with at most `most` snippets: those with most different hits first, then in order."""
    # All texts are spaced at once, which costs little more than one.
    joined = [PARAGRAPH.join(guard(row["text"]) for row in text.paragraphs) for text in texts]
    spaced = space(DOCUMENT.join([*joined, *(guard(text.record["title"]) for text in texts)]))
    whole, bounds = spaced.data + b" ", _find_bounds(spaced.data)
    found = []
    for number, text in enumerate(texts):
        places = {
            words: _search(whole, bounds[number + len(texts) * words.title], sought[words].runs_in(text.record["language"]))
            for words, _ in walk_words(tree)
        }
        wanted = sorted({span for words, wanted in walk_words(tree) if wanted and not words.title for span in places[words]})
        found.append((_holds(tree, places), len(wanted), _choose(whole, bounds[number][0], wanted, most)))
    starts = list(accumulate((len(text) + 1 for text in joined), initial=0))
    spans = iter(spaced.find_spans([span for _, _, chosen in found for _, span in chosen]))
    passages = []
    for text, at, (holds, hits, chosen) in zip(texts, starts, found, strict=False):
        places_of = zip(chosen, islice(spans, len(chosen)), strict=True)
        snippets = [_cut(text, number, (begin - at, end - at)) for (number, _), (begin, end) in places_of]
        passages.append(Passages(holds, hits, tuple(snippets or [_begin(text)][:most])))
    return passages


def _find_bounds(data: bytes) -> list[tuple[int, int]]:
    """Return where each document begins and ends in spaced text, with the space behind it."""
    mark = f" {DOCUMENT}".encode()
    marks = [found.start() for found in re.finditer(mark, data)]
    return list(zip([0, *(at + len(mark) for at in marks)], [*(at + 1 for at in marks), len(data) + 1], strict=True))


def _search(whole: bytes, bounds: tuple[int, int], runs: tuple[Run, ...]) -> list[tuple[int, int]]:
    return [(match.start() + 1, match.end()) for match in _pattern(runs).finditer(whole, *bounds)]


def _choose(whole: bytes, start: int, spans: Sequence[tuple[int, int]], most: int) -> list[tuple[int, tuple[int, int]]]:
    """Return the first hit of the best paragraphs of a document that begins at `start`: (number of the paragraph, span)."""
    mark, placed = f" {PARAGRAPH}".encode(), dict[int, list[tuple[int, int]]]()
    at, number = start, 0
    for span in spans:
        number += whole.count(mark, at, span[0])
        at = span[0]
        placed.setdefault(number, []).append(span)
    best = sorted(placed, key=lambda number: (-len({whole[slice(*span)] for span in placed[number]}), number))[:most]
    return [(number, placed[number][0]) for number in sorted(best)]


@lru_cache(maxsize=64)
def _pattern(runs: tuple[Run, ...]) -> "re.Pattern[bytes]":
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


def _cut(text: Text, number: int, span: tuple[int, int]) -> Snippet:
    """Return the hit at a span of the joined paragraphs with its context."""
    before = sum(len(row["text"]) + 1 for row in text.paragraphs[:number])
    start, end = (point - before for point in span)
    row, show = text.paragraphs[number], _CONTEXT[Display(text.record["display"])]
    words, sha = row["text"], sha256(row["text"].encode()).hexdigest()
    around = (words[max(0, start - show) : start], words[start:end], words[end : end + show])
    return Snippet(row["position"], row["label"], start, end, *around, sha)


def _begin(text: Text) -> Snippet:
    """Return the beginning of a document in whose text no word was sought, as context without a hit."""
    row = text.paragraphs[0]
    shown = row["text"][: 2 * _CONTEXT[Display(text.record["display"])]]
    return Snippet(row["position"], row["label"], 0, 0, "", "", shown, sha256(row["text"].encode()).hexdigest())
