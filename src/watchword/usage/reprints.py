"""Which texts of a few days repeat each other: digests, re-broadcasts and reprints, found by the shingles they share.

Every text is cut into overlapping shingles of eight characters (Chinese) or four words, without case, punctuation and white space. Two
texts of one language whose dates lie within the window are compared by containment: the share of the shorter one's shingles that stand
in the longer one (Broder, "On the resemblance and containment of documents", 1997). A shingle counts one over the number of *other*
texts of those days that have it, so that stock sentences ("at the invitation of the President ... will pay a state visit") weigh little
and the words that are a text's own weigh most. The join is exact: nothing is sampled and no frequent shingle is left out.
"""

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CHARACTERS = 8
WORDS = 4
_PRIME = np.uint64(1099511628211)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_BETWEEN = "\0"  # stands between two texts

Pair = tuple[int, int, float]
Whole = NDArray[np.int64]
Hashes = NDArray[np.uint64]


def find_reprints(texts: Sequence[str], days: Sequence[int], *, window: int, least: float, by_characters: bool) -> list[Pair]:
    """Return the pairs (i, j, containment), i < j, of texts at most `window` days apart with a containment of `least` or more.

    `days` are the texts' days as numbers in any order; `by_characters` says that the texts are Chinese.
    """
    if len(texts) < 2:
        return []
    day = np.asarray(days, np.int64)
    order = np.argsort(day, kind="stable")
    owners, hashes = _shingle([texts[number] for number in order], by_characters)
    if not len(owners):
        return []
    when = (day[order] - day.min())[owners]
    first, second = _meet(hashes, when, window)
    weight = 1.0 / np.maximum(1, _count_others(hashes, when, window))
    size = np.bincount(owners, weight, minlength=len(texts))
    pairs, at = np.unique(owners[first] * len(texts) + owners[second], return_inverse=True)
    one, other = pairs // len(texts), pairs % len(texts)
    shared = [np.bincount(at, weight[places], minlength=len(pairs)) for places in (first, second)]
    share = np.where(size[one] <= size[other], shared[0] / size[one], shared[1] / size[other])
    found = ((int(order[one[k]]), int(order[other[k]]), float(share[k])) for k in np.flatnonzero(share >= least))
    return sorted((min(i, j), max(i, j), part) for i, j, part in found)


def _shingle(texts: Sequence[str], by_characters: bool) -> tuple[Whole, Hashes]:
    """Return the text's number and the hash of each different shingle of each text, sorted by hash, then by the text's number."""
    owners, units = _cut(texts, by_characters)
    size = CHARACTERS if by_characters else WORDS
    bits = np.uint64(max(1, len(texts).bit_length()))
    rolled = _roll(units, size)
    whole = owners[: len(rolled)] == owners[len(owners) - len(rolled) :]
    keys = [(rolled[whole] >> bits << bits) | owners[: len(rolled)][whole].astype(np.uint64)]
    for number in np.flatnonzero(np.bincount(owners, minlength=1) < size):
        short = units[owners == number]
        if len(short):
            keys.append((_roll(short, len(short)) >> bits << bits) | np.uint64(number))
    # Hash and number in one integer: one sort of plain integers, and the order of days within each hash.
    found = np.sort(np.concatenate(keys))
    found = found[np.concatenate((found[:1] >= 0, found[1:] != found[:-1]))]  # the first is always new
    return (found & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64), found >> bits


def _cut(texts: Sequence[str], by_characters: bool) -> tuple[Whole, Hashes]:
    """Return the texts' units one after the other, characters or hashes of words, with the number of the text of each."""
    plain = _BETWEEN.join(text.replace(_BETWEEN, " ") for text in texts)
    codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), np.uint32)
    folded = _fold(set(plain))[codes]
    inside = folded > 0
    owners = np.cumsum(codes == 0)[inside]
    kept = folded[inside].astype(np.uint64)
    if by_characters or not len(kept):
        return owners, kept
    starts = np.flatnonzero((inside & ~np.concatenate(([False], inside[:-1])))[inside])
    place = np.arange(len(kept)) - np.repeat(starts, np.diff(np.append(starts, len(kept))))
    power = np.cumprod(np.full(int(place.max()) + 1, _PRIME, np.uint64))
    return owners[starts], np.add.reduceat(kept * power[place], starts)


def _fold(letters: set[str]) -> NDArray[np.uint32]:
    """Return a table from code point to folded code point (case, width), 0 for what is neither letter, digit nor accent."""
    table = np.zeros(0x110000, np.uint32)
    for letter in letters:
        if letter.isalnum() or unicodedata.combining(letter):
            folded = unicodedata.normalize("NFKC", letter).casefold()
            table[ord(letter)] = ord(folded if len(folded) == 1 else letter)
    return table


def _roll(units: Hashes, size: int) -> Hashes:
    """Return the hash of every run of `size` units."""
    count = max(0, len(units) - size + 1)
    rolled = np.zeros(count, np.uint64)
    for at in range(size):
        rolled = (rolled ^ units[at : at + count]) * _MIX
        rolled ^= rolled >> np.uint64(29)
    return rolled


def _meet(hashes: Hashes, when: Whole, window: int) -> tuple[Whole, Whole]:
    """Return the places of every two equal shingles of texts within the window; shingles sorted by hash and day."""
    firsts, seconds = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    places = np.arange(len(hashes) - 1)
    step = 1
    while len(places):
        near = (hashes[places] == hashes[places + step]) & (when[places + step] - when[places] <= window)
        places = places[near]
        firsts.append(places)
        seconds.append(places + step)
        step += 1
        places = places[places + step < len(hashes)]
    return np.concatenate(firsts), np.concatenate(seconds)


def _count_others(hashes: Hashes, when: Whole, window: int) -> Whole:
    """Return for each shingle how many other texts within the window have it; shingles sorted by hash and day."""
    begins = np.concatenate(([True], hashes[1:] != hashes[:-1]))
    many = np.flatnonzero(~begins | np.concatenate((~begins[1:], [False])))  # a shingle of one text alone has no others
    counts = np.zeros(len(hashes), np.int64)
    # One number a (hash, day), so far apart that no window reaches into the next hash.
    line = np.cumsum(begins)[many] * (int(when.max()) + 2 * window + 2) + when[many]
    counts[many] = np.searchsorted(line, line + window, side="right") - np.searchsorted(line, line - window, side="left") - 1
    return counts
