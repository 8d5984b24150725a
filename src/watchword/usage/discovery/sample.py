"""Which documents are asked, which they are compared with, and their texts as one stream: the reference first, then the window."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np
from numpy.typing import NDArray

from watchword.errors import NotHeld, UsageError
from watchword.model import date_of, days_of
from watchword.store.base import CITED_ONLY, Row, View, begins, bound_of, ends
from watchword.usage.dimensions import SPEAKING
from watchword.usage.discovery.stream import Cutter, Stream

OTHERS = "others"
_BATCH = 16_000_000  # words and characters of text read from the store at a time
_ROWS = 20_000

Watch = Callable[[Iterable[Any], str, int], Iterator[Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """What to look through.

    `source`, `language` and `organ` name the corpus ("" where there is no choice; every organ). The window is what is dated from
    `since` on (to the end of the view) and, where `actor` is a state, spoken or written by it. `reference` is "" (the same before
    `since`; with an actor and no `since`, the others), "FROM..TO" (these dates), or "others" (the others' documents in the window's
    period). `least` is the smallest number of documents a candidate may stand in.
    """

    source: str = ""
    language: str = ""
    organ: str = ""
    since: str = ""
    actor: str = ""
    reference: str = ""
    least: int = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """The documents of the reference and then those of the window, each part by date and id, with their stream of units.

    `documents` are rows of `id`, `date`, `year`, `title`, `states`; those from number `window` on are the window's. `undated` and
    `repeated` say what was left out: documents without a date, or with one that may lie on either side of `since`; paragraphs that
    another document of the same day had already.
    """

    source: str
    language: str
    documents: tuple[Row, ...]
    window: int
    stream: Stream
    undated: int
    repeated: int

    @property
    def place(self) -> int:
        """The unit at which the window begins."""
        return int(self.stream.starts[self.window])

    def actors(self) -> tuple[NDArray[np.int64], int]:
        """Return the number of each document's actor (its states taken together; -1 unknown), and how many different ones there are."""
        numbers: dict[str, int] = {}
        codes = [numbers.setdefault(" ".join(row["states"]), len(numbers)) if row["states"] else -1 for row in self.documents]
        return np.array(codes, dtype=np.int64), len(numbers)


def draw_sample(view: View, question: Question, watch: Watch) -> Sample:
    """Return the sample for a question.

    Raise `NotHeld` where the source, a window's or a reference's documents are not held, `UsageError` where the question is unclear.
    """
    source, language = _choose_corpus(view, question)
    where, parameters = _condition(view, question, source, language)
    documents = view.rows(
        f"""SELECT id, date, year, title, words + han AS size, part,
                   list_sort(list_distinct([a.state FOR a IN actors IF a.state <> '' AND a.role IN ({SPEAKING})])) AS states
            FROM ({where}) ORDER BY part, date, id""",
        parameters,
    )
    window = sum(row["part"] == 0 for row in documents)
    _refuse_empty(question, source, language, window, len(documents))
    undated = _count_undated(view, question, source, language)
    cutter, kept = Cutter(), 0
    batches = _batches(documents)
    for first, last in watch(batches, "reading the texts", len(batches)):
        table = view.table(
            f"""WITH chosen AS (SELECT id, date, part, row_number() OVER (ORDER BY part, date, id) - 1 AS number FROM ({where})),
                     texts AS (SELECT c.number, c.part, c.date, p.position, p.text,
                               rank() OVER (PARTITION BY c.part, c.date, p.text_sha256 ORDER BY c.number) AS copy
                               FROM paragraphs p JOIN chosen c ON c.id = p.document WHERE c.number >= ? AND c.number < ?)
                SELECT number, text FROM texts WHERE copy = 1 ORDER BY number, position""",
            [*parameters, first, last],
        )
        for batch in table.to_batches(max_chunksize=_ROWS):
            cutter.add(batch.column("number").to_pylist(), batch.column("text").to_pylist())
        kept += table.num_rows
    held = view.rows(f"SELECT coalesce(sum(paragraphs), 0)::BIGINT AS n FROM ({where})", parameters)[0]["n"]
    return Sample(source, language, tuple(documents), window, cutter.finish(len(documents)), undated, held - kept)


def _count_undated(view: View, question: Question, source: str, language: str) -> int:
    """Return how many documents of the organ asked have no date, or one that may lie on either side of the day the window begins."""
    since = bound_of("since", question.since)
    found = view.rows(
        f"""SELECT count(*) AS n FROM documents WHERE source = ? AND language = ? AND source <> '{CITED_ONLY}' AND (? = '' OR organ = ?)
                   AND (date = '' OR ({begins("date")} < ? AND {ends("date")} >= ?))""",
        [source, language, question.organ, question.organ, since, since],
    )
    return int(found[0]["n"])


def _batches(documents: Sequence[Row]) -> list[tuple[int, int]]:
    """Cut the documents into runs of about `_BATCH` words and characters, never between two of the same part and date."""
    edges, size = [0], 0
    for number, row in enumerate(documents):
        if size > _BATCH and (row["part"], row["date"]) != (documents[number - 1]["part"], documents[number - 1]["date"]):
            edges.append(number)
            size = 0
        size += row["size"]
    return list(zip(edges, [*edges[1:], len(documents)], strict=True))


def _choose_corpus(view: View, question: Question) -> tuple[str, str]:
    """Return the source and language asked for, or the only ones there are."""
    held = view.rows(
        f"""SELECT source, language FROM documents WHERE source <> '{CITED_ONLY}' AND paragraphs > 0
            GROUP BY source, language ORDER BY source, language"""
    )
    sources = sorted({row["source"] for row in held})
    if not sources:
        raise NotHeld("no text is held, so there is nothing to discover; see: watchword ingest --help")
    if question.source and question.source not in sources:
        near = get_close_matches(question.source, sources, n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"held are {', '.join(sources)}"
        raise NotHeld(f"no text of the source {question.source!r} is held; {hint}")
    if not question.source and len(sources) > 1:
        raise UsageError(f"several sources are held: say one with --source ({', '.join(sources)})")
    source = question.source or sources[0]
    languages = sorted({row["language"] for row in held if row["source"] == source})
    if question.language and question.language not in languages:
        named = ", ".join(code or "unknown" for code in languages)
        raise NotHeld(f"{source} is not held in the language {question.language!r}; it is held in {named}")
    if not question.language and len(languages) > 1:
        raise UsageError(f"{source} is held in several languages: say one with --language ({', '.join(filter(None, languages))})")
    return source, question.language or languages[0]


def _condition(view: View, question: Question, source: str, language: str) -> tuple[str, list[object]]:
    """Return the query of the documents asked (part 1) and of those they are compared with (part 0)."""
    bound_of("since", question.since)
    reference = question.reference or (OTHERS if question.actor and not question.since else "")
    if reference == OTHERS and not question.actor:
        raise UsageError("--reference others compares a state with the others: say the state with --actor")
    if not question.since and reference != OTHERS:
        span = view.rows(
            "SELECT min(date) AS a, max(date) AS b FROM documents WHERE source = ? AND language = ? AND date <> ''", [source, language]
        )[0]
        raise UsageError(f"say with --since where the window begins; {source} ({language}) is dated {span['a']} to {span['b']}")
    mine = f"len([1 FOR a IN actors IF a.state = ? AND a.role IN ({SPEAKING})]) > 0"
    since = bound_of("since", question.since)
    inside = f"{begins('date')} >= ?" if since else "true"
    inside_values: list[object] = [since] if since else []
    in_time = (inside, list(inside_values))
    base = f"SELECT * FROM documents WHERE source = ? AND language = ? AND source <> '{CITED_ONLY}' AND paragraphs > 0 AND date <> ''"
    values: list[object] = [source, language]
    if question.organ:
        base, values = f"{base} AND organ = ?", [*values, question.organ]
    if question.actor:
        inside, inside_values = f"({inside} AND {mine})", [*inside_values, question.actor]
    if reference == OTHERS:
        other, other_values = f"({in_time[0]} AND NOT {mine})", [*in_time[1], question.actor]
    else:
        other, other_values = _period(question)
        if question.actor:
            other, other_values = f"({other} AND {mine})", [*other_values, question.actor]
    query = f"SELECT *, CASE WHEN {inside} THEN 1 ELSE 0 END AS part FROM ({base}) WHERE {inside} OR {other}"
    return query, [*inside_values, *values, *inside_values, *other_values]


def _period(question: Question) -> tuple[str, list[object]]:
    """Return the condition of a reference in time."""
    if not question.reference:
        return f"{ends('date')} < ?", [bound_of("since", question.since)]
    first, dots, last = question.reference.partition("..")
    if not dots or date_of(first) != first or date_of(last) != last or not first or not last:
        raise UsageError(f"--reference takes two dates such as 2003..2012, or 'others'; found {question.reference!r}")
    if days_of(last)[1] < days_of(first)[0]:
        raise UsageError(f"--reference ends before it begins: {question.reference!r}")
    if days_of(last)[1] >= bound_of("since", question.since):
        raise UsageError(f"--reference {question.reference} reaches into the window, which begins {question.since}")
    return f"({begins('date')} >= ? AND {ends('date')} <= ?)", [days_of(first)[0], days_of(last)[1]]


def _refuse_empty(question: Question, source: str, language: str, window: int, documents: int) -> None:
    """Raise `NotHeld` for a window or a reference without documents."""
    corpus = f"{source} ({language or 'language unknown'})" + (f", organ {question.organ}" if question.organ else "")
    by = f" by {question.actor}" if question.actor else ""
    since = f" dated {question.since} or later" if question.since else ""
    if documents == window:
        raise NotHeld(f"the window is empty: no document{by} of {corpus}{since} is held up to the date asked for")
    if not window:
        kind = "by others" if OTHERS in (question.reference, "" if question.since else OTHERS) else "before the window"
        raise NotHeld(f"the reference is empty: no document of {corpus} {kind} is held to compare with; say others with --reference")
