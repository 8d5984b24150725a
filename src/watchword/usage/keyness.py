"""Which words one sub-corpus has more of, or less of, than another: key words.

Whole words are compared, in one language. Log-likelihood says how sure a difference is, log ratio how large; a word must stand in
several documents, so that one long speech makes no key word, and its dispersion is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from watchword.errors import NotHeld, UsageError
from watchword.phrasing import say_count
from watchword.store.base import View
from watchword.text.languages import language as language_of
from watchword.text.normalise import Offsets
from watchword.usage.filters import Filter, choose_documents, describe
from watchword.usage.inventory import Inventory
from watchword.usage.measures import bayes_factor, chance_of, control_discoveries, expect, log_likelihood, log_ratio

FINDER = "usage.keyness/1"
SORTS = ("log_likelihood", "log_ratio", "bayes_factor", "target", "documents_target")


@dataclass(frozen=True, slots=True)
class Bounds:
    """Which words are compared and shown.

    `least` is how often a word must stand in both together, `least_documents` in how many documents of the side that has more of it;
    `level` is the false discovery rate up to which a word is shown; `matched` keeps of the reference the sources and years of the
    target; `own_words` are folded words to flag as a formulation's own.
    """

    least: int = 5
    least_documents: int = 3
    level: float = 0.05
    function_words: bool = False
    matched: bool = False
    sort: str = "log_likelihood"
    limit: int = 50
    own_words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class KeyWord:
    """One word.

    `target` and `reference` are how often it stands in each, `documents_target` and `documents_reference` in how many documents;
    `expected` is its frequency in the target if the two were alike, `per_million_*` its rates. `more_in` says which side has more.
    `log_ratio` is Hardie's (1 is twice as frequent), `percent` the difference in per cent of the reference's rate (None where that
    is 0), `bayes_factor` Wilson's, `p` and `q` the probability under no difference and its false-discovery-rate adjustment.
    `deviation` is Gries's deviation of proportions over the documents of the side that has more (0 even, near 1 in few documents).
    `own` says that the word is one of the formulation's that chose the documents.
    """

    word: str
    more_in: str
    target: int
    reference: int
    documents_target: int
    documents_reference: int
    expected: float
    per_million_target: float
    per_million_reference: float
    log_likelihood: float
    log_ratio: float
    percent: float | None
    bayes_factor: float
    p: float
    q: float
    deviation: float
    own: bool


@dataclass(frozen=True, slots=True)
class KeyWords:
    """The key words of a target against a reference in one language; `left_out` counts by reason documents and words that are not in."""

    language: str
    target: str
    reference: str
    documents_target: int
    documents_reference: int
    words_target: int
    words_reference: int
    compared: int
    left_out: Mapping[str, int]
    sort: str
    more: int
    rows: tuple[KeyWord, ...]


def find_key_words(view: View, inventory: Inventory, target: Filter, reference: Filter, bounds: Bounds) -> KeyWords:
    """Return the key words of the documents of `target` against those of `reference` that are not among them.

    An empty reference is all other documents in the language. Raise `NotHeld` where either side has no document, `UsageError` for
    an order that is none.
    """
    if bounds.sort not in SORTS:
        raise UsageError(f"no order {bounds.sort!r}; there are {', '.join(SORTS)}")
    ours, theirs, dropped = _choose(view, inventory.language, (target, reference), matched=bounds.matched)
    sides = [table["id"].combine_chunks() for table in (ours, theirs)]
    (first, first_documents), (second, second_documents) = (inventory.count_words(side) for side in sides)
    sizes = int(first.sum()), int(second.sum())
    columns = {
        "target": first, "reference": second, "documents_target": first_documents, "documents_reference": second_documents,
    }  # fmt: skip
    names = np.array(inventory.vocabulary.to_pylist(), dtype=object)
    kept, left_out = _keep(names, columns, sizes, bounds, inventory.language)
    rows, shown_out, more = _rank(names, columns, sizes, (inventory, sides, kept), bounds)
    return KeyWords(
        language=inventory.language,
        target=describe(target) or "all documents",
        reference=describe(reference) or "all other documents",
        documents_target=len(ours),
        documents_reference=len(theirs),
        words_target=sizes[0],
        words_reference=sizes[1],
        compared=len(kept),
        left_out=dropped | left_out | shown_out,
        sort=bounds.sort,
        more=more,
        rows=rows,
    )


def _choose(view: View, language: str, asked: tuple[Filter, Filter], *, matched: bool) -> tuple[pa.Table, pa.Table, dict[str, int]]:
    ours, theirs = (choose_documents(view, side, language) for side in asked)
    if not len(ours):
        raise NotHeld(f"the target holds no document in {language or 'an unknown language'}")
    both = pc.is_in(theirs["id"], value_set=ours["id"].combine_chunks())
    theirs = theirs.filter(pc.invert(both))
    dropped = {"documents of the reference that are in the target": int(pc.sum(both).as_py() or 0)}
    if matched:
        strata = set(zip(ours["source"].to_pylist(), ours["year"].to_pylist(), strict=True))
        alike = [stratum in strata for stratum in zip(theirs["source"].to_pylist(), theirs["year"].to_pylist(), strict=True)]
        theirs = theirs.filter(pa.array(alike, pa.bool_()))
        dropped["documents of the reference of sources and years that the target has not"] = alike.count(False)
    if not len(theirs):
        raise NotHeld(f"the reference holds no document in {language or 'an unknown language'} that is not in the target")
    return ours, theirs, {reason: count for reason, count in dropped.items() if count}


def _keep(
    names: NDArray[Any], columns: dict[str, Offsets], sizes: tuple[int, int], bounds: Bounds, language: str
) -> tuple[Offsets, dict[str, int]]:
    """Return the words that are compared, and how many are not, by reason."""
    both = columns["target"] + columns["reference"]
    seen = both > 0
    more = columns["target"] * sizes[1] > columns["reference"] * float(sizes[0])
    documents = np.where(more, columns["documents_target"], columns["documents_reference"])
    rare = seen & (both < bounds.least)
    narrow = seen & ~rare & (documents < bounds.least_documents)
    function = language_of(language).function_words
    candidates = np.flatnonzero(seen & ~rare & ~narrow)
    plain = np.array([name in function for name in names[candidates]], dtype=bool) & (not bounds.function_words)
    left_out = {
        f"words in both together fewer than {say_count(bounds.least, 'time')}": int(rare.sum()),
        f"words in fewer than {say_count(bounds.least_documents, 'document')} of the side that has more": int(narrow.sum()),
        "function words": int(plain.sum()),
    }
    return candidates[~plain], {reason: count for reason, count in left_out.items() if count}


def _rank(
    names: NDArray[Any],
    columns: dict[str, Offsets],
    sizes: tuple[int, int],
    places: tuple[Inventory, list[pa.Array], Offsets],
    bounds: Bounds,
) -> tuple[tuple[KeyWord, ...], dict[str, int], int]:
    inventory, sides, kept = places
    whole: dict[str, NDArray[Any]] = {name: column[kept] for name, column in columns.items()}
    first, both, total = whole["target"], whole["target"] + whole["reference"], float(sum(sizes))
    whole["expected"] = expect(sizes[0], both, total)
    whole["log_likelihood"] = log_likelihood(first, sizes[0], both, total)
    whole["log_ratio"] = log_ratio(first, sizes[0], whole["reference"], sizes[1])
    whole["bayes_factor"] = bayes_factor(whole["log_likelihood"], total)
    whole["p"] = chance_of(whole["log_likelihood"])
    whole["q"] = control_discoveries(whole["p"])
    sure = np.flatnonzero(whole["q"] <= bounds.level)
    key = np.abs(whole[bounds.sort][sure].astype(np.float64))
    order = sure[np.lexsort((names[kept[sure]].astype(str), -key))]
    shown = order[: bounds.limit or None]
    rates = 1e6 * first[shown] / max(sizes[0], 1), 1e6 * whole["reference"][shown] / max(sizes[1], 1)
    more = rates[0] > rates[1]
    deviations = [_deviations(inventory, side, kept[shown]) for side in sides] if len(shown) else [np.empty(0)] * 2
    deviation = np.where(more, *deviations)
    lists = {name: column[shown].tolist() for name, column in whole.items()}
    rows = tuple(
        KeyWord(
            word=name, more_in="target" if more[at] else "reference", per_million_target=float(rates[0][at]),
            per_million_reference=float(rates[1][at]), percent=float(100 * (rates[0][at] / rates[1][at] - 1)) if rates[1][at] else None,
            deviation=float(deviation[at]), own=name in bounds.own_words, **{column: values[at] for column, values in lists.items()},
        )
        for at, name in enumerate(names[kept[shown]].tolist())
    )  # fmt: skip
    unsure = len(kept) - len(sure)
    return rows, {f"words not different at a false discovery rate of {bounds.level:g}": unsure} if unsure else {}, len(sure) - len(shown)


def _deviations(inventory: Inventory, side: pa.Array, words: Offsets) -> NDArray[np.float64]:
    """Return for each word half the sum, over documents, of |share of the word's uses - share of all words| (Gries 2008)."""
    entries = inventory.entries_of(side)
    lengths = np.diff(entries.bounds)
    documents = np.repeat(np.arange(len(lengths)), lengths)
    sizes = np.bincount(documents, weights=entries.count, minlength=len(lengths))
    shares = sizes / max(sizes.sum(), 1)
    number = np.full(len(inventory.vocabulary), -1, dtype=np.int64)
    number[words] = np.arange(len(words))
    mine = np.flatnonzero(number[entries.word] >= 0)
    word, document, count = number[entries.word[mine]], documents[mine], entries.count[mine].astype(np.float64)
    totals = np.bincount(word, weights=count, minlength=len(words))
    apart = np.abs(count / totals[word] - shares[document]) - shares[document]
    # Documents without the word differ by their whole share: one less the shares of those that hold it.
    return np.asarray(0.5 * (1 + np.bincount(word, weights=apart, minlength=len(words))))
