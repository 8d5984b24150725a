"""Who used a wording after whom and how long after, in each corpus; how many could have; what chance alone would give.

A unit (a state, an office, an organ, a source) follows another in a corpus where its earliest use is later *and* it had a document before
the other's earliest use: whoever was not observed before cannot be said to follow. "First" means first in what is held. All of it is
association: that one came after another does not say that it came from it.
"""

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from watchword.errors import UsageError
from watchword.lexicon.records import Formulation
from watchword.states import group_of, name_of
from watchword.store.base import View
from watchword.usage.adoption import CurvePoint, Uptake, chance_of_use, estimate_uptake
from watchword.usage.attestation import is_before
from watchword.usage.units import ALL, Unit, gather_units, yearly_rates

FINDER = "usage.following/1"
BY = {"state": "actor", "office": "office", "organ": "organ", "source": "source"}
_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Adopter:
    """A unit that used the words, in one corpus.

    `entered` and `last` bound its documents, `first` is its earliest use. `status` is "first" (nobody was certainly earlier), "follows"
    (it had a document before the earliest use of all), or "not observed before" (its first document is later, or of the same date).
    `lag_years` after the earliest use, `lag_days` where both days are known; `earlier` is how many units had certainly used the words
    before it. `chance` is the probability that it would have used them by then, after the earliest use, if every document of a year
    were as likely to as any other; null where sources are compared, whose documents differ in kind.
    """

    unit: str
    group: str
    entered: str
    first: str
    last: str
    documents: int
    documents_with: int
    status: str
    lag_years: float
    lag_days: int | None
    earlier: int
    chance: float | None


@dataclass(frozen=True, slots=True)
class Lag:
    """One unit's earliest use against another's: `status` is "follows", "not observed before" or "same date"; lags as in `Adopter`."""

    leader: str
    leader_first: str
    follower: str
    follower_first: str
    follower_entered: str
    lag_years: float
    lag_days: int | None
    status: str


@dataclass(frozen=True, slots=True)
class Following:
    """One corpus (`source`, "all" where the sources themselves are compared): its adopters in order of their earliest use, the lags
    after the leaders asked for (else after the first users), the curve of adoption by year and the time to it by regional group.

    `units` had a dated document; `gone` of them none after the earliest use. `undated` documents and those of no known unit (`unknown`)
    are left out. `precision` is "day" or "year": that of the earliest uses.
    """

    source: str
    by: str
    units: int
    users: int
    gone: int
    undated: int
    unknown: int
    precision: str
    sentence: str
    adopters: tuple[Adopter, ...]
    lags: tuple[Lag, ...]
    curve: tuple[CurvePoint, ...]
    uptake: tuple[Uptake, ...]


def follow(view: View, formulation: Formulation, by: str = "state", leaders: Sequence[str] = ()) -> list[Following]:
    """Return a record for each corpus in which at least two units have a dated document and one a use in scope.

    `by` is "state", "office", "organ" or "source"; `leaders` are units after which lags are wanted. Raise `UsageError` for another `by`.
    """
    if by not in BY:
        raise UsageError(f"no dimension {by!r}; there are {', '.join(BY)}")
    corpora, left = gather_units(view, formulation, by, BY[by])
    return [
        _follow_corpus((source, by), [units[name] for name in sorted(units)], leaders, left[source], view.settings.confidence)
        for source, units in sorted(corpora.items())
        if len(units) > 1 and any(unit.first for unit in units.values())
    ]


def _follow_corpus(
    corpus: tuple[str, str], units: Sequence[Unit], leaders: Sequence[str], left: Sequence[int], confidence: float
) -> Following:
    source, by = corpus
    users = sorted((unit for unit in units if unit.first), key=lambda unit: (unit.first, unit.name))
    start = users[0].first
    rate = yearly_rates(units)
    adopters = tuple(_adopt(unit, users, start, rate, by) for unit in users)
    # With "2015" and "2015-03-01" nobody is certainly the earlier one, and both are first.
    firsts = {adopter.unit for adopter in adopters if adopter.status == "first"}
    wanted = [unit for unit in users if unit.name in leaders] or [unit for unit in users if unit.name in firsts]
    lags = tuple(
        _lag(leader, unit) for leader in wanted for unit in users if unit.name != leader.name and not is_before(unit.first, leader.first)
    )
    running = [unit for unit in units if not is_before(unit.last, start)]
    found = Following(
        source, by, len(units), len(users), len(units) - len(running), left[0], left[1],
        "day" if all(len(unit.first) == 10 for unit in users) else "year", "", adopters, lags, _draw_curve(units, rate, int(start[:4])),
        _uptakes([unit for unit in running if unit.name not in firsts], start, rate, by, confidence),
    )  # fmt: skip
    return replace(found, sentence=_say(found))


def _adopt(unit: Unit, users: Sequence[Unit], start: str, rate: dict[int, float], by: str) -> Adopter:
    earlier = sum(1 for other in users if is_before(other.first, unit.first))
    status = "first" if not earlier else "follows" if is_before(unit.entered, start) else "not observed before"
    lag_years, lag_days = measure_lag(start, unit.first)
    chance = None if by == "source" else chance_of_use(unit.dated, rate, after=start, until=unit.first)
    return Adopter(
        unit.name, _group(unit, by), unit.entered, unit.first, unit.last, sum(unit.documents.values()), sum(unit.used.values()), status,
        lag_years, lag_days, earlier, chance,
    )  # fmt: skip


def _lag(leader: Unit, follower: Unit) -> Lag:
    years, days = measure_lag(leader.first, follower.first)
    if not is_before(leader.first, follower.first):
        status = "same date"
    else:
        status = "follows" if is_before(follower.entered, leader.first) else "not observed before"
    return Lag(leader.name, leader.first, follower.name, follower.first, follower.entered, years, days, status)


def measure_lag(one: str, other: str) -> tuple[float, int | None]:
    """Return the time from one date to another in years, and in days where both are known to the day; else years are whole."""
    if len(one) == len(other) == 10:
        days = (datetime.date.fromisoformat(other) - datetime.date.fromisoformat(one)).days
        return days / _YEAR, days
    return float(int(other[:4]) - int(one[:4])), None


def _group(unit: Unit, by: str) -> str:
    """Return the regional group of a state on the day of its first use, or else of its last document."""
    return group_of(unit.name, unit.first or unit.last) if by == "state" else ""


def _draw_curve(units: Sequence[Unit], rate: dict[int, float], start: int) -> tuple[CurvePoint, ...]:
    """Return a point for each year with a document from the earliest use on."""
    years = sorted(year for year in rate if year >= start)
    silent = [1.0] * len(units)
    points, before = [], 0
    for year in years:
        used = sum(1 for unit in units if unit.first and int(unit.first[:4]) <= year)
        could = sum(1 for unit in units if int(unit.entered[:4]) <= year)
        silent = [chance * (1 - rate[year]) ** unit.documents.get(year, 0) for chance, unit in zip(silent, units, strict=True)]
        points.append(CurvePoint(year, could, used, used - before, len(units) - math.fsum(silent)))
        before = used
    return tuple(points)


def _uptakes(units: Sequence[Unit], start: str, rate: dict[int, float], by: str, confidence: float) -> tuple[Uptake, ...]:
    """Return the time to use of all units but the first users, then by regional group; none of sources, whose documents differ in
    kind, and none where nobody but the first users is left.
    """
    groups: dict[str, list[Unit]] = {ALL: list(units)} if units and by != "source" else {}
    for unit in units if by == "state" else ():
        groups.setdefault(_group(unit, by) or "in no group", []).append(unit)
    found = []
    for group in sorted(groups, key=lambda name: (name != ALL, name)):
        times = [max(0.0, measure_lag(max(start, unit.entered), unit.first or unit.last)[0]) for unit in groups[group]]
        chances = [chance_of_use(unit.dated, rate, after=start) for unit in groups[group]]
        found.append(estimate_uptake(group, times, [bool(unit.first) for unit in groups[group]], chances, confidence))
    return tuple(found)


def _say(found: Following) -> str:
    first = [adopter for adopter in found.adopters if adopter.status == "first"]
    names = [name_of(item.unit) if found.by == "state" else item.unit for item in first]
    many = names[0] if len(first) == 1 else f"{len(first)} at the same date ({', '.join(names[:5])})"
    after = sum(1 for item in found.adopters if item.status == "follows")
    late = sum(1 for item in found.adopters if item.status == "not observed before")
    said = f"earliest in what is held: {many}, {first[0].first}; {after} followed that had been observed before"
    said += f", {late} were not observed before" if late else ""
    if found.uptake:
        uptake = found.uptake[0]
        said += (
            f"; {uptake.used} of {uptake.units} others used it, where chance alone at the corpus's yearly rates would give "
            f"{uptake.expected:.0f} ({uptake.expected_low}-{uptake.expected_high})"
        )
    return said
