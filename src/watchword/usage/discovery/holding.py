"""What recurs and bursts and is no formulation: names, numbers, and the formulas with which texts open and close.

The rules look at the texts themselves, not at lists:

- *opening or closing*: at least half of its uses stand in the first or last tenth of their documents. So do salutations,
  congratulations, headings of series, who took part; what a text argues stands anywhere.
- *name*: one of its words is nearly always written with a capital (19 times in 20 where it stands inside a sentence) and stands in
  fewer than half of the window's documents, so that it is no word of everyone's (United, Nations, Assembly). Not for German, which
  writes all nouns so, nor for scripts without capitals.
- *number*: it is all figures, or a figure in it is exchanged: the same words with other figures stand in more than a tenth more
  documents of the window.

Chinese has no capitals; see `names` for what is suspected there.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from watchword.usage.discovery.pool import Pool
from watchword.usage.discovery.sample import Sample
from watchword.usage.discovery.seeking import find_sequences
from watchword.usage.discovery.sequences import hash_span
from watchword.usage.discovery.stream import Stream

EDGES, NAME, NUMBER = "opening or closing", "name", "number"
_AT_EDGES = 0.5
_EVERYBODYS = 0.5
_EXCHANGED = 0.9
_NO_CAPITALS = ("de", "zh", "ar")


def find_held(pool: Pool, sample: Sample) -> NDArray[np.str_]:
    """Return for each sequence the rule that holds it down, "" where none does."""
    held = np.full(len(pool), "", dtype="<U20")
    if not len(pool):
        return held
    held[_hold_names(pool, sample)] = NAME
    held[_hold_numbers(pool, sample)] = NUMBER
    held[pool.edges >= _AT_EDGES] = EDGES
    return held


def _hold_names(pool: Pool, sample: Sample) -> NDArray[np.bool_]:
    stream = sample.stream
    if sample.language in _NO_CAPITALS:
        return np.zeros(len(pool), dtype=bool)
    names = stream.is_name()
    units = stream.units[sample.place :].astype(np.int64)
    named = np.flatnonzero(names[units])
    documents = stream.documents_of(named + sample.place)
    pairs = np.unique(units[named] * len(stream.starts) + documents) // len(stream.starts)
    common = np.bincount(pairs, minlength=len(names)) >= _EVERYBODYS * (len(sample.documents) - sample.window)
    return _any_unit(pool, stream, names & ~common)


def _hold_numbers(pool: Pool, sample: Sample) -> NDArray[np.bool_]:
    stream = sample.stream
    figure = np.array([word.isnumeric() or word[:1].isdigit() for word in stream.words], dtype=bool)
    held = np.zeros(len(pool), dtype=bool)
    which = np.flatnonzero(_any_unit(pool, stream, figure))
    if not len(which):
        return held
    masked = replace(stream, hashes=np.where(figure, np.uint64(1), stream.hashes))
    lengths = sorted(set(pool.length[which].tolist()))
    members = {length: which[pool.length[which] == length] for length in lengths}
    found = find_sequences(masked, sample.place, len(stream.units), {n: pool.first[rows] for n, rows in members.items()})
    for length, rows in members.items():
        alike = _count_alike(found[length], masked, pool.first[rows], length)
        held[rows] = pool.documents[rows] < _EXCHANGED * alike
        inner = np.stack([figure[stream.units[pool.first[rows] + step]] for step in range(length)])
        held[rows] |= inner.all(axis=0)
    return held


def _count_alike(found: tuple[np.ndarray, np.ndarray], masked: Stream, first: np.ndarray, length: int) -> np.ndarray:
    """Return in how many documents each pattern stands; sequences of one pattern share what was found under one of them."""
    count = np.bincount(found[0], minlength=len(first))
    patterns, which = np.unique(hash_span(masked, first, 0, length), return_inverse=True)
    most = np.zeros(len(patterns), np.int64)
    np.maximum.at(most, which, count)
    alike: np.ndarray = most[which]
    return alike


def _any_unit(pool: Pool, stream: Stream, marked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say which sequences have a marked unit."""
    found = np.zeros(len(pool), dtype=bool)
    for step in range(int(pool.length.max(initial=0))):
        long = np.flatnonzero(pool.length > step)
        found[long] |= marked[stream.units[pool.first[long] + step]]
    return found
