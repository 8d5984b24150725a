"""Spellings that are not symbols and stand for one: roll-call numbers of the Assembly's vote data, and file names."""

import re

from watchword.symbols.notation import read_formal
from watchword.symbols.numbering import Number, candidates_of
from watchword.symbols.record import Symbol

_CALL = re.compile(r"R/(?P<session>\d{1,2})/(?P<number>\d{1,4})(?P<letters>[A-Z]{0,2})(?:/(?P<section>[A-Z]{1,5}))?\Z")
_ROMANS = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
)
# The job number, the language and "reissue", which follow the symbol in a file's name.
_TRAILER = re.compile(
    r"(?:[-_ ]?N?\d{7})?(?:[-_ ]?(?:EN|FR|ES|RU|AR|ZH|DE|[ACEFGRS]))?(?:[-_ ]reiss?ue)?(?:[-_ ][ACEFGRS])?\Z",
    re.IGNORECASE,
)
_FIRST_DECISION = 401
_REGULAR = {
    18: "XVIII", 21: "XXI", 22: "XXII", 23: "XXIII", 24: "XXIV", 25: "XXV", 26: "XXVI", 27: "XXVII", 28: "XXVIII",
    29: "XXIX", 30: "XXX",
}  # fmt: skip


def read_roll_call_number(text: str) -> tuple[Symbol, ...]:
    """Return the symbols behind a number of the Voeten vote data (`unres`): "R/37/69D" is A/RES/37/69 D.

    From session 31 on the number is the resolution's (decisions from 401), its letter the part, "AB" parts A-B, and a
    Roman numeral a section of it. In sessions 18 and 21 to 30 the number is the resolution's, but a letter is a part
    in some and counts votes on paragraphs in others: with a letter there are two candidates. Before, and in "SS/" and
    "ESS/", the number is a place in the meeting's record and names no text: ().
    """
    found = _CALL.match(text.strip())
    if not found:
        return ()
    session, number, letters, section = (
        int(found["session"]),
        int(found["number"]),
        found["letters"],
        found["section"] or "",
    )
    if section and section not in _ROMANS:
        letters, section = section, ""
    part = "-".join(letters) if letters[:1] != letters[1:] else letters
    if session >= 31:
        series = "RES" if number < _FIRST_DECISION else "DEC"
        return (Symbol("GA", series=series, session=str(session), number=f"{number} {part}".strip()),)
    if session not in _REGULAR or number < 1800:
        return ()
    whole = Symbol("GA", series="RES", session=_REGULAR[session], number=str(number))
    return (whole, Symbol("GA", series="RES", session=_REGULAR[session], number=f"{number} {part}")) if part else (whole,)


def parse_file_name(name: str) -> tuple[Symbol, ...]:
    """Return the symbol in a file's name as the publishers of the texts write it, () where there is none.

    "A_RES_76_84 A-B-2118640C.xml", "A_HRC_RES_55_24F.xml", "S_RES_2516 (2020)-2004811E.xml", "75_284_E.xml". A letter
    that can be a language ("55_24F") is taken for one; a part letter is one only before a further ending ("75_245B_E").
    A number alone can stand for several. The symbol inside the file goes before its name.
    """
    stem = _TRAILER.sub("", name.rpartition("/")[2].rpartition(".")[0] or name)
    bare = re.fullmatch(r"(\d{1,3})_(\d{1,3})(?:[_ ]?([A-Z](?:-[A-Z])?))?", stem)
    if bare:
        return candidates_of(Number(f"{int(bare[2])} {bare[3] or ''}".strip(), str(int(bare[1]))), "resolution")
    council = re.fullmatch(r"SC_(\d{3,4})_((?:19|20)\d\d)", stem)
    if council:
        return (Symbol("SC", series="RES", number=council[1], year=council[2]),)
    text = re.sub(r"(?:_0)+\Z", "", re.sub(r"(RES|^S_\d{4})-", r"\1/", stem)).replace("_", "/")
    found = read_formal(text, 0)
    return (found[0],) if found and found[1] == len(text) else ()
