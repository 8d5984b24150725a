"""From a printed list of states to the states, and to the pieces that are none.

What a list says *about* states is never taken for the states: a bracket that is no part of a name makes its piece
unresolved, and so does a phrase what "and" joins to it ("the Group of 77 and China"). Of "Egypt (on behalf of the
African Group)" and "Chile (A/C.3/78/L.1)" the state is read and the bracket is left.
"""

import re
from functools import cache

from watchword.states.reading import find_state, load_spellings
from watchword.states.spelling import fold_words
from watchword.states.table import State

# Codes that are also words of a sentence: in a list of names they are the word.
_WORDS = frozenset(re.findall(r"\w+", "AND ARE CAN PER AM AS AT BE BY DO IN IS IT ME MY NO SO TO US"))
_BETWEEN_PIECES = re.compile(r"[,;\n]")
_AND = re.compile(r"\s+(?:and|&)\s+|^(?:and|&)\s+", re.IGNORECASE)
# A bracket with a remark on the name before it: for whom it spoke, or the symbol of the document that says so.
_REMARK = re.compile(r"\s*([(\[]\s*(?:on behalf of\b|[A-Z]{1,4}/)[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*[)\]]?)")
_BRACKET = re.compile(r"[(\[][^)\]]*")
_OPEN_INVERSION = re.compile(r".* of( the)?", re.IGNORECASE | re.DOTALL)
_BEHALF = re.compile(r"\bon behalf of\b(?: the\b)?", re.IGNORECASE)
# A part with a digit, or of more words than this, is a phrase and no misspelt name.
_NAME_WORDS = 4
# The most parts between "and" that one stretch of names is looked for in, and its most words: bounds on a spoiled text.
_PARTS, _STRETCH = 6, 120


def resolve_list(text: str, on: str = "") -> tuple[tuple[State, ...], tuple[str, ...]]:
    """Return the states of a list such as "Chile, Iran (Islamic Republic of) and Peru", and the pieces that are none.

    Both keep the order of the text, and a state named twice is given twice, so that a count can be checked. A missing
    comma between two names is supplied only where the whole piece is made of names ("New Zealand Nicaragua"). Where
    "on behalf of" is followed by a state, all the rest of the text is left unresolved, since nothing says where that
    list ends. Raises `UsageError` for an impossible date.
    """
    states: list[State] = []
    unresolved: list[str] = []
    pieces = _rejoin_inversions(_cut(_REMARK.sub(r", \1, ", text), _BETWEEN_PIECES)[0], on)
    for number, piece in enumerate(pieces):
        if _opens_behalf_of_states(piece, on):
            unresolved.append(", ".join(pieces[number:]))
            break
        found, rest = _read_piece(piece, on)
        states.extend(found)
        unresolved.extend(rest)
    return tuple(states), tuple(unresolved)


def _cut(text: str, divider: re.Pattern[str]) -> tuple[list[str], list[str]]:
    """Return the parts of a text between the dividers that stand outside brackets, and those dividers.

    An open bracket that is never closed holds all that follows: what it says is not known to be about the list.
    """
    depth, masked = 0, []
    for sign in text:
        depth += sign in "(["
        masked.append("\0" if depth else sign)
        depth -= sign in ")]" and depth > 0
    parts, dividers, start = [], [], 0
    for found in divider.finditer("".join(masked)):
        parts.append(text[start : found.start()])
        dividers.append(found.group())
        start = found.end()
    return [*parts, text[start:]], dividers


def _rejoin_inversions(pieces: list[str], on: str) -> list[str]:
    """Drop empty pieces and full stops, and put "Iran, Islamic Republic of" together again, which its comma has cut."""
    joined: list[str] = []
    for piece in (stripped for piece in pieces if (stripped := piece.strip().rstrip(".").strip())):
        whole = f"{joined[-1]}, {piece}" if joined and _OPEN_INVERSION.fullmatch(piece) else ""
        if whole and find_state(whole, on):
            joined[-1] = whole
        else:
            joined.append(piece)
    return joined


def _opens_behalf_of_states(piece: str, on: str) -> bool:
    """Return whether a piece says "on behalf of" outside brackets and goes on with the name of a state."""
    parts, dividers = _cut(piece, _BEHALF)
    return bool(dividers) and any(state.note != "organisation" for state in _tile(_cut(parts[1], _AND)[0][0], on))


def _read_piece(piece: str, on: str) -> tuple[list[State], list[str]]:
    """Return the states of one piece between commas, and its parts between "and" that are none."""
    parts, joints = _cut(piece, _AND)

    def stretch(first: int, last: int) -> str:
        """Return the text from one part up to, not including, another."""
        return parts[first] + "".join(joints[n - 1] + parts[n] for n in range(first + 1, last))

    states: list[State] = []
    unresolved: list[str] = []
    first = 0
    while first < len(parts):
        for last in range(min(len(parts), first + _PARTS), first, -1):
            if found := _tile(stretch(first, last), on):
                states.extend(found)
                break
        else:
            last = len(parts) if _is_phrase(parts[first]) else first + 1
            unresolved.extend(text for text in [stretch(first, last).strip()] if text)
        first = last
    return states, unresolved


def _is_phrase(part: str) -> bool:
    """Return whether an unresolved part is a phrase, to which what "and" joins belongs, rather than a misspelt name."""
    part = _BRACKET.sub("", part)
    return len(part.split()) > _NAME_WORDS or any(sign.isdigit() for sign in part) or bool(_BEHALF.search(part))


def _find_enclosed_words(stretch: str) -> frozenset[int]:
    """Return which of a stretch's folded words stand in brackets: no name begins there."""
    enclosed: set[int] = set()
    count = 0
    for number, segment in enumerate(re.split(r"([(\[][^)\]]*)", stretch)):
        words = len(fold_words(segment).split())
        enclosed |= set(range(count, count + words)) if number % 2 else set()
        count += words
    return frozenset(enclosed)


def _tile(stretch: str, on: str) -> tuple[State, ...]:
    """Return the state a stretch names, or the states of which it is made without remainder, else nothing.

    Where a stretch can be made of names in two ways, the one of fewer names is meant; two of as few that mean
    different states are none.
    """
    if stretch.strip() in _WORDS:
        return ()
    if whole := find_state(stretch, on):
        return (whole,)
    names, longest = load_spellings().names, load_spellings().longest
    words = tuple(fold_words(stretch).split())
    enclosed = _find_enclosed_words(stretch)
    if not 2 <= len(words) <= _STRETCH:
        return ()

    @cache
    def cover(start: int) -> tuple[tuple[str, ...], ...]:
        """Return the ways of fewest names to make the words from `start` to the end."""
        if start == len(words):
            return ((),)
        if start in enclosed:
            return ()
        ways: list[tuple[str, ...]] = []
        for end in range(start + 1, min(len(words), start + longest) + 1):
            name = " ".join(words[start:end])
            if name.removeprefix("the ") in names:
                ways.extend((name, *rest) for rest in cover(end))
        fewest = min(map(len, ways), default=0)
        return tuple(way for way in ways if len(way) == fewest)

    readings = {tuple(find_state(name, on) for name in way) for way in cover(0)}
    states = readings.pop() if len(readings) == 1 else ()
    return tuple(state for state in states if state) if all(states) else ()
