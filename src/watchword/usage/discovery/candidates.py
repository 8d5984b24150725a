"""Discovery: candidate formulations nobody listed, ranked, with the reasons for each.

The steps are those of the modules beside this one: `sample` (which documents), `stream` (their units), `sequences` (what recurs),
`fixedness`, `keyness`, `holding` and `names` (what is held down), `ranking`.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from watchword.lexicon.records import Formulation, fold_name
from watchword.phrasing import say_count
from watchword.store.base import Row, View
from watchword.usage.discovery.pool import is_unspaced
from watchword.usage.discovery.ranking import Place, Ranking, places_of, rank, spell
from watchword.usage.discovery.records import Attested, Candidate, Discovery, Hidden, Showing, Variant, YearCount
from watchword.usage.discovery.sample import Question, Sample, Watch, draw_sample
from watchword.usage.discovery.seeking import find_sequences
from watchword.usage.discovery.wording import find_wording
from watchword.usage.intervals import wilson

FINDER = "usage.discovery/1"
_VARIANTS = 6  # merged sequences that are named


def discover(view: View, question: Question, showing: Showing, formulations: Iterable[Formulation], watch: Watch) -> Discovery:
    """Return the candidate formulations of a window; `formulations` are those listed already, which no rank depends on.

    Raises `NotHeld` and `UsageError` as `sample.draw_sample` does.
    """
    sample = draw_sample(view, question, watch)
    ranking = rank(sample, question.least, with_held=True)
    known = _list_forms(formulations, sample.language)
    separator = "" if is_unspaced(sample.stream, sample.language) else " "
    shown: list[tuple[Place, tuple[str, ...]]] = []
    hidden: dict[str, int] = {}
    listed = 0
    for place in ranking.places:
        rule = str(ranking.held[place.row])
        names = _find_listed(separator.join(spell(sample, ranking.pool, place.row)), known)
        if rule:
            hidden[rule] = hidden.get(rule, 0) + 1
        elif names:
            listed += 1
        if (showing.held or not rule) and (showing.listed or not names):
            shown.append((place, names))
    # Those held down stand at their score among the others when they are shown.
    shown.sort(key=lambda item: -round(float(ranking.score[item[0].row]), 6))
    shown = shown[: showing.top or None]
    words = [spell(sample, ranking.pool, place.row) for place, _ in shown]
    firsts = _find_firsts(sample, ranking, [place.row for place, _ in shown])
    written = find_wording(view, sample, list(zip(words, firsts, strict=True)), separator)
    candidates = tuple(
        _describe(sample, ranking, place, number, (names, separator, *writing))
        for number, ((place, names), writing) in enumerate(zip(shown, written, strict=True), start=1)
    )
    ours, theirs = sample.documents[sample.window :], sample.documents[: sample.window]
    return Discovery(
        sample.source, sample.language, ours[0]["date"], ours[-1]["date"], len(ours), theirs[0]["date"], theirs[-1]["date"], len(theirs),
        sample.undated, sample.repeated, ranking.recurring, ranking.tested, len(ranking.places),
        tuple(Hidden(*item) for item in sorted(hidden.items())), listed,
        candidates,
    )  # fmt: skip


def _list_forms(formulations: Iterable[Formulation], language: str) -> list[tuple[str, str]]:
    """Return the folded forms of a language with the id of their formulation."""
    return sorted(
        (fold_name(form.text), item.id) for item in formulations for form in item.forms if form.language == language or not language
    )


def _find_listed(words: str, known: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the ids of the formulations of which the words are, or hold, a form."""
    name = fold_name(words)
    return tuple(sorted({identity for form, identity in known if form in name}))


def _find_firsts(sample: Sample, ranking: Ranking, rows: Sequence[int]) -> list[tuple[int, ...]]:
    """Return for each row the documents to look for its wording in: the earliest of all, then some of the window's."""
    pool, stream = ranking.pool, sample.stream
    earliest: dict[int, int] = {}
    for length in sorted({int(pool.length[row]) for row in rows}):
        mine = [row for row in rows if pool.length[row] == length]
        owner, document = find_sequences(stream, 0, sample.place, {length: pool.first[mine]})[length]
        for number, place in zip(owner.tolist(), document.tolist(), strict=True):
            if mine[number] not in earliest or _date(sample, place) < _date(sample, earliest[mine[number]]):
                earliest[mine[number]] = place
    found = []
    for row in rows:
        inside = np.unique(stream.documents_of(places_of(ranking, row))).tolist()
        options = [inside[0], *([earliest[row]] if row in earliest else [])]
        first = min(options, key=lambda place: _date(sample, place))
        found.append((first, *(place for place in inside[:: max(1, len(inside) // 5)][:5] if place != first)))
    return found


def _date(sample: Sample, place: int) -> tuple[str, int]:
    return sample.documents[place]["date"], place


def _describe(
    sample: Sample, ranking: Ranking, place: Place, number: int, writing: tuple[tuple[str, ...], str, str, Attested]
) -> Candidate:
    """Return the record of a candidate."""
    pool, row = ranking.pool, place.row
    listed, separator, words, first = writing
    folded = separator.join(spell(sample, pool, row))
    size = len(sample.documents) - sample.window
    having = np.unique(sample.stream.documents_of(places_of(ranking, row))).tolist()
    rows = [sample.documents[each] for each in having]
    years = _count_years(sample, rows)
    states = {state for each in rows for state in each["states"]}
    low, high = wilson(len(having), size)
    candidate = Candidate(
        number, hashlib.sha256(f"{sample.language} {folded}".encode()).hexdigest()[:8], words, folded, sample.language,
        float(ranking.score[row]), size, len(having), len(having) / size, low, high, sample.window, int(pool.reference[row]),
        int(pool.uses[row]), float(pool.likelihood[row]), float(pool.ratio[row]), float(pool.discovery[row]), float(pool.cohesion[row]),
        float(pool.left[row]), float(pool.right[row]), int(pool.left_variety[row]), int(pool.right_variety[row]),
        len(states) if states else None, len({each["date"] for each in rows}), years, _is_rising(years), float(pool.edges[row]),
        str(ranking.held[row]), bool(ranking.suspected[row]), listed,
        tuple(Variant(separator.join(spell(sample, pool, other)), int(pool.documents[other])) for other in place.merged[:_VARIANTS]),
        (), first,
    )  # fmt: skip
    return _with_reasons(candidate)


def _count_years(sample: Sample, rows: Sequence[Row]) -> tuple[YearCount, ...]:
    whole: dict[int, list[int]] = {}
    for each in sample.documents[sample.window :]:
        whole.setdefault(each["year"], [0, 0])[0] += 1
    for each in rows:
        whole[each["year"]][1] += 1
    return tuple(YearCount(year, *whole[year]) for year in sorted(whole))


def _is_rising(years: Sequence[YearCount]) -> bool | None:
    """Say whether the later half of the years has a greater share of documents than the earlier half; the middle year is left out."""
    if len(years) < 2:
        return None
    half = len(years) // 2
    early, late = years[:half], years[-half:]
    return sum(y.documents_with for y in late) * sum(y.documents for y in early) > sum(y.documents_with for y in early) * sum(
        y.documents for y in late
    )


def _with_reasons(found: Candidate) -> Candidate:
    """Return a candidate with what speaks for and against it in sentences."""
    times = 2.0**found.log_ratio
    before = f"{found.reference_with} of {found.reference_documents:,} in the reference"
    spread = [say_count(found.days, "date")]
    if found.states is not None:
        spread.insert(0, say_count(found.states, "state"))
    reached = sum(1 for year in found.years if year.documents_with)
    reasons = [
        f"unusual: in {found.documents_with} of {found.documents:,} documents, {before}: about {times:.3g} times the share",
        f"fixed: its parts stand together at least {2.0**found.cohesion:,.0f} times as often as by chance",
        f"free: {found.neighbours_left} different neighbours before it and {found.neighbours_right} behind it",
        f"spread: {', '.join(spread)}, {reached} of {say_count(len(found.years), 'year')}"
        + ("" if found.rising is None else ", rising" if found.rising else ", not rising"),
    ]
    if found.held_down:
        reasons.append(f"held down: {found.held_down}")
    if found.suspected_name:
        reasons.append("taken down: a word of it is probably a name")
    if found.listed:
        reasons.append(f"listed already: {', '.join(found.listed)}")
    return replace(found, reasons=tuple(reasons))
