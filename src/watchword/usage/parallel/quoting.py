"""The words themselves: how a rendering is spelt where it stands, and places to look it up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from watchword.model import Display
from watchword.store.base import View
from watchword.text.normalise import fold_text
from watchword.usage.parallel.corpus import METHODS, Corpus, Integers
from watchword.usage.parallel.sequences import Terms, find_places
from watchword.usage.parallel.terms import find_terms

# Texts read per language: enough to tell the commonest spelling; the rest are counted, not read.
_READ = 160
_CONTEXT = 60
_SPELLINGS = 8

Texts = dict[tuple[str, int], tuple[str, str]]  # text and display, by document and position


@dataclass(frozen=True, slots=True)
class Sample:
    """One place: the paragraph, the words found in it (or its beginning where none are sought), and what stands in the language asked.

    `aligned` is how the paragraph was aligned; `start` and `end` are code points, -1 where a rendering runs over two paragraphs.
    """

    document: str
    work: str
    date: str
    paragraph: int
    label: str
    start: int
    end: int
    prefix: str
    quote: str
    suffix: str
    aligned: str
    source_document: str
    source_paragraph: int


@dataclass(frozen=True, slots=True)
class Quotes:
    """Texts of one language's rows, as far as they were read, and where the terms sought stand in them."""

    places: dict[int, list[dict[str, Any]]]
    source: dict[int, list[dict[str, Any]]]
    texts: Texts
    found: dict[Terms, dict[int, tuple[int, int, int]]]

    def spellings(self, terms: Terms, listed: str) -> dict[str, int]:
        """Return the spellings of a rendering and how many of the paragraphs read have each, commonest first."""
        counts: dict[str, Counter[str]] = {}
        for row, (at, start, end) in self.found.get(terms, {}).items():
            place = self.places[row][at]
            printed = " ".join(self.texts[place["document"], place["position"]][0][start:end].split())
            counts.setdefault(fold_text(printed), Counter())[printed] += 1
        # Spellings that differ in case, spaces and marks only are one, shown as most of them are.
        ordered = sorted(
            ((max(own, key=lambda text: (own[text], text)), own.total()) for own in counts.values()), key=lambda i: (-i[1], i[0])
        )
        return dict(ordered[:_SPELLINGS]) if ordered else ({listed: 0} if listed else {})

    def samples(self, terms: Terms, rows: Integers, limit: int) -> tuple[Sample, ...]:
        """Return up to `limit` places, one a work as far as there are works, earliest first."""
        seen: Counter[str] = Counter()
        ranked = []
        for row in rows.tolist():
            if terms and row not in self.found.get(terms, {}) and terms in self.found:
                continue
            first = self.places[row][0]
            if (first["document"], first["position"]) in self.texts:
                ranked.append((seen[first["work"]], first["date"], row))
                seen[first["work"]] += 1
        return tuple(self._sample(terms, row) for *_, row in sorted(ranked)[:limit])

    def _sample(self, terms: Terms, row: int) -> Sample:
        at, start, end = self.found.get(terms, {}).get(row, (0, -1, -1))
        place, source = self.places[row][at], self.source[row][0]
        text, display = self.texts[place["document"], place["position"]]
        show = _CONTEXT if display != Display.NONE else 0
        if start < 0:
            quote, prefix, suffix = text[: 2 * show], "", ""
        else:
            quote, prefix, suffix = text[start:end], text[max(0, start - show) : start] if show else "", text[end : end + show]
        return Sample(
            place["document"], place["work"], place["date"], place["position"], place["label"], start, end, prefix, quote, suffix,
            METHODS[max(place["method"], source["method"])] or "reference", source["document"], source["position"],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What to read: rows of one language, and the terms to find in them.

    Where there are many rows, some spread evenly over them are read, but all where each has its place to show (`every`).
    """

    code: str
    rows: Integers
    sought: Sequence[Terms]
    every: bool = False


def read_quotes(view: View, corpus: Corpus, readings: Sequence[Reading], source: str) -> list[Quotes]:
    """Read the texts of all readings at once, and find in each the terms sought. `source` is the language asked from."""
    picked = [_pick(corpus, reading) for reading in readings]
    texts = read_texts(view, [place for reading in picked for own in reading.values() for place in own])
    return [_find(corpus, reading, own, texts, source) for reading, own in zip(readings, picked, strict=True)]


def _pick(corpus: Corpus, reading: Reading) -> dict[int, list[tuple[str, int]]]:
    """Return the paragraphs to read, by row."""
    tongue, rows = corpus.tongues[reading.code], reading.rows
    wanted = set(rows[:: 1 if reading.every else 1 + len(rows) // _READ].tolist())
    for terms in () if reading.every else reading.sought:
        holding = [row for row in rows.tolist() if find_places(_own(tongue, row), terms)]
        wanted.update(holding[:: 1 + len(holding) // (_READ // 4)])
    places = corpus.places(np.array(sorted(wanted), dtype=np.int64), reading.code)
    return {row: [(place["document"], place["position"]) for place in own] for row, own in places.items()}


def _find(corpus: Corpus, reading: Reading, picked: dict[int, list[tuple[str, int]]], texts: Texts, source: str) -> Quotes:
    vocabulary = corpus.tongues[reading.code].vocabulary
    found: dict[Terms, dict[int, tuple[int, int, int]]] = {terms: {} for terms in reading.sought}
    cut = {place: list(find_terms(texts[place][0])) for own in picked.values() for place in own}
    vocabulary.number([piece for pieces in cut.values() for piece, _, _ in pieces])  # folded all at once, which is quick
    for row, own in sorted(picked.items()):
        for at, place in enumerate(own):
            pieces = cut[place]
            numbers = vocabulary.number([piece for piece, _, _ in pieces])
            for terms in reading.sought:
                for begin in find_places(numbers, terms)[:1]:
                    found[terms].setdefault(row, (at, pieces[begin][1], pieces[begin + len(terms) - 1][2]))
    return Quotes(corpus.places(reading.rows, reading.code), corpus.places(reading.rows, source), texts, found)


def read_texts(view: View, places: Sequence[tuple[str, int]]) -> Texts:
    """Return text and display of each (document, position)."""
    rows = view.rows(
        """SELECT p.document AS document, p.position AS position, p.text AS text, d.display AS display
           FROM paragraphs p JOIN (SELECT unnest(?::VARCHAR[]) AS document, unnest(?::INTEGER[]) AS position) w
           ON w.document = p.document AND w.position = p.position JOIN documents d ON d.id = p.document""",
        [[document for document, _ in places], [position for _, position in places]],
    )
    return {(row["document"], row["position"]): (row["text"], row["display"]) for row in rows}


def _own(tongue: Any, row: int) -> list[int]:
    place = int(np.searchsorted(tongue.rows, row))
    own: list[int] = tongue.terms[tongue.offsets[place] : tongue.offsets[place + 1]].tolist()
    return own
