"""Where one language keeps a wording that another drops or renames, in corresponding paragraphs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from watchword.lexicon.records import Formulation
from watchword.store.base import View
from watchword.usage.parallel.asking import Wording
from watchword.usage.parallel.building import Watch, watch_nothing
from watchword.usage.parallel.collecting import Facing, face_languages, find_listed
from watchword.usage.parallel.corpus import Corpus, Tongue
from watchword.usage.parallel.quoting import Quotes, Reading, Sample, read_quotes
from watchword.usage.parallel.sequences import Terms

FINDER = "usage.parallel.renames/1"

DROPPED, CHANGED = "none of its renderings", "another rendering than before"


@dataclass(frozen=True, slots=True)
class Missing:
    """A row in which a language has none of its renderings, or another one than the row before with the same paragraph.

    `now` and `before` are numbers of renderings, -1 for none; `row_before` is the earlier row, -1 where there is none.
    """

    kind: str
    row: int
    now: int = -1
    before: int = -1
    row_before: int = -1


@dataclass(frozen=True, slots=True)
class Rename:
    """One place: what stands in each language, and why it is listed.

    `kept` is the paragraph in the language asked from, `other` the corresponding one; `earlier` is the place where the same paragraph
    had another rendering (None for a place that has none at all).
    """

    kind: str
    work: str
    date: str
    label: str
    language: str
    to: str
    kept: Sample
    other: Sample
    earlier: Sample | None
    reason: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One language compared: paragraphs with the formulation, those without a rendering or with a changed one, and what was known.

    Where no rendering is known nothing can be missed: `known` is then 0 and the language is left out.
    """

    language: str
    paragraphs: int
    known: int
    dropped: int
    changed: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Renames:
    """The places, by date, and each language's counts."""

    name: str
    language: str
    paragraphs: int
    places: tuple[Rename, ...]
    compared: tuple[Compared, ...]
    finder: str = FINDER


def find_renames(
    view: View, corpus: Corpus, asked: Wording, *, formulation: Formulation | None = None, to: str = "", limit: int = 20,
    watch: Watch = watch_nothing,
) -> Renames:  # fmt: skip
    """Return the places where `to` (all other languages where "") has none of its renderings or changes them, `limit` for each language."""
    compared, chosen = [], []
    for facing in face_languages(corpus, asked, find_listed(view, corpus, formulation), to=to, watch=watch):
        dates = {row: str(own[0]["date"]) for row, own in corpus.places(facing.rows, facing.code).items()}
        missing = find_missing(corpus.tongues[asked.language], facing, dates)
        compared.append(_compare(facing, missing))
        chosen.append((facing, _spread(missing, limit)))
    places = _quote(view, corpus, chosen)
    places.sort(key=lambda place: (place.date, place.work, place.label, place.to, place.kind))
    return Renames(asked.name, asked.language, len(asked.rows), tuple(places), tuple(compared))


def find_missing(source: Tongue, facing: Facing, dates: Mapping[int, str]) -> list[Missing]:
    """Return the rows without any of the renderings known, and those with another one than the row before, by date, whose paragraph is
    word for word the same in the source language. Where no rendering is known there are none.
    """
    if not facing.found:
        return []
    holding = [frozenset(item.asked.tolist()) for item in facing.found]
    has = {row: {number for number, own in enumerate(holding) if row in own} for row in facing.rows.tolist()}
    missing = [Missing(DROPPED, row) for row, own in has.items() if not own]
    same: dict[bytes, list[int]] = {}
    for row in facing.rows.tolist():
        place = int(np.searchsorted(source.rows, row))
        same.setdefault(source.terms[source.offsets[place] : source.offsets[place + 1]].tobytes(), []).append(row)
    for group in same.values():
        ordered = sorted((row for row in group if has[row] and dates[row]), key=lambda row: (dates[row], row))
        for before, row in pairwise(ordered):
            if dates[before] < dates[row] and not has[before] & has[row]:
                missing.append(Missing(CHANGED, row, min(has[row]), min(has[before]), before))
    return sorted(missing, key=lambda item: (dates[item.row], item.row, item.kind))


def _spread(missing: list[Missing], limit: int) -> list[Missing]:
    """Return at most `limit` (0: all) of each kind, the latest: what changes now matters most."""
    return [item for kind in (DROPPED, CHANGED) for item in [m for m in missing if m.kind == kind][-limit:]]


def _compare(facing: Facing, missing: list[Missing]) -> Compared:
    dropped, changed = (sum(item.kind == kind for item in missing) for kind in (DROPPED, CHANGED))
    known, paragraphs = len(facing.found), len(facing.rows)
    sentence = f"{facing.code}: no rendering is known, so that none can be missed"
    if known:
        sentence = (
            f"{facing.code}: {dropped} of {paragraphs} paragraphs have no rendering ({known} known); {changed} have another than before"
        )
    return Compared(facing.code, paragraphs, known, dropped, changed, sentence)


def _quote(view: View, corpus: Corpus, chosen: Sequence[tuple[Facing, list[Missing]]]) -> list[Rename]:
    readings = []
    for facing, missing in chosen:
        rows = np.unique(np.array([row for item in missing for row in (item.row, item.row_before) if row >= 0], dtype=np.int64))
        readings.append(Reading(facing.code, rows, [item.terms for item in facing.found], every=True))
        readings.append(Reading(facing.asked.language, rows, facing.asked.terms, every=True))
    if not readings:
        return []
    quotes = read_quotes(view, corpus, readings, chosen[0][0].asked.language)
    pairs = zip(chosen, quotes[::2], quotes[1::2], strict=True)
    return [_rename(facing, item, theirs, mine) for (facing, missing), theirs, mine in pairs for item in missing]


def _rename(facing: Facing, item: Missing, theirs: Quotes, mine: Quotes) -> Rename:
    asked, code, found = facing.asked, facing.code, facing.found
    kept = _sample(mine, asked.terms, item.row)
    if item.kind == DROPPED:
        other, earlier = _sample(theirs, (), item.row), None
        reason = f"{asked.language} has {kept.quote!r}; {code} has none of the {len(found)} renderings known"
    else:
        other, earlier = _sample(theirs, (found[item.now].terms,), item.row), _sample(theirs, (found[item.before].terms,), item.row_before)
        reason = (
            f"the paragraph is word for word that of {earlier.work} ({earlier.date}) in {asked.language}, "
            f"but {code} has {other.quote!r} where it had {earlier.quote!r}"
        )
    return Rename(item.kind, kept.work, kept.date, kept.label, asked.language, code, kept, other, earlier, reason)


def _sample(quotes: Quotes, sought: Sequence[Terms], row: int) -> Sample:
    """Return a row's place with the first of the terms sought that stands there, else with the paragraph's beginning."""
    found = [sample for terms in sought for sample in quotes.samples(terms, np.array([row]), 1)]
    return (found or list(quotes.samples((), np.array([row]), 1)))[0]
