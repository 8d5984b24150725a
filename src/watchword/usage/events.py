"""Documents, events and uses kept apart: one event is one text, however often it was broadcast, printed or rendered.

Documents with a use are one event where they are expressions of one work (an adopted text in six languages), or where texts of one
language, at most three days apart, repeat each other (`usage.reprints`): the shorter one stands in the longer one to 65 parts in a
hundred, or to 35 where both have the same title and day, as a headline and its item have. What is repeated of a repeat is the same event.
A document whose date is not known to the day is compared with none, and counted as such.
"""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from watchword.lexicon.records import Formulation
from watchword.model import Standing
from watchword.store.base import CITED_ONLY, Row, View
from watchword.usage.reprints import find_reprints

FINDER = "usage.events/1"
WINDOW = 3
LEAST = 0.65
LEAST_OF_TWINS = 0.35


@dataclass(frozen=True, slots=True)
class Repeat:
    """A document that repeats an earlier one of the same event; `containment` is the share of the shorter text that stands in the
    longer one (1 for another expression of the same work), `reason` says it in words.
    """

    document: str
    repeats: str
    date: str
    source: str
    language: str
    title: str
    containment: float
    reason: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """One source and year: documents with a use in scope, the events they are, their uses; `undated` of the documents were compared
    with none, because their day is not known. An event counts in the year and source of its earliest document.
    """

    source: str
    year: int | None
    documents_with: int
    events: int
    uses: int
    undated: int


@dataclass(frozen=True, slots=True)
class Events:
    """The events of a formulation: `of` gives each document with a use in scope the id of its event's earliest document."""

    of: dict[str, str]
    rows: tuple[EventRow, ...]
    repeats: tuple[Repeat, ...]


def find_events(view: View, formulation: Formulation) -> Events:
    """Return the events of a formulation over all that is held, one row a source and year."""
    documents = view.rows(
        f"""SELECT d.id AS id, d.work AS work, d.date AS date, d.year AS year, d.source AS source, d.language AS language, d.title AS title,
                   u.uses AS uses FROM documents d
            JOIN (SELECT document, count(*) AS uses FROM uses WHERE formulation = ? AND standing = '{Standing.IN_SCOPE}'
                  GROUP BY document) u ON u.document = d.id
            WHERE d.source <> '{CITED_ONLY}' ORDER BY d.date = '', d.date, d.id""",
        [formulation.id],
    )
    pairs = [*_same_works(documents), *_same_texts(view, documents)]
    root = list(range(len(documents)))
    for one, other, _ in pairs:
        low, high = sorted((_find(root, one), _find(root, other)))
        root[high] = low
    first = [_find(root, number) for number in range(len(documents))]
    of = {row["id"]: documents[first[number]]["id"] for number, row in enumerate(documents)}
    return Events(of, _count(documents, first), _list_repeats(documents, pairs))


def _find(root: list[int], number: int) -> int:
    while root[number] != number:
        root[number] = root[root[number]]
        number = root[number]
    return number


def _same_works(documents: Sequence[Row]) -> Iterator[tuple[int, int, float]]:
    """Yield each later expression of a work with the first one; a work without a name is none."""
    first: dict[str, int] = {}
    for number, row in enumerate(documents):
        if row["work"] and first.setdefault(row["work"], number) != number:
            yield first[row["work"]], number, 1.0


def _same_texts(view: View, documents: Sequence[Row]) -> Iterator[tuple[int, int, float]]:
    """Yield the pairs of documents whose texts repeat each other."""
    for language in sorted({row["language"] for row in documents}):
        dated = [(n, row) for n, row in enumerate(documents) if row["language"] == language and len(row["date"]) == 10]
        days = [datetime.date.fromisoformat(row["date"]).toordinal() for _, row in dated]
        near = [at for at in range(len(days)) if any(abs(days[at] - days[by]) <= WINDOW for by in (at - 1, at + 1) if 0 <= by < len(days))]
        texts = _read(view, [dated[at][1]["id"] for at in near])
        found = find_reprints(
            [texts[dated[at][1]["id"]] for at in near], [days[at] for at in near], window=WINDOW, least=LEAST_OF_TWINS,
            by_characters=language == "zh",
        )  # fmt: skip
        for i, j, share in found:
            one, other = dated[near[i]], dated[near[j]]
            twins = (one[1]["title"], one[1]["date"]) == (other[1]["title"], other[1]["date"])
            if share >= (LEAST_OF_TWINS if twins else LEAST):
                yield one[0], other[0], share


def _read(view: View, documents: Sequence[str]) -> dict[str, str]:
    """Return the whole text of each document."""
    rows = view.rows(
        """SELECT document, string_agg(text, ' ' ORDER BY position) AS text FROM paragraphs
           WHERE document IN (SELECT unnest(?::VARCHAR[])) GROUP BY document""",
        [list(documents)],
    )
    return dict.fromkeys(documents, "") | {row["document"]: row["text"] for row in rows}


def _count(documents: Sequence[Row], first: Sequence[int]) -> tuple[EventRow, ...]:
    with_use, uses, undated, events = Counter[tuple[str, int | None]](), Counter(), Counter(), Counter()  # type: ignore[var-annotated]
    for number, row in enumerate(documents):
        key = (row["source"], row["year"])
        with_use[key] += 1
        uses[key] += row["uses"]
        undated[key] += len(row["date"]) < 10
        events[key] += first[number] == number
    ordered = sorted(with_use, key=lambda key: (key[0], key[1] is None, key[1] or 0))
    return tuple(EventRow(*key, with_use[key], events[key], uses[key], undated[key]) for key in ordered)


def _list_repeats(documents: Sequence[Row], pairs: Sequence[tuple[int, int, float]]) -> tuple[Repeat, ...]:
    """Return for each document that repeats an earlier one the one it repeats most, by date."""
    best: dict[int, tuple[float, int]] = {}
    for one, other, share in pairs:
        low, high = sorted((one, other))
        best[high] = max(best.get(high, (0.0, 0)), (share, -low))
    found = []
    for number in sorted(best):
        share, row, earlier = best[number][0], documents[number], documents[-best[number][1]]
        same = bool(row["work"]) and row["work"] == earlier["work"]
        reason = "another expression of the same work" if same else f"{share:.0%} of the shorter text stands in the other"
        if not same and row["date"] == earlier["date"] and row["title"] == earlier["title"]:
            reason += ", with the same title on the same day"
        found.append(Repeat(row["id"], earlier["id"], row["date"], row["source"], row["language"], row["title"], share, reason))
    return tuple(found)
