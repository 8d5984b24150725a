"""The rows of a case written as facts: which keys each table has, and a row that checks its own values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from watchword import states, symbols
from watchword.errors import UnknownState, UnknownSymbol
from watchword.model import Issue, date_of

NAME = "watchword_starter"
QUOTATION_WORDS = 10

_SOURCE = {"source", "url", "certainty"}
_DECISION = {"symbol", "title", "date", "organ", "session", "draft", "draft_condition", "meeting", "sponsors"}
_DOCUMENT = {
    "id", "work", "symbol", "kind", "title", "date", "language", "original_language", "rendering", "organ", "session",
    "agenda", "sponsors", "subjects", "note", "quotes",
}  # fmt: skip
KEYS = {
    "votes": _SOURCE | _DECISION | {"question", "outcome", "requested_by", "totals", "yes", "no", "abstain", "absent"},
    "without_vote": _SOURCE | _DECISION,
    "works": _SOURCE | _DOCUMENT,
    "attestations": _SOURCE | _DOCUMENT | {"venue", "speaker", "state", "office"},
    "statements": _SOURCE | _DOCUMENT | {"venue", "speaker", "office", "on_behalf_of", "answers"},
    "links": _SOURCE | {"start", "end", "kind", "reason"},
    "events": _SOURCE | {"date", "text"},
}
_CERTAINTIES = ("recorded", "reported")
_LANGUAGE = re.compile(r"[a-z]{2}\Z")
# Han, kana and Hangul syllables are written without spaces: two of them are counted as one word.
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(slots=True)
class Row:
    """One row of a case: gives its values checked, and gathers what is wrong with them."""

    table: str
    number: int
    values: Mapping[str, Any]
    file: str
    faults: list[Issue] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Where the row is: its table, its number there from 1, and what it is about."""
        about = next((str(self.values[key]) for key in ("id", "symbol", "start", "date") if key in self.values), "")
        return f"[[{self.table}]] {self.number} {about}".rstrip()

    def fault(self, problem: str, expected: str, found: object) -> None:
        """Note a fault; the row will be left out."""
        self.faults.append(Issue(NAME, self.file, self.place, problem, expected, str(found)))

    def text(self, key: str, *, needed: bool = False) -> str:
        """Return a text, "" where the key is left out."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            self.fault(f"{key} is not text", "text", repr(value))
            return ""
        if needed and not value.strip():
            self.fault(f"{key} is missing", key, "nothing")
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.fault(f"{key} is not a list of texts", "a list of texts", repr(value))
            return ()
        return tuple(item.strip() for item in value)

    def date(self, *, needed: bool = False) -> str:
        """Return the date of the row."""
        text = self.text("date", needed=needed)
        if text and not date_of(text):
            self.fault("an impossible date", "a date such as 2018-03-23, 2018-03 or 2018", text)
            return ""
        return text

    def symbol(self, key: str, *, needed: bool = False) -> str:
        """Return a document symbol in canonical form."""
        text = self.text(key, needed=needed)
        try:
            return str(symbols.parse_one(text)) if text else ""
        except UnknownSymbol as error:
            self.fault(f"{key} is no document symbol", "a document symbol", f"{text} ({error})")
            return ""

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        """Return one of the words of an enumeration."""
        text = self.text(key)
        try:
            return kind(text) if text else default
        except ValueError:
            self.fault(f"{key} is not known", " or ".join(kind), text)
            return default

    def states(self, texts: Sequence[str], on: str) -> tuple[str, ...]:
        """Return the codes of states, in the order given."""
        codes = []
        for text in texts:
            try:
                codes.append(states.resolve(text, on=on).code)
            except UnknownState as error:
                self.fault("no such state", "the code or name of a state on that date", f"{text} ({error})")
        return tuple(codes)

    def quotes(self) -> tuple[str, ...]:
        """Return the quotations, each of at most ten words."""
        quotes = self.texts("quotes")
        for quote in quotes:
            if (words := count_words(quote)) > QUOTATION_WORDS:
                self.fault("a quotation is too long", f"at most {QUOTATION_WORDS} words", f"{words}: {quote}")
        return quotes

    def language(self, key: str) -> str:
        """Return a language code."""
        text = self.text(key)
        if text and not _LANGUAGE.match(text):
            self.fault(f"{key} is no language code", "two small letters, such as en", text)
        return text

    def check(self) -> None:
        """Hold what every row must have against it: known keys, a source, an address that is one, a certainty."""
        for key in sorted(set(self.values) - KEYS[self.table]):
            self.fault("a key that this table does not have", ", ".join(sorted(KEYS[self.table])), key)
        self.text("source", needed=True)
        if (url := self.text("url")) and not url.startswith(("http://", "https://")):
            self.fault("url is no web address", "an address that starts with https:// or http://", url)
        if self.certainty not in _CERTAINTIES:
            self.fault("certainty is not known", " or ".join(_CERTAINTIES), self.certainty)

    @property
    def certainty(self) -> str:
        """Return "recorded" (the source is the record or carries the words) or "reported" (it says so of another)."""
        return self.text("certainty") or "recorded"

    @property
    def evidence(self) -> str:
        """Return the row's source in one sentence."""
        url = self.text("url")
        return f"{self.certainty}: {self.text('source')}" + (f" <{url}>" if url else "")


def count_words(text: str) -> int:
    """Count words: runs between spaces that hold a letter or digit, and two unspaced characters to a word."""
    unspaced = len(_UNSPACED.findall(text))
    spaced = sum(any(letter.isalnum() for letter in run) for run in _UNSPACED.sub(" ", text).split())
    return spaced + (unspaced + 1) // 2
