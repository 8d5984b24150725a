"""An independent, slow answer to a query: cuts every paragraph into words anew and walks the tree. It shares the reading of a query
with the program, and nothing of how words are cut, widened or found.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from watchword.lexicon.match import spellings
from watchword.store.searching.grammar import parse_query
from watchword.store.searching.query import All, Any, Filter, Not, Tree, Words
from watchword.text.normalise import fold_text

_PARTICLE = re.compile("[وف]?(?:لل|بال|كال|ال|[بكل])?")
_IDEOGRAPH = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"


@lru_cache(maxsize=200_000)
def cut(text: str) -> tuple[str, ...]:
    """Return the words of a text, "#" for each run of signs."""
    found: list[str] = []
    kind = ""
    for character in fold_text(text):
        now = _kind(character)
        if now == "space":
            pass
        elif now == "word" and kind == "word":
            found[-1] += character
        elif not (now == "sign" and kind == "sign"):
            found.append("#" if now == "sign" else character)
        kind = now
    return tuple(found)


def _kind(character: str) -> str:
    if character == " ":
        return "space"
    if re.match(f"[{_IDEOGRAPH}]", character):
        return "ideograph"
    return "word" if unicodedata.category(character)[0] in "LMN" else "sign"


def holds(tree: Tree, paragraphs: Sequence[str], fields: Mapping[str, str]) -> bool:
    """Say whether a document answers a query. `fields` are source, organ, ... as strings."""
    if isinstance(tree, Words):
        return any(_stands(tree, cut(text)) for text in ([fields["title"]] if tree.title else paragraphs))
    if isinstance(tree, Filter):
        return fields[tree.field].casefold() == tree.value.casefold()
    if isinstance(tree, Not):
        return not holds(tree.inner, paragraphs, fields)
    assert isinstance(tree, All | Any)
    answers = [holds(item, paragraphs, fields) for item in tree.items]
    return all(answers) if isinstance(tree, All) else any(answers)


def scan(query: str, documents: Mapping[str, Sequence[str]], fields: Mapping[str, Mapping[str, str]]) -> set[str]:
    """Return the ids of the documents that answer a query."""
    tree = parse_query(query)
    return {name for name, paragraphs in documents.items() if holds(tree, paragraphs, fields[name])}


def _stands(words: Words, text: tuple[str, ...]) -> bool:
    units = [_ways(unit) for unit in words.units]
    orders = [units, units[::-1]] if words.either_order else [units]
    return any(_reaches(order, text, at, words.slop, first=True) for order in orders for at in range(len(text)))


@lru_cache(maxsize=10_000)
def _ways(unit: str) -> tuple[tuple[str, ...], ...]:
    bare = unit.rstrip("*")
    ways = []
    for spelling in {bare, *spellings(bare)}:
        way = list(cut(spelling))
        while way and way[0] == "#":
            way.pop(0)
        while way and way[-1] == "#":
            way.pop()
        ways.append((*way[:-1], way[-1] + unit[len(bare) :]))
    return tuple(ways)


def _reaches(units: Sequence[Sequence[tuple[str, ...]]], text: tuple[str, ...], at: int, slop: int, *, first: bool) -> bool:
    """Say whether the units stand in `text` from `at` on, with up to `slop` members between them."""
    if not units:
        return True
    for way in units[0]:
        behind = at + len(way)
        if behind > len(text) or not all(_same(w, t, first and not n) for n, (w, t) in enumerate(zip(way, text[at:behind], strict=True))):
            continue
        if len(units) == 1:
            return True
        for gap in range(slop + 1):
            if _reaches(units[1:], text, behind + gap, slop - gap, first=False):
                return True
    return False


def _same(sought: str, word: str, may_have_particles: bool) -> bool:
    if sought.endswith("*"):
        return word.startswith(sought[:-1]) or (may_have_particles and _bare(word, sought[:-1], whole=False))
    return word == sought or (may_have_particles and _bare(word, sought, whole=True))


def _bare(word: str, sought: str, *, whole: bool) -> bool:
    """Say whether an Arabic word is the one sought behind joined particles."""
    if not re.match("[\u0620-\u064a]", sought):
        return False
    for at in range(1, len(word)):
        rest = word[at:]
        if (rest == sought if whole else rest.startswith(sought)) and _PARTICLE.fullmatch(word[:at]):
            return True
    return False
