"""What may follow the number of a symbol: part letters, (Part II), /Rev.1, /Add.2, /Corr.1, /Amend.1."""

import re
from dataclasses import replace

from watchword.symbols.record import Symbol
from watchword.symbols.shadow import pattern

_LETTERS = re.compile(
    r"\s?\[(?P<boxed>[A-Z](?:-[A-Z])?)\]"
    r"|(?P<joined>[A-Za-z](?:\s?-\s?[A-Z])?)(?![A-Za-z]|\s*/\s*[A-Za-z])"
    r"|\s{1,3}(?P<apart>([A-Z])\4?(?:\s?-\s?[A-Z]|\sto\s[A-Z])?)(?![\w/'’-]|\.\w)"
)
# "A/RES/77/290 A resolution" is not part A: a word that is also an English article or pronoun needs an end or a link
# after it.
_AFTER_WORD = re.compile(r"\s*(?:\Z|[^\w\s]|(?:of|and|to|as|on|by|in|was|is|de|del|du|des|der)\s)")
_SUFFIX = pattern(r"(?:[\s.]{0,3}/[\s/]{0,3}(Rev|Add|Corr|Amend)[\s.]{0,3}|\s{1,2}(Rev|Add|Corr|Amend)\.\s?)(\d{1,3})(?!\d)")
_BARE_SUFFIX = pattern(r"(Rev|Add|Corr|Amend)\.\s?(\d{1,3})(?!\d)")
_PORTION = pattern(r"\s{0,2}\(\s?(Part|Vol|Volume|Resumption|Resumed)\.?\s?([IVX]+|\d+)?\s?\)")


def read_letters(text: str, end: int) -> tuple[str, int]:
    """Read the part letters after a number: "A", "A-B"; ("", end) where there are none."""
    found = _LETTERS.match(text, end)
    if not found:
        return "", end
    letters = found["boxed"] or found["joined"] or found["apart"]
    if found["apart"] in ("A", "I") and not _AFTER_WORD.match(text, found.end()):
        return "", end
    return re.sub(r"\s?-\s?|\sto\s", "-", letters).upper(), found.end()


def with_number(symbol: Symbol, number: str, letters: str) -> Symbol:
    """Return the symbol with its number in canonical form: no leading noughts, part letters after a space."""
    plain = str(int(number)) if number.isdigit() else re.sub(r"\s+", " ", number.upper())
    return replace(symbol, number=f"{plain} {letters}".strip())


def read_suffix(text: str, place: int) -> tuple[str, int] | None:
    """Read one suffix without its slash ("Add. 2" after "and"); return it in canonical form and where it ends."""
    found = _BARE_SUFFIX.match(text, place)
    return (f"{found[1].capitalize()}.{int(found[2])}", found.end()) if found else None


def read_tail(symbol: Symbol, text: str, end: int) -> tuple[Symbol, int]:
    """Read portion and suffixes; return the symbol with them and where they end."""
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
