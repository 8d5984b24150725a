"""Align the paragraphs of two expressions of one work: by structure first, by length and numbers where structure fails.

The paragraphs of each class (title, preambular, operative, headings, notes, annexes, text) are a run of their own. Where both languages
print the same labels in the same order, paragraphs with one label correspond; where the run has no labels of its own but the same number of
paragraphs, those in the same place do. Either is given up where lengths and numbers speak against it, as happens when one language's file
lacks a paragraph and all later ones are counted one lower: then, and where the labels differ, the run is aligned by `lengths`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watchword.usage.parallel.lengths import Bead, Unit, align_lengths, find_deviation, share_numbers

ALIGNER = "usage.parallel.alignment/1"

BY_LABEL, BY_ORDER, BY_LENGTH = "label", "order", "length and numbers"

_NUMBER = re.compile(r"\d+")
_CLASS = re.compile(r"PP|OP|[a-z]+")
_FAR = 4.0  # standard deviations of Gale and Church's measure: beyond them two paragraphs are hardly one text
_DOUBTFUL = 0.1  # the share of doubtful pairs from which a run's labels are given up


@dataclass(frozen=True, slots=True)
class Pair:
    """Paragraphs of two expressions that correspond (their positions), and how that is known."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    method: str


def make_unit(label: str, text: str) -> Unit:
    """Return what aligning needs to know of a paragraph."""
    return Unit(label, len(text), frozenset(_NUMBER.findall(text)))


def align_paragraphs(left: Sequence[Unit], right: Sequence[Unit], ratio: float) -> list[Pair]:
    """Return the paragraphs that correspond, in the order of the left side. `ratio` is right characters for one left character.

    What corresponds to nothing is left out, and so is a pair that its numbers or its lengths speak against.
    """
    pairs = []
    sides = _runs(left), _runs(right)
    for name, mine in sides[0].items():
        theirs = sides[1].get(name, [])
        if theirs:
            pairs += _align_run(([left[i] for i in mine], mine), ([right[i] for i in theirs], theirs), ratio)
    return sorted(pairs, key=lambda pair: (pair.left, pair.right))


def has_same_labels(left: Sequence[Unit], right: Sequence[Unit]) -> bool:
    """Say whether two expressions print the same labels in the same order."""
    return [unit.label for unit in left] == [unit.label for unit in right]


def _runs(units: Sequence[Unit]) -> dict[str, list[int]]:
    runs: dict[str, list[int]] = {}
    for at, unit in enumerate(units):
        found = _CLASS.match(unit.label)
        runs.setdefault(found.group() if found else "", []).append(at)
    return runs


def _align_run(left: tuple[list[Unit], list[int]], right: tuple[list[Unit], list[int]], ratio: float) -> list[Pair]:
    mine, theirs = left[0], right[0]
    labels = [unit.label for unit in mine]
    beads, method = None, BY_LENGTH
    if has_same_labels(mine, theirs):
        doubtful = sum(is_doubtful(a, b, ratio) for a, b in zip(mine, theirs, strict=True))
        if doubtful <= max(1, _DOUBTFUL * len(mine)):
            beads = [Bead((at,), (at,)) for at in range(len(mine))]
            method = BY_LABEL if len(set(labels)) == len(labels) else BY_ORDER
    beads = beads or align_lengths(mine, theirs, ratio)
    return [
        Pair(tuple(left[1][i] for i in bead.left), tuple(right[1][j] for j in bead.right), method)
        for bead in beads
        if bead.left and bead.right and not is_doubtful(_join(mine, bead.left), _join(theirs, bead.right), ratio)
    ]


def is_doubtful(left: Unit, right: Unit, ratio: float) -> bool:
    """Say whether numbers or length speak against two paragraphs being one text."""
    if min(len(left.numbers), len(right.numbers)) >= 2 and share_numbers(left.numbers, right.numbers) < 0.34:
        return True
    return abs(find_deviation(left.length, right.length, ratio)) > (_FAR if left.length + right.length > 120 else 2 * _FAR)


def _join(units: Sequence[Unit], places: Sequence[int]) -> Unit:
    chosen = [units[i] for i in places]
    return Unit("", sum(unit.length for unit in chosen), frozenset().union(*(unit.numbers for unit in chosen)))
