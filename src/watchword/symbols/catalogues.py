"""Two spellings that are not symbols and stand for one: roll-call numbers of the Assembly's vote data, and file names."""

import re

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
_FIRST_DECISION = 401
_REGULAR = {
    18: "XVIII", 21: "XXI", 22: "XXII", 23: "XXIII", 24: "XXIV", 25: "XXV", 26: "XXVI", 27: "XXVII", 28: "XXVIII",
    29: "XXIX", 30: "XXX",
}  # fmt: skip


def read_roll_call_number(text: str) -> tuple[Symbol, ...]:
    """Return the symbols behind a number of the Voeten vote data (`unres`): "R/37/69D" is A/RES/37/69 D.

    From session 31 on the number is the resolution's (decisions from 401), its letter the part, "AB" parts A-B, and a Roman
    numeral a section of it. In sessions 18 and 21 to 30 the number is the resolution's, but a letter is a part in some and
    counts votes on paragraphs in others: with a letter there are two candidates. Before, and in "SS/" and "ESS/", the number
    is a place in the meeting's record and names no text: ().
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
    return (
        (whole, Symbol("GA", series="RES", session=_REGULAR[session], number=f"{number} {part}")) if part else (whole,)
    )
