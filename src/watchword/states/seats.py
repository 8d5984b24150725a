"""Who sat in a body of the United Nations, and when: dated seats from the table of its elections."""

from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources

from watchword.errors import ConfigurationError, UsageError, WatchwordError
from watchword.model import Membership
from watchword.states.groups import group_of
from watchword.states.reading import period_of
from watchword.states.table import load_states, read_table, state


@cache
def _load_tables() -> dict[str, tuple[tuple[Membership, ...], str, str]]:
    """Return for each organ its seats, the first day its table covers, and the day from which it no longer does."""
    tables: dict[str, tuple[tuple[Membership, ...], str, str]] = {}
    for file in sorted(item.name for item in resources.files("watchword.states").iterdir()):
        if not file.endswith("_seats.toml"):
            continue
        table = read_table(file)
        spans: dict[str, list[tuple[str, str, str]]] = {}
        for term in table["term"]:
            for code in term["states"]:
                if code not in load_states():
                    raise ConfigurationError(f"states/{file}: {code} is no code of states.toml")
                spans.setdefault(code, []).append((term["start"], term.get("end", ""), term["source"]))
        seats = [seat for code, terms in sorted(spans.items()) for seat in _join_terms(table["organ"], code, sorted(terms))]
        tables[table["organ"]] = (tuple(seats), table["first_day"], table["end"])
    return tables


def _join_terms(organ: str, code: str, terms: list[tuple[str, str, str]]) -> list[Membership]:
    """Make one membership of terms that follow each other without a gap; refuse terms that overlap."""
    runs: list[list[tuple[str, str, str]]] = []
    for term in terms:
        if runs and (not runs[-1][-1][1] or term[0] < runs[-1][-1][1]):
            raise ConfigurationError(f"states, seats of {organ}: {code} has two terms on {term[0]}")
        if runs and term[0] == runs[-1][-1][1]:
            runs[-1].append(term)
        else:
            runs.append([term])
    return [
        Membership(organ, code, run[0][0], run[-1][1], _group_at_end(code, run[-1][1]), "; then ".join(term[2] for term in run))
        for run in runs
    ]


def _group_at_end(code: str, end: str) -> str:
    """Return the group a state was in on the last day of its stay, or is in today."""
    return group_of(code, (date.fromisoformat(end) - timedelta(1)).isoformat() if end else "")


def memberships(organ: str) -> tuple[Membership, ...]:
    """Return the seats in an organ, one row for each uninterrupted stay, by state and date.

    `source` names the elections or the admission, `group` is the regional group at the end of the stay (`group_of`
    has it by the day). Raises `WatchwordError` for an organ of which there is no table.
    """
    if organ not in _load_tables():
        raise WatchwordError(f"no table of the seats of {organ!r}; there is one of {', '.join(sorted(_load_tables()))}")
    return _load_tables()[organ][0]


def members(organ: str, on: str) -> frozenset[str]:
    """Return the codes of the members on a day; of month or year precision only where they were the same throughout.

    Raises `WatchwordError` for an organ without a table or a date outside it, `UsageError` where it does not decide.
    """
    whole, part = sitting(organ, on)
    if part:
        raise UsageError(f"the members of {organ} changed during {on}: give a day")
    return whole


@lru_cache(maxsize=4096)
def sitting(organ: str, on: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return who sat all through a date, and who sat for a part only of a month or year given.

    Raises `WatchwordError` for an organ without a table or a date outside it.
    """
    memberships(organ)
    period = period_of(on)
    if period is None or not _covers(organ, on):
        _, first, end = _load_tables()[organ]
        raise WatchwordError(f"the table of the seats of {organ} covers {first} until {end}, not {on or 'no date'}")
    sat = {code: _has_seat(stays, period) for code, stays in _load_stays()[organ].items()}
    return frozenset(code for code, seated in sat.items() if seated), frozenset(code for code, seated in sat.items() if seated is None)


@cache
def _load_stays() -> dict[str, dict[str, tuple[Membership, ...]]]:
    """Return the stays of each state in each organ."""
    stays: dict[str, dict[str, tuple[Membership, ...]]] = {organ: {} for organ in _load_tables()}
    for organ, by_state in stays.items():
        for seat in memberships(organ):
            by_state[seat.state] = (*by_state.get(seat.state, ()), seat)
    return stays


def is_member(organ: str, code: str, on: str) -> bool | None:
    """Return whether a state sat in an organ on a date.

    None where there is no table of the organ, where it does not cover the date, or where the state sat for
    a part only of a month or year given. Raises `UnknownState` for an unknown code.
    """
    state(code)
    period = period_of(on)
    if organ not in _load_tables() or period is None or not _covers(organ, on):
        return None
    return _has_seat(_load_stays()[organ].get(code, ()), period)


def _has_seat(stays: tuple[Membership, ...], period: tuple[date, date]) -> bool | None:
    """Return whether a state with these stays sat all through a period (its first day, and the day after its last); None for a part."""
    start, end = period[0].isoformat(), period[1].isoformat()
    within = [seat for seat in stays if seat.start < end and (not seat.end or start < seat.end)]
    if not within:
        return False
    return True if any(seat.start <= start and (not seat.end or end <= seat.end) for seat in within) else None


def _covers(organ: str, on: str) -> bool:
    """Return whether the organ's table covers all of a date."""
    period = period_of(on)
    _, first, end = _load_tables()[organ]
    return period is not None and first <= period[0].isoformat() and period[1].isoformat() <= end
