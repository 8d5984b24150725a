"""One reference in, its symbol or symbols out; and what would decide between several."""

from dataclasses import replace

from watchword.errors import UnknownSymbol
from watchword.symbols.catalogues import read_roll_call_number
from watchword.symbols.endings import read_letters
from watchword.symbols.numbering import BARE, candidates_of, number_of
from watchword.symbols.prose import find, find_formal
from watchword.symbols.record import Symbol
from watchword.symbols.sessions import decide, years_of
from watchword.symbols.shadow import shadow_of

_EDGES = " \t\r\n.,;:!?()[]{}<>\"'«»“”‘’、。，；：/"
_NAMES = {
    "HRC": "the Human Rights Council", "CHR": "the Commission on Human Rights", "GA": "the General Assembly",
    "SC": "the Security Council", "ECOSOC": "the Economic and Social Council",
}  # fmt: skip


def name_organ(code: str) -> str:
    """Return what a sentence calls a body ("the Human Rights Council"); the code itself where it has no name here."""
    return _NAMES.get(code, code)


def parse(text: str) -> tuple[Symbol, ...]:
    """Return what the one symbol in `text` can stand for: () for none, several where the text leaves it open.

    `text` is a symbol, a number alone ("37/23"), a reference with its words, or an address. A text that mentions
    several different symbols gives (): it is prose, for `find`.
    """
    return _read(text)[0]


def _read(text: str) -> tuple[tuple[Symbol, ...], int]:
    """Return the candidates, and how many different symbols the text mentions."""
    plain = shadow_of(text).strip(_EDGES)
    closed = plain + ")" if plain.count("(") > plain.count(")") else plain
    bare = BARE.match(closed.upper())
    if bare:
        number = number_of(bare)
        letters, end = ("", bare.end()) if number.council or " " in number.number else read_letters(closed.upper(), bare.end())
        if end == len(closed):
            return candidates_of(replace(number, number=f"{number.number} {letters}".strip()), ""), 1
    called = read_roll_call_number(plain)
    if called:
        return called, 1
    # Small letters only stand for a symbol where it is the whole text: "a/78/481 b", not a fraction in a sentence.
    spelt = list(find_formal(closed.upper()))
    if len(spelt) == 1 and spelt[0][:2] == (0, len(closed)):
        return spelt[0][2], 1
    distinct = list(dict.fromkeys(mention[2] for mention in find(text)))
    shared = set.intersection(*map(set, distinct)) if distinct else set()
    return tuple(symbol for symbol in (distinct or [()])[0] if symbol in shared), len(distinct)


def parse_one(text: str, *, organ: str = "", year: str = "") -> Symbol:
    """Return the one symbol that `text` names.

    `organ` (a code such as "HRC") and `year` (or ISO date) of adoption decide between several candidates; they do not
    overrule a text that leaves no doubt. Raises `UnknownSymbol` where nothing is found or the doubt remains.
    """
    candidates, mentioned = _read(text)
    if not candidates:
        found = f"{mentioned} different symbols" if mentioned > 1 else "none"
        raise UnknownSymbol(f"{text!r}: expected one UN document symbol, such as A/HRC/RES/37/23, found {found}")
    left = decide(candidates, organ=organ, year=year)
    if len(left) == 1:
        return left[0]
    context = " and ".join(part for part in (organ, year) if part)
    given = f" ({context} was given, which leaves {len(left)})" if context else ""
    raise UnknownSymbol(f"{text!r} can be {' or '.join(map(str, candidates))}{given}; it is decided by {deciding_context(left)}")


def deciding_context(candidates: tuple[Symbol, ...]) -> str:
    """Say in one sentence what would decide between the candidates."""
    if len(candidates) < 2:
        return "nothing: there is no doubt"
    described = " or ".join(f"{name_organ(symbol.organ)} ({_described(symbol)})" for symbol in candidates)
    if len({symbol.organ for symbol in candidates}) > 1:
        years = [years_of(symbol) for symbol in candidates]
        apart = all(years) and sum(map(len, years)) == len({year for each in years for year in each})
        return f"the body: {described}" + ("; the year of adoption would decide as well" if apart else "")
    return f"the kind of text: {described}"


def _described(symbol: Symbol) -> str:
    years = years_of(symbol)
    when = "-".join(map(str, years))
    return ", ".join(part for part in (symbol.kind, str(symbol), when) if part)
