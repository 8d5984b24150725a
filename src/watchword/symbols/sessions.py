"""Sessions and the years they were held, from which a year of adoption decides between bodies.

Sources: the Council's list of sessions (three a year since 2008), the Assembly's rule that regular session n opens in
September of 1945 + n, and both bodies' lists of special sessions, as published on their sites.
"""

import re

from watchword.symbols.record import Symbol

_COUNCIL_EARLY = {1: 2006, 2: 2006, 3: 2006, 4: 2007, 5: 2007, 6: 2007}
# The year of each special session, from the first on.
_COUNCIL_SPECIAL_YEARS = (
    2006, 2006, 2006, 2006, 2007, 2008, 2008, 2008, 2009, 2009, 2009, 2009, 2010, 2010, 2011, 2011, 2011, 2011, 2012,
    2014, 2014, 2014, 2015, 2015, 2016, 2016, 2017, 2018, 2021, 2021, 2021, 2021, 2021, 2022, 2022, 2023, 2025,
    2025, 2026,
)  # fmt: skip
_ASSEMBLY_SPECIAL = {
    "S-8": 1978, "S-9": 1978, "S-10": 1978, "S-11": 1980, "S-12": 1982, "S-13": 1986, "S-14": 1986, "S-15": 1988,
    "S-16": 1989, "S-17": 1990, "S-18": 1990, "S-19": 1997, "S-20": 1998, "S-21": 1999, "S-22": 1999, "S-23": 2000,
    "S-24": 2000, "S-25": 2001, "S-26": 2001, "S-27": 2002, "S-28": 2005, "S-29": 2014, "S-30": 2016, "S-31": 2020,
    "S-32": 2021,
}  # fmt: skip
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


def roman_value(roman: str) -> int:
    """Return the value of a Roman numeral: XXV is 25."""
    values = [_VALUES[letter] for letter in roman]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))


def years_of(symbol: Symbol) -> tuple[int, ...]:
    """Return the years in which a text of this symbol can have been adopted; () where the symbol does not tell."""
    session = symbol.session
    if symbol.year:
        # Since 2014 the Economic and Social Council's year runs from July to July.
        early = symbol.organ == "ECOSOC" and symbol.series in ("RES", "DEC") and int(symbol.year) >= 2014
        return (int(symbol.year) - 1, int(symbol.year)) if early else (int(symbol.year),)
    if symbol.organ == "HRC":
        special = int(session[2:]) if re.fullmatch(r"S-\d+", session) else 0
        if 1 <= special <= len(_COUNCIL_SPECIAL_YEARS):
            return (_COUNCIL_SPECIAL_YEARS[special - 1],)
        if session.isdigit() and int(session) >= 1:
            return (_COUNCIL_EARLY.get(int(session), 2008 + (int(session) - 7) // 3),)
    if symbol.organ == "GA":
        if session in _ASSEMBLY_SPECIAL:
            return (_ASSEMBLY_SPECIAL[session],)
        value = int(session) if session.isdigit() else roman_value(session) if re.fullmatch("[IVXLC]+", session) else 0
        if value:
            return (1945 + value, 1946 + value)
    return ()


def decide(candidates: tuple[Symbol, ...], *, organ: str = "", year: str = "") -> tuple[Symbol, ...]:
    """Return the candidates that a body and a year of adoption leave; all of them where these contradict every one."""
    left = tuple(symbol for symbol in candidates if not organ or symbol.organ == organ.partition("/")[0])
    if year[:4].isdigit():
        left = tuple(symbol for symbol in left if not years_of(symbol) or int(year[:4]) in years_of(symbol))
    return left or candidates
