"""What the finders see of a store: one version of a workspace, read only, asked in a common subset of SQL.

Tables: `documents` (current expressions), `all_documents` (superseded ones too), `paragraphs`, `uses`, `roll_calls`, `ballots`,
`properties`, `links`, `events`, `issues`, `sources`. `documents`, `roll_calls` and `events` obey `--until`; `uses` holds current
documents only. The columns are those of `store.schema`, with `year` (integer, null where the date is unknown) on documents and
roll calls.
"""

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any, Protocol

import pyarrow as pa

from watchword.errors import NotHeld, UsageError
from watchword.model import date_of, days_of
from watchword.settings import Settings

Row = dict[str, Any]

# The source whose records are references to what we do not hold: they inform, they never verify, and no count includes them.
CITED_ONLY = "watchword_starter"


_DATES = "a date such as 2018-03-23, 2018-03 or 2018"


def begins(column: str) -> str:
    """Return the SQL of the first day that a column of dates can mean ("" stays "")."""
    return f"CASE WHEN {column} = '' THEN '' ELSE {column} || substr('-01-01', length({column}) - 3) END"


def ends(column: str) -> str:
    """Return the SQL of the last day that a column of dates can mean: what is known only by year happened by that year's end."""
    month = f"strftime(last_day(CAST({column} || '-01' AS DATE)), '%Y-%m-%d')"
    return f"CASE length({column}) WHEN 4 THEN {column} || '-12-31' WHEN 7 THEN {month} ELSE {column} END"


def bound_of(option: str, date: str) -> str:
    """Return the day from which (`since`) or up to which (`until`) a date bounds, "" for no date.

    What is dated must lie wholly on its side: 2018 is not since 2018-03, and not until 2018-03. Raise `UsageError` for what is no date.
    """
    if date.strip() and not date_of(date):
        raise UsageError(f"--{option} takes {_DATES}, found {date!r}")
    first, last = days_of(date_of(date))
    return first if option == "since" else last


def spell_as_held(field: str, value: str, held: Iterable[str]) -> str:
    """Return a value of a field as the records spell it, case apart; raise `NotHeld` with the nearest of those `held`."""
    folded = {name.casefold(): name for name in held if name}
    if value.casefold() in folded:
        return folded[value.casefold()]
    near = [folded[name] for name in get_close_matches(value.casefold(), folded, n=2)]
    there = f"there are {', '.join(sorted(folded.values())[:20])}" if folded else "nothing is held"
    raise NotHeld(f"no document held has {field} {value!r}; " + (f"did you mean {' or '.join(near)}?" if near else there))


class View(Protocol):
    """One version of a workspace."""

    version: int
    until: str
    settings: Settings

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return the answer as a list of dictionaries."""
        ...

    def table(self, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
        """Return the answer as an Arrow table."""
        ...

    def join_works(self, works: Sequence[str]) -> list[Row]:
        """Return the current expressions of these works, without text."""
        ...

    def close(self) -> None:
        """Let go of files and memory."""
        ...
