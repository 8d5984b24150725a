"""Symbols in running prose: formal ones, and numbers that a word introduces ("Council resolutions 37/23 and 40/17")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from watchword.symbols.bodies import OTHER, body_after, body_before, body_within
from watchword.symbols.endings import read_letters, read_suffix
from watchword.symbols.notation import START, read_formal
from watchword.symbols.numbering import BARE, BARE_COUNCIL, Number, candidates_of, number_of
from watchword.symbols.record import Symbol
from watchword.symbols.sessions import decide, years_of
from watchword.symbols.shadow import shadow_of

Mention = tuple[int, int, tuple[Symbol, ...]]

_WORD = re.compile(
    r"(?<![A-Za-zÀ-ɏ])(?:(?P<resolution>resolution(?:s|en)?|Res\.|res\.|r[ée]solutions?|resoluci[óo]n(?:es)?|UN(?:SC|GA)R)"
    r"|(?P<decision>decisions?|Dec\.|dec\.|d[ée]cisions?|decisi[óo]n(?:es)?|Beschl[uü]ss(?:es?|en)?|Entscheidung(?:en)?))(?![a-zÀ-ɏ])"
    r"|(?P<resolution_ru>резолюци\w{1,3})|(?P<decision_ru>решени\w{1,3})"
    r"|(?P<resolution_ar>\bو?(?:ال|ل|ب)?قرار(?:ات|ها|ه|ي|يها|يه)?\b)|(?P<decision_ar>\bو?(?:ال|ل)?مقرر(?:ات|ها|ه|ي)?\b)"
    r"|(?P<chinese>第)",
    re.IGNORECASE,
)
_NUMERO = re.compile(r"\s*(?:(?:Nos?|Nr|n[úu]ms?|n)\s?[.°º]\s?|(?:number|num[ée]ro|n[úu]mero|Nummer)\s|№\s?|رقم\s)?")
_CHINESE_KIND = re.compile(r"\s*[号號]\s*(?:(?P<resolution>决议|決議)|(?P<decision>决定|決定))")
_DATED = re.compile(
    r"\s*,?\s*(?:\([^()]{0,30}\)\s*,?\s*)?(?:of|dated|adopted on|du|de|vom|от|المؤرخة?)\s+"
    r"\d{1,2}(?:er|\.)?\s+[^\d,;()]{2,28}?\s((?:19|20)\d\d)(?!\d)"
)
_CHINESE_DATE = re.compile(r"((?:19|20)\d\d)\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?(?:通过的)?\Z")
_AND = re.compile(
    r"\s*(?:[,;、]\s*(?:(?:and|or|et|ou|und|oder|y|e|o|и|و)\s+)?|\s(?:and|or|et|ou|und|oder|y|e|o|и|to)\s+|\sو\s?|[和及与與]第?|至第?)"
)
# "resolutions 5/1, on institution-building, and 5/2": a title may stand between two numbers of one list.
_TITLED = re.compile(
    r",?\s+(?:on|entitled)\s(?:(?!resolution|decision)[^.;:\d]){3,200}?,?\s(?:and\s+)?"
    r"(?=\d{1,3}/\d{1,3}(?:,\s+(?:on|entitled)\s|[.;]|\s+of\s+\d|\s*\Z))"
)
_CHINESE_AND = re.compile(r"[号號](?:决议|決議|决定|決定)?\s?[、和及与與]\s?第")
_MORE_LETTERS = re.compile(r"(?:,\s?|\s(?:and|et|y|и)\s)([A-Z])(?![\w'’.-])")
_MORE_SUFFIX = re.compile(r"\s?(?:,|and|et|y)\s+(?=(?:Rev|Add|Corr|Amend)\.\s?\d)")
_SHORT = re.compile(r"(?<![\w/.])L\.\s?(\d{1,4})(?:/Rev\.\s?(\d{1,2}))?(?![\w/]|\.\d)")
_DRAFT = re.compile(r"(?:draft|projets? de|proyectos? de|проект\w*|مشروع|草案)\s*\Z", re.IGNORECASE)


@dataclass(slots=True)
class _Numbered:
    """A number found after its word, before it is known whose it is."""

    start: int
    end: int
    number: Number
    organ: str
    year: int


def find(text: str) -> Iterator[Mention]:
    """Yield every symbol in running prose: start, end (code points of `text`), and what it can stand for.

    The offsets are those of the symbol or number itself, without the words around it. A number is only read where a
    word ("resolution", "decision", in the languages of the United Nations and German) introduces it; the body named
    beside it and the date after it narrow what it stands for. A number that another body's name introduces is not ours
    and is left out.
    """
    shadow = shadow_of(text)
    formal = list(find_formal(shadow))
    others = [*_find_short(shadow, formal), *_find_numbered(shadow)]
    end = 0
    # A formal symbol goes before a number found inside it.
    for mention in sorted(others, key=lambda mention: mention[:2]):
        if mention[0] >= end and not any(start < mention[1] and mention[0] < stop for start, stop, _ in formal):
            formal.append(mention)
            end = mention[1]
    yield from sorted(formal, key=lambda mention: mention[:2])


def _find_short(shadow: str, formal: list[Mention]) -> Iterator[Mention]:
    """Yield "L.41" and "L.41/Rev.1" where all the drafts named in full before it are of one body and session."""
    for found in _SHORT.finditer(shadow):
        named = [symbols[0] for start, _, symbols in formal if start < found.start() and symbols[0].series == "L"]
        places = {(symbol.organ, symbol.committee, symbol.session, symbol.year) for symbol in named}
        if len(places) == 1:
            suffixes = (f"Rev.{int(found[2])}",) if found[2] else ()
            yield (
                found.start(),
                found.end(),
                (replace(named[0], number=str(int(found[1])), portion="", suffixes=suffixes),),
            )


def find_formal(shadow: str) -> Iterator[Mention]:
    """Yield the symbols in formal notation of a shadow text."""
    place = 0
    while start := START.search(shadow, place):
        found = read_formal(shadow, start.start())
        if not found:
            place = start.start() + 1
            continue
        symbol, end = found
        yield start.start(), end, (symbol,)
        place = end
        stem = symbol
        while more := _MORE_SUFFIX.match(shadow, place):
            suffix = read_suffix(shadow, more.end())
            if not suffix:
                break
            # "L.822 and Add.2 and Add.3": each names the same stem with another ending.
            yield more.end(), suffix[1], (replace(stem, suffixes=(*_kept_suffixes(stem, suffix[0]), suffix[0])),)
            place = suffix[1]


def _kept_suffixes(symbol: Symbol, suffix: str) -> tuple[str, ...]:
    """Return the suffixes that stay before a further one: Rev.1 and Rev.2 are siblings, Rev.1 and Corr.1 nest."""
    kept = symbol.suffixes
    return kept[:-1] if kept and kept[-1].partition(".")[0] == suffix.partition(".")[0] else kept


def _find_numbered(shadow: str) -> Iterator[Mention]:
    for word in _WORD.finditer(shadow):
        kind = (word.lastgroup or "").split("_")[0]
        if kind == "chinese" and not BARE.match(shadow, word.end()):
            continue
        dated = _CHINESE_DATE.search(shadow, max(0, word.start() - 24), word.start()) if kind == "chinese" else None
        organ = body_before(shadow, dated.start() if dated else word.start())
        if word[0].upper() in ("UNSCR", "UNGAR"):
            organ = {"S": "SC", "G": "GA"}[word[0][2].upper()]
        if organ == OTHER or _DRAFT.search(shadow[max(0, word.start() - 20) : word.start()]):
            continue
        place = word.end()
        if kind != "chinese":
            within, place = body_within(shadow, place)
            organ = within or organ
        items = list(_read_list(shadow, place, organ))
        if kind == "chinese" and items:
            named = _CHINESE_KIND.match(shadow, items[-1].end)
            if not named:
                continue
            kind = named.lastgroup or ""
        yield from _resolve(items, kind, int(dated[1]) if dated else 0)


def _read_list(shadow: str, place: int, organ: str) -> Iterator[_Numbered]:
    """Read "37/23", "5/1 of 18 June 2007 and 5/2", "48/114 A and B", "1325 (2000), 1820 (2008)"."""
    named = _NUMERO.match(shadow, place)
    place = named.end() if named else place
    while True:
        found = BARE.match(shadow, place) or (BARE_COUNCIL.match(shadow, place) if organ == "SC" else None)
        if not found:
            return
        number = number_of(found)
        letters, end = ("", found.end()) if number.council or " " in number.number else read_letters(shadow, found.end())
        own = replace(number, number=f"{number.number} {letters}".strip())
        after, beyond = body_after(shadow, end)
        dated = _DATED.match(shadow, beyond)
        year = int(dated[1]) if dated else 0
        if dated and not after:
            after, beyond = body_after(shadow, dated.end())
        yield _Numbered(found.start(), end, own, after or organ, year)
        beyond = max(beyond, dated.end()) if dated else beyond
        while len(letters) == 1 and (more := _MORE_LETTERS.match(shadow, end)):
            end = beyond = more.end()
            yield _Numbered(more.start(1), end, replace(number, number=f"{number.number} {more[1]}"), organ, year)
        following = _AND.match(shadow, beyond) or _CHINESE_AND.match(shadow, beyond)
        if not (following and BARE.match(shadow, following.end())):
            following = _TITLED.match(shadow, beyond) or following
        if not following:
            return
        place = following.end()


def _resolve(items: list[_Numbered], kind: str, year: int) -> Iterator[Mention]:
    """Yield the mentions of a list; a body named only after its last number stands for them all.

    `year` is that of a date before the list, which is its first number's.
    """
    if len(items) > 1 and not any(item.organ for item in items[:-1]):
        for item in items[:-1]:
            item.organ = items[-1].organ
    if items:
        items[0].year = items[0].year or year
    for item in items:
        if item.organ != OTHER:
            candidates = decide(candidates_of(item.number, kind, item.organ), year=str(item.year or ""))
            if any(item.organ or _is_of_year(symbol, item.year) for symbol in candidates):
                yield item.start, item.end, candidates


def _is_of_year(symbol: Symbol, year: int) -> bool:
    """Say whether a date beside a number without a body allows this symbol; else it is some other body's number."""
    return not year or not years_of(symbol) or year in years_of(symbol)
