"""The table of states: codes, names and the days between which each code stands for its state."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from watchword.errors import ConfigurationError, UnknownState

ROW_KEYS = {"iso2", "name", "short", "formal", "start", "end", "continued_by", "note"}


@dataclass(frozen=True, slots=True)
class State:
    """A state, past or present, or the European Union (whose note is "organisation").

    `code` is ISO 3166-1 alpha-3, ISO 3166-3 for a state that is gone, or our own (ROC, RVN, ZAN, EU); `iso2` is ""
    where ISO gives none. `start` (inclusive) and `end` (exclusive) are the ISO dates between which the code stands for
    the state, "" where the table sets no limit. `continued_by` are the codes that hold its seat now or came out of it.
    """

    code: str
    name: str
    start: str
    end: str
    iso2: str
    continued_by: tuple[str, ...]
    note: str


def read_table(name: str) -> dict[str, Any]:
    """Return the data file `name` of this package as a dictionary."""
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


@cache
def load_rows() -> dict[str, dict[str, Any]]:
    """Return the rows of `states.toml` by code; raise `ConfigurationError` for a key the table does not know."""
    rows: dict[str, dict[str, Any]] = read_table("states.toml")
    for code, row in rows.items():
        if wrong := sorted(set(row) - ROW_KEYS) + sorted({"iso2", "name"} - set(row)):
            raise ConfigurationError(f"states/states.toml, {code}: unknown or missing keys {wrong}")
        if strangers := sorted(set(row.get("continued_by", [])) - set(rows)):
            raise ConfigurationError(f"states/states.toml, {code}: continued_by names unknown codes {strangers}")
    return rows


@cache
def load_states() -> dict[str, State]:
    """Return the states by code, in the order of their codes."""
    return {
        code: State(
            code=code,
            name=row["name"],
            start=row.get("start", ""),
            end=row.get("end", ""),
            iso2=row["iso2"],
            continued_by=tuple(row.get("continued_by", ())),
            note=row.get("note", ""),
        )
        for code, row in sorted(load_rows().items())
    }


def all_states() -> tuple[State, ...]:
    """Return every state of the table, past and present, in the order of their codes."""
    return tuple(load_states().values())


def state(code: str) -> State:
    """Return the state of one of our own codes, which are capitals; raise `UnknownState` for any other text."""
    found = load_states().get(code)
    if found is None:
        raise UnknownState(f"no state has the code {code!r}; names and other codes are read by resolve(text, on=date)")
    return found


def name_of(code: str) -> str:
    """Return the display name of a code; raise `UnknownState` for an unknown one."""
    return state(code).name
