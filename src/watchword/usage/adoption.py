"""How the number of users grew against how many could have used a wording, how long they took, and what chance alone would give."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from watchword.usage.attestation import is_before
from watchword.usage.intervals import normal_quantile

HORIZONS = (5, 10, 20)


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """One year: units that had a document by its end (`could`), units that had used the words by then (`used`, of them `new` in
    this year), and how many would have (`expected`) if every document of a year were as likely to use them as any other.
    """

    year: int
    could: int
    used: int
    new: int
    expected: float


@dataclass(frozen=True, slots=True)
class Uptake:
    """Time to the first use in one regional group ("all" for all units), after Kaplan and Meier (JASA 53, 1958).

    Each unit's time runs from the first use by anybody, or from its own first document where that is later; a unit that never used the
    words is censored at its last document. `units` of them are in it, `used` used the words. `within` gives for 5, 10 and 20 years the
    share that had used them by then with its log-log interval (Kalbfleisch and Prentice 1980); null where nobody was observed so
    long. `median` is the time in years by which half had, null where half have not. `expected` is the number that would have used
    them after the first use by anybody if every document of a year were as likely to as any other, with the range that holds it in
    `confidence` of all cases.
    """

    group: str
    units: int
    used: int
    median: float | None
    within: tuple[dict[str, float | int | None], ...]
    expected: float
    expected_low: int
    expected_high: int


def estimate_uptake(group: str, times: Sequence[float], used: Sequence[bool], chances: Sequence[float], confidence: float) -> Uptake:
    """Return the uptake of units: years to the first use or to the last document, which it was, and each one's chance of any use."""
    order = sorted({time for time, event in zip(times, used, strict=True) if event})
    steps, survival, variance = [(0.0, 1.0, 0.0)], 1.0, 0.0
    for time in order:
        at_risk = sum(1 for other in times if other >= time)
        events = sum(1 for other, event in zip(times, used, strict=True) if event and other == time)
        survival *= 1 - events / at_risk
        variance += events / (at_risk * (at_risk - events)) if at_risk > events else 0.0
        steps.append((time, survival, variance))
    longest = max(times, default=0.0)
    within = tuple(_share_within(steps, years, longest, confidence) for years in HORIZONS)
    median = next((time for time, left, _ in steps if left <= 0.5), None)
    low, high = count_range(chances, confidence)
    return Uptake(group, len(times), sum(used), median, within, math.fsum(chances), low, high)


def _share_within(
    steps: Sequence[tuple[float, float, float]], years: int, longest: float, confidence: float
) -> dict[str, float | int | None]:
    """Return the share that had used the words within some years, with its interval; none beyond the longest observation."""
    _, left, variance = [step for step in steps if step[0] <= years][-1]
    if longest < years and left > 0:
        return {"years": years, "share": None, "low": None, "high": None}
    if left in (0.0, 1.0):
        return {"years": years, "share": 1 - left, "low": None, "high": None}
    spread = normal_quantile(confidence) * math.sqrt(variance) / abs(math.log(left))
    return {"years": years, "share": 1 - left, "low": 1 - left ** math.exp(-spread), "high": 1 - left ** math.exp(spread)}


def count_range(chances: Sequence[float], confidence: float) -> tuple[int, int]:
    """Return the central range of the number of successes in independent trials of unequal chance (the exact Poisson binomial)."""
    distribution = np.ones(1)
    for chance in chances:
        distribution = np.convolve(distribution, (1 - chance, chance))
    cumulated, tail = np.cumsum(distribution), (1 - confidence) / 2
    return int(np.searchsorted(cumulated, tail)), min(int(np.searchsorted(cumulated, 1 - tail)), len(chances))


def chance_of_use(dated: dict[str, int], rate: dict[int, float], *, after: str, until: str = "9999") -> float:
    """Return the chance that a unit with so many documents of each date used the words, each document at the rate of its year.

    Only documents count that are certainly later than `after`, since nobody could come after a first use before it, and not certainly
    later than `until`.
    """
    silent = 1.0
    for date, count in dated.items():
        if is_before(after, date) and not is_before(until, date):
            silent *= (1 - rate.get(int(date[:4]), 0.0)) ** count
    return 1 - silent
