"""Symbols in formal notation (A/HRC/37/L.36/Rev.1): from a place in a shadow text to a `Symbol` and where it ends."""

import re
from dataclasses import replace

from watchword.symbols.record import Symbol

SEP = r"\s{0,4}/[\s/]{0,8}"
SPECIAL = r"(?:ES|S)\s?-\s?(?:\d{1,2}(?!\d)|[IVX]{1,5}\b)"
YEAR = r"(?:19|20)\d\d(?!\d)"
_PLACE = rf"(?P<session>{SPECIAL}|OM(?:{SEP}\d{{1,2}}(?=\s*/))?|\d{{1,3}}(?!\d))"
_OTHERS = "CCPR|CEDAW|CRC|CERD|CAT|CRPD|CMW|CED|HRI|CBD|FCCC|UNEP|SPLOS|ISBA|LOS|HSP|UNW|IDB|DP|TD|ST"
_STRONG = r"(?:hrc|res|dec|prst|cn\.\d|c\.\d|ac\.\d|pv\.?\d|l\.\d|es-\d|s-\d|hr/)"

# Where a symbol may begin. A lone small "a/" begins one only before letters that nothing else has; capitals run on to the
# word before them in some catalogues ("Draft resolutionE/CN.4/1984/L.20").
START = re.compile(
    rf"(?<![A-Za-z\u00c0-\u024f0-9_])(?<![A-Z0-9]/)(?:[AES](?={SEP})|(?i:[aes])(?={SEP}(?i:{_STRONG}))|(?:{_OTHERS})(?={SEP})"
    rf"|HRC(?={SEP}(?:RES|DEC|PRST|(?:S-)?\d+{SEP}L)))|(?<=[a-z0-9])[AE](?=/(?:HRC|CN\.4)/)"
)


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_BODY = _compile(rf"{SEP}(HRC|CN\s?\.\s?4|HR)(?=\s*/)")
_COMMITTEE = _compile(rf"{SEP}((?:C|AC|CN|SUB|CONF|WG|PC|SC)\s?\.\s?\d+|AC|EMRIP)(?=\s*/)")
_ADOPTED = _compile(rf"{SEP}(RES|DEC|PRST)(?![abd-hjkm-uwyz])")
_YEAR_SPECIAL = _compile(rf"{SEP}(?P<year>{YEAR}){SEP}(?P<session>{SPECIAL}){SEP}(?P<number>\d{{1,3}})")
_BY_SESSION = _compile(rf"(?:{SEP})?(?:(?P<year>{YEAR})|{_PLACE}){SEP}(?P<number>\d{{1,4}})(?!\d)")
_MISFILED = _compile(rf"{SEP}(?:{YEAR}|{SPECIAL}|\d{{1,3}}){SEP}L\.\d")
_BRACKETED = _compile(
    rf"(?:{SEP})?(?P<number>\d{{1,4}}|(?:[IVXLC]+\s)?PART\s[A-Z]+|[IVXLC]+|[A-Z])\s?(?P<letter>[A-Z](?:\s?-\s?[A-Z])?)?"
    rf"(?:\s?PARAGRAPHS?\s?(?P<paragraphs>\d[\d-]*))?(?:{SEP}|\s{{0,4}})"
    rf"[(\[]\s{{0,4}}(?P<session>{SPECIAL}|{YEAR}|[IVXLC]+)\s{{0,3}}[)\]]"
)
_UNOPENED = _compile(rf"{SEP}(?P<number>\d{{1,3}})(?P<session>[IVXLC]+)\)(?P<letter>)(?P<paragraphs>)")
_WHOLE_SESSION = _compile(r"\s?(?:/\s?)?[(\[]?(?P<session>[IVXLC]+)[)\]]")
_PART = _compile(r"\s?PART\s?/?\s?(?P<part>[IVX]+|[A-Z])\b")
_ALONE = _compile(rf"{SEP}(?P<number>\d{{1,4}})(?!\d|\s*/\s*\d)")
_WHERE = rf"(?:(?:{SEP})(?P<year>{YEAR})(?=\s*/))?(?:{SEP}{_PLACE})?"
_DOTTED = _compile(rf"{_WHERE}(?:{SEP})?(?P<series>L|PV|SR|CRP|R|WP)[\s.]{{0,3}}(?:L\.)?(?P<number>\d{{1,5}})(?!\d)")
_LETTERED = re.compile(
    rf"{SEP}(?:(?P<year>{YEAR})|{_PLACE}){SEP}(?P<series>[A-Z]{{1,6}}){SEP}(?P<number>\d{{1,4}})(?!\d)"
)
_PLAIN = _compile(rf"{SEP}(?:(?P<year>{YEAR})|{_PLACE}){SEP}(?P<number>\d{{1,5}})(?!\d|\s*/\s*\d)")
_OLD = _compile(rf"{SEP}(?P<number>\d{{1,5}})(?!\d|\s*/\s*\d|\s*/?\s*L\.)")
_SEGMENT = r"(?!RES\b|DEC\b|PRST\b|HRC\b|Rev\b|Add\b|Corr\b)[A-Z]{1,8}(?:\.\d{1,3})?"
_FREE = re.compile(
    rf"{SEP}(?P<series>{_SEGMENT}(?:{SEP}(?:{_SEGMENT}|\d{{1,4}}(?=\s*/\s*[A-Z\d])))*){SEP}(?P<number>\d{{1,5}}(?:-\d+)?)(?!\d)"
)
_YEARLY = re.compile(rf"{SEP}(?P<series>{YEAR}){SEP}(?P<number>\d{{1,4}})(?!\d)")
_LETTERS = re.compile(
    r"\s?\[(?P<boxed>[A-Z](?:-[A-Z])?)\]"
    r"|(?P<joined>[A-Za-z](?:\s?-\s?[A-Z])?)(?![A-Za-z]|\s*/\s*[A-Za-z])"
    r"|[ ](?P<apart>([A-Z])\4?(?:\s?-\s?[A-Z]|\sto\s[A-Z])?)(?![\w/.'’-])"
)
# "A/RES/77/290 A resolution" is not part A: a word that is also an English article or pronoun needs an end or a link after it.
_AFTER_WORD = re.compile(r"\s*(?:\Z|[^\w\s]|(?:of|and|to|as|on|by|in|was|is)\s)")
_SUFFIX = _compile(
    r"(?:[\s.]{0,3}/[\s/]{0,3}(Rev|Add|Corr|Amend)[\s.]{0,3}|\s{1,2}(Rev|Add|Corr|Amend)\.\s?)(\d{1,3})(?!\d)"
)
_BARE_SUFFIX = _compile(r"(Rev|Add|Corr|Amend)\.\s?(\d{1,3})(?!\d)")
_PORTION = _compile(r"\s{0,2}\(\s?(Part|Vol|Volume|Resumption|Resumed)\.?\s?([IVX]+|\d+)?\s?\)")
# The special sessions of the Commission on Human Rights, whose symbols carry the year or leave it out.
_CHR_SPECIAL = {"S-1": "1992", "S-2": "1992", "S-3": "1994", "S-4": "1999", "S-5": "2000"}


def read_formal(text: str, place: int) -> tuple[Symbol, int] | None:
    """Read the symbol that begins at `place` of a shadow text, where `START` matched; None where it is none after all."""
    start = START.match(text, place)
    if not start:
        return None
    root, end = start[0].upper(), start.end()
    if root not in {"A", "E", "S", "HRC"}:
        read = _read_free(Symbol(root), text, end)
    else:
        body, end = _read_body(root, text, end)
        adopted = _ADOPTED.match(text, end)
        if adopted and not _MISFILED.match(text, adopted.end()):
            read = _read_adopted(replace(body, series=adopted[1].upper()), text, adopted.end())
        else:
            # A catalogue's "A/HRC/RES/56/L.33" is the in-session document A/HRC/56/L.33.
            read = _read_document(body, text, adopted.end() if adopted else end)
    return _read_tail(*read, text) if read else None


def _tidy(text: str | None) -> str:
    """Return a session or number in canonical form: capitals, no blanks, single slashes."""
    return re.sub(r"/+", "/", re.sub(r"\s", "", text or "")).upper()


def _read_body(root: str, text: str, end: int) -> tuple[Symbol, int]:
    symbol = Symbol({"A": "GA", "E": "ECOSOC", "S": "SC", "HRC": "HRC"}[root])
    found = _BODY.match(text, end)
    name = _tidy(found[1]) if found else ""
    known = {("A", "HRC"): Symbol("HRC"), ("E", "CN.4"): Symbol("CHR"), ("E", "HR"): Symbol("CHR", "HR")}.get(
        (root, name)
    )
    if found and known:
        symbol, end = known, found.end()
    while committee := _COMMITTEE.match(text, end):
        name = _tidy(committee[1]).replace("SUB.", "Sub.")
        symbol, end = replace(symbol, committee="/".join(filter(None, (symbol.committee, name)))), committee.end()
    return symbol, end


def read_letters(text: str, end: int) -> tuple[str, int]:
    """Read the part letters after a number: "A", "A-B"; ("", end) where there are none."""
    found = _LETTERS.match(text, end)
    if not found:
        return "", end
    letters = found["boxed"] or found["joined"] or found["apart"]
    if found["apart"] in ("A", "I") and not _AFTER_WORD.match(text, found.end()):
        return "", end
    return re.sub(r"\s?-\s?|\sto\s", "-", letters).upper(), found.end()


def _numbered(symbol: Symbol, number: str, letters: str, **fields: str) -> Symbol:
    number = number.lstrip("0") if number.isdigit() else number
    return replace(symbol, number=f"{number} {letters}".strip(), **fields)


def _read_adopted(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int] | None:
    if symbol.organ == "SC":
        return _read_council_text(symbol, text, end)
    for pattern in (_YEAR_SPECIAL, _BY_SESSION):
        found = pattern.match(text, end)
        if found:
            session, year = _tidy(found["session"]), found["year"] or ""
            yearly = symbol.organ in {"CHR", "ECOSOC"} and not symbol.committee
            if (
                re.match(r"\s*/\s*\d", text[found.end() :])
                or (not year if yearly else bool(year))
                and session[:2] != "S-"
            ):
                # Only the two bodies number by year; a committee's symbols are let through as they come.
                if not symbol.committee:
                    return None
            if symbol.organ == "CHR" and not year:
                year = _CHR_SPECIAL.get(session, "")
            letters, after = read_letters(text, found.end())
            # "38(XXXVII)" must not read as a session: nothing but a bracketed session may follow a roman one.
            return _numbered(symbol, found["number"], letters, session=session, year=year), after
    return _read_roman(symbol, text, end)


def _read_council_text(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int] | None:
    """Read what follows S/RES, S/PRST, S/DEC."""
    found = _compile(rf"(?:{SEP})?(?P<number>\d{{1,4}})\s{{0,4}}[(\[]\s{{0,4}}(?P<year>{YEAR})\s{{0,4}}[)\]]").match(
        text, end
    )
    if found and symbol.series == "RES":
        return _numbered(symbol, found["number"], "", year=found["year"]), found.end()
    found = _compile(rf"(?:{SEP})?(?P<year>{YEAR}){SEP}(?P<number>\d{{1,4}})(?!\d|\s*/\s*\d)").match(text, end)
    if found and symbol.series != "RES":
        return _numbered(symbol, found["number"], "", year=found["year"]), found.end()
    found = _ALONE.match(text, end)
    return (_numbered(symbol, found["number"], ""), found.end()) if found and symbol.series == "RES" else None


def _read_roman(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int] | None:
    """Read the older forms: 2625 (XXV), 20/(XXXV), VI[X], (I), (V)PART/B, and a number or year with nothing after it."""
    found = _BRACKETED.match(text, end) or _UNOPENED.match(text, end)
    if found and not found["session"][:2].isdigit():
        session, end = _tidy(found["session"]), found.end()
        letters = _tidy(found["letter"])
        if not letters:
            letters, end = read_letters(text, end)
        if found["paragraphs"]:
            letters = f"{letters} PARAGRAPHS {found['paragraphs']}".strip()
        return _with_part(_numbered(symbol, found["number"].upper(), letters, session=session), text, end)
    found = _WHOLE_SESSION.match(text, end)
    if found and symbol.organ == "CHR":
        return _with_part(replace(symbol, session=found["session"].upper()), text, found.end())
    found = _ALONE.match(text, end)
    if found and symbol.organ == "CHR" and re.fullmatch(YEAR, found["number"]):
        return replace(symbol, year=found["number"]), found.end()
    # The Assembly numbered on through its sessions up to 3541 (XXX); a smaller number is a symbol cut off after its session.
    if found and symbol.organ == "GA" and 130 <= int(found["number"]) <= 3600:
        return _numbered(symbol, found["number"], ""), found.end()
    return (symbol, end) if symbol.committee == "HR" else None


def _with_part(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int]:
    part = _PART.match(text, end)
    if not part:
        return symbol, end
    return replace(symbol, number=f"{symbol.number} PART {part['part'].upper()}".strip()), part.end()


def _read_document(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int] | None:
    for pattern in (_DOTTED, _LETTERED, _PLAIN, _OLD):
        found = pattern.match(text, end)
        if not found:
            continue
        fields = found.groupdict()
        session, year, number = _tidy(fields.get("session")), fields.get("year") or "", fields["number"]
        series = (fields.get("series") or "").upper()
        if not _is_placed(symbol, session, year, series or ("old" if pattern is _OLD else ""), number):
            continue
        letters, after = read_letters(text, found.end()) if series == "L" else ("", found.end())
        return _numbered(symbol, number, letters, session=session, year=year, series=series), after
    return _read_free(symbol, text, end)


def _is_placed(symbol: Symbol, session: str, year: str, series: str, number: str) -> bool:
    """Say whether a body numbers its documents in this way."""
    if series == "old":
        # Below 100 a lone number is nearly always a symbol cut off after its session ("A/HRC/37/ (Annex II)").
        return symbol.organ == "CHR" or (bool(symbol.committee) or int(number) >= 100) and symbol.organ != "HRC"
    if symbol.organ == "SC":
        return not session
    if symbol.organ in {"ECOSOC", "CHR"} and not symbol.committee:
        return not session.isdigit()
    return not (year and symbol.organ in {"GA", "HRC"} and not symbol.committee)


def _read_free(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int] | None:
    """Read a symbol of letters and numbers whose plan we do not know further: CEDAW/C/CHN/CO/8, E/ESCWA/EDID/2017/1."""
    found = _FREE.match(text, end)
    first = _tidy(found["series"]).split("/")[0] if found else ""
    if (
        found
        and (len(first) > 1 or symbol.organ not in {"GA", "ECOSOC", "SC"})
        and not re.match(r"\s*/\s*\d", text[found.end() :])
    ):
        return replace(symbol, series=_tidy(found["series"]), number=found["number"]), found.end()
    yearly = _YEARLY.match(text, end) if symbol.organ in {"DP", "ISBA", "HSP", "UNW"} else None
    return (replace(symbol, series=yearly["series"], number=yearly["number"]), yearly.end()) if yearly else None


def read_suffix(text: str, place: int) -> tuple[str, int] | None:
    """Read one suffix without its slash ("Add. 2" after "and"); return it in canonical form and where it ends."""
    found = _BARE_SUFFIX.match(text, place)
    return (f"{found[1].capitalize()}.{int(found[2])}", found.end()) if found else None


def _read_tail(symbol: Symbol, end: int, text: str) -> tuple[Symbol, int]:
    suffixes: list[str] = []
    portion = ""
    while True:
        if found := _SUFFIX.match(text, end):
            suffixes.append(f"{(found[1] or found[2]).capitalize()}.{int(found[3])}")
        elif not portion and (found := _PORTION.match(text, end)):
            name = {"vol": "Vol.", "volume": "Vol."}.get(found[1].lower(), found[1].capitalize())
            portion = f"{name} {(found[2] or '').upper()}".strip()
        else:
            return replace(symbol, portion=portion, suffixes=tuple(suffixes)), end
        end = found.end()
