"""How the spellings of one name are brought together: case, accents, punctuation and inversion do not count."""

import re
import unicodedata

# Marks that stand inside a word and vanish: apostrophes of all kinds, full stops, the soft hyphen, zero-width signs.
_VANISHING = re.compile("['’‘ʼ`´ʹ.\u00ad\u200b\u200c\u200d\ufeff]")
_SEPARATOR = re.compile(r"[^\w]+|_+")
_SAINT = re.compile(r"\bst\b")
_INVERTIBLE = re.compile(r"(?P<head>.+ of)(?P<article> the)? (?P<tail>.+)")


def fold_name(text: str) -> str:
    """Return the form in which two spellings of a name are equal.

    "CÔTE D'IVOIRE" and "Cote d’Ivoire" give "cote divoire"; "St. Kitts & Nevis" and "Saint Kitts and Nevis" are one; a
    leading "the" is dropped. The result is lower-case words with single spaces, or "" for a text without letters.
    """
    decomposed = unicodedata.normalize("NFKD", _VANISHING.sub("", text.replace("&", " and ")))
    plain = "".join(sign for sign in decomposed.casefold() if not unicodedata.combining(sign))
    words = _SAINT.sub("saint", _SEPARATOR.sub(" ", plain)).strip()
    return words.removeprefix("the ")


def list_spellings(formal: str) -> set[str]:
    """Return the folded name, and for "A of (the) B" also "B A of" and "B A of the", as records invert it."""
    folded = fold_name(formal)
    spellings = {folded}
    if parts := _INVERTIBLE.fullmatch(folded):
        inverted = f"{parts['tail']} {parts['head']}"
        spellings |= {inverted, f"{inverted} the"}
    return spellings
