"""The numbers of documents that are not adopted texts: 37/L.36, 78/481, PV.9499, 2023/970, C/CHN/CO/8."""

import re
from dataclasses import replace

from watchword.symbols.endings import read_letters, with_number
from watchword.symbols.record import Symbol
from watchword.symbols.shadow import PLACE, SEP, YEAR, pattern, tidy

# A number ends a symbol unless a known ending follows: S/AC.57/2025/COMM.01 is not S/AC.57/2025.
_NO_MORE = r"(?!\d|\s*/\s*\d|\s*/\s*(?!(?:REV|ADD|CORR|AMEND)\b)[A-Z]{2,5}[./]\s?\d)"
_DOTTED = pattern(
    rf"(?:{SEP}(?P<year>{YEAR})(?=\s*/))?(?:{SEP}{PLACE})?(?:{SEP})?(?P<series>L|PV|SR|CRP|R|WP)[\s.]{{0,3}}(?:L\.)?"
    r"(?P<number>\d{1,5})(?!\d)"
)
_PLACED = rf"{SEP}(?:(?P<year>{YEAR})|{PLACE}){SEP}"
_LETTERED = re.compile(rf"{_PLACED}(?P<series>[A-Z]{{1,6}}(?:\.\d{{1,3}})?){SEP}(?P<number>\d{{1,4}}){_NO_MORE}")
_PLAIN = pattern(rf"{_PLACED}(?P<number>\d{{1,5}}){_NO_MORE}")
_OLD = pattern(rf"{SEP}(?P<number>\d{{1,5}}){_NO_MORE}(?!\s*/?\s*L\.)")
_SEGMENT = r"(?!(?:RES|DEC|PRST|HRC|Rev|Add|Corr)\b)[A-Z]{1,8}(?:\.\d{1,3})?"
_FREE = re.compile(
    rf"{SEP}(?P<series>{_SEGMENT}(?:{SEP}(?:{_SEGMENT}|\d{{1,4}}(?=\s*/\s*[A-Z\d])))*){SEP}"
    rf"(?P<number>\d{{1,5}}(?:-\d+)?){_NO_MORE}"
)
_YEARLY = re.compile(rf"{SEP}(?P<series>{YEAR}){SEP}(?P<number>\d{{1,4}}){_NO_MORE}")


def read_document(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int] | None:
    """Read session, series and number after the body; None where the body does not number its documents so."""
    for form in (_DOTTED, _LETTERED, _PLAIN, _OLD):
        found = form.match(text, end)
        if not found:
            continue
        fields = found.groupdict()
        session, year, number = tidy(fields.get("session")), fields.get("year") or "", fields["number"]
        if not (_stands_alone(symbol, int(number)) if form is _OLD else _is_placed(symbol, session, year)):
            continue
        series = tidy(fields.get("series"))
        letters, after = read_letters(text, found.end()) if series == "L" else ("", found.end())
        return with_number(replace(symbol, session=session, year=year, series=series), number, letters), after
    return read_free(symbol, text, end)


def _stands_alone(symbol: Symbol, number: int) -> bool:
    """Say whether a number with no session before it is a document: E/5464, A/C.1/302, E/CN.4/21.

    In the main bodies a lone number below 100 is nearly always a symbol cut off after its session ("A/78/").
    """
    return symbol.organ == "CHR" or (symbol.organ != "HRC" and (bool(symbol.committee) or number >= 100))


def _is_placed(symbol: Symbol, session: str, year: str) -> bool:
    """Say whether a body numbers its documents by this session or year."""
    if symbol.organ == "SC":
        return not session
    if symbol.organ in {"ECOSOC", "CHR"} and not symbol.committee:
        return not session.isdigit()
    return not (year and symbol.organ in {"GA", "HRC"} and not symbol.committee)


def read_free(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int] | None:
    """Read a symbol of letters and numbers whose plan we know no further: CEDAW/C/CHN/CO/8, E/ESCWA/EDID/2017/1."""
    found = _FREE.match(text, end)
    main = symbol.organ in {"GA", "HRC", "ECOSOC", "SC", "CHR"}
    if found and not (main and len(tidy(found["series"]).split("/")[0]) < 2):
        return with_number(replace(symbol, series=tidy(found["series"])), found["number"], ""), found.end()
    yearly = None if main else _YEARLY.match(text, end)
    return (with_number(replace(symbol, series=yearly["series"]), yearly["number"], ""), yearly.end()) if yearly else None
