"""How the page names things: languages, corpora, states, links, changed titles. Names come from the trace; nothing is looked up outside."""

import difflib
import re
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from watchword.errors import WatchwordError
from watchword.states import name_of

_LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "pt": "Portuguese", "ru": "Russian", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
_CAPITALS = {"un": "UN", "hrc": "HRC", "ga": "GA", "ohchr": "OHCHR", "marcxml": "MARCXML"}
_WORDS = re.compile(r"\w+|\W+")
_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")
_SHOWN = 3


def name_language(code: str) -> str:
    """Return the English name of a language code, the code itself where it is not in our list, "language unknown" for none."""
    return _LANGUAGES.get(code, code) or "language unknown"


def name_corpus(source: str) -> str:
    """Return a source's identifier as words ("un_general_debate" -> "UN general debate"); the identifier stays beside it in tables."""
    words = [_CAPITALS.get(word, word) for word in source.split("_")]
    return " ".join([words[0][:1].upper() + words[0][1:], *words[1:]])


def name_state(code: str) -> str:
    """Return a state's name, or the code itself where our table does not know it."""
    try:
        return name_of(code)
    except WatchwordError:
        return code


def name_states(codes: list[str] | tuple[str, ...]) -> str:
    """Return up to four names in a row, and how many more there are: a resolution can name a hundred sponsors."""
    names = [name_state(code) for code in codes]
    if len(names) <= _SHOWN + 1:
        return ", ".join(names)
    return f"{', '.join(names[:_SHOWN])} and {len(names) - _SHOWN} more"


class Readable:
    """Puts the names of a trace's corpora where its sentences have identifiers: "un_general_debate (en)" -> "UN general debate (English)"."""

    def __init__(self, trace: dict[str, Any]) -> None:
        """Learn the corpora that the trace mentions."""
        rows = [*trace["workspace"]["sources"], *trace["origin"]["series"], *trace["spread"]["by_year"]]
        pairs = {(row["source"], row["language"]) for row in rows}
        sources = {source for source, _ in pairs} | {row["source"] for row in trace["workspace"]["measured"]}
        self._names = {f"{source} ({language})": f"{name_corpus(source)} ({name_language(language)})" for source, language in pairs}
        self._names |= {f"({source}, {language})": f"({name_corpus(source)}, {name_language(language)})" for source, language in pairs}
        self._pattern = re.compile("|".join(re.escape(name) for name in sorted(self._names, key=len, reverse=True)) or r"(?!)")
        self.sources = sources

    def __call__(self, sentence: str) -> str:
        """Return the sentence with names."""
        return self._pattern.sub(lambda found: self._names[found[0]], sentence)


def safe_address(address: str) -> str:
    """Return a web address if it is one, else "": an address from outside must not run anything."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    return address.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def link_addresses(text: str) -> Markup:
    """Return text as markup with its <https://...> addresses made links; everything else is escaped."""
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        pieces.append(escape(text[end : found.start()]))
        host = urlsplit(found[1]).netloc
        pieces.append(Markup('<a href="{}" rel="noreferrer">{}</a>').format(found[1], host))
        end = found.end()
    return Markup("").join([*pieces, escape(text[end:])])


def mark_change(before: str, after: str) -> tuple[Markup, Markup]:
    """Return two titles with the words that went in <del> and those that came in <ins>."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left, right = [], []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, come = escape("".join(old[a:b])), escape("".join(new[c:d]))
        left.append(gone if kind == "equal" or not gone else Markup("<del>{}</del>").format(gone))
        right.append(come if kind == "equal" or not come else Markup("<ins>{}</ins>").format(come))
    return Markup("").join(left), Markup("").join(right)


def say_date(date: str) -> str:
    """Return a date as it is recorded, "undated" where there is none: no precision is added."""
    return date or "undated"
