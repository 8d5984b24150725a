"""Which regional group of the United Nations a state belongs to, on a date."""

from functools import cache
from typing import Any

from watchword.errors import ConfigurationError
from watchword.states.reading import period_of
from watchword.states.table import load_states, read_table, state


@cache
def _load_groups() -> tuple[dict[str, str], dict[str, list[dict[str, Any]]], str]:
    """Return the group of each state, its dated changes, and the first day on which there were groups."""
    table = read_table("groups.toml")
    groups: dict[str, str] = {}
    for group, codes in table["members"].items():
        for code in codes:
            if code not in load_states() or code in groups:
                raise ConfigurationError(f"states/groups.toml: {code} is unknown, or in two groups")
            groups[code] = group
    changes: dict[str, list[dict[str, Any]]] = {}
    for change in table.get("change", []):
        changes.setdefault(change["code"], []).append(change)
    return groups, changes, table["first_day"]


def group_of(code: str, on: str = "") -> str:
    """Return the group of a state on a date, or without one today's group (the last it had).

    One of "African", "Asia-Pacific", "Eastern European", "Latin American and Caribbean" and "Western European and
    other"; "" where it was in none, where it was no state then, and before seats were shared out by groups. A date of
    month or year precision is read by its last day. Raises `UnknownState` for an unknown code.
    """
    groups, changes, first_day = _load_groups()
    known, period = state(code), period_of(on)
    if period is None:
        return groups.get(code, "")
    day = period[1].isoformat()  # the day after: a change ending on it has ended
    if day <= first_day or day <= known.start or (known.end and period[0].isoformat() >= known.end):
        return ""
    for change in changes.get(code, []):
        if change.get("start", "") < day and (not change.get("end") or day <= change["end"]):
            return str(change["group"])
    return groups.get(code, "")
