"""Titles in prose: known ones word for word, what stands in quotation marks, and what a text is said to be about.

A title that is given in part ("the resolution on mutually beneficial cooperation") is read as a subject: all its words of weight must
stand in one title, and in one only, among those of the record.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from watchword.evidence.decisions.index import Decision, Decisions
from watchword.evidence.prose.vocabulary import Vocabulary
from watchword.text.languages import language
from watchword.votes.series import normalise_title

_WORD = re.compile(r"\w+")
QUOTED = re.compile(
    r"[“\"„«]\s*([^“”\"„«»\n]{3,400}?)\s*[”\"“»]"
    r"|(?<!\w)[‘‚']([^‘’'\n][^‘’\n]{8,300}?)[’'](?!\w)"
    r"|(?<![*\w])[*_]([^*_\n]{8,300}?)[*_](?![*\w])"
)
_SHORT = 3
_LEAD = 90
# A title of so few words, without quotation marks, is one only where the sentence does not go on with it.
_PLAIN = 6
_GOES_ON = re.compile(
    r"\s+(?:of|in|for|and|on|to|or|at|with(?= (?:respect|regard))|de|du|des|en|et|dans|pour|y|e|para|a la|und|in|für|von|der|des)\b",
    re.IGNORECASE,
)
_PHRASE_ENDS = re.compile(r"[,;:.()–—]| (?:was|were|is|which|that|by|with|at|in (?:19|20)\d\d|fut|a été|fue|wurde|qui|que|die)\b")
# Words that differ in so few letters are two spellings of one: "fulfilment" and "fulfillment".
_NEAR_SPELLING = 0.86


@dataclass(frozen=True, slots=True)
class Titled:
    """A title or subject at a place; `decisions` are those it can mean, `exact` whether the title stands there word for word.

    `quoted` is the text in quotation marks where it stands in such; then `decisions` may be empty.
    """

    start: int
    end: int
    text: str
    decisions: tuple[Decision, ...]
    exact: bool
    quoted: bool


class Titles:
    """The titles of the record, made ready to be found in prose."""

    def __init__(self, decisions: Decisions) -> None:
        """Index them by their first words."""
        self._decisions = decisions
        self._starts: dict[tuple[str, ...], list[tuple[str, ...]]] = defaultdict(list)
        for title in decisions.titles:
            words = tuple(title.split())
            if len(words) >= _SHORT:
                self._starts[words[:_SHORT]].append(words)
        for known in self._starts.values():
            known.sort(key=len, reverse=True)

    def find(self, text: str, words: Vocabulary) -> list[Titled]:
        """Return the titles and quoted titles of a sentence, in order; the subjects that it names where there is no title."""
        quoted = [found for found in self._quoted(text) if found.decisions or self._is_called(text, found.start, words)]
        bodies = [hit.span() for pattern in words.bodies.values() for hit in pattern.finditer(text)]
        taken = [*((each.start, each.end) for each in quoted), *bodies]
        known = [found for found in self._known(text, words) if not any(found.start < end and start < found.end for start, end in taken)]
        found = [*quoted, *known]
        if not found:
            found = list(self._subjects(text, words))
        return sorted(found, key=lambda each: each.start)

    def quotations(self, text: str) -> list[tuple[int, int, str]]:
        """Return what stands in quotation marks and is no title of the record: start, end, text."""
        return [(each.start, each.end, each.text) for each in self._quoted(text) if not each.decisions]

    def _quoted(self, text: str) -> Iterator[Titled]:
        for found in QUOTED.finditer(text):
            group = next(number for number in (1, 2, 3) if found[number])
            plain = found[group].strip().rstrip(",.;")
            start = found.start(group) + len(found[group]) - len(found[group].lstrip())
            decisions = tuple(self._decisions.with_title(normalise_title(plain)))
            yield Titled(start, start + len(plain), plain, decisions, bool(decisions), quoted=True)

    def _is_called(self, text: str, start: int, words: Vocabulary) -> bool:
        """Whether the words before a quotation say that it is a title."""
        lead = text[max(0, start - _LEAD) : start]
        return bool(words.subjects["former"].search(lead)) or _follows(words.subjects["entitled"], text, start)

    def _known(self, text: str, vocabulary: Vocabulary) -> Iterator[Titled]:
        words = [(found.start(), found.end(), found[0].casefold()) for found in _WORD.finditer(text)]
        at = 0
        while at + _SHORT <= len(words):
            title = next((t for t in self._starts.get(tuple(w[2] for w in words[at : at + _SHORT]), ()) if _stands(t, words, at)), None)
            if title is None:
                at += 1
                continue
            start, end = words[at][0], words[at + len(title) - 1][1]
            led = any(_follows(vocabulary.subjects[name], text, start) for name in ("about", "entitled"))
            if len(title) >= _PLAIN or (led and not _GOES_ON.match(text, end)):
                yield Titled(start, end, text[start:end], tuple(self._decisions.with_title(" ".join(title))), exact=True, quoted=False)
            at += len(title)

    def _subjects(self, text: str, words: Vocabulary) -> Iterator[Titled]:
        """Yield what a text is said to be about, where its words of weight stand in the titles of one series only."""
        for noun in words.subjects["text"].finditer(text):
            about = words.subjects["about"].match(text, noun.end() + 1)
            if not about:
                continue
            begin = about.end()
            quoted = QUOTED.match(text, begin + 1)
            stop = _PHRASE_ENDS.search(text, begin)
            phrase = text[begin : quoted.end() if quoted else stop.start() if stop else len(text)].strip(" “”\"'‘’«»„")
            series = self.about(phrase, words)
            if series:
                start = text.index(phrase, begin)
                yield Titled(start, start + len(phrase), phrase, tuple(series), exact=False, quoted=False)

    def about(self, phrase: str, words: Vocabulary) -> list[Decision]:
        """Return the decisions under the one title that holds all words of weight of a phrase; none where several titles do.

        At least two such words, of which at least one stands in fewer than one title in fifty.
        """
        weighty = [word for word in _WORD.findall(phrase.casefold()) if word not in language(words.code).function_words]
        holders = [self._holders.get(word, frozenset()) for word in set(weighty)]
        if len(holders) < 2 or not all(holders) or min(map(len, holders)) > len(self._decisions.titles) / 50:
            return []
        titles = sorted(frozenset.intersection(*holders), key=len)
        if not titles:
            return []
        groups = {frozenset(decision.key for decision in self._decisions.with_title(title)) for title in titles}
        return self._decisions.with_title(titles[0]) if len(groups) == 1 else []

    @cached_property
    def _holders(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for title in self._decisions.titles:
            for word in title.split():
                found[word].add(title)
        return {word: frozenset(titles) for word, titles in found.items()}


def _stands(title: tuple[str, ...], words: list[tuple[int, int, str]], at: int) -> bool:
    return len(words) >= at + len(title) and all(word == words[at + n][2] for n, word in enumerate(title))


def _follows(pattern: re.Pattern[str], text: str, start: int) -> bool:
    """Whether a word such as "entitled" stands right before a place."""
    return bool(re.search(rf"(?:{pattern.pattern})\W{{0,4}}\Z", text[max(0, start - 40) : start], pattern.flags))


def compare_titles(said: str, recorded: Iterable[str]) -> str:
    """Return "same", "near" (other spellings of the same words) or "other" for a title beside those recorded (normalised)."""
    plain = normalise_title(said)
    known = set(recorded)
    if plain in known:
        return "same"
    return "near" if any(_is_near(plain.split(), title.split()) for title in known) else "other"


def _is_near(one: list[str], other: list[str]) -> bool:
    return len(one) == len(other) and all(map(_is_spelling, one, other))


def _is_spelling(one: str, other: str) -> bool:
    alike = one[:3] == other[:3] and abs(len(one) - len(other)) < 3
    return one == other or (alike and SequenceMatcher(None, one, other).ratio() >= _NEAR_SPELLING)
