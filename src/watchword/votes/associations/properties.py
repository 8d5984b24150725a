"""What was so of a state on the day of a vote: a dated property held in the workspace, or its regional group.

Dates are often known by the month only. Whether such a property was in force is then certain before and after that month, and
uncertain in it: None, which is neither.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from watchword.errors import NotHeld
from watchword.states import all_states, group_of
from watchword.states.reading import period_of
from watchword.store.base import Row, View

REGIONAL_GROUP = "regional-group"
_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Stay:
    """From when to when a property was so: the periods that `start` and `end` may mean; no `end` where it still is."""

    start: tuple[date, date]
    end: tuple[date, date] | None

    def holds(self, on: tuple[date, date]) -> bool | None:
        """Say whether the property was so on a date (its first day, and the day after its last); None where that is uncertain."""
        first, after = on
        began_before = self.start[1] <= first + _DAY  # the last day it may have begun is not after the first of the date
        may_have_begun = self.start[0] < after
        ended_before = self.end is not None and self.end[1] <= first + _DAY
        may_have_ended = self.end is not None and self.end[0] < after
        if ended_before or not may_have_begun:
            return False
        return True if began_before and not may_have_ended else None


@dataclass(frozen=True)
class Held:
    """A property, or one value of it: whether a state had it on a date.

    `stays` are by state; `doubtful` names the states of which the table does not tell, with the reason; `said` is who says so.
    """

    name: str
    value: str
    said: str
    stays: Mapping[str, Sequence[Stay]] = field(default_factory=dict)
    doubtful: Mapping[str, str] = field(default_factory=dict)
    by_group: bool = False

    @property
    def label(self) -> str:
        """The property as a table of results names it."""
        return f"{self.name}: {self.value}" if self.value else self.name

    def of(self, state: str, on: str) -> bool | None:
        """Say whether `state` had it on a date; None where that is uncertain. States of doubt are left to the caller."""
        if self.by_group:
            return group_of(state, on) == self.value
        period = period_of(on)
        if period is None:
            return None if self.stays.get(state) else False
        found = [stay.holds(period) for stay in self.stays.get(state, ())]
        return True if True in found else None if None in found else False


def list_properties(view: View) -> list[str]:
    """Return the names of the properties held, and the regional group, which is always known."""
    return [*(row["name"] for row in view.rows("SELECT DISTINCT name FROM properties ORDER BY name")), REGIONAL_GROUP]


def read_properties(view: View, name: str, value: str = "") -> list[Held]:
    """Return a property, or each of its values (`value` for that one); raises `NotHeld`, naming what there is."""
    if name == REGIONAL_GROUP:
        groups = sorted({group_of(state.code) for state in all_states()} - {""})
        found = [Held(name, group, "the regional groups of the United Nations, by date", by_group=True) for group in groups]
    else:
        rows = view.rows('SELECT * FROM properties WHERE name = ? ORDER BY state, "start", "end", value', [name])
        values = sorted({row["value"] for row in rows if row["value"]}) or ([""] if rows else [])
        found = [_build(name, each, rows) for each in values]
    kept = [held for held in found if not value or held.value.casefold() == value.casefold()]
    if kept:
        return kept
    there = [held.value for held in found if held.value]
    if there:
        raise NotHeld(f"no value {value!r} of {name}; it has {', '.join(there)}")
    raise NotHeld(f"no property {name!r} is held; there are {', '.join(list_properties(view))} (`watchword ingest state_properties FILE`)")


def _build(name: str, value: str, rows: Sequence[Row]) -> Held:
    stays: dict[str, list[Stay]] = defaultdict(list)
    doubtful: dict[str, str] = {}
    for row in rows:
        start = period_of(row["start"])
        if row["doubt"] or start is None:
            doubtful[row["state"]] = row["doubt"] or "it is not known since when"
        elif row["value"] == value:
            stays[row["state"]].append(Stay(start, period_of(row["end"])))
    return Held(name, value, "; ".join(sorted({row["publisher"] for row in rows})), dict(stays), doubtful)
