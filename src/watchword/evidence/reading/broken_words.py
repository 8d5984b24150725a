"""Words that the end of a line breaks: which are one word, and which keep their hyphen."""

import re
from collections import Counter
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_LAST = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010\u00ad]\Z")
_NEXT = re.compile(r"[^\W\d_]+")
# First parts that English always sets off: tens before units, and prefixes of compounds.
_SET_OFF = frozenset("twenty thirty forty fifty sixty seventy eighty ninety non self ex vice well win".split())
_SYMBOL = re.compile(r"[A-Z][\w.-]*(?:/[\w.()-]+)*/\Z")


def count_words(lines: Iterable[str]) -> Counter[str]:
    """Return how often each whole word stands inside the lines, and each first part of a compound with its hyphen.

    Broken words at the ends of lines are not counted.
    """
    words: Counter[str] = Counter()
    for line in lines:
        found = [match.group().casefold() for match in _WORD.finditer(line)]
        if _LAST.search(line):
            found = found[:-1]
        words.update(found)
        words.update(word[: word.index("-") + 1] for word in found if "-" in word)
    return words


def join_lines(before: str, after: str, words: Counter[str]) -> tuple[str, str]:
    """Return the end of a line as it reads before what follows, and what stands between the two: a space or nothing.

    A hyphen stays where the document has the word with one more often than without, where the word is nowhere else and its first part
    is one that compounds begin with (here, or always), and before digits and capitals; else it goes. A document symbol broken behind its
    slash is one.
    """
    if _SYMBOL.search(before) and after[:1].isalnum() and (after[0].isupper() or after[0].isdigit()):
        return before, ""
    if before[-1:].isdigit() and re.match(r"/[A-Z\d]", after):
        return before, ""
    broken = _LAST.search(before)
    if not broken:
        return before, "" if before[-1:] in "\u2014/" and before[-2:-1].isalnum() else " "
    follows = _NEXT.match(after)
    if not follows or not follows[0][0].islower():
        return before.replace("\u00ad", "-"), "" if after[:1].isalnum() else " "
    first, second = broken[1].casefold(), follows[0].casefold()
    whole, parted = words[first + second], words[f"{first}-{second}"]
    if before[-1] != "\u00ad" and (parted > whole or (not whole and (first in _SET_OFF or first == second or words[f"{first}-"]))):
        return before, ""
    return before[:-1], ""
