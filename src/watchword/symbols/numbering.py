"""Numbers without letters ("37/23", "2625 (XXV)"): which symbols they can stand for, and when those were adopted.

Session years: the Council's list of sessions (three a year since 2008), the Assembly's rule that regular session n opens in
September of 1945 + n, and both bodies' lists of special sessions, as published on their sites. Ranges only exclude what cannot be.
"""

import re
from dataclasses import dataclass

from watchword.symbols.notation import SEP, SPECIAL, YEAR
from watchword.symbols.record import Symbol

# The Council holds three sessions a year: number 66 ends in 2027. Beyond it a bare number is taken for the Assembly's alone.
LAST_COUNCIL_SESSION = 66
FIRST_ARABIC_ASSEMBLY_SESSION = (
    31  # 1976; before it the Assembly numbered straight on and put the session in Roman numerals
)
LAST_ASSEMBLY_SESSION = 120
_COUNCIL_EARLY = {1: 2006, 2: 2006, 3: 2006, 4: 2007, 5: 2007, 6: 2007}
_COUNCIL_SPECIAL = dict(
    zip(
        (f"S-{number}" for number in range(1, 40)),
        (
            2006,
            2006,
            2006,
            2006,
            2007,
            2008,
            2008,
            2008,
            2009,
            2009,
            2009,
            2009,
            2010,
            2010,
            2011,
            2011,
            2011,
            2011,
            2012,
            2014,
        )
        + (
            2014,
            2014,
            2015,
            2015,
            2016,
            2016,
            2017,
            2018,
            2021,
            2021,
            2021,
            2021,
            2021,
            2022,
            2022,
            2023,
            2025,
            2025,
            2026,
        ),
        strict=True,
    )
)
_ASSEMBLY_SPECIAL = {
    "S-8": 1978, "S-9": 1978, "S-10": 1978, "S-11": 1980, "S-12": 1982, "S-13": 1986, "S-14": 1986, "S-15": 1988,
    "S-16": 1989, "S-17": 1990, "S-18": 1990, "S-19": 1997, "S-20": 1998, "S-21": 1999, "S-22": 1999, "S-23": 2000,
    "S-24": 2000, "S-25": 2001, "S-26": 2001, "S-27": 2002, "S-28": 2005, "S-29": 2014, "S-30": 2016, "S-31": 2020,
    "S-32": 2021,
}  # fmt: skip
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

BARE = re.compile(
    rf"(?<![A-Za-z0-9_/.,-])(?:(?P<yearly>{YEAR})/(?P<special>S-\d)/(?P<rank>\d{{1,2}})"
    rf"|(?:(?P<year>{YEAR})|(?P<session>{SPECIAL}|\d{{1,3}})){SEP}(?P<number>\d{{1,3}})"
    rf"|(?P<old>\d{{1,4}})\s?(?P<letter>[A-Z](?:\s?-\s?[A-Z])?)?\s{{0,3}}\(\s?(?P<roman>(?:(?:ES|S)-)?[IVXLC]+)\s?\)"
    rf"|(?P<council>\d{{1,4}})\s{{0,3}}\(\s?(?P<council_year>{YEAR})\s?\))(?!\d|\s?/\s?\d|[.,]\d)(?![a-zA-Z]{{2}})"
)
BARE_COUNCIL = re.compile(r"(?<![A-Za-z0-9_/.])(?P<council>\d{1,4})(?!\d|\s?/\s?\d|[.,]\d|\s?%)(?!\s?\()")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as prose prints it, taken apart; `year` is the year of a yearly series, not of the text around it."""

    number: str
    session: str = ""
    year: str = ""
    council: bool = False  # of the Security Council's one running series


def number_of(found: re.Match[str]) -> Number:
    """Return what `BARE` or `BARE_COUNCIL` matched, without the part letters that follow it."""
    fields = found.groupdict()
    if fields["council"]:
        return Number(str(int(fields["council"])), year=fields.get("council_year") or "", council=True)
    if fields.get("yearly"):
        return Number(str(int(fields["rank"])), fields["special"], fields["yearly"])
    if fields.get("old"):
        letter = re.sub(r"\s", "", fields["letter"] or "")
        return Number(f"{int(fields['old'])} {letter}".strip(), fields["roman"])
    session = re.sub(r"\s", "", fields["session"] or "").upper()
    session = str(int(session)) if session.isdigit() else session
    return Number(str(int(fields["number"])), session, fields["year"] or "")


def candidates_of(number: Number, kind: str, organ: str = "") -> tuple[Symbol, ...]:
    """Return every symbol that `number` can stand for.

    `kind` is "resolution", "decision" or "" for either; `organ` is the body the text names: an organ's code, "council" or
    "commission" for a text that says no more than that, or "". A number that the named body does not use gives ().
    """
    wanted = [series for series, name in (("RES", "resolution"), ("DEC", "decision")) if kind in ("", name)]
    if number.council:
        fits = organ in ("", "SC", "council") and (number.year or organ == "SC") and "RES" in wanted
        return (Symbol("SC", series="RES", number=number.number, year=number.year),) if fits else ()
    organs = {"": ("GA", "HRC", "CHR", "ECOSOC"), "council": ("HRC", "ECOSOC"), "commission": ("CHR",)}.get(
        organ, (organ,)
    )
    named = organ not in ("", "council", "commission")
    return tuple(
        Symbol(body, series=series, session=number.session, number=number.number, year=number.year)
        for body in organs
        for series in wanted
        if _uses(body, number) and (named and len(wanted) == 1 or series in _series_of(body, number))
    )


def roman_value(roman: str) -> int:
    """Return the value of a Roman numeral: XXV is 25."""
    values = [_VALUES[letter] for letter in roman]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def _uses(organ: str, number: Number) -> bool:
    """Say whether a body has ever numbered its texts in this form and range."""
    session, year, rank = number.session, number.year, int(number.number.split()[0])
    if session and not session[0].isdigit() and (session[:2] not in ("S-", "ES") or session[-1] in "IVX"):
        return _uses_roman(organ, session, rank)
    if year:
        special = {"S-1": 1992, "S-2": 1992, "S-3": 1994, "S-4": 1999, "S-5": 2000}
        if session:
            return organ == "CHR" and special.get(session) == int(year)
        return 1 <= rank and {"CHR": 1982 <= int(year) <= 2006, "ECOSOC": 1978 <= int(year)}.get(organ, False)
    if session.startswith("ES-"):
        return organ == "GA" and 6 <= int(session[3:]) <= 30
    if session.startswith("S-"):
        return {"GA": 8 <= int(session[2:]) <= 40, "HRC": 1 <= int(session[2:]) <= 60}.get(organ, False)
    if organ == "HRC":
        return 1 <= int(session) <= LAST_COUNCIL_SESSION and rank >= 1
    return organ == "GA" and FIRST_ARABIC_ASSEMBLY_SESSION <= int(session) <= LAST_ASSEMBLY_SESSION and rank >= 1


def _uses_roman(organ: str, session: str, rank: int) -> bool:
    if session.startswith(("S-", "ES-")):
        return organ == "GA" and rank >= 100
    value = roman_value(session)
    # Resolutions of the Assembly per session: 1 (I) to 3541 (XXX), never below 75 a session; the Economic and Social Council's
    # run from 1 (I) to 2130 (LXIII), between 10 and 36 a session; the Commission began anew at each of its 37 sessions.
    lowest = 1 if value == 1 else 75 * value - 45
    if organ == "GA":
        return value <= 30 and lowest <= rank <= 3600
    if organ == "ECOSOC":
        return value <= 63 and (1 if value <= 3 else 10 * value) <= rank <= (120 if value <= 3 else 36 * value + 60)
    return organ == "CHR" and value <= 37 and rank <= 40


def _series_of(organ: str, number: Number) -> tuple[str, ...]:
    """Return which series a number can be of: each body keeps its decisions in a range of their own."""
    session, rank = number.session, int(number.number.split()[0])
    if number.year or session[-1] in "IVXLC":
        # The Commission numbered decisions from 101 on, the Economic and Social Council from 101, later 201.
        if session and session[-1] in "IVXLC":
            return ("RES", "DEC") if organ == "CHR" else ("RES",)
        return ("RES",) if rank <= 100 else ("DEC",)
    if organ == "HRC":
        return ("RES",) if rank < 100 else ("DEC",) if rank < 200 else ()
    if not session.isdigit():
        return ("RES",) if rank < 10 else ("RES", "DEC")
    # Assembly decisions began at 301 up to session 57 and at 401 since, while resolutions came to pass 300.
    first = 301 if int(session) <= 57 else 401
    if rank < first:
        return ("RES",)
    return ("RES", "DEC") if first <= rank <= 340 and int(session) >= 55 else ("DEC",)


def years_of(symbol: Symbol) -> tuple[int, ...]:
    """Return the years in which a text of this symbol can have been adopted; () where the symbol does not tell."""
    session = symbol.session
    if symbol.year:
        return (int(symbol.year),)
    if symbol.organ == "HRC":
        if session in _COUNCIL_SPECIAL:
            return (_COUNCIL_SPECIAL[session],)
        if session.isdigit() and 1 <= int(session):
            return (_COUNCIL_EARLY.get(int(session), 2008 + (int(session) - 7) // 3),)
    if symbol.organ == "GA":
        if session in _ASSEMBLY_SPECIAL:
            return (_ASSEMBLY_SPECIAL[session],)
        value = int(session) if session.isdigit() else roman_value(session) if re.fullmatch("[IVXLC]+", session) else 0
        if value:
            return (1945 + value, 1946 + value)
    return ()
