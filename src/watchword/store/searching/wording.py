"""From the words of a query to the exact runs of words of spaced text that answer it.

The index and the check against the text are given the same runs, so that what the one finds the other confirms.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

from watchword.store.searching.query import Words
from watchword.text.languages import languages
from watchword.text.spacing import split_words
from watchword.text.stems import stem

MOST_RUNS = 1_000
# Joined particles of Arabic that may stand before a word: conjunction, preposition, article (those the matcher of forms allows).
_CONJUNCTIONS, _PARTICLES = ("", "و", "ف"), ("", "ب", "ك", "ل", "لل", "ال", "بال", "كال")
_ARABIC = re.compile("[\u0620-\u064a]")

# A run: words (and SIGN) one after the other; one that ends with * may go on, "a|b" is either, None stands for any one word or sign.
Run = tuple[str | None, ...]
Spell = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sought:
    """The runs that answer some words: `plain` in documents of every language but those of `by_language`."""

    plain: tuple[Run, ...]
    by_language: dict[str, tuple[Run, ...]]

    def runs_in(self, language: str) -> tuple[Run, ...]:
        """Return the runs that count in a document of this language."""
        return self.by_language.get(language, self.plain)


class Vocabulary(Protocol):
    """The words of an index."""

    def begin_with(self, head: str) -> Sequence[str]:
        """Return the words of texts that begin with these letters."""
        ...

    def has(self, word: str, field: str) -> bool:
        """Say whether a word stands in any text, or any title."""
        ...


class TooMany(ValueError):
    """Words that could be answered by more runs than can be sought."""


@dataclass(frozen=True, slots=True)
class Wording:
    """How words are widened: `spell` gives the spellings of a form, `vocabulary` the words held, `particles` allows Arabic ones.

    Ways of writing of which some word is nowhere held are passed over, since they could only be sought in vain.
    """

    spell: Spell
    vocabulary: Vocabulary
    particles: bool = True

    def widen(self, words: Words) -> Sought:
        """Return the runs sought for `words`; raise `TooMany`."""
        if not words.stemmed:
            return Sought(self._runs(words, None), {})
        by_language = {code: self._runs(words, code) for code, language in languages().items() if language.stemmer}
        plain = self._runs(words, None)
        return Sought(plain, {code: runs for code, runs in by_language.items() if runs != plain})

    def _runs(self, words: Words, language: str | None) -> tuple[Run, ...]:
        """Return the distinct runs, shortest first."""
        units = [self._spellings(unit, language, words.field) for unit in words.units]
        orders = [units, units[::-1]] if words.either_order else [units]
        ways = (
            self._with_particles(_join(chosen, gaps), words.field)
            for order in orders
            for gaps in _gaps(len(order) - 1, words.slop)
            for chosen in product(*order)
        )
        return tuple(sorted(_collect(ways), key=lambda run: (len(run), [word or "" for word in run])))

    def _spellings(self, unit: str, language: str | None, field: str) -> list[Run]:
        """Return the ways in which a unit may be written, as words; with a language also in its inflected forms."""
        bare = unit.removesuffix("*")
        spelt: dict[Run, None] = {}
        for spelling in (bare, *self.spell(bare)):
            words = split_words(spelling)
            spelt[*words[:-1], words[-1] + unit[len(bare) :]] = None
        if language is None:
            return [way for way in spelt if self._can_stand(way, field)] or list(spelt)[:1]
        return list(dict.fromkeys(tuple(self._inflected(str(word), language) for word in words) for words in spelt))

    def _inflected(self, word: str, language: str) -> str:
        """Return the words held that share the stem of `word` in a language: those with its first letter (in Arabic, with any)."""
        if not word.isalpha():
            return word
        root = stem(word, language)
        heads = _ARABIC_HEADS if language == "ar" and _is_arabic(word) else (word[0],)
        same = {other for head in heads for other in self.vocabulary.begin_with(head) if stem(other, language) == root}
        return "|".join(sorted(same | {word}))

    def _can_stand(self, way: Run, field: str) -> bool:
        """Say whether each word of a way is held; the first of an Arabic one may have particles before it, and a word with * goes on."""
        return all(
            word is None or word.endswith("*") or (not number and _is_arabic(word)) or self.vocabulary.has(word, field)
            for number, word in enumerate(way)
        )

    def _with_particles(self, run: Run, field: str) -> Run:
        """Return a run that may begin with any held combination of particles, if its first word is Arabic."""
        if not (self.particles and run[0] and _is_arabic(run[0])):
            return run
        joined = (
            conjunction + particle + word
            for word in run[0].split("|")
            for conjunction, particle in product(_CONJUNCTIONS, _PARTICLES)
            if conjunction + particle
        )
        held = [word for word in joined if word.endswith("*") or self.vocabulary.has(word, field)]
        return ("|".join(dict.fromkeys([*run[0].split("|"), *held])), *run[1:])


def _is_arabic(word: str) -> bool:
    return bool(_ARABIC.match(word))


# The letters with which an Arabic word or a particle joined to it can begin.
_ARABIC_HEADS = tuple(map(chr, range(0x620, 0x64B)))


def _collect(ways: Iterable[Run]) -> list[Run]:
    """Return the distinct ways; raise `TooMany` before there are more than can be sought."""
    found: dict[Run, None] = {}
    for way in ways:
        found[way] = None
        if len(found) > MOST_RUNS:
            raise TooMany(f"these words can be read in more than {MOST_RUNS:,} ways; give fewer words, or a smaller distance")
    return list(found)


def _gaps(count: int, most: int) -> Iterator[tuple[int, ...]]:
    """Yield the ways to spread up to `most` words over `count` gaps."""
    if not count:
        yield ()
        return
    for first in range(most + 1):
        for rest in _gaps(count - 1, most - first):
            yield (first, *rest)


def _join(units: Sequence[Run], gaps: Sequence[int]) -> Run:
    """Return units with that many words of any kind between them."""
    run = list(units[0])
    for unit, gap in zip(units[1:], gaps, strict=True):
        run += [*[None] * gap, *unit]
    return tuple(run)


def compile_runs(runs: Sequence[Run]) -> "re.Pattern[bytes]":
    """Return a pattern that finds any of the runs, the longest first, with the space before it, in spaced text with a space at its end."""
    ways = [b" ".join(map(_member, run)) for run in runs]
    either = b"|".join(reversed(ways))
    # A pattern that begins with plain letters is sought much faster.
    return re.compile(b" " + (either if len(ways) == 1 else b"(?:" + either + b")") + rb"(?= )")


def _member(word: str | None) -> bytes:
    if word is None:
        return rb"[^ \x02]+"  # any but the mark between paragraphs
    ways = [re.escape(way.rstrip("*").encode()) + (rb"[^ ]*" if way.endswith("*") else b"") for way in word.split("|")]
    return ways[0] if len(ways) == 1 else b"(?:" + b"|".join(ways) + b")"
