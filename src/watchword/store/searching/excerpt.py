"""Hold what the index found against the text itself, and cut the passages to show."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from itertools import accumulate, islice
from pathlib import Path
from threading import get_ident

import pyarrow as pa
import pyarrow.parquet as pq

from watchword.model import Display
from watchword.store.base import Row
from watchword.store.searching.query import All, Filter, Not, Tree, Words, walk_words
from watchword.store.searching.query import Any as AnyOf
from watchword.store.searching.wording import Run, Sought, compile_runs
from watchword.text.spacing import AT_ONCE, DOCUMENT, PARAGRAPH, guard, space

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
    """A document with the texts of its paragraphs in order, and the table of their `position` and `label`."""

    record: Row
    paragraphs: Sequence[str]
    rows: pa.Table


@dataclass(slots=True)
class Reader:
    """Reads the paragraphs of documents from the parts they stand in, two row groups at a time. Keeps the parts open."""

    folder: Path
    _open: dict[tuple[int, str], pq.ParquetFile] = field(default_factory=dict)
    _starts: dict[str, list[int]] = field(default_factory=dict)
    _threads: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2))

    def read(self, records: Sequence[Row]) -> list[Text]:
        """Return documents with their paragraphs, from the rows of the parts that their records name; each row group is read once."""
        places = [(record["part"], self._find_groups(record)) for record in records]
        wanted = list(dict.fromkeys((file, group) for file, groups in places for group, _ in groups))
        tables = dict(zip(wanted, self._threads.map(self._read_group, wanted), strict=True))
        texts = []
        for record, (file, groups) in zip(records, places, strict=True):
            table = pa.concat_tables([tables[file, group] for group, _ in groups]).slice(record["first"] - groups[0][1], record["rows"])
            texts.append(Text(record, table["text"].to_pylist(), table.drop_columns("text")))
        return texts

    def _find_groups(self, record: Row) -> list[tuple[int, int]]:
        """Return the row groups that a document stands in, with their first rows."""
        file, first = record["part"], record["first"]
        if file not in self._starts:
            metadata = self._part(file).metadata
            sizes = (metadata.row_group(group).num_rows for group in range(metadata.num_row_groups))
            self._starts[file] = list(accumulate(sizes, initial=0))
        starts = self._starts[file]
        groups = range(bisect_right(starts, first) - 1, bisect_left(starts, first + record["rows"]))
        return [(group, starts[group]) for group in groups]

    def _read_group(self, place: tuple[str, int]) -> pa.Table:
        return self._part(place[0]).read_row_group(place[1], columns=["position", "label", "text"], use_threads=False)

    def _part(self, file: str) -> pq.ParquetFile:
        """Return an open part, each thread its own."""
        key = (get_ident(), file)
        if key not in self._open:
            self._open[key] = pq.ParquetFile(self.folder / file, memory_map=True, pre_buffer=False)
        return self._open[key]


def find_passages(tree: Tree, sought: Mapping[Words, Sought], texts: Sequence[Text], most: int) -> list[Passages]:
    """Return what each text shows of a query, with at most `most` snippets: those with most different hits first, then in order."""
    return [found for some in _gather(texts) for found in _find_together(tree, sought, some, most)]


def _gather(texts: Sequence[Text]) -> Iterator[list[Text]]:
    """Yield texts by as many as are best spaced together."""
    together, size = list[Text](), 0
    for text in texts:
        length = sum(map(len, text.paragraphs))
        if together and size + length > AT_ONCE:
            yield together
            together, size = [], 0
        together.append(text)
        size += length
    if together:
        yield together


def _find_together(tree: Tree, sought: Mapping[Words, Sought], texts: Sequence[Text], most: int) -> list[Passages]:
    joined = [PARAGRAPH.join(map(guard, text.paragraphs)) for text in texts]
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
    before = sum(len(words) + 1 for words in text.paragraphs[:number])
    start, end = (point - before for point in span)
    words, show = text.paragraphs[number], _CONTEXT[Display(text.record["display"])]
    around = (words[max(0, start - show) : start], words[start:end], words[end : end + show])
    return _show(text, number, (start, end), around)


def _begin(text: Text) -> Snippet:
    """Return the beginning of a document in whose text no word was sought, as context without a hit."""
    return _show(text, 0, (0, 0), ("", "", text.paragraphs[0][: 2 * _CONTEXT[Display(text.record["display"])]]))


def _show(text: Text, number: int, span: tuple[int, int], around: tuple[str, str, str]) -> Snippet:
    position, label = (text.rows[name][number].as_py() for name in ("position", "label"))
    return Snippet(position, label, *span, *around, sha256(text.paragraphs[number].encode()).hexdigest())
