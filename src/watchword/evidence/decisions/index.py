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
_ADOPTION = frozenset({Question.ADOPTION, Question.UNKNOWN})
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
    def is_adoption(self) -> bool:
        """Whether it was on adopting a text, and no amendment, motion or separate paragraph."""
        return self.row["question"] in _ADOPTION

    @property
    def has_roll_call(self) -> bool:
        """Whether its first record has ballots."""
        return bool(self.ballots.get(self.row["id"]))


class Decisions:
    """All decisions of a view, once each; a decision is put together when it is asked for."""

    def __init__(self, view: View) -> None:
        """Read the records, as columns, and which of them belong together."""
        self.view = view
        self._numbered: dict[str, dict[int, set[int]]] = {}
        table = view.table(f"SELECT {_COLUMNS} FROM roll_calls ORDER BY date, key, id")
        self._names = table.column_names
        self._columns = {name: table.column(name).to_pylist() for name in self._names}
        groups: dict[tuple[str, str], list[int]] = defaultdict(list)
        fields = ("organ", "symbol", "key", "question")
        for at, record in enumerate(zip(*(self._columns[name] for name in fields), strict=True)):
            groups[_join_by(*record)].append(at)
        self._groups = tuple(groups.values())
        self._made: dict[int, tuple[Decision, ...]] = {}

    def with_symbol(self, symbol: str) -> list[Decision]:
        """Return the decisions on a text of this symbol (in capitals): adopted under it, or voted on under it."""
        return [decision for group in self._by_symbol.get(symbol, ()) for decision in self._make(group)]

    def with_title(self, title: str) -> list[Decision]:
        """Return the decisions on adopting a text of this title (normalised), by its records or, in any language, by its text."""
        made = [decision for group in self._by_title.get(title, ()) for decision in self._make(group)]
        return [each for each in made if each.is_adoption and (title in each.titles or title in self.document_titles.get(each.name, ()))]

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """The titles, normalised, in every language in which a text is held."""
        return tuple(self._by_title)

    @cached_property
    def document_titles(self) -> dict[str, frozenset[str]]:
        """The normalised titles of the texts held of each work, in all languages."""
        rows = self.view.rows(
            "SELECT DISTINCT symbol, title FROM documents WHERE symbol <> '' AND title <> '' AND kind IN ('resolution', 'decision') "
            "AND source <> ? ORDER BY symbol, title",
            [CITED_ONLY],
        )
        found: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            found[row["symbol"]].add(normalise_title(row["title"]))
        return {work: frozenset(titles - {""}) for work, titles in found.items()}

    @cached_property
    def years(self) -> frozenset[tuple[str, str]]:
        """The bodies and years of which any decision is held."""
        columns = (self._columns[name] for name in ("organ", "date", "source"))
        return frozenset((organ, date[:4]) for organ, date, source in zip(*columns, strict=True) if date and source != CITED_ONLY)

    def sponsors(self, decision: Decision) -> list[str]:
        """Return the sponsors that the records of a decision name, as they print them; none is unknown."""
        ids = [row["id"] for row in decision.held_rows]
        rows = self.view.rows("SELECT unnest(sponsors) AS name FROM roll_calls WHERE id IN (SELECT unnest(?::VARCHAR[]))", [ids])
        return sorted({row["name"] for row in rows})

    def is_gapless(self, series: Sequence[Decision]) -> bool:
        """Whether no earlier text of a title can be missing before the last of these, oldest first.

        The numbers of the body's resolutions must be held from its first regular session on without a gap, but for the sessions in which a
        text of the title is held: a body adopts a title once a session.
        """
        held = self._numbers(series[0].organ)
        keys = [int(found[1]) for decision in series if (found := _NUMBERED.search(decision.name))]
        if len(keys) != len(series):
            return False
        wanted = set(range(1, max(keys) + 1)) - set(keys)
        return all(key in held and held[key] == set(range(1, max(held[key]) + 1)) for key in wanted)

    def _numbers(self, organ: str) -> dict[int, set[int]]:
        """Return the numbers of a body's resolutions that are held, by session."""
        if organ not in self._numbered:
            found: dict[int, set[int]] = defaultdict(set)
            columns = (self._columns[name] for name in ("organ", "symbol", "date", "source"))
            for body, symbol, day, source in zip(*columns, strict=True):
                number = _NUMBERED.search(symbol) if body == organ and day and source != CITED_ONLY else None
                if number:
                    found[int(number[1])].add(int(number[2]))
            self._numbered[organ] = found
        return self._numbered[organ]

    def series(self, decision: Decision) -> list[Decision]:
        """Return the decisions of the same body under the same title, oldest first."""
        same = {other.key: other for title in decision.titles for other in self.with_title(title) if other.organ == decision.organ}
        return sorted(same.values(), key=lambda other: (other.date, other.key)) or [decision]

    @cached_property
    def _by_symbol(self) -> dict[str, list[int]]:
        columns = [self._columns[name] for name in ("symbol", "work", "text_voted")]
        found: dict[str, list[int]] = defaultdict(list)
        for number, group in enumerate(self._groups):
            named = {column[at].partition(" ")[0] if column is columns[2] else column[at] for at in group for column in columns}
            for symbol in named - {""}:
                found[symbol.upper()].append(number)
        return dict(found)

    @cached_property
    def _by_title(self) -> dict[str, list[int]]:
        titles, questions, symbols = (self._columns[name] for name in ("title", "question", "symbol"))
        normal = {title: normalise_title(title) for title in set(titles)}
        found: dict[str, list[int]] = defaultdict(list)
        for number, group in enumerate(self._groups):
            for at in group:
                if questions[at] not in _ADOPTION:
                    continue
                for title in (normal[titles[at]], *self.document_titles.get(symbols[at], ())):
                    known = found[title]
                    if not known or known[-1] != number:
                        known.append(number)
        found.pop("", None)
        return dict(found)

    @cached_property
    def _counts(self) -> dict[str, dict[str, int]]:
        """How many ballots of each position each record has, by its id."""
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        cast = self.view.table("SELECT roll_call, position, count(*) AS n FROM ballots GROUP BY ALL ORDER BY ALL")
        for roll_call, position, number in zip(*(cast.column(name).to_pylist() for name in cast.column_names), strict=True):
            counts[roll_call][position] = number
        return dict(counts)

    def _make(self, group: int) -> tuple[Decision, ...]:
        """Put the records of a group together."""
        if group not in self._made:
            rows = [{name: self._columns[name][at] for name in self._names} for at in self._groups[group]]
            for row in rows:
                row["ballots"] = sum(self._counts.get(row["id"], {}).values())
            self._made[group] = tuple(_decide(rows, self._counts))
        return self._made[group]


def _join_by(organ: str, symbol: str, key: str, question: str) -> tuple[str, str]:
    """Return what the records of one decision have in common."""
    return (organ, symbol.upper()) if symbol and question in _ADOPTION else (organ, key)


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
