"""States named in prose, in the languages that are read, with their places.

English names and acronyms are those of `states`; other languages take theirs from the Unicode CLDR (by the Babel library), besides the
names that their own file lists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from watchword.evidence.prose.vocabulary import more_states
from watchword.states import all_states
from watchword.states.reading import find_state, load_spellings
from watchword.states.spelling import fold_words
from watchword.states.table import read_table

_TOKEN = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_ELISION = re.compile(r"^(?:[ldn]|qu)['’](?=[A-ZÀ-Þ])", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_LONGEST = 9


@dataclass(frozen=True, slots=True)
class Named:
    """A state named at a place; `possessive` where the text says "China's"."""

    start: int
    end: int
    code: str
    possessive: bool = False


def find_states(text: str, language: str, on: str = "") -> list[Named]:
    """Return the states that a text names, the longest names first from the left; a name begins with a capital.

    `on` is a date (ISO, of any precision) for names that meant another state on other days.
    """
    tokens = [(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(text)]
    found: list[Named] = []
    at = 0
    while at < len(tokens):
        hit = _read(text, tokens, at, language, on)
        if hit:
            found.append(hit[0])
            at = hit[1]
        else:
            at += 1
    return found


def _read(text: str, tokens: list[tuple[int, int, str]], at: int, language: str, on: str) -> tuple[Named, int] | None:
    """Return the longest name that begins with a token, and the token after it."""
    start, _, first = tokens[at]
    elided = _ELISION.match(first) if language == "fr" else None
    begin = start + (elided.end() if elided else 0)
    if not text[begin].isupper():
        return None
    names = _names(language)
    for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
        stop = tokens[at + size - 1][1]
        piece = text[begin:stop]
        if re.search(r"[.!?;:()]\s|\n", piece):
            continue
        owned = _POSSESSIVE.search(piece)
        plain = piece[: owned.start()] if owned else piece
        code = _code_of(plain, names, on)
        if code:
            return Named(begin, begin + len(plain), code, bool(owned)), at + size
    return None


def _code_of(piece: str, names: dict[str, str], on: str) -> str:
    if piece.isupper():
        letters = piece.replace(".", "")
        if letters in _acronyms():
            return _acronyms()[letters]
        if len(letters) <= 4:
            return ""
    folded = fold_words(piece)
    if folded in names:
        return names[folded]
    if folded in load_spellings().names:
        state = find_state(piece, on) or find_state(piece)
        return state.code if state else ""
    return ""


@cache
def _acronyms() -> dict[str, str]:
    listed = {text: code for code, texts in read_table("names_en.toml").get("acronyms", {}).items() for text in texts}
    return listed | {"US": "USA", "USA": "USA", "UK": "GBR"}


@cache
def _names(language: str) -> dict[str, str]:
    """Return the folded names of states in a language other than English, with their codes."""
    if language == "en":
        return {}
    from babel import Locale

    territories = Locale(language).territories
    names = {}
    for state in all_states():
        if state.iso2 and not state.end and state.iso2 in territories:
            name = territories[state.iso2]
            names[fold_words(name)] = state.code
            names[fold_words(re.sub(r"\s*\(.*\)|[-–]Kinshasa|[-–]Brazzaville", "", name))] = state.code
    return names | {fold_words(name): code for name, code in more_states(language).items()}


def group_states(named: list[Named], text: str, joints: re.Pattern[str]) -> Iterator[list[Named]]:
    """Yield states that stand in one list ("China, Cuba and Egypt"), alone or with others."""
    group: list[Named] = []
    for state in named:
        if group and joints.fullmatch(text[group[-1].end : state.start]):
            group.append(state)
            continue
        if group:
            yield group
        group = [state]
    if group:
        yield group
