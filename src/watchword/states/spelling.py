"""How the spellings of one name are brought together: case, accents, punctuation and inversion do not count."""

import re
import unicodedata

# Marks that stand inside a word and vanish: apostrophes of all kinds, full stops, the soft hyphen, zero-width signs.
_VANISHING = re.compile("['’‘ʼ`´ʹ.\u00ad\u200b\u200c\u200d\ufeff]")
_SEPARATOR = re.compile(r"[^\w]+|_+")
# What the first byte of an accented letter looks like after such a mistake.
_DOUBLY_ENCODED = re.compile("[ÃÄÅâ]")
_SAINT = re.compile(r"\bst\b")
_INVERTIBLE = re.compile(r"(?P<head>.+ of)(?P<article> the)? (?P<tail>.+)")


def fold_name(text: str) -> str:
    """Return the form in which two spellings of a name are equal.

    "CÔTE D'IVOIRE" and "Cote d’Ivoire" give "cote divoire"; "St. Kitts & Nevis" and "Saint Kitts and Nevis" are one; a
    leading "the" is dropped. The result is lower-case words with single spaces, or "" for a text without letters.
    """
    return fold_words(text).removeprefix("the ")


def fold_words(text: str) -> str:
    """Return the same for any text, with its leading "the"."""
    repaired = _undo_double_encoding(text) if _DOUBLY_ENCODED.search(text) else text
    decomposed = unicodedata.normalize("NFKD", _VANISHING.sub("", repaired.replace("&", " and ")))
    plain = decomposed.casefold()
    if not plain.isascii():
        plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _SAINT.sub("saint", _SEPARATOR.sub(" ", plain)).strip()


def _undo_double_encoding(text: str) -> str:
    """Return the text whose UTF-8 bytes were once read as Latin-1 or Windows-1252 ("TÃ¼rkiye"), any other as it is."""
    for encoding in ("latin-1", "cp1252"):
        try:
            return text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return text


def list_spellings(formal: str) -> set[str]:
    """Return the folded name, and for "A of (the) B" also "B A of" and "B A of the", as records invert it."""
    folded = fold_name(formal)
    spellings = {folded}
    if parts := _INVERTIBLE.fullmatch(folded):
        inverted = f"{parts['tail']} {parts['head']}"
        spellings |= {inverted, f"{inverted} the"}
    return spellings
