"""Renderings of a formulation in the other languages of the works it stands in: proposed, counted, dated, with their places."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from watchword.lexicon.records import Formulation
from watchword.store.base import View
from watchword.usage.intervals import wilson
from watchword.usage.parallel.asking import Wording
from watchword.usage.parallel.building import Watch, watch_nothing
from watchword.usage.parallel.collecting import Facing, Found, face_languages, find_listed
from watchword.usage.parallel.corpus import METHODS, Corpus
from watchword.usage.parallel.quoting import Quotes, Reading, Sample, read_quotes

FINDER = "usage.parallel.renderings/1"

_THIN_WORKS, _THIN_CONTEXTS = 2, 4


@dataclass(frozen=True, slots=True)
class Rendering:
    """One rendering: in its commonest spelling, and all spellings found.

    `paragraphs` of `of` aligned paragraphs with the formulation hold it (`share`, with a Wilson interval), in `works` works dated from
    `first` to `last`; `elsewhere` is how many aligned paragraphs without the formulation hold it. `listed` says that the lexicon has it;
    `proposed` that it was found without the lexicon, with what `score` (None where it was not).
    """

    text: str
    spellings: dict[str, int]
    paragraphs: int
    of: int
    share: float
    share_low: float
    share_high: float
    elsewhere: int
    works: int
    first: str
    last: str
    listed: bool
    proposed: bool
    score: float | None
    examples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class LanguageRenderings:
    """The renderings in one language, and the paragraphs without any.

    `aligned` counts the paragraphs by how they were aligned; `contexts` are the different surroundings of the formulation in them;
    `preferred` has for each year the rendering in most of its paragraphs. `thin` says that there is little to go by.
    """

    language: str
    paragraphs: int
    works: int
    contexts: int
    aligned: dict[str, int]
    thin: bool
    renderings: tuple[Rendering, ...]
    preferred: tuple[dict[str, object], ...]
    without: int
    without_examples: tuple[Sample, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Renderings:
    """What was asked for, and what was found in each other language.

    `antecedent` paragraphs hold the words outside their scope and are left out; so are `unaligned` ones, which correspond to none.
    """

    name: str
    language: str
    paragraphs: int
    works: int
    antecedent: int
    unaligned: int
    languages: tuple[LanguageRenderings, ...]
    finder: str = FINDER


def find_renderings(
    view: View, corpus: Corpus, asked: Wording, *, formulation: Formulation | None = None, examples: int = 3, watch: Watch = watch_nothing
) -> Renderings:  # fmt: skip
    """Return the renderings of what was asked for in every other language of the corpus, `examples` places each."""
    faced = face_languages(corpus, asked, find_listed(view, corpus, formulation), watch=watch)
    readings = [Reading(facing.code, facing.rows, [item.terms for item in facing.found]) for facing in faced]
    quotes = read_quotes(view, corpus, readings, asked.language)
    found = [_describe(corpus, facing, own, examples) for facing, own in zip(faced, quotes, strict=True)]
    works = {place["work"] for own in corpus.places(asked.rows, asked.language).values() for place in own}
    return Renderings(asked.name, asked.language, len(asked.rows), len(works), asked.antecedent, asked.unaligned, tuple(found))


def _describe(corpus: Corpus, facing: Facing, quotes: Quotes, examples: int) -> LanguageRenderings:
    places = corpus.places(facing.rows, facing.code)
    methods = Counter(METHODS[max(place["method"] for place in own)] or "reference" for own in places.values())
    works = {row: str(own[0]["work"]) for row, own in places.items()}
    dates = {row: str(own[0]["date"]) for row, own in places.items()}
    explained = np.concatenate([item.asked for item in facing.found]) if facing.found else np.empty(0, dtype=np.int64)
    without = np.setdiff1d(facing.rows, explained)
    contexts = len(np.unique(facing.asked.contexts[np.isin(facing.asked.rows, facing.rows)]))
    thin = len(set(works.values())) <= _THIN_WORKS or contexts < _THIN_CONTEXTS
    renderings = tuple(
        _row(
            item,
            quotes,
            len(facing.rows),
            ({works[row] for row in item.asked.tolist()}, [dates[row] for row in item.asked.tolist()]),
            examples,
        )
        for item in facing.found
    )
    return LanguageRenderings(
        facing.code, len(facing.rows), len(set(works.values())), contexts, dict(sorted(methods.items())), thin, renderings,
        _prefer(renderings, facing.found, dates), len(without), quotes.samples((), without, examples),
        _say(renderings, len(facing.rows), len(set(works.values())), contexts, thin=thin),
    )  # fmt: skip


def _row(item: Found, quotes: Quotes, of: int, works_and_dates: tuple[set[str], list[str]], examples: int) -> Rendering:
    works, dates = works_and_dates
    low, high = wilson(len(item.asked), of)
    known = sorted(filter(None, dates)) or [""]
    spellings = quotes.spellings(item.terms, item.listed)
    return Rendering(
        next(iter(spellings), item.listed), spellings, len(item.asked), of, len(item.asked) / of, low, high, item.elsewhere, len(works),
        known[0], known[-1], bool(item.listed), item.score is not None, item.score, quotes.samples(item.terms, item.asked, examples),
    )  # fmt: skip


def _prefer(renderings: Sequence[Rendering], found: Sequence[Found], dates: Mapping[int, str]) -> tuple[dict[str, object], ...]:
    """Return, by year, the rendering that most paragraphs hold, with their number and that of the year's paragraphs."""
    of = Counter(date[:4] for date in dates.values() if date)
    counts = [Counter(dates[row][:4] for row in item.asked.tolist() if dates[row]) for item in found]
    rows = []
    for year in sorted(of):
        best = max(range(len(found)), key=lambda at: (counts[at][year], -at), default=None)
        if best is not None and counts[best][year]:
            rows.append({"year": int(year), "rendering": renderings[best].text, "paragraphs": counts[best][year], "of": of[year]})
        else:
            rows.append({"year": int(year), "rendering": "", "paragraphs": 0, "of": of[year]})
    return tuple(rows)


def _say(renderings: Sequence[Rendering], paragraphs: int, works: int, contexts: int, *, thin: bool) -> str:
    held = f"{paragraphs} paragraph{'s' * (paragraphs != 1)} in {works} work{'s' * (works != 1)}"
    proposed = sum(item.proposed for item in renderings)
    if not proposed:
        known = "; a form of the lexicon stands there" if renderings else ""
        alike = ", all with the same words around it," if paragraphs > contexts == 1 else ""
        why = f"{alike} are too little to go by" if thin else " show no sequence that is tied to it"
        return f"no rendering proposed: {held}{why}{known}"
    evidence = "; the evidence is thin" if thin else ""
    return f"{proposed} rendering{'s' * (proposed != 1)} proposed from {held}{evidence}"
