"""The votes that belong to a set of works or titles, gathered into series: one text followed over sessions."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from watchword.model import Question
from watchword.store.base import CITED_ONLY, Row, View
from watchword.votes.record import list_tally_sources, may_be_same_day

FINDER = "votes.series/1"
# Greek and Cyrillic letters that look like Latin ones, and words that mix them with Latin letters (whole words keep their alphabet).
_LOOK_ALIKE = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕКМНОРСТХІаеорсхі", "ABEZHIKMNOPTYXoABEKMHOPCTXIaeopcxi")
_TAIL = re.compile(r"\s*:\s*(draft )?(resolution|decision)\s*/?.*$", re.IGNORECASE)
_APART = re.compile(r"[^\w]+")
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w+")


@dataclass(frozen=True, slots=True)
class Series:
    """Decisions under one title, oldest first; `records` are keys of roll calls, one a decision."""

    title: str
    organ: str
    reason: str
    symbols: tuple[str, ...]
    records: tuple[str, ...]
    dates: tuple[str, ...]
    outcomes: tuple[str, ...]


def gather_series(rows: Iterable[Row], works: Iterable[str], titles: Collection[str], reason: str) -> list[Series]:
    """Return the series, among decisions as `list_once` gives them, that hold any of these works or have any of these titles.

    Only decisions on adoption enter; where several sources record one decision, the one with ballots is named, and a cited
    record stands only where nothing is held.
    """
    wanted_works = {work.upper() for work in works}
    wanted_titles = {normalise_title(title) for title in titles}
    decisions = [row for row in rows if row["question"] in ("adoption", "unknown")]
    wanted_titles |= {
        (normalise_title(row["title"])) for row in decisions if row["work"].upper() in wanted_works or row["symbol"].upper() in wanted_works
    }
    wanted_titles.discard("")
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in decisions:
        title = normalise_title(row["title"])
        if title in wanted_titles:
            groups.setdefault((row["organ"], title), []).append(row)
    found = [_series(organ, rows, reason) for (organ, _), rows in groups.items()]
    return sorted(found, key=lambda series: (series.dates, series.title))


def list_decisions(view: View) -> list[Row]:
    """Return the decisions held, with the number of ballots of each, oldest first; each source's record of one is a row."""
    return view.rows(
        """SELECT r.key AS key, r.symbol AS symbol, r.work AS work, r.title AS title, r.question AS question, r.date AS date,
                  r.organ AS organ, r.session AS session, r.outcome AS outcome, r.source AS source, r.yes AS yes, r.no AS no,
                  r.abstain AS abstain, coalesce(b.n, 0) AS ballots
           FROM roll_calls r LEFT JOIN (SELECT roll_call, count(*) AS n FROM ballots GROUP BY roll_call) b ON b.roll_call = r.id
           ORDER BY r.date, r.key"""
    )


def list_once(view: View) -> list[Row]:
    """Return the decisions as `list_decisions` does, without what a source of totals alone repeats of another source's."""
    return drop_repeats(view, list_decisions(view))


def drop_repeats(view: View, rows: list[Row]) -> list[Row]:
    """Leave out, of decisions, what a source of totals alone repeats of another source's.

    The same decision is the same body and symbol; where the source of totals gives no symbol, the same title and a date that may be
    the same. A title of its own would otherwise make a second series of one text, or a second decision of one vote.
    """
    apart = list_tally_sources(view)
    others = [row for row in rows if row["source"] not in apart and row["question"] in (Question.ADOPTION, Question.UNKNOWN)]
    symbols = {(row["organ"], row["symbol"].upper()) for row in others if row["symbol"]}
    dates: dict[tuple[str, str], list[str]] = {}
    for row in others:
        dates.setdefault((row["organ"], normalise_title(row["title"])), []).append(row["date"])

    def is_repeated(row: Row) -> bool:
        if row["symbol"]:
            return (row["organ"], row["symbol"].upper()) in symbols
        return any(may_be_same_day(row["date"], date) for date in dates.get((row["organ"], normalise_title(row["title"])), ()))

    return [row for row in rows if row["source"] not in apart or not is_repeated(row)]


@cache
def normalise_title(title: str) -> str:
    """Return a title without case, punctuation, look-alike letters and the library's ' : resolution /' tail."""
    if ":" in title:
        title = _TAIL.sub("", title)
    if not title.isascii():
        title = _MIXED.sub(lambda word: word[0].translate(_LOOK_ALIKE), title)
    return _APART.sub(" ", title).strip().casefold()


def _series(organ: str, rows: list[Row], reason: str) -> Series:
    decisions: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (row["ballots"] == 0, row["source"] == CITED_ONLY, row["key"])):
        decisions.setdefault((row["symbol"] or row["key"]).upper(), row)
    ordered = sorted(decisions.values(), key=lambda row: (row["date"], row["key"]))
    return Series(
        title=ordered[-1]["title"],
        organ=organ,
        reason=reason,
        symbols=tuple(row["symbol"] or row["key"] for row in ordered),
        records=tuple(row["key"] for row in ordered),
        dates=tuple(row["date"] for row in ordered),
        outcomes=tuple(row["outcome"] for row in ordered),
    )
