"""Read the decisions that statements are made of: one record each, of which every source and the audit say the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from tests.evidence.statements.facts import Fact, is_alike, shuffle
from watchword.model import Outcome, Question
from watchword.states import sitting
from watchword.store.base import CITED_ONLY, Row, View
from watchword.votes.auditing.audit import audit_votes
from watchword.votes.series import normalise_title

ORGANS = ("HRC", "CHR", "GA", "SC")
# The compiled votes first; the Assembly's own compilation has no totals and only month precision before 1983 or so.
_SOURCES = ("hrc_votes", "un_akoma_ntoso", "ga_votes")
_NUMBER = re.compile(
    r"(?:E/CN\.4|A/HRC|A|S)/(?P<form>RES|DEC)/(?P<number>\d+/\d+(?: [A-Z])?|S-\d+/\d+|\d+(?: [A-Z])? \([XVIL]+\)|\d+ \(\d{4}\))"
)
_SEATS = ((1961, 18), (1966, 21), (1979, 32), (1991, 43), (2006, 53))


class _Record:
    """The votes on adoption as they are held: by symbol, by title, and the titles of each body; `ballots` by record."""

    def __init__(self, view: View) -> None:
        rows = view.rows(
            "SELECT id, key, symbol, title, date, session, organ, outcome, question, yes, no, abstain, members, sponsors, source "
            "FROM roll_calls ORDER BY source, key, id"
        )
        self.repeated = Counter((row["source"], row["organ"], row["symbol"]) for row in rows if _may_repeat(row))
        self.doubted = {row.record for row in audit_votes(view).rows}
        self.by_symbol: dict[tuple[str, str], list[Row]] = defaultdict(list)
        self.by_title: dict[str, list[Row]] = defaultdict(list)
        self.themes: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            if row["question"] in (Question.ADOPTION, Question.UNKNOWN):
                self.by_symbol[row["organ"], row["symbol"]].append(row)
                self.by_title[normalise_title(row["title"])].append(row)
                self.themes[row["organ"]].add(normalise_title(row["title"]))
        self.ballots: dict[str, dict[str, str]] = defaultdict(dict)
        for row in view.rows("SELECT roll_call, state, position FROM ballots WHERE state <> '' ORDER BY roll_call, state, position"):
            self.ballots[row["roll_call"]][row["state"]] = row["position"]

    def is_clean(self, records: list[Row]) -> bool:
        """Say whether the records of one text are one a source, undoubted, and of one mind."""
        for row in records:
            if row["key"] in self.doubted or self.repeated[row["source"], row["organ"], row["symbol"]] > 1:
                return False
        return _agree(records) and _answer_alike([self.ballots[row["id"]] for row in records if row["id"] in self.ballots])


def read_facts(view: View) -> list[Fact]:
    """Return the decisions on which nothing is in doubt, in an order of no meaning that does not depend on the rows'."""
    return sorted(_make_facts(_Record(view)), key=lambda fact: shuffle(fact.key))


def _make_facts(held: _Record) -> Iterator[Fact]:
    for (organ, symbol), records in held.by_symbol.items():
        found = _NUMBER.fullmatch(symbol)
        mine = next((row for source in _SOURCES for row in records if row["source"] == source), None)
        if found and mine and organ in ORGANS and len(mine["date"]) == 10 and held.is_clean(records):
            yield _make_fact(held, mine, found, {name for row in records for name in row["sponsors"] or ()})


def _make_fact(held: _Record, mine: Row, found: re.Match[str], sponsors: set[str]) -> Fact:
    organ, symbol, title = mine["organ"], mine["symbol"], normalise_title(mine["title"])
    series, sure = _list_series(organ, held.by_title[title])
    named = _name_text(mine)
    symbols = [row["symbol"] for row in series]
    place = symbols.index(symbol) + 1 if symbol in symbols else 0
    years = [row["date"][:4] for row in held.by_title[title] if row["symbol"] != symbol]
    voted = mine["outcome"] == Outcome.ADOPTED
    totals = (mine["yes"], mine["no"], mine["abstain"])
    return Fact(
        key=mine["key"], symbol=symbol, organ=organ, form=found["form"], number=found["number"], title=named, date=mine["date"],
        session=mine["session"], voted=voted, totals=None if None in totals or not voted else totals,
        members=_check_members(organ, mine), ballots=held.ballots[mine["id"]], sponsors=tuple(sorted(sponsors)),
        theme=title if mine["source"] == "hrc_votes" else symbol,
        alone=bool(named) and mine["date"][:4] not in years and "" not in years,
        twins=tuple(row["date"] for row in series), sure=sure and place > 0, place=place,
        like=len({row["outcome"] for row in series[:place]}) == 1,
        rival=len(series) > 1 and any(other != title and is_alike(other, title) for other in held.themes[organ] - {""}),
    )  # fmt: skip


def _may_repeat(row: Row) -> bool:
    """Say whether a record could be mistaken for the adoption of its text; the Assembly's compilation has votes on parts beside it."""
    return row["source"] == "ga_votes" or row["question"] in (Question.ADOPTION, Question.UNKNOWN)


def _agree(records: list[Row]) -> bool:
    """Say whether the records of one text agree on its day, outcome and totals, cited ones included."""
    outcomes = {row["outcome"] for row in records}
    totals = {(row["yes"], row["no"], row["abstain"]) for row in records if row["yes"] is not None}
    days = sorted({row["date"] for row in records}, key=len)
    near = all(days[-1].startswith(day) for day in days)
    return len(outcomes) == 1 and outcomes <= {Outcome.ADOPTED, Outcome.WITHOUT_VOTE} and len(totals) <= 1 and near


def _answer_alike(cast: list[dict[str, str]]) -> bool:
    """Say whether the sources give every state the same answer, where they give it one."""
    return all(one[state] == other[state] for one in cast for other in cast for state in one.keys() & other.keys())


def _list_series(organ: str, rows: list[Row]) -> tuple[list[Row], bool]:
    """Return the decisions of a body under one title, oldest first, and whether that list can be relied on."""
    mine = [row for row in rows if row["organ"] == organ and row["source"] != CITED_ONLY]
    once = {row["symbol"]: row for row in reversed(mine) if row["source"] in _SOURCES}
    series = sorted(once.values(), key=lambda row: row["date"])
    dates = [row["date"] for row in series]
    sure = (
        all(row["symbol"] in once and row["outcome"] in (Outcome.ADOPTED, Outcome.WITHOUT_VOTE) for row in mine)
        and len(set(dates)) == len(dates)
        and all(len(date) == 10 and _NUMBER.fullmatch(row["symbol"]) for date, row in zip(dates, series, strict=True))
    )
    return series, sure


def _name_text(row: Row) -> str:
    """Return a title as prose would print it, "" where it does not name the text."""
    title = re.sub(r" : ", ": ", row["title"]).strip()
    named = row["source"] == "hrc_votes" or (row["organ"] == "GA" and row["source"] == "un_akoma_ntoso")
    plain = 3 <= len(title.split()) <= 22 and not re.search(r"[“”\"\[\]{}]|/", title) and title[:1].isupper()
    return title if named and plain and not title.startswith(("Resolution", "Decision", "Organization of")) else ""


def _check_members(organ: str, row: Row) -> int:
    """Return how many members the body had, where the record says so and it is what the body had in that year; else 0.

    While a seat of the Council was empty (a member suspended or gone), how many members it had may be argued about.
    """
    year = int(row["date"][:4])
    right = 47 if organ == "HRC" else next((seats for last, seats in _SEATS if year <= last), 0) if organ == "CHR" else 0
    full = organ != "HRC" or len(sitting(organ, row["date"])[0]) == right
    return right if right and row["members"] == right and full else 0
