"""Read the figures out of a claim's words, and hold each against the record.

Whole numbers, ordinals, dates and states are read as `evidence.prose` reads them; decimals, shares in per cent and symbols here. Nothing
that stands in the words is passed over: a number, date, state or symbol that the record does not account for is a fault of the claim,
whatever else in it is right.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watchword.evidence.prose.dates import find_dates
from watchword.evidence.prose.named_states import find_states
from watchword.evidence.prose.numbers import find_numbers, find_ordinals, mark_numbers
from watchword.evidence.prose.tallies import Told, find_tallies
from watchword.evidence.prose.vocabulary import Vocabulary, vocabulary
from watchword.states import name_of

# A symbol, with the year or letter that stands apart in some ("S/RES/2344 (2017)", "A/RES/47/62 B"), or a resolution's number alone.
_SYMBOL = re.compile(r"(?<![\w/])(?:[A-Z]{1,5}/[\w./()-]*[\w)](?:\s\(\d{4}\)|\s[B-HJ-Z](?!\w))?|\d{1,3}/\d{1,4}(?![\w/]))")
_SHARE = re.compile(r"(?<![\w.,])(?P<number>\d+(?:\.\d+)?)\s?(?:%|per\s?cent\b)", re.IGNORECASE)
_DECIMAL = re.compile(r"(?<![\w.,])(?P<number>\d+\.\d+)(?![\w.]\d)")
_TIMES = re.compile(r"\b(?:once|twice|thrice|none)\b", re.IGNORECASE)
_TIMES_VALUES = {"once": 1, "twice": 2, "thrice": 3, "none": 0}
# "the only member": a one that is said without a number.
_ONLY = re.compile(r"\bthe\s+(?:only|sole)\b", re.IGNORECASE)
# Words that count and cannot be held against a figure: to pass them over would be to believe them.
_VAGUE = re.compile(
    r"\b(?:hundreds?|thousands?|millions?|billions?|dozens?|half|thirds|quarters?|double|triple|most|majority|minority|several)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in the words: its value (0.51 for 51 per cent), and `step`, the last decimal that is written."""

    value: float
    text: str
    start: int
    end: int
    step: float = 1.0


@dataclass(frozen=True, slots=True)
class Said:
    """What stands in a claim's words, in order: numbers, dates (ISO 8601, as precise as said), symbols, codes of states, and what counts
    something and cannot be read.
    """

    numbers: tuple[Number, ...]
    dates: tuple[str, ...]
    symbols: tuple[str, ...]
    states: tuple[str, ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """What the record has: a name for it and the value, None where the record does not give it."""

    name: str
    value: float | None


def read_words(words: str, language: str = "en", on: str = "") -> Said:
    """Return what stands in some words; each character belongs to one thing at most: symbols first, then dates, then numbers.

    `on` is the record's date, for names of states that meant another on other days.
    """
    prose = vocabulary(language)
    symbols, left = _take(_SYMBOL, words)
    dates = list(find_dates(left, prose))
    left = _blank(left, [(told.start, told.end) for told in dates])
    numbers: list[Number] = []
    for pattern, scale in ((_SHARE, 0.01), (_DECIMAL, 1.0)):
        found, left = _take(pattern, left)
        numbers += [_decimal(match, scale) for match in found]
    for match in (taken := _take(_ONLY, left))[0]:
        numbers.append(Number(1.0, match[0], match.start(), match.end()))
    for match in (taken := _take(_TIMES, taken[1]))[0]:
        numbers.append(Number(float(_TIMES_VALUES[match[0].lower()]), match[0], match.start(), match.end()))
    left = taken[1]
    whole = [*find_numbers(left, prose), *find_ordinals(left, prose)]
    numbers += [Number(float(item.value), left[item.start : item.end], item.start, item.end) for item in whole]
    left = _blank(left, [(item.start, item.end) for item in whole])
    return Said(
        tuple(sorted(numbers, key=lambda number: number.start)),
        tuple(told.date for told in dates if told.date),
        tuple(match[0] for match in symbols),
        tuple(named.code for named in find_states(words, language, on)),
        (
            *(words[told.start : told.end] for told in dates if not told.date),
            *(m[0] for m in _VAGUE.finditer(left)),
            *re.findall(r"\S*\d\S*", left),
        ),
    )


def read_tally(words: str, language: str = "en") -> list[Told]:
    """Return the tallies that some words tell."""
    prose: Vocabulary = vocabulary(language)
    return list(find_tallies(words, *mark_numbers(words, prose), prose))


def compare_numbers(said: Said, figures: Sequence[Figure]) -> str:
    """Return "" where the words hold exactly these figures in this order, else what is expected and what was found."""
    if fault := compare_unread(said):
        return fault
    if len(said.numbers) != len(figures):
        wanted = ", ".join(f"{say(figure.value)} ({figure.name})" for figure in figures) or "no number"
        return f"expected {wanted}; found {', '.join(number.text for number in said.numbers) or 'no number'}"
    for number, figure in zip(said.numbers, figures, strict=True):
        if figure.value is None:
            return f"expected no {figure.name}, which the record does not give; found {number.text}"
        if not is_same(number, figure.value):
            return f"expected {say(figure.value)} ({figure.name}); found {number.text}"
    return ""


def compare_unread(said: Said) -> str:
    """Return "" where everything in the words that counts something could be read."""
    return f"expected a figure that can be read; found {said.unread[0]!r}" if said.unread else ""


def compare_dates(said: Said, dates: Sequence[str]) -> str:
    """Return "" where every date in the words is one of the record's, as far as it is said, else what is expected and found."""
    for date in said.dates:
        if not any(held.startswith(date) for held in dates if held):
            return f"expected {' or '.join(dict.fromkeys(filter(None, dates))) or 'no date'}; found {date}"
    return ""


def compare_symbols(said: Said, symbols: Sequence[str]) -> str:
    """Return "" where every symbol in the words, or its number such as 37/23, is one of the record's."""
    for symbol in said.symbols:
        if not any(held == symbol or held.endswith(f"/{symbol}") for held in symbols):
            return f"expected {' or '.join(dict.fromkeys(filter(None, symbols))) or 'no symbol'}; found {symbol}"
    return ""


def compare_states(said: Said, codes: Sequence[str]) -> str:
    """Return "" where the words name no state but these, else what is expected and found."""
    for code in said.states:
        if code not in codes:
            return f"expected {', '.join(map(name_of, codes)) or 'no state'}; found {name_of(code)}"
    return ""


def is_same(number: Number, value: float) -> bool:
    """Say whether a value, rounded to what is written, is the number."""
    if number.step >= 1 and value == int(value):
        return number.value == value
    return abs(number.value - value) <= number.step / 2 + 1e-9


def say(value: float | None) -> str:
    """Return a figure as it is printed in a fault."""
    if value is None:
        return "nothing"
    return f"{int(value):,}" if value == int(value) else f"{value:.4g}"


def _take(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], str]:
    """Return the matches, and the text with blanks in their place."""
    found = list(pattern.finditer(text))
    return found, _blank(text, [match.span() for match in found])


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """Return the text with these stretches taken out of it; what was taken still parts what stands on its two sides."""
    signs = list(text)
    for start, end in spans:
        signs[start:end] = ";" * (end - start)
    return "".join(signs)


def _decimal(found: re.Match[str], scale: float) -> Number:
    step = 10.0 ** -len(found["number"].partition(".")[2])
    return Number(float(found["number"]) * scale, found[0], found.start(), found.end(), step * scale)
