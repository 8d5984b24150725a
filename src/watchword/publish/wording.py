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
_CAPITALS = {"un": "UN", "hrc": "HRC", "ga": "GA", "ohchr": "OHCHR", "marcxml": "MARCXML", "mfa": "MFA", "cpc": "CPC", "gwr": "GWR"}
_HAN = "\u3040-\u30ff\u3400-\u9fff"
_WORDS = re.compile(rf"([{_HAN}]|[^\s{_HAN}]+)(\s*)")
_DATE = re.compile(r"(\b\d{4}-\d{2}(?:-\d{2})?\b)")
_TAIL = re.compile(r"(, | \(|: ).*", re.DOTALL)
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


class Names:
    """The names of a trace's corpora: the title that the trace gives a source, else its identifier as words."""

    def __init__(self, trace: dict[str, Any]) -> None:
        """Learn the corpora that the trace mentions."""
        known = [*trace["workspace"]["sources"], *trace["workspace"]["measured"]]
        self._titles = {row["source"]: row["title"] for row in known if row.get("title") and row["title"] != row["source"]}
        pairs = {
            (row["source"], row["language"])
            for row in (*known, *trace["origin"]["series"], *trace["spread"]["by_year"])
            if "language" in row
        }
        names = {f"{source} ({language})": f"{self.corpus(source)} ({name_language(language)})" for source, language in pairs}
        self._names = names | {
            f"({source}, {language})": f"({self.corpus(source)}, {name_language(language)})" for source, language in pairs
        }
        self._pattern = re.compile("|".join(re.escape(name) for name in sorted(self._names, key=len, reverse=True)) or r"(?!)")

    def title(self, source: str) -> str:
        """Return the full title of a source."""
        return self._titles.get(source) or name_corpus(source)

    def corpus(self, source: str) -> str:
        """Return the short name of a source: its title as far as the first comma or bracket."""
        return _TAIL.sub("", self.title(source))

    def say(self, sentence: str) -> Markup:
        """Return a sentence with a capital, with names in the place of identifiers, and with dates that no line end breaks.

        "un_general_debate (en)" becomes "UN general debate (English)"; the rest is escaped.
        """
        named = self._pattern.sub(lambda found: self._names[found[0]], sentence[:1].upper() + sentence[1:])
        return Markup("").join(
            Markup('<span class="whole">{}</span>').format(part) if _DATE.fullmatch(part) else escape(part) for part in _DATE.split(named)
        )


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
    """Return two titles with the words that went in <del> and those that came in <ins>; Chinese and Japanese go by the character."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left, right = [], []
    matcher = difflib.SequenceMatcher(None, [word for word, _ in old], [word for word, _ in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        left.append(_mark(old[a:b], "" if kind == "equal" else "del"))
        right.append(_mark(new[c:d], "" if kind == "equal" else "ins"))
    return Markup("").join(left), Markup("").join(right)


def _mark(words: list[tuple[str, str]], element: str) -> Markup:
    if not words:
        return Markup("")
    text, space = "".join(word + after for word, after in words[:-1]) + words[-1][0], words[-1][1]
    return Markup(f"<{element}>{{}}</{element}>{{}}" if element else "{}{}").format(text, space)  # noqa: S704 - the two names are ours


def say_date(date: str) -> str:
    """Return a date as it is recorded, "undated" where there is none: no precision is added."""
    return date or "undated"
