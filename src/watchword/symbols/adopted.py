"""The numbers of adopted texts, after RES, DEC or PRST: 37/23, S-30/1, 2625 (XXV), 2344 (2017), 1999/S-4/1, VI[X]."""

import re
from dataclasses import replace

from watchword.symbols.endings import read_letters, with_number
from watchword.symbols.record import Symbol
from watchword.symbols.shadow import PLACE, SEP, SPECIAL, YEAR, pattern, tidy

ADOPTED = pattern(rf"{SEP}(RES|DEC|PRST)(?![abd-hjkm-uwyz])(?!{SEP}(?:{YEAR}|{SPECIAL}|\d{{1,3}}){SEP}L\.\d)")
_NO_MORE = r"(?!\d|\s*/\s*\d)"
_YEAR_SPECIAL = pattern(rf"{SEP}(?P<year>{YEAR}){SEP}(?P<session>{SPECIAL}){SEP}(?P<number>\d{{1,3}}){_NO_MORE}")
_BY_SESSION = pattern(rf"(?:{SEP})?(?:(?P<year>{YEAR})|{PLACE}){SEP}(?P<number>\d{{1,4}}){_NO_MORE}")
_BRACKETED = pattern(
    rf"(?:{SEP})?(?P<number>\d{{1,4}}|(?:[IVXLC]+\s)?PART\s[A-Z]+|[IVXLC]+|[A-Z])\s?(?P<letter>[A-Z](?:\s?-\s?[A-Z])?)?"
    rf"(?:\s?PARAGRAPHS?\s?(?P<paragraphs>\d[\d-]*))?(?:{SEP}|\s{{0,4}})"
    rf"[(\[]\s{{0,4}}(?P<session>{SPECIAL}|[IVXLC]+)\s{{0,4}}[)\]]"
)
_UNOPENED = pattern(rf"{SEP}(?P<number>\d{{1,3}})(?P<session>[IVXLC]+)\)(?P<letter>)(?P<paragraphs>)")
_WHOLE_SESSION = pattern(r"\s?(?:/\s?)?[(\[]?(?P<session>[IVXLC]+)[)\]]")
_PART = pattern(r"\s?PART\s?/?\s?(?P<part>[IVX]+|[A-Z])\b")
_ALONE = pattern(rf"{SEP}(?P<number>\d{{1,4}}){_NO_MORE}")
_COUNCIL_YEAR = pattern(rf"(?:{SEP})?(?P<number>\d{{1,4}})\s{{0,4}}[(\[]\s{{0,4}}(?P<year>{YEAR})\s{{0,4}}[)\]]")
_COUNCIL_STATEMENT = pattern(rf"(?:{SEP})?(?P<year>{YEAR}){SEP}(?P<number>\d{{1,4}}){_NO_MORE}")
# The special sessions of the Commission on Human Rights: its symbols carry the year or leave it out.
COMMISSION_SPECIAL = {"S-1": "1992", "S-2": "1992", "S-3": "1994", "S-4": "1999", "S-5": "2000"}


def read_adopted(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int] | None:
    """Read the number after RES, DEC or PRST; `symbol` has body and series. None where the body has no such number."""
    if symbol.organ == "SC":
        return _read_security_council(symbol, text, end)
    found = _YEAR_SPECIAL.match(text, end) or _BY_SESSION.match(text, end)
    if not found:
        return _read_roman(symbol, text, end)
    session, year = tidy(found["session"]), found["year"] or ""
    by_year = symbol.organ in {"CHR", "ECOSOC"}
    if not symbol.committee and (session.isdigit() if by_year else bool(year)):
        return None
    if symbol.organ == "CHR" and not year:
        year = COMMISSION_SPECIAL.get(session, "")
    letters, after = read_letters(text, found.end())
    return with_number(replace(symbol, session=session, year=year), found["number"], letters), after


def _read_security_council(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int] | None:
    """Read 2344 (2017) or 2344 after S/RES, 2010/1 after S/PRST."""
    if symbol.series != "RES":
        found = _COUNCIL_STATEMENT.match(text, end)
        return (with_number(replace(symbol, year=found["year"]), found["number"], ""), found.end()) if found else None
    found = _COUNCIL_YEAR.match(text, end)
    if found:
        return with_number(replace(symbol, year=found["year"]), found["number"], ""), found.end()
    found = _ALONE.match(text, end)
    return (with_number(symbol, found["number"], ""), found.end()) if found else None


def _read_roman(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int] | None:
    """Read the older forms: 2625 (XXV), 20/(XXXV), VI[X], (I), (V)PART/B; a number or year with nothing after it."""
    found = _BRACKETED.match(text, end) or _UNOPENED.match(text, end)
    if found:
        letters, after = tidy(found["letter"]), found.end()
        if not letters:
            letters, after = read_letters(text, after)
        if found["paragraphs"]:
            letters = f"{letters} PARAGRAPHS {found['paragraphs']}".strip()
        numbered = with_number(replace(symbol, session=tidy(found["session"])), found["number"], letters)
        return _read_part(numbered, text, after)
    found = _WHOLE_SESSION.match(text, end)
    if found and symbol.organ == "CHR":
        return _read_part(replace(symbol, session=tidy(found["session"])), text, found.end())
    found = _ALONE.match(text, end)
    if found and symbol.organ == "CHR" and re.fullmatch(YEAR, found["number"]):
        return replace(symbol, year=found["number"]), found.end()
    # The Assembly numbered on through its sessions up to 3541 (XXX); a smaller number is a symbol cut off after its
    # session.
    if found and symbol.organ == "GA" and 130 <= int(found["number"]) <= 3600:
        return with_number(symbol, found["number"], ""), found.end()
    return (symbol, end) if symbol.committee == "HR" else None


def _read_part(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int]:
    part = _PART.match(text, end)
    if not part:
        return symbol, end
    return replace(symbol, number=f"{symbol.number} PART {part['part'].upper()}".strip()), part.end()
