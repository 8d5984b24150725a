"""From a name or code, as a record prints it, to the state that was meant on its date.

The rule, in this order:

1. A text with a date means the states that the tables give it on that date: own names and codes between the days of
   `states.toml`, and the dated readings of `readings.toml`. One state: that is it.
2. Two states, and a date of month or year precision in which the first hands its seat to the second ("Russia" in
   "1991"): the one that held it for more of that time. No such hand-over ("CHN" in "1971"): refuse, and name both.
3. A text without a date means the state whose own name or code it is, today's before one that is gone ("China" is CHN,
   "CS" is refused); only a text that is nobody's own is looked up among the dated readings ("United Arab Republic").
"""

import calendar
import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources

from watchword.errors import ConfigurationError, UnknownState, UsageError
from watchword.model import date_of
from watchword.states.spelling import fold_name, list_spellings
from watchword.states.table import State, load_rows, load_states, read_table

# An acronym longer than any code is no word of a sentence either: it is read in any case ("Ussr").
_LONGEST_CODE = 3
# How much of a text a message quotes.
_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """A state a text can mean, from `start` to `end` (exclusive, "" open); `own` where the text is its own name."""

    code: str
    start: str
    end: str
    own: bool


@dataclass(frozen=True, slots=True)
class Spellings:
    """What every known text can mean: `names` by folded name, `codes` by code or acronym as printed in capitals."""

    names: dict[str, tuple[Reading, ...]]
    codes: dict[str, tuple[Reading, ...]]
    longest: int


@cache
def load_spellings() -> Spellings:
    """Read all tables of names; raise `ConfigurationError` where one names a state that is not in `states.toml`."""
    names: dict[str, set[Reading]] = {}
    codes: dict[str, set[Reading]] = {}
    for file, text, code, is_code in _list_texts():
        if code not in load_states():
            raise ConfigurationError(f"states/{file}: {code} is no code of states.toml")
        own = Reading(code, load_states()[code].start, load_states()[code].end, own=True)
        if is_code:
            codes.setdefault(text.upper(), set()).add(own)
        if not is_code or len(text) > _LONGEST_CODE:
            for key in list_spellings(text):
                names.setdefault(key, set()).add(own)
    for row in read_table("readings.toml")["reading"]:
        reading = Reading(row["code"], row.get("start", ""), row.get("end", ""), own=False)
        if reading.code not in load_states():
            raise ConfigurationError(f"states/readings.toml: {reading.code} is no code of states.toml")
        for text in row["texts"]:
            (codes if text.isupper() else names).setdefault(text if text.isupper() else fold_name(text), set()).add(reading)
    longest = max(len(key.split()) for key in names)
    return Spellings(
        names={key: tuple(sorted(found)) for key, found in names.items()},
        codes={key: tuple(sorted(found)) for key, found in codes.items()},
        longest=longest,
    )


def _list_texts() -> Iterator[tuple[str, str, str, bool]]:
    """Yield (file, text, code, whether the text is a code) for every state's own names and codes."""
    for code, row in load_rows().items():
        yield "states.toml", code, code, True
        if row["iso2"]:
            yield "states.toml", row["iso2"], code, True
        for text in (row["name"], row.get("short", row["name"]), *row.get("formal", ())):
            yield "states.toml", text, code, False
    for file in sorted(item.name for item in resources.files("watchword.states").iterdir()):
        if file.startswith("names_") and file.endswith(".toml"):
            table = read_table(file)
            for section in ("names", "acronyms"):
                for code, texts in table.get(section, {}).items():
                    for text in texts:
                        yield file, text, code, section == "acronyms"


def resolve(text: str, on: str = "") -> State:
    """Return the state that `text` means on the date `on` (ISO, of day, month or year precision; "" for none).

    Names are read whatever their case, accents and punctuation; codes and acronyms only in capitals, so that no word is
    taken for a code. Raises `UnknownState` saying what was asked and what is near, `UsageError` for an impossible date.
    """
    found, readings, codes = _decide(text, on)
    if found is None:
        raise UnknownState(_explain(text, on, readings, codes))
    return found


def find_state(text: str, on: str = "") -> State | None:
    """Return what `resolve` returns, None where it refuses."""
    return _decide(text, on)[0]


def _decide(text: str, on: str) -> tuple[State | None, tuple[Reading, ...], list[str]]:
    """Apply the module's rule; return the state or None, all that the text can mean, and the codes left standing."""
    readings = _find_readings(text)
    period = period_of(on)
    if period is None:
        standing = [r for r in readings if r.own] or list(readings)
        if len({r.code for r in standing}) > 1:
            standing = [r for r in standing if not r.end] or standing
    else:
        standing = [r for r in readings if _days_shared(r, period) > 0]
    codes = sorted({r.code for r in standing})
    decided = codes[0] if len(codes) == 1 else _longer_holder(standing, period) if period else ""
    return load_states().get(decided), readings, codes


@lru_cache(maxsize=8192)
def _find_readings(text: str) -> tuple[Reading, ...]:
    """Return all that a text can mean, on any date; cached, since files print few texts many times."""
    spellings = load_spellings()
    code = "".join(text.split()).replace(".", "")
    return tuple(sorted({*spellings.names.get(fold_name(text), ()), *spellings.codes.get(code, ())}))


@lru_cache(maxsize=8192)
def period_of(on: str) -> tuple[date, date] | None:
    """Return the first day of the date and the day after its last, None for no date."""
    if not on:
        return None
    if date_of(on) != on:
        raise UsageError(f"{on!r} is not a date of the form 2018-03-23, 2018-03 or 2018")
    year, month, day = (int(part) for part in [*on.split("-"), "0", "0"][:3])
    if not month:
        return date(year, 1, 1), date(year + 1, 1, 1)
    if not day:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]) + timedelta(1)
    return date(year, month, day), date(year, month, day) + timedelta(1)


def _days_shared(reading: Reading, period: tuple[date, date]) -> int:
    """Return on how many days of the period the reading counts."""
    start = max(period[0], date.fromisoformat(reading.start)) if reading.start else period[0]
    end = min(period[1], date.fromisoformat(reading.end)) if reading.end else period[1]
    return max(0, (end - start).days)


def _longer_holder(standing: list[Reading], period: tuple[date, date]) -> str:
    """Return which of exactly two states, one continued by the other alone, counted longer in the period, else ""."""
    days: dict[str, int] = {}
    for reading in standing:
        days[reading.code] = max(days.get(reading.code, 0), _days_shared(reading, period))
    if len(days) != 2:
        return ""
    one, other = days
    successors = (load_states()[one].continued_by, load_states()[other].continued_by)
    return max(days, key=lambda code: days[code]) if successors[0] == (other,) or successors[1] == (one,) else ""


def _explain(text: str, on: str, readings: tuple[Reading, ...], codes: list[str]) -> str:
    """Return the sentence that says why `text` is refused."""
    states = load_states()
    when = f" dated {on}" if on else " without a date"
    text = text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + "..."
    if codes:
        return f"{text!r}{when} can be " + " or ".join(f"{states[code].name} ({code})" for code in codes)
    if readings:
        spans = [f"{states[r.code].name} ({r.code}){_span_of(r)}" for r in readings]
        later = {after for r in readings if r.end and r.end <= on for after in states[r.code].continued_by}
        hint = f"; continued by {', '.join(sorted(later))}" if later else ""
        return f"{text!r} is no state{when}; it is " + ", ".join(spans) + hint
    near = difflib.get_close_matches(fold_name(text), load_spellings().names, n=3, cutoff=0.6)
    names = sorted({f"{states[r.code].name} ({r.code})" for key in near for r in load_spellings().names[key]})
    return f"no state is known as {text!r}{when if on else ''}; nearest: {', '.join(names) if names else 'none'}"


def _span_of(reading: Reading) -> str:
    """Return " from ... until ..." as far as the reading is limited."""
    return (f" from {reading.start}" if reading.start else "") + (f" until {reading.end}" if reading.end else "")
