"""The day of a decision, from witnesses that do not always agree."""

import datetime
from collections import Counter

from watchword.model import Issue, date_of
from watchword.sources.un_akoma_ntoso_header import Header, Place
from watchword.sources.un_akoma_ntoso_metadata import Identity


def settle_date(header: Header, identity: Identity, place: Place) -> tuple[str, list[Issue]]:
    """Return the day of adoption (for a draft: of the vote), "" where nothing says it or two days are said as often.

    Witnesses are the date printed in the text, the identification's and the step's, and in the Security Council, where
    adoption and issue are the same day as a rule, the day of issue. Elsewhere a date that is the day of issue may be no
    more than that: a step's does not count, and the others give way to any other day.
    """
    step = next((step.get("date") or "" for step in reversed(header.steps) if _is_decision(step)), "")
    said = [("printed", header.printed_date)]
    if identity.trusted:
        said += [("FRBRdate", header.work_date), ("step", step)]
    if identity.organ == "SC":
        said.append(("issue", header.issued))
    days = [pair for pair in said if len(date_of(pair[1])) == 10]
    if identity.organ == "SC":
        days = [pair for pair in days if pair[1].startswith(identity.session)] or days
    else:
        days = [pair for pair in days if pair != ("step", header.issued)]
        days = [pair for pair in days if pair[1] != header.issued] or days
    everything = [header.printed_date, header.work_date, step, header.issued]
    support = Counter(day for _, day in days if _is_plausible(day, everything))
    best = [day for day in support if support[day] == max(support.values())]
    date = best[0] if len(best) == 1 else ""
    return date, _doubt_date(header, identity, (date, step), place)


def _is_plausible(day: str, witnesses: list[str]) -> bool:
    """Say whether a day is near at least half of the other witnesses: one with a mistyped year is not."""
    days = [datetime.date.fromisoformat(each) for each in witnesses if len(date_of(each)) == 10]
    near = sum(abs((each - datetime.date.fromisoformat(day)).days) <= 300 for each in days) - 1
    return 2 * near >= len(days) - 1


def _doubt_date(header: Header, identity: Identity, settled: tuple[str, str], place: Place) -> list[Issue]:
    date, step = settled
    seen = {name: day for name, day in header.dates() if day}
    if step and identity.trusted and step != header.issued:
        seen["step"] = step
    doubts = [f"{name} {day}" for name, day in seen.items() if day != date]
    if date and not doubts:
        return []
    problem = "witnesses disagree on the date" if date else "date unknown"
    return [place.issue("FRBRdate", problem, date or "a date", ", ".join(doubts) or "nothing")]


def _is_decision(step: dict[str, str]) -> bool:
    return (step.get("outcome") or "adopted").casefold() in {"adopted", "notadopted", "veto"}
