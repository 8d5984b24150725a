"""From a printed list of states to the states, and to the pieces that are none."""

import re
from functools import cache

from watchword.errors import UnknownState
from watchword.states.reading import load_spellings, resolve
from watchword.states.spelling import fold_name
from watchword.states.table import State

# Codes that are also words of a sentence: in a list of names they are the word.
_WORDS = frozenset(
    (
        "AND",
        "ARE",
        "CAN",
        "PER",
        "AM",
        "AS",
        "AT",
        "BE",
        "BY",
        "DO",
        "IN",
        "IS",
        "IT",
        "ME",
        "MY",
        "NO",
        "SO",
        "TO",
        "US",
    )
)
_AND = r"\s+(?:and|&)\s+|^(?:and|&)\s+"
# The most parts between "and" that one stretch of names is looked for in, and its most words: bounds on a spoiled text.
_PARTS, _STRETCH = 6, 120
_OPEN_INVERSION = re.compile(r".* of( the)?", re.IGNORECASE | re.DOTALL)


def resolve_list(text: str, on: str = "") -> tuple[tuple[State, ...], tuple[str, ...]]:
    """Return the states of a list such as "Chile, Iran (Islamic Republic of) and Peru", and the pieces that are none.

    Both keep the order of the text, and a state named twice is given twice, so that a count can be checked. Commas inside brackets do not divide. A missing
    comma between two names is supplied only where the whole piece is made of names ("New Zealand Nicaragua"); any
    other word makes the piece unresolved ("on behalf of the European Union").
    """
    states: list[State] = []
    unresolved: list[str] = []
    for piece in _rejoin_inversions(_split_outside_brackets(text), on):
        found, rest = _read_piece(piece, on)
        states.extend(found)
        unresolved.extend(rest)
    return tuple(states), tuple(unresolved)


def _split_outside_brackets(text: str) -> list[str]:
    """Cut a list at its commas, semicolons and line breaks, where they stand outside brackets."""
    pieces, depth, start = [], 0, 0
    for place, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]" and depth > 0)
        if sign in ",;\n" and (depth == 0 or ")" not in text[place:]):
            pieces.append(text[start:place])
            start = place + 1
    pieces.append(text[start:])
    return [stripped for piece in pieces if (stripped := piece.strip().rstrip(".").strip())]


def _rejoin_inversions(pieces: list[str], on: str) -> list[str]:
    """Put "Iran, Islamic Republic of" together again, which its own comma has cut."""
    joined: list[str] = []
    for piece in pieces:
        whole = f"{joined[-1]}, {piece}" if joined and _OPEN_INVERSION.fullmatch(piece) else ""
        if whole and _resolve_or_none(whole, on):
            joined[-1] = whole
        else:
            joined.append(piece)
    return joined


def _read_piece(piece: str, on: str) -> tuple[list[State], list[str]]:
    """Return the states of one piece between commas, and its parts between "and" that are none."""
    parts = re.split(_AND, piece, flags=re.IGNORECASE)
    joints = re.findall(_AND, piece, flags=re.IGNORECASE)
    states: list[State] = []
    unresolved: list[str] = []
    first = 0
    while first < len(parts):
        for last in range(min(len(parts), first + _PARTS), first, -1):
            stretch = parts[first] + "".join(joints[n - 1] + parts[n] for n in range(first + 1, last))
            if found := _tile(stretch, on):
                states.extend(found)
                break
        else:
            last = first + 1
            if parts[first].strip():
                unresolved.append(parts[first].strip())
        first = last
    return states, unresolved


def _resolve_or_none(text: str, on: str) -> State | None:
    """Return the state of a text, None where it is none."""
    try:
        return resolve(text, on)
    except UnknownState:
        return None


def _tile(stretch: str, on: str) -> tuple[State, ...]:
    """Return the state a stretch names, or the states of which it is made without remainder, else nothing.

    Where a stretch can be made of names in two ways, the one of fewer names is meant; two of as few are none.
    """
    if stretch.strip() in _WORDS:
        return ()
    if whole := _resolve_or_none(stretch, on):
        return (whole,)
    names, longest = load_spellings().names, load_spellings().longest
    words = tuple(fold_name(stretch).split())
    if not 2 <= len(words) <= _STRETCH:
        return ()

    @cache
    def cover(start: int) -> tuple[tuple[str, ...], ...]:
        """Return the ways of fewest names to make the words from `start` to the end."""
        if start == len(words):
            return ((),)
        ways: list[tuple[str, ...]] = []
        for end in range(start + 1, min(len(words), start + longest) + 1):
            name = " ".join(words[start:end])
            if name.removeprefix("the ") in names:
                ways.extend((name, *rest) for rest in cover(end))
        fewest = min(map(len, ways), default=0)
        return tuple(way for way in ways if len(way) == fewest)

    ways = cover(0)
    if len(ways) != 1:
        return ()
    states = tuple(_resolve_or_none(name, on) for name in ways[0])
    return tuple(state for state in states if state) if all(states) else ()
