"""What a sentence names: numbers, dates, sessions, symbols, titles, bodies and states, each with its place."""

import re
from dataclasses import dataclass
from functools import cached_property

from watchword.evidence.decisions.index import Decision, Decisions
from watchword.evidence.decisions.titles import Titled, Titles
from watchword.evidence.phrases import blank_phrases
from watchword.evidence.prose.dates import Told, find_dates, find_sessions
from watchword.evidence.prose.named_states import Named, find_states
from watchword.evidence.prose.numbers import Number, mark_numbers
from watchword.evidence.prose.sentences import Sentence
from watchword.evidence.prose.vocabulary import Vocabulary
from watchword.symbols import Symbol, find, work_of

OTHER = "OTHER"
_QUOTATION = 3


@dataclass(frozen=True, slots=True)
class Numbered:
    """A symbol, or a number that a word introduces, at a place; `decisions` are those it can mean (none where none is held)."""

    start: int
    end: int
    text: str
    symbols: tuple[Symbol, ...]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """A body named at a place: its code, or `OTHER` for one whose decisions are not in this record."""

    start: int
    end: int
    organ: str


@dataclass(frozen=True)
class Mentions:
    """A sentence and what it names. Places are code points of the sentence's own text."""

    sentence: Sentence
    words: Vocabulary
    record: Decisions
    titles_of: Titles

    @property
    def text(self) -> str:
        """The sentence."""
        return self.sentence.text

    @cached_property
    def masked(self) -> str:
        """The sentence with symbols, titles and quotations blanked, so that no number, state or vote in them is read; its length stays."""
        chars = list(self.text)
        spans = [(each.start, each.end) for each in self.numbered] + [(each.start, each.end) for each in self.titles]
        # A word or two in quotation marks are the writer's own ("from “yes” to “no”").
        spans += [(start, end) for start, end, text in self.quotations if len(text.split()) >= _QUOTATION]
        for start, end in spans:
            chars[start:end] = "\u2400" * (end - start)
        return "".join(chars)

    @cached_property
    def plain(self) -> str:
        """The masked sentence with what names a text marked over, so that subject and verb stand beside each other; its length stays."""
        names = [*((each.start, each.end) for each in self.numbered), *((each.start, each.end) for each in self.titles)]
        others = [*((each.start, each.end) for each in self.bodies), *((each.start, each.end) for each in self.dates if each.date)]
        return blank_phrases(self.masked, names, others, [state.start for state in self.states], self.words)

    @cached_property
    def marked(self) -> tuple[str, dict[int, Number]]:
        """The masked sentence with its numbers marked over, and the numbers by place; dates are no numbers."""
        chars = list(self.masked)
        for start, end in [*((d.start, d.end) for d in self.dates if d.date), *((s[0], s[1]) for s in self.sessions)]:
            chars[start:end] = "\u2401" * (end - start)
        return mark_numbers("".join(chars), self.words)

    @cached_property
    def dates(self) -> list[Told]:
        """The dates told."""
        return list(find_dates(self.masked, self.words))

    @cached_property
    def sessions(self) -> list[tuple[int, int, str]]:
        """The sessions named: start, end, number."""
        return list(find_sessions(self.masked, self.words))

    @cached_property
    def numbered(self) -> list[Numbered]:
        """The symbols named."""
        return [Numbered(start, end, self.text[start:end], symbols, self._decided(symbols)) for start, end, symbols in find(self.text)]

    @cached_property
    def titles(self) -> list[Titled]:
        """The titles and subjects named."""
        return [
            each for each in self.titles_of.find(self.text, self.words)
            if not any(each.start < other.end and other.start < each.end for other in self.numbered)
        ]  # fmt: skip

    @cached_property
    def quotations(self) -> list[tuple[int, int, str]]:
        """What stands in quotation marks and is no title."""
        titles = [(each.start, each.end) for each in self.titles]
        loose = self.titles_of.quotations(self.text)
        return [each for each in loose if not any(each[0] < end and start < each[1] for start, end in titles)]

    @cached_property
    def bodies(self) -> list[Body]:
        """The bodies named, in the order of the text; of two at one place the longer name."""
        found = [
            Body(hit.start(), hit.end(), organ) for organ, pattern in self.words.bodies.items() for hit in pattern.finditer(self.masked)
        ]
        kept: list[Body] = []
        for body in sorted(found, key=lambda body: (body.start, -body.end)):
            if not kept or body.start >= kept[-1].end:
                kept.append(body)
        return kept

    @cached_property
    def organs(self) -> frozenset[str]:
        """The codes of the bodies named."""
        return frozenset(body.organ for body in self.bodies)

    @cached_property
    def states(self) -> list[Named]:
        """The states named outside titles and quotations, each read as of the first date told."""
        on = next((told.date for told in self.dates if told.date), "")
        return find_states(self.masked, self.words.code, on)

    def says(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return where the masked sentence has an expression."""
        return pattern.search(self.masked)

    def _decided(self, symbols: tuple[Symbol, ...]) -> tuple[Decision, ...]:
        found: dict[str, Decision] = {}
        for symbol in symbols:
            names = {str(symbol).upper()} | ({work_of(symbol).upper()} if not symbol.is_unnumbered else set())
            for name in sorted(names):
                found |= {decision.key: decision for decision in self.record.by_symbol.get(name, ())}
        return tuple(found.values())
