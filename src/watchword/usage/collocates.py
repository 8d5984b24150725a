"""Which words stand near a formulation more often than chance would put them there (surface co-occurrence: Evert 2008).

A word is near where it stands at most so many words to the left or right of a use, in the same paragraph. However many uses it is
near to, it counts once. The formulation is one unit: its own words are none of its collocates, and words are counted in a corpus
without them. One language at a time.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from watchword.errors import UsageError
from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.phrasing import say_count
from watchword.store.base import View
from watchword.text.languages import language as language_of
from watchword.text.normalise import Offsets
from watchword.usage.filters import Filter, choose_documents
from watchword.usage.inventory import Inventory
from watchword.usage.measures import expect, log_dice, log_likelihood, mutual_information, poisson_interval, t_score
from watchword.usage.neighbours import STANDINGS, Neighbours

FINDER = "usage.collocates/1"
MEASURES = ("log_likelihood", "log_dice", "mutual_information", "t_score", "ratio", "observed", "documents")


@dataclass(frozen=True, slots=True)
class Window:
    """What counts as a collocate.

    `left` and `right` are words on each side; `least` is how often a word must be near, `least_documents` in how many documents;
    `function_words` shows them too; `sort` is one of `MEASURES`, and `limit` the number of rows (0: all). `standing` is that of the
    uses that words are counted around.
    """

    left: int = 5
    right: int = 5
    least: int = 5
    least_documents: int = 1
    function_words: bool = False
    sort: str = "log_likelihood"
    limit: int = 50
    standing: str = "in scope"


@dataclass(frozen=True, slots=True)
class Collocate:
    """One word near a formulation.

    `observed` is how often it is near, of which `left` and `right` of some use (a word between two uses is both); `expected` what
    chance would give; `ratio` is observed / expected with its exact Poisson interval (`low`, `high`). `frequency` is how often it
    stands in the corpus; `documents` and `sources` are those in which it is near. The measures are those of `usage.measures`.
    """

    word: str
    observed: int
    left: int
    right: int
    expected: float
    ratio: float
    low: float
    high: float
    frequency: int
    documents: int
    sources: int
    log_likelihood: float
    log_dice: float
    mutual_information: float
    t_score: float


@dataclass(frozen=True, slots=True)
class Collocates:
    """The collocates of a formulation in one language.

    `units` are the uses around which words were counted (uses that overlap are one), in `documents_with` of `documents`;
    `window_words` are the words near them, `corpus_words` all words of the documents but the formulation's own. `left_out` counts by
    reason the words near a use that are no row; `more` rows were cut off by the limit.
    """

    formulation: str
    language: str
    standing: str
    window: tuple[int, int]
    sort: str
    units: int
    documents_with: int
    documents: int
    sources: tuple[str, ...]
    window_words: int
    corpus_words: int
    left_out: Mapping[str, int]
    more: int
    rows: tuple[Collocate, ...]


def find_collocates(
    view: View, formulation: Formulation, counted: tuple[Inventory, Neighbours], window: Window, asked: Filter
) -> Collocates:
    """Return the collocates in the language of `counted` (see `pipeline.inventories`), over the documents that `asked` chooses.

    Only words nearer than chance would have it are rows. Raise `UsageError` for a window or measure that is none.
    """
    _check(window)
    inventory, near = counted
    chosen = choose_documents(view, asked, inventory.language)
    ids = chosen["id"].combine_chunks()
    held = _numbers_of(ids, near.document)
    frequency, total = _count_corpus(inventory, near, ids, held)
    taken = held >= 0
    units = np.flatnonzero((near.items == -1 - STANDINGS.index(Standing(window.standing))) & taken[near.paragraph])
    left, right = _mark(near, units, window.left, before=True), _mark(near, units, window.right, before=False)
    marked = np.flatnonzero(left | right)
    size = len(near.vocabulary)
    observed = np.bincount(near.items[marked], minlength=size)
    document = held[near.paragraph[marked]]
    names = chosen["source"].combine_chunks().dictionary_encode()
    source = names.indices.to_numpy()[document]
    columns = {
        "observed": observed,
        "left": np.bincount(near.items[left], minlength=size),
        "right": np.bincount(near.items[right], minlength=size),
        "documents": _spread(near.items[marked], document, size),
        "sources": _spread(near.items[marked], source, size),
        "frequency": frequency,
    }
    holders = np.unique(held[near.paragraph[units]])
    rows, left_out, more = _rank(near.vocabulary, columns, (len(units), len(marked), total), window, (view, inventory.language))
    return Collocates(
        formulation=formulation.id,
        language=inventory.language,
        standing=window.standing,
        window=(window.left, window.right),
        sort=window.sort,
        units=len(units),
        documents_with=len(holders),
        documents=len(chosen),
        sources=tuple(sorted(names.dictionary.take(pa.array(np.unique(names.indices.to_numpy()[holders]))).to_pylist())),
        window_words=len(marked),
        corpus_words=total,
        left_out=left_out,
        more=more,
        rows=rows,
    )


def _check(window: Window) -> None:
    if min(window.left, window.right) < 0 or window.left + window.right < 1:
        raise UsageError(f"a window has at least one word on one side, found {window.left},{window.right}")
    if window.sort not in MEASURES:
        raise UsageError(f"no measure {window.sort!r}; there are {', '.join(MEASURES)}")
    if window.standing not in list(Standing):
        raise UsageError(f"no standing {window.standing!r}; there are {', '.join(Standing)}")


def _numbers_of(ids: pa.Array, documents: pa.Array) -> Offsets:
    """Return for each document its row among the chosen ids, -1 where it is not chosen."""
    import pyarrow.compute as pc

    return np.asarray(pc.index_in(documents, value_set=ids).fill_null(-1), dtype=np.int64)


def _count_corpus(inventory: Inventory, near: Neighbours, ids: pa.Array, held: Offsets) -> tuple[Offsets, int]:
    """Return how often each word of the neighbours' vocabulary stands in the corpus with each use kept as one unit, and all words.

    The inventory is cut without regard to the formulation, so the paragraphs that hold it are taken out and put in again as units.
    """
    import pyarrow.compute as pc

    whole, _ = inventory.count_words(ids)
    at = np.asarray(pc.index_in(near.vocabulary, value_set=inventory.vocabulary).fill_null(-1), dtype=np.int64)
    frequency = np.where(at >= 0, np.append(whole, 0)[at], 0)
    taken = held >= 0
    items = near.items[taken[near.paragraph] & (near.items >= 0)]
    plain = near.plain[taken[near.plain_paragraph]]
    size = len(near.vocabulary)
    frequency = frequency + np.bincount(items, minlength=size) - np.bincount(plain, minlength=size)
    return frequency, int(whole.sum()) + len(items) - len(plain)


def _mark(near: Neighbours, units: Offsets, reach: int, *, before: bool) -> NDArray[np.bool_]:
    """Say which items are words at most `reach` items before (or behind) a unit, in its paragraph."""
    marked = np.zeros(len(near.items), dtype=bool)
    for step in range(1, min(reach, len(near.items)) + 1):
        at = units - step if before else units + step
        inside = (at >= 0) & (at < len(near.items))
        at, unit = at[inside], units[inside]
        at = at[near.paragraph[at] == near.paragraph[unit]]
        if not len(at):
            break
        marked[at] = True
    return marked & (near.items >= 0)


def _spread(words: NDArray[np.int32], groups: Offsets, size: int) -> Offsets:
    """Return in how many groups (documents, sources) each word is marked."""
    width = int(groups.max()) + 1 if len(groups) else 1
    return np.bincount(np.unique(words.astype(np.int64) * width + groups) // width, minlength=size)


def _rank(
    vocabulary: pa.Array, columns: dict[str, Offsets], sizes: tuple[int, int, int], window: Window, where: tuple[View, str]
) -> tuple[tuple[Collocate, ...], dict[str, int], int]:
    """Return the rows in order, the words left out by reason, and how many rows the limit cut off."""
    view, language = where
    units, marked, total = sizes
    names = np.array(vocabulary.to_pylist(), dtype=object)
    function = language_of(language).function_words
    expected = expect(marked, columns["frequency"], total)
    seen = columns["observed"] > 0
    rare = seen & ((columns["observed"] < window.least) | (columns["documents"] < window.least_documents))
    plain = np.array([name in function for name in names], dtype=bool) & seen & ~rare & (not window.function_words)
    away = seen & ~rare & ~plain & (columns["observed"] <= expected)
    left_out = {
        f"words near fewer than {say_count(window.least, 'time')}, or in fewer than {say_count(window.least_documents, 'document')}": int(
            rare.sum()
        ),
        "function words": int(plain.sum()),
        "words no more often near than chance": int(away.sum()),
    }
    kept = np.flatnonzero(seen & ~rare & ~plain & ~away)
    joint, second, expected = columns["observed"][kept], columns["frequency"][kept], expected[kept]
    low, high = poisson_interval(joint, view.settings.confidence)
    figures = {
        "ratio": joint / expected,
        "low": low / expected,
        "high": high / expected,
        "log_likelihood": log_likelihood(joint, marked, second, total),
        "log_dice": log_dice(joint, units, second),
        "mutual_information": mutual_information(joint, expected),
        "t_score": t_score(joint, expected),
    }
    whole = {name: column[kept] for name, column in columns.items()} | {"expected": expected} | figures
    order = np.lexsort((names[kept].astype(str), -np.asarray(whole[window.sort], dtype=np.float64))) if len(kept) else kept
    shown = order[: window.limit or None]
    lists = {name: column[shown].tolist() for name, column in whole.items()}
    rows = tuple(
        Collocate(word=name, **{key: values[at] for key, values in lists.items()}) for at, name in enumerate(names[kept][shown].tolist())
    )
    return rows, {reason: count for reason, count in left_out.items() if count}, len(kept) - len(shown)
