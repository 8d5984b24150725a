"""Align two runs of paragraphs by their lengths and the numbers in them.

Method: Gale and Church, "A program for aligning sentences in bilingual corpora", Computational Linguistics 19(1), 1993: dynamic
programming over beads of one or two paragraphs on either side, whose cost is the improbability of their lengths in characters. To
that we add whether the same numbers (of resolutions, years, sums) stand on both sides, since translators leave them as they are.
"""

import math
from dataclasses import dataclass
from itertools import pairwise

# Of the paper's table 5, for sentences; paragraphs of resolutions are hardly ever merged, so that only order matters here.
_PRIORS = {(1, 1): 0.89, (1, 0): 0.00495, (0, 1): 0.00495, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
_VARIANCE = 6.8  # of the length of a translation, per character: the paper's estimate
_NOT_SHARED = 0.05  # how likely two renderings of one text with numbers share none of them, against one with all shared
_BAND = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """What is known of a paragraph when it is aligned: its label, its length in characters, and the numbers in it."""

    label: str
    length: int
    numbers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bead:
    """Paragraphs that correspond, by their places in each run; one side is empty where nothing corresponds."""

    left: tuple[int, ...]
    right: tuple[int, ...]


def find_deviation(left: int, right: int, ratio: float) -> float:
    """Return by how many standard deviations the length `right` differs from what `left` leads to expect (delta in the paper)."""
    expected = left * ratio
    mean = (left + right / ratio) / 2
    return (right - expected) / math.sqrt(mean * _VARIANCE * ratio) if mean else 0.0


def share_numbers(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of the smaller side's numbers that stand on the other side too; 1 where a side has none."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 1.0


def align_lengths(left: list[Unit], right: list[Unit], ratio: float) -> list[Bead]:
    """Return the cheapest beads, in order. `ratio` is characters of the right language for one of the left."""
    slope = len(right) / max(1, len(left))
    width = _BAND + abs(len(right) - len(left))
    sides = _spans(left), _spans(right)
    steps = [(step, -math.log(prior)) for step, prior in _PRIORS.items()]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(left) + 1):
        middle = round(i * slope)
        for j in range(max(0, middle - width), min(len(right), middle + width) + 1):
            options = []
            for (a, b), prior in steps:
                before = best.get((i - a, j - b))
                if before is not None:
                    cost = _cost(sides[0][a][i], sides[1][b][j], ratio) if a and b else 0.0
                    options.append((before[0] + cost + prior, (a, b)))
            if options:
                best[i, j] = min(options)
    beads, at = [], (len(left), len(right))
    while at != (0, 0):
        a, b = best[at][1]
        beads.append(Bead(tuple(range(at[0] - a, at[0])), tuple(range(at[1] - b, at[1]))))
        at = (at[0] - a, at[1] - b)
    return beads[::-1]


def _spans(units: list[Unit]) -> tuple[list[Unit], list[Unit], list[Unit]]:
    """Return, for no, one and two paragraphs, what those that end before each place are together."""
    nothing = Unit("", 0, frozenset())
    one = [nothing, *units]
    two = [nothing, nothing] + [Unit("", a.length + b.length, a.numbers | b.numbers) for a, b in pairwise(units)]
    return [], one, two


def _cost(left: Unit, right: Unit, ratio: float) -> float:
    tail = max(math.erfc(abs(find_deviation(left.length, right.length, ratio)) / math.sqrt(2)), 1e-12)
    return -math.log(tail * max(share_numbers(left.numbers, right.numbers), _NOT_SHARED))
