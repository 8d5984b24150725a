"""Dates in prose: days, months and years, and years told from another ("two years later")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watchword.evidence.prose.numbers import mark_numbers
from watchword.evidence.prose.vocabulary import Vocabulary
from watchword.model import date_of

_ISO = re.compile(r"(?<![\w/-])(?:19|20)\d\d-\d\d(?:-\d\d)?(?![\w/-])")
_DOTTED = re.compile(r"(?<![\w./])(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)(?![\w/])")
# A year alone; not in a symbol, not as a count of something ("2019 people"), not the first half of a span.
_YEAR = re.compile(r"(?<![\w./,:-])(?:19[4-9]|20[0-4])\d(?![\w/]|[.,]\d|-\d{2}\b)")


@dataclass(frozen=True, slots=True)
class Told:
    """A date as a text tells it: `date` is ISO of day, month or year precision; "" where it is relative, with `years` from another."""

    start: int
    end: int
    date: str
    years: int = 0


def find_dates(text: str, words: Vocabulary) -> Iterator[Told]:
    """Yield the dates of a text in its order, the most precise reading of each place; impossible dates are none."""
    found = [*_absolute(text, words), *_relative(text, words)]
    end = 0
    for told in sorted(found, key=lambda told: (told.start, -told.end)):
        if told.start >= end:
            yield told
            end = told.end


def _absolute(text: str, words: Vocabulary) -> Iterator[Told]:
    for found in _ISO.finditer(text):
        yield from _told(found, found[0])
    for found in _DOTTED.finditer(text):
        yield from _told(found, f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}")
    for name in ("day_first", "month_first", "month"):
        for found in words.dates[name].finditer(text) if name in words.dates else ():
            day = found.groupdict().get("day")
            month = _month_of(found["month"], words)
            digits = re.match(r"\d+", day) if day else None
            yield from _told(found, f"{found['year']}-{month:02}" + (f"-{int(digits[0]):02}" if digits else ""))
    for found in _YEAR.finditer(text):
        yield Told(found.start(), found.end(), found[0])


def _told(found: re.Match[str], date: str) -> Iterator[Told]:
    if date_of(date):
        yield Told(found.start(), found.end(), date)


def _relative(text: str, words: Vocabulary) -> Iterator[Told]:
    marked, numbers = mark_numbers(text, words)
    for name, sign in (("later", 1), ("earlier", -1)):
        for found in words.dates[name].finditer(marked):
            yield Told(found.start(), found.end(), "", sign * numbers[found.start("count")].value)
    for name, sign in (("next", 1), ("previous", -1)):
        for found in words.dates[name].finditer(text):
            yield Told(found.start(), found.end(), "", sign)


def _month_of(name: str, words: Vocabulary) -> int:
    """Return the number of a month from its name or the first letters of it."""
    folded = name.casefold().rstrip(".")
    exact = [at for at, month in enumerate(words.months, 1) if re.fullmatch(month, folded)]
    return (
        exact[0]
        if exact
        else next(at for at, month in enumerate(words.months, 1) if month[:3] == folded[:3] or month.startswith(folded[:4]))
    )


def find_sessions(text: str, words: Vocabulary) -> Iterator[tuple[int, int, str]]:
    """Yield the sessions that a text names ("its 37th session"): start, end, number."""
    marked, numbers = mark_numbers(text, words)
    for found in words.dates["session"].finditer(marked):
        place = found.start("number") if found["number"] else found.start("ordinal")
        yield found.start(), found.end(), str(numbers[place].value)
