"""Every decision that is held, with all that its sources say of it, to be found by symbol, title or date.

One decision is one symbol in one body; a record without a symbol stands alone. Which record speaks first is decided as everywhere
(`votes.record.prefer_record`); what the others say is kept beside it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from watchword.model import Holding, Outcome, Question
from watchword.store.base import CITED_ONLY, Row, View
from watchword.votes.record import may_be_same_day, prefer_record
from watchword.votes.series import normalise_title

_NUMBERED = re.compile(r"\bRES/(\d+)/(\d+)(?: [A-Z])?\Z")
# A session's number is smaller than a year's.
_YEARS = 1900
_PAUSE = 4
SIDES = ("yes", "no", "abstain")
# What tells decisions apart and judges them; who published a record and who sponsored a text is asked for when it is needed.
_COLUMNS = "id, key, symbol, work, title, question, date, organ, session, outcome, text_voted, yes, no, abstain, absent, members, source"


@dataclass(frozen=True, slots=True)
class Version:
    """What one record says of how a vote went, by its official totals or its roll call: how many took each side."""

    record: str
    source: str
    what: str
    counts: dict[str, int]


@dataclass(frozen=True)
class Decision:
    """One decision of a body. `row` is its first record's row (`schema`'s columns), `others` are the rows of its other records.

    `ballots` are the numbers of ballots by position of each record, by the record's id.
    """

    row: Row
    others: tuple[Row, ...]
    ballots: dict[str, dict[str, int]]

    @property
    def key(self) -> str:
        """The key of its first record."""
        return str(self.row["key"])

    @property
    def name(self) -> str:
        """Its symbol, or its first record's key."""
        return str(self.row["symbol"] or self.row["key"])

    @property
    def title(self) -> str:
        """Its title, as the first record prints it."""
        return str(self.row["title"])

    @property
    def organ(self) -> str:
        """The code of the body."""
        return str(self.row["organ"])

    @cached_property
    def date(self) -> str:
        """The most precise date that agrees with the first record's."""
        mine = str(self.row["date"])
        same = [row["date"] for row in self.others if row["date"] and may_be_same_day(row["date"], mine)]
        return str(max([mine, *same], key=len))

    @cached_property
    def dates(self) -> frozenset[str]:
        """All dates that its records give."""
        return frozenset(row["date"] for row in (self.row, *self.others) if row["date"])

    @cached_property
    def titles(self) -> frozenset[str]:
        """Its titles in all records, normalised."""
        return frozenset(normalise_title(row["title"]) for row in (self.row, *self.others) if row["title"]) - {""}

    @property
    def holding(self) -> Holding:
        """Whether any record of it is held, or all are cited."""
        return Holding.CITED if all(row["source"] == CITED_ONLY for row in (self.row, *self.others)) else Holding.HELD

    @cached_property
    def held_rows(self) -> tuple[Row, ...]:
        """Its records that are held; all where none is."""
        rows = (self.row, *self.others)
        return tuple(row for row in rows if row["source"] != CITED_ONLY) or rows

    @cached_property
    def outcomes(self) -> frozenset[str]:
        """What its records say became of it; unknown is no answer."""
        return frozenset(row["outcome"] for row in self.held_rows if row["outcome"] != Outcome.UNKNOWN)

    @cached_property
    def versions(self) -> tuple[Version, ...]:
        """How the vote went by each record's totals, and by its roll call; those that give nothing are left out."""
        found = []
        for row in self.held_rows:
            totals = {side: row[side] for side in (*SIDES, "absent") if row[side] is not None}
            if "yes" in totals:
                found.append(Version(row["key"], row["source"], "official totals", totals))
            cast = self.ballots.get(row["id"], {})
            if any(cast.get(side) for side in SIDES):
                counted = {side: cast.get(side, 0) for side in SIDES} | ({"absent": cast["absent"]} if cast.get("absent") else {})
                found.append(Version(row["key"], row["source"], "roll call", counted))
        return tuple(found)

    @property
    def has_roll_call(self) -> bool:
        """Whether its first record has ballots."""
        return bool(self.ballots.get(self.row["id"]))


class Decisions:
    """All decisions of a view, once each."""

    def __init__(self, view: View) -> None:
        """Read them; two seconds' worth of records are read in a quarter of one."""
        self.view = view
        self._numbered: dict[str, dict[int, set[int]]] = {}
        table = view.table(f"SELECT {_COLUMNS} FROM roll_calls ORDER BY date, key, id")
        names = table.column_names
        rows: list[Row] = [
            dict(zip(names, row, strict=True)) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)
        ]
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        cast = view.table("SELECT roll_call, position, count(*) AS n FROM ballots GROUP BY ALL ORDER BY ALL")
        for roll_call, position, number in zip(*(cast.column(name).to_pylist() for name in cast.column_names), strict=True):
            counts[roll_call][position] = number
        for row in rows:
            row["ballots"] = sum(counts[row["id"]].values()) if row["id"] in counts else 0
        groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
        for row in rows:
            groups[_join_by(row)].append(row)
        self.all = tuple(decision for group in groups.values() for decision in _decide(group, counts))

    @cached_property
    def by_symbol(self) -> dict[str, list[Decision]]:
        """Decisions by the symbol of the text adopted and by that of the text voted on, in capitals."""
        found: dict[str, list[Decision]] = defaultdict(list)
        for decision in self.all:
            named = {str(row[field]).upper() for row in (decision.row, *decision.others) for field in ("symbol", "work") if row[field]}
            named |= {str(row["text_voted"]).upper().split(" ")[0] for row in (decision.row, *decision.others) if row["text_voted"]}
            for symbol in named:
                found[symbol].append(decision)
        return found

    @cached_property
    def by_title(self) -> dict[str, list[Decision]]:
        """Decisions on the adoption of a text by their normalised titles, in every language in which a text of theirs is held."""
        found: dict[str, list[Decision]] = defaultdict(list)
        by_name = {decision.name: decision for decision in self.adoptions}
        for decision in self.adoptions:
            for title in decision.titles:
                found[title].append(decision)
        for work, title in self._document_titles():
            if work in by_name and by_name[work] not in found[title]:
                found[title].append(by_name[work])
        return dict(found)

    @cached_property
    def adoptions(self) -> tuple[Decision, ...]:
        """Decisions on adopting a text: not amendments, motions or separate paragraphs."""
        return tuple(decision for decision in self.all if decision.row["question"] in (Question.ADOPTION, Question.UNKNOWN))

    @cached_property
    def document_titles(self) -> dict[str, frozenset[str]]:
        """The normalised titles of the texts held of each work, in all languages."""
        found: dict[str, set[str]] = defaultdict(set)
        for work, title in self._document_titles():
            found[work].add(title)
        return {work: frozenset(titles) for work, titles in found.items()}

    @cached_property
    def years(self) -> frozenset[tuple[str, str]]:
        """The bodies and years of which any decision is held."""
        rows = (row for decision in self.all for row in (decision.row, *decision.others))
        return frozenset((row["organ"], row["date"][:4]) for row in rows if row["date"] and row["source"] != CITED_ONLY)

    def sponsors(self, decision: Decision) -> list[str]:
        """Return the sponsors that the records of a decision name, as they print them; none is unknown."""
        ids = [row["id"] for row in decision.held_rows]
        rows = self.view.rows("SELECT unnest(sponsors) AS name FROM roll_calls WHERE id IN (SELECT unnest(?::VARCHAR[]))", [ids])
        return sorted({row["name"] for row in rows})

    def is_gapless(self, series: Sequence[Decision]) -> bool:
        """Whether no text of a title can be missing among these, oldest first, nor for some years before them.

        All numbers of each session (or year, where the body counts by years) must be held, but for those in which a text of the title is:
        a body adopts a title once a session. They must run from session 1, or from `_PAUSE` years before the oldest: a title that
        rested for so long is a new one.
        """
        held = self._numbers(series[0].organ)
        keys = [int(found[1]) for decision in series if (found := _NUMBERED.search(decision.name))]
        if len(keys) != len(series):
            return False
        start = keys[0] - _PAUSE if keys[0] > _YEARS else 1
        wanted = set(range(start, max(keys) + 1)) - set(keys)
        return all(key in held and held[key] == set(range(1, max(held[key]) + 1)) for key in wanted)

    def _numbers(self, organ: str) -> dict[int, set[int]]:
        """Return the numbers of a body's resolutions by session, or by year."""
        if organ not in self._numbered:
            found: dict[int, set[int]] = defaultdict(set)
            for decision in self.adoptions:
                number = _NUMBERED.search(decision.name) if decision.organ == organ and decision.holding == Holding.HELD else None
                if number and decision.date:
                    found[int(number[1])].add(int(number[2]))
            self._numbered[organ] = found
        return self._numbered[organ]

    def series(self, decision: Decision) -> list[Decision]:
        """Return the decisions of the same body under the same title, oldest first."""
        same = {other.key: other for title in decision.titles for other in self.by_title.get(title, ()) if other.organ == decision.organ}
        return sorted(same.values(), key=lambda other: (other.date, other.key)) or [decision]

    def _document_titles(self) -> Iterable[tuple[str, str]]:
        rows = self.view.rows(
            "SELECT DISTINCT symbol, title FROM documents WHERE symbol <> '' AND title <> '' AND kind IN ('resolution', 'decision') "
            "AND source <> ? ORDER BY symbol, title",
            [CITED_ONLY],
        )
        return [(str(row["symbol"]), normal) for row in rows if (normal := normalise_title(row["title"]))]


def _join_by(row: Row) -> tuple[str, str]:
    """Return what the records of one decision have in common."""
    if row["symbol"] and row["question"] in (Question.ADOPTION, Question.UNKNOWN):
        return row["organ"], str(row["symbol"]).upper()
    return row["organ"], str(row["key"])


def _decide(rows: list[Row], counts: dict[str, dict[str, int]]) -> Iterable[Decision]:
    """Yield the decision of rows that belong together; a source with several different ones keeps them apart."""
    if len(rows) == 1:
        yield Decision(rows[0], (), {rows[0]["id"]: counts.get(rows[0]["id"], {})})
        return
    ordered = sorted(rows, key=lambda row: (row["question"] != Question.ADOPTION, *prefer_record(row), row["source"], row["id"]))
    first = ordered[0]
    same: list[Row] = []
    others: list[Row] = []
    for row in ordered[1:]:
        apart = row["source"] == first["source"] and (row["date"], row["yes"], row["no"]) != (first["date"], first["yes"], first["no"])
        (others if apart else same).append(row)
    yield Decision(first, tuple(same), {row["id"]: counts.get(row["id"], {}) for row in (first, *same)})
    if others:
        yield from _decide(others, counts)
