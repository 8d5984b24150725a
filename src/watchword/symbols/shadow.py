"""The text as the symbol patterns see it, and the pieces those patterns share.

The shadow has one plain character for each character, so that offsets stay those of the original.
"""

import re

_SLASHES = "\u2044\u2215\u29f8\u2571"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63"
_BLANKS = "\u00a0\u00ad\u1680\u202f\u205f\u2060\u3000\ufeff" + "".join(
    map(chr, (*range(0x2000, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
# Keyboards that switch alphabets leave these in symbols; capitals only, so that Cyrillic words keep their shape.
_CYRILLIC = dict(zip("АВЕСНІКМОРТХ", "ABECHIKMOPTX", strict=True))
_TABLE = str.maketrans(
    {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    | {chr(start + digit): str(digit) for start in (0x0660, 0x06F0) for digit in range(10)}
    | dict.fromkeys(_SLASHES, "/")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys(_BLANKS, " ")
    | _CYRILLIC
)
_ESCAPES = {"%2F": "/  ", "%28": "(  ", "%29": ")  ", "%20": "   "}
_ESCAPE = re.compile("%2F|%28|%29|%20", re.IGNORECASE)


def shadow_of(text: str) -> str:
    """Return `text` with look-alike slashes, dashes, digits, blanks and Latin letters made plain; its length stays.

    The percent escapes of an address become the character and two blanks.
    """
    plain = text.translate(_TABLE)
    return _ESCAPE.sub(lambda found: _ESCAPES[found[0].upper()], plain) if "%" in plain else plain


# What every pattern below is made of. Blanks and doubled slashes are typing slips that leave no doubt.
SEP = r"\s{0,4}/[\s/]{0,8}"
SPECIAL = r"(?:ES|S)\s?-\s?(?:\d{1,2}(?!\d)|[IVX]{1,5}\b)"
YEAR = r"(?:19|20)\d\d(?!\d)"
PLACE = rf"(?P<session>{SPECIAL}|OM(?:{SEP}\d{{1,2}}(?=\s*/))?|\d{{1,3}}(?!\d))"


def pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern for which small and capital letters are one."""
    return re.compile(text, re.IGNORECASE)


def tidy(text: str | None) -> str:
    """Return a session, number or letters in canonical form: capitals, no blanks, single slashes."""
    return re.sub(r"/+", "/", re.sub(r"\s", "", text or "")).upper()
