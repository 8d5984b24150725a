"""Symbols in running prose: formal ones, and numbers that a word introduces ("Council resolutions 37/23 and 40/17")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from watchword.errors import UnknownSymbol
from watchword.symbols.bodies import OTHER, body_after, body_before, body_within
from watchword.symbols.catalogues import read_roll_call_number
from watchword.symbols.notation import START, read_formal, read_letters, read_suffix
from watchword.symbols.numbering import BARE, BARE_COUNCIL, Number, candidates_of, number_of, years_of
from watchword.symbols.record import Symbol
from watchword.symbols.shadow import shadow_of

Mention = tuple[int, int, tuple[Symbol, ...]]

_WORD = re.compile(
    r"(?<![A-Za-zÀ-ɏ])(?:(?P<resolution>resolutions?|Res\.|res\.|r[ée]solutions?|resoluci[óo]n(?:es)?|UN(?:SC|GA)R)"
    r"|(?P<decision>decisions?|Dec\.|dec\.|d[ée]cisions?|decisi[óo]n(?:es)?))(?![a-zÀ-ɏ])"
    r"|(?P<resolution_ru>резолюци\w{1,3})|(?P<decision_ru>решени\w{1,3})"
    r"|(?P<resolution_ar>\bو?(?:ال|ل|ب)?قرار(?:ات|ها|ه|ي|يها|يه)?\b)|(?P<decision_ar>\bو?(?:ال|ل)?مقرر(?:ات|ها|ه|ي)?\b)|(?P<chinese>第)",
    re.IGNORECASE,
)
_NUMERO = re.compile(r"\s*(?:(?:Nos?|n)\s?[.°º]\s?|№\s?|رقم\s)?")
_CHINESE_KIND = re.compile(r"\s*[号號]\s*(?:(?P<resolution>决议|決議)|(?P<decision>决定|決定))")
_DATED = re.compile(
    r"\s*,?\s*(?:\([^()]{0,30}\)\s*,?\s*)?(?:of|dated|adopted on|du|de|от|المؤرخ)\s+\d{1,2}(?:er)?\s+(?:de\s+)?[^\W\d]+\s+(?:de\s+)?"
    r"((?:19|20)\d\d)"
)
_AND = re.compile(
    r"\s*(?:[,;、]\s*(?:(?:and|or|et|ou|y|e|o|и|و)\s+)?|\s(?:and|or|et|ou|y|e|o|и|to)\s+|\sو\s?|[和及与與]第?|至第?)"
)
_MORE_LETTERS = re.compile(r"(?:,\s?|\s(?:and|et|y|и)\s)([A-Z])(?![\w'’.-])")
_MORE_SUFFIX = re.compile(r"\s?(?:,|and|et|y)\s+(?=(?:Rev|Add|Corr|Amend)\.\s?\d)")
_DRAFT = re.compile(r"(?:draft|projets? de|proyectos? de|проект\w*|مشروع|草案)\s*\Z", re.IGNORECASE)
_EDGES = " \t\r\n.,;:!?()[]{}<>\"'«»“”‘’、。，；：/"
_NAMES = {
    "HRC": "the Human Rights Council", "CHR": "the Commission on Human Rights", "GA": "the General Assembly",
    "SC": "the Security Council", "ECOSOC": "the Economic and Social Council",
}  # fmt: skip


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

    The offsets are those of the symbol or number itself, without the words around it. A number is only read where a word
    ("resolution", "decision", in six languages) introduces it; the body named beside it and the date after it narrow what it
    stands for. A number that another body's name introduces is not ours and is left out.
    """
    shadow = shadow_of(text)
    mentions = list(_find_formal(shadow))
    taken = [(start, end) for start, end, _ in mentions]
    for mention in _find_numbered(shadow):
        if not any(start < mention[1] and mention[0] < end for start, end in taken):
            mentions.append(mention)
            taken.append(mention[:2])
    yield from sorted(mentions, key=lambda mention: mention[:2])


def _find_formal(shadow: str) -> Iterator[Mention]:
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
            yield more.end(), suffix[1], (replace(stem, suffixes=(*base_suffixes(stem, suffix[0]), suffix[0])),)
            place = suffix[1]


def base_suffixes(symbol: Symbol, suffix: str) -> tuple[str, ...]:
    """Return the suffixes to keep before a further one of the same sort: Rev.1 and Rev.2 are siblings, Rev.1 and Corr.1 nest."""
    kept = symbol.suffixes
    return kept[:-1] if kept and kept[-1].partition(".")[0] == suffix.partition(".")[0] else kept


def _find_numbered(shadow: str) -> Iterator[Mention]:
    for word in _WORD.finditer(shadow):
        kind = (word.lastgroup or "").split("_")[0]
        organ = "" if kind == "chinese" else body_before(shadow, word.start())
        if word[0].upper() in ("UNSCR", "UNGAR"):
            organ = {"S": "SC", "G": "GA"}[word[0][2].upper()]
        if organ == OTHER or _DRAFT.search(shadow[max(0, word.start() - 20) : word.start()]):
            continue
        place = word.end()
        if kind == "chinese":
            organ = body_before(shadow, word.start())
        else:
            within, place = body_within(shadow, place)
            organ = within or organ
        items = list(_read_list(shadow, place, organ))
        if kind == "chinese" and items:
            named = _CHINESE_KIND.match(shadow, items[-1].end)
            if not named:
                continue
            kind = named.lastgroup or ""
        yield from _resolve(items, kind)


def _read_list(shadow: str, place: int, organ: str) -> Iterator[_Numbered]:
    """Read "37/23", "5/1 of 18 June 2007 and 5/2", "48/114 A and B", "1325 (2000), 1820 (2008)"."""
    named = _NUMERO.match(shadow, place)
    place = named.end() if named else place
    while True:
        found = BARE.match(shadow, place) or (BARE_COUNCIL.match(shadow, place) if organ == "SC" else None)
        if not found:
            return
        number = number_of(found)
        letters, end = (
            ("", found.end()) if number.council or " " in number.number else read_letters(shadow, found.end())
        )
        own = replace(number, number=f"{number.number} {letters}".strip())
        after, beyond = body_after(shadow, end)
        dated = _DATED.match(shadow, beyond)
        year = int(dated[1]) if dated else 0
        yield _Numbered(found.start(), end, own, after or organ, year)
        beyond = dated.end() if dated else beyond
        while len(letters) == 1 and (more := _MORE_LETTERS.match(shadow, end)):
            end = beyond = more.end()
            yield _Numbered(more.start(1), end, replace(number, number=f"{number.number} {more[1]}"), organ, year)
        following = _AND.match(shadow, beyond)
        if not following:
            return
        place = following.end()


def _resolve(items: list[_Numbered], kind: str) -> Iterator[Mention]:
    """Yield the mentions of a list; a body named only after its last number stands for them all."""
    if len(items) > 1 and not any(item.organ for item in items[:-1]):
        for item in items[:-1]:
            item.organ = items[-1].organ
    for item in items:
        if item.organ != OTHER:
            candidates = candidates_of(item.number, kind, item.organ)
            if candidates:
                yield item.start, item.end, decide(candidates, year=str(item.year or ""))


def parse(text: str) -> tuple[Symbol, ...]:
    """Return what the one symbol in `text` can stand for: () for none, several where the text leaves it open.

    `text` is a symbol, a number alone ("37/23"), a reference with its words, or an address. A text that mentions several
    different symbols gives (): it is prose, for `find`.
    """
    return _read(text)[0]


def _read(text: str) -> tuple[tuple[Symbol, ...], int]:
    """Return the candidates, and how many different symbols the text mentions."""
    plain = shadow_of(text).strip(_EDGES + "\x00")
    closed = plain + ")" if plain.count("(") > plain.count(")") else plain
    bare = BARE.match(closed.upper())
    if bare:
        number = number_of(bare)
        letters, end = (
            ("", bare.end()) if number.council or " " in number.number else read_letters(closed.upper(), bare.end())
        )
        if end == len(closed):
            return candidates_of(replace(number, number=f"{number.number} {letters}".strip()), ""), 1
    called = read_roll_call_number(plain)
    if called:
        return called, 1
    # Small letters only stand for a symbol where it is the whole text: "a/78/481 b", not a fraction in a sentence.
    spelt = list(_find_formal(closed.upper()))
    if len(spelt) == 1 and spelt[0][:2] == (0, len(closed)):
        return spelt[0][2], 1
    distinct = list(dict.fromkeys(mention[2] for mention in find(text)))
    shared = set.intersection(*map(set, distinct)) if distinct else set()
    return tuple(symbol for symbol in (distinct or [()])[0] if symbol in shared), len(distinct)


def parse_one(text: str, *, organ: str = "", year: str = "") -> Symbol:
    """Return the one symbol that `text` names.

    `organ` (a code such as "HRC") and `year` (or ISO date) of adoption decide between several candidates and never overrule a
    text that leaves no doubt. Raises `UnknownSymbol` where nothing is found or the doubt remains.
    """
    candidates, mentioned = _read(text)
    if not candidates:
        found = f"{mentioned} different symbols" if mentioned > 1 else "none"
        raise UnknownSymbol(f"{text!r}: expected one UN document symbol, such as A/HRC/RES/37/23, found {found}")
    left = decide(candidates, organ=organ, year=year)
    if len(left) == 1:
        return left[0]
    context = " and ".join(part for part in (organ, year) if part)
    given = f" ({context} was given, which leaves {len(left)})" if context else ""
    raise UnknownSymbol(
        f"{text!r} can be {' or '.join(map(str, candidates))}{given}; it is decided by {deciding_context(left)}"
    )


def decide(candidates: tuple[Symbol, ...], *, organ: str = "", year: str = "") -> tuple[Symbol, ...]:
    """Return the candidates that a body and a year of adoption leave; all of them where these contradict every one."""
    left = tuple(symbol for symbol in candidates if not organ or symbol.organ == organ.partition("/")[0])
    if year[:4].isdigit():
        left = tuple(symbol for symbol in left if not years_of(symbol) or int(year[:4]) in years_of(symbol))
    return left or candidates


def deciding_context(candidates: tuple[Symbol, ...]) -> str:
    """Say in one sentence what would decide between the candidates."""
    if len(candidates) < 2:
        return "nothing: there is no doubt"
    described = " or ".join(f"{_NAMES.get(symbol.organ, symbol.organ)} ({_described(symbol)})" for symbol in candidates)
    if len({symbol.organ for symbol in candidates}) > 1:
        years = [years_of(symbol) for symbol in candidates]
        apart = all(years) and sum(map(len, years)) == len({year for each in years for year in each})
        return f"the body: {described}" + ("; the year of adoption would decide as well" if apart else "")
    return f"the kind of text: {described}"


def _described(symbol: Symbol) -> str:
    years = years_of(symbol)
    when = "-".join(map(str, years))
    return ", ".join(part for part in (symbol.kind, str(symbol), when) if part)
