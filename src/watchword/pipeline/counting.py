"""Questions on how a formulation is used: counts, earliest uses, spread, intensity.

Apart from `asking`, which loads everything there is: a count must answer at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from watchword.errors import NotHeld
from watchword.evidence.naming import name_usage
from watchword.lexicon.records import Formulation
from watchword.pipeline.opening import Where, open_reading
from watchword.sources.un_general_debate import usual_language
from watchword.states import resolve
from watchword.store.base import View
from watchword.usage.counts import count_usage
from watchword.usage.spread import spread_by_state, spread_by_year

if TYPE_CHECKING:
    from watchword.usage.following import Following


def ask_usage(where: Where, name: str, by: Sequence[str], *, with_events: bool = False) -> list[dict[str, Any]]:
    """Return the counts of a formulation by some dimensions: of what is held, then of what was measured."""
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        formulation = reading.lexicon.find(name)
        events = _find_events(reading.view, formulation)[0] if with_events else None
        held = count_usage(reading.view, formulation, by, events)
        measured = reading.measured.usage_rows(formulation, by, reading.view.settings.confidence)
    unknown = {"events": None} if with_events else {}
    rows = [row | {"holding": "held"} for row in held] + [row | unknown | {"holding": "measured"} for row in measured]
    return [row | {"figure": name_usage(formulation.id, {key: row[key] for key in by})} for row in rows]


def ask_origins(where: Where, name: str, by: str, limit: int) -> list[dict[str, Any]]:
    """Return the earliest uses of a formulation in each language, organ, state, group, office, source or kind of text."""
    from watchword.usage.origins import find_origins

    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        formulation = reading.lexicon.find(name)
        return [asdict(row) for row in find_origins(reading.view, formulation, by, limit=limit, usual_language=usual_language)]


def ask_spread(where: Where, name: str, by: str, leaders: Sequence[str], *, with_events: bool = False) -> dict[str, Any]:
    """Return how a formulation spread: by year and state, who followed whom, and the events behind its documents where asked for.

    `leaders` are units after which lags are wanted; a state may be named in any way that `states.resolve` knows. Raise `NotHeld` for one
    that has no dated use, with those that have.
    """
    from watchword.usage.following import follow

    codes = [resolve(leader).code if by == "state" else leader for leader in leaders]
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        formulation, view = reading.lexicon.find(name), reading.view
        following = follow(view, formulation, by, codes)
        _check_leaders(following, by, codes)
        years = spread_by_year(view, formulation, list(reading.measured.year_rows(formulation)))
        states = spread_by_state(view, formulation, list(reading.measured.state_rows(formulation)))
        rows, repeats = _find_events(view, formulation)[1:] if with_events else ([], [])
    return {
        "formulation": name,
        "by": by,
        "by_year": [asdict(row) for row in years],
        "by_state": [asdict(row) for row in states],
        "following": [asdict(item) for item in following],
        "events": rows,
        "repeats": repeats,
    }


def ask_intensity(where: Where, name: str, by: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the tiers of a formulation by source, language and period, of what is held and (by year) measured; and the scale: the
    tiers from the hottest with the share from which each begins.
    """
    from watchword.usage.intensity import CHINESE, TIERS, measure_intensity

    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        formulation = reading.lexicon.find(name)
        measured = list(reading.measured.year_rows(formulation)) if by == "year" else []
        rows = measure_intensity(reading.view, formulation, by, measured)
        lines = zip(TIERS, (*reading.view.settings.tiers, None), strict=True)
        return [asdict(row) for row in rows], [{"tier": tier, "tier_zh": CHINESE[tier], "least": least} for tier, least in lines]


def _find_events(view: View, formulation: Formulation) -> tuple[Mapping[str, str], list[dict[str, Any]], list[dict[str, Any]]]:
    from watchword.usage.events import find_events

    found = find_events(view, formulation)
    return found.of, [asdict(row) for row in found.rows], [asdict(row) for row in found.repeats]


def _check_leaders(following: "Sequence[Following]", by: str, leaders: Sequence[str]) -> None:
    for leader in leaders:
        users = {adopter.unit for item in following for adopter in item.adopters}
        if leader not in users:
            some = f"; it was used by {', '.join(sorted(users)[:12])}" if users else ""
            raise NotHeld(f"no dated use by the {by} {leader} in a corpus of several {by}s{some}")
