"""Which class an office belongs to: head of state, head of government, minister, delegate, spokesperson, other, unknown.

Sources print offices as free text, in several languages and with misprints. The words of each class stand in `offices.toml`; what none
of them is found in stays "unknown". Of somebody who holds several offices the highest counts: a president who is also the foreign
minister is a head of state. Deputies of ministers and of heads of government are members of a government, so "minister".
"""

import tomllib
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from importlib import resources

from watchword.store.base import View

UNKNOWN = "unknown"
_MASK = "mask"
_LONG = 7  # letters from which one slip is forgiven
_SIGNS = "­·"  # a soft hyphen, or the dot that stands for one, breaks no word

Phrase = tuple[tuple[str, ...], str]


def office_classes() -> tuple[str, ...]:
    """Return the classes from the highest to the lowest, "unknown" last."""
    return (*_load()[0], UNKNOWN)


@lru_cache(maxsize=65536)
def classify_office(office: str) -> str:
    """Return the class of an office as printed, "unknown" where it is blank or no word of `offices.toml` is in it."""
    order, phrases, characters = _load()
    found, rest = set(), unicodedata.normalize("NFKC", office)
    for text, kind in characters:
        if text in rest:
            found.add(kind)
            rest = rest.replace(text, "\n")
    tokens: list[str] = _tokens(rest)
    for is_spelt in (str.__eq__, _is_misspelt):  # every word as it should be, before any slip is forgiven
        for words, kind in phrases:
            found.update([kind] * _cover(tokens, words, is_spelt))
    return next((kind for kind in order if kind in found), UNKNOWN)


def classify_offices(view: View) -> dict[str, str]:
    """Return the class of every office that stands in the documents of a view."""
    rows = view.rows("SELECT DISTINCT x.office AS office FROM (SELECT unnest(actors) AS x FROM documents) WHERE x.office <> ''")
    return {row["office"]: classify_office(row["office"]) for row in rows}


@cache
def _load() -> tuple[tuple[str, ...], tuple[Phrase, ...], tuple[tuple[str, str], ...]]:
    """Return the order of classes, the phrases of words and those of Chinese characters, each the longest first."""
    table = tomllib.loads(resources.files("watchword.usage").joinpath("offices.toml").read_text(encoding="utf-8"))
    order = tuple(table.pop("order"))
    words = {
        (tuple(_tokens(text)), kind) for kind, of in table.items() for language, texts in of.items() if language != "zh" for text in texts
    }
    characters = {(text, kind) for kind, of in table.items() for text in of.get("zh", ())}
    longest = sorted(words, key=lambda item: (-len(item[0]), -sum(map(len, item[0])), item))
    return order, tuple(longest), tuple(sorted(characters, key=lambda item: (-len(item[0]), item)))


def _tokens(text: str) -> list[str]:
    """Return the words of a text without case and accents."""
    for sign in _SIGNS:
        text = text.replace(sign, "")
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if not unicodedata.combining(letter))
    return "".join(letter if letter.isalnum() else " " for letter in plain).split()


def _cover(tokens: list[str], words: tuple[str, ...], is_spelt: Callable[[str, str], bool]) -> int:
    """Blot out every place of a phrase in a list of words; return how many there were."""
    size, places = len(words), 0
    for at in range(len(tokens) - size + 1):
        if all(token == word or is_spelt(token, word) for token, word in zip(tokens[at : at + size], words, strict=True)):
            tokens[at : at + size] = [""] * size
            places += 1
    return places


def _is_misspelt(token: str, word: str) -> bool:
    """Say whether a token is a long word with one slip: a letter wrong, missing, too many, or two exchanged."""
    if len(word) < _LONG or abs(len(token) - len(word)) > 1 or token[:1] != word[:1]:
        return False
    start = next((at for at, (one, other) in enumerate(zip(token, word, strict=False)) if one != other), min(len(token), len(word)))
    left, right = token[start:], word[start:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])
