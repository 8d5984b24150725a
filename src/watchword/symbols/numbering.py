"""Numbers without letters ("37/23", "2625 (XXV)"): which symbols they can stand for.

The ranges only exclude what cannot be; they are read off the bodies' own volumes of resolutions and decisions.
"""

import re
from dataclasses import dataclass

from watchword.symbols.adopted import COMMISSION_SPECIAL
from watchword.symbols.record import Symbol
from watchword.symbols.sessions import roman_value
from watchword.symbols.shadow import SEP, SPECIAL, YEAR

# The Council holds three sessions a year: number 66 ends in 2027. Beyond it a bare number is taken for the Assembly's
# alone.
LAST_COUNCIL_SESSION = 66
# In 1976; before it the Assembly numbered straight on and put the session in Roman numerals.
FIRST_ARABIC_ASSEMBLY_SESSION = 31
LAST_ASSEMBLY_SESSION = 120
BARE = re.compile(
    rf"(?<![A-Za-z0-9_/.,-])(?:(?P<yearly>{YEAR})/(?P<special>S-\d)/(?P<rank>\d{{1,2}})"
    rf"|(?:(?P<year>{YEAR})|(?P<session>{SPECIAL}|\d{{1,3}})){SEP}(?P<number>\d{{1,3}})"
    rf"|(?P<old>\d{{1,4}})\s?(?P<letter>[A-Z](?:\s?-\s?[A-Z])?)?\s{{0,3}}\(\s?(?P<roman>(?:(?:ES|S)-)?[IVXLC]+)\s?\)"
    rf"|(?P<council>\d{{1,4}})\s{{0,3}}\(\s?(?P<council_year>{YEAR})\s?\))(?!\d|\s?/\s?\d|\.\d)(?![a-zA-Z]{{2}})"
)
BARE_COUNCIL = re.compile(r"(?<![A-Za-z0-9_/.])(?P<council>\d{1,4})(?!\d|\s?/\s?\d|\.\d|\s?%)(?!\s?\()")


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

    `kind` is "resolution", "decision" or "" for either; `organ` is the body the text names: an organ's code,
    "council" or "commission" for a text that says no more than that, or "". A number that the named body does not use
    gives ().
    """
    wanted = [series for series, name in (("RES", "resolution"), ("DEC", "decision")) if kind in ("", name)]
    if number.council:
        fits = organ in ("", "SC", "council") and (number.year or organ == "SC") and "RES" in wanted
        return (Symbol("SC", series="RES", number=number.number, year=number.year),) if fits else ()
    open_names = {"": ("GA", "HRC", "CHR", "ECOSOC"), "council": ("HRC", "ECOSOC"), "commission": ("CHR",)}
    organs = open_names.get(organ, (organ,))
    named = organ not in open_names
    return tuple(
        Symbol(body, series=series, session=number.session, number=number.number, year=number.year)
        for body in organs
        for series in wanted
        if _uses(body, number, named) and ((named and len(wanted) == 1) or series in _series_of(body, number))
    )


def _uses(organ: str, number: Number, named: bool) -> bool:
    """Say whether a body numbers its texts so; one that the text names may have gone on since this was written."""
    session, year, rank = number.session, number.year, int(number.number.split()[0])
    if session and not session[0].isdigit() and (session[:2] not in ("S-", "ES") or session[-1] in "IVX"):
        return _uses_roman(organ, session, rank)
    if year:
        if session:
            return organ == "CHR" and COMMISSION_SPECIAL.get(session) == year
        return rank > 0 and {"CHR": 1982 <= int(year) <= 2006, "ECOSOC": int(year) >= 1978}.get(organ, False)
    limits = {
        ("GA", "ES-"): (6, 30),
        ("GA", "S-"): (8, 40),
        ("GA", ""): (FIRST_ARABIC_ASSEMBLY_SESSION, LAST_ASSEMBLY_SESSION),
        ("HRC", "S-"): (1, 60),
        ("HRC", ""): (1, LAST_ASSEMBLY_SESSION if named else LAST_COUNCIL_SESSION),
    }
    first, last = limits.get((organ, session.rstrip("0123456789")), (1, 0))
    return rank > 0 and first <= int(session.rpartition("-")[2]) <= last


def _uses_roman(organ: str, session: str, rank: int) -> bool:
    if session.startswith(("S-", "ES-")):
        return organ == "GA" and rank >= 100
    value = roman_value(session)
    # Resolutions of the Assembly per session: 1 (I) to 3541 (XXX), never below 75 a session; the Economic and Social
    # Council's run from 1 (I) to 2130 (LXIII), between 10 and 36 a session; the Commission began anew at each of its
    # 37 sessions.
    lowest = 1 if value == 1 else 75 * value - 45
    if organ == "GA":
        return value <= 30 and lowest <= rank <= 3600
    if organ == "ECOSOC":
        return value <= 63 and (1 if value <= 3 else 10 * value) <= rank <= (120 if value <= 3 else 36 * value + 60)
    return organ == "CHR" and value <= 37 and rank <= 40


def _series_of(organ: str, number: Number) -> tuple[str, ...]:
    """Return which series a number can be of: each body keeps its decisions in a range of their own."""
    session, rank = number.session, int(number.number.split()[0])
    if session and session[-1] in "IVXLC":
        return ("RES", "DEC") if organ == "CHR" else ("RES",)
    if number.year:
        # The Commission numbered its decisions from 101 on, the Economic and Social Council from 101, later from 201.
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
