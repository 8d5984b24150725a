"""The decisions that statements are made of: one record each, of which every source and the audit say the same."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from hashlib import sha256

from watchword.model import Outcome, Position, Question
from watchword.states import group_of
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


@dataclass(frozen=True, slots=True)
class Fact:
    """A decision as the record has it. `totals` are yes, no, abstain (None where nothing was counted), `ballots` by state.

    `title` is "" where it does not name the text (numbered, shortened or unclear titles); `alone` says that no other decision of any
    body has the title in that year, and `twins` are the dates of the decisions of this body under the title, `sure` whether their
    list can be relied on. `place` is this decision's place among them, from 1; `like` says that all up to it were decided the same way.
    """

    key: str
    symbol: str
    organ: str
    form: str
    number: str
    title: str
    date: str
    session: str
    voted: bool
    totals: tuple[int, int, int] | None
    members: int
    ballots: dict[str, str]
    sponsors: tuple[str, ...]
    theme: str
    alone: bool
    twins: tuple[str, ...]
    sure: bool
    place: int
    like: bool

    @property
    def year(self) -> int:
        """The year of the decision."""
        return int(self.date[:4])

    @property
    def half(self) -> str:
        """The half of the truth set it belongs to: all votes under one title stand in one half."""
        return "develop" if int(sha256(self.theme.encode()).hexdigest(), 16) % 2 else "report"

    def groups(self) -> dict[str, dict[str, str]]:
        """Return the ballots by regional group on the day."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for state, position in sorted(self.ballots.items()):
            if group := group_of(state, self.date):
                found[group][state] = position
        return found


def is_alike(one: Fact, other: Fact) -> bool:
    """Say whether two titles may be taken for one another, or one stands in the other."""
    first, second = set(one.theme.split()), set(other.theme.split())
    return len(first & second) > 0.6 * min(len(first), len(second))


class Library:
    """The decisions of a half, by theme and by body and year; `held` are those of both halves."""

    def __init__(self, facts: list[Fact], held: list[Fact]) -> None:
        self.facts = facts
        self._held = held
        self.themes: dict[str, list[Fact]] = defaultdict(list)
        self._years: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        self._rivals: dict[tuple[str, str], bool] = {}
        for fact in facts:
            self.themes[fact.theme].append(fact)
            self._years[fact.organ, fact.year].append(fact)

    def beside(self, fact: Fact) -> list[Fact]:
        """Return the decisions of the same body and year."""
        return self._years[fact.organ, fact.year]

    def has_rival(self, fact: Fact) -> bool:
        """Say whether another title of the body may be taken for this one's, in all that is held."""
        key = (fact.organ, fact.theme)
        if key not in self._rivals:
            others = (one for one in self._held if one.organ == fact.organ and one.theme != fact.theme)
            self._rivals[key] = any(is_alike(one, fact) for one in others)
        return self._rivals[key]


def read_facts(view: View) -> list[Fact]:
    """Return the decisions on which nothing is in doubt, in an order of no meaning that does not depend on the rows'."""
    rows = view.rows(
        "SELECT id, key, symbol, title, date, session, organ, outcome, question, yes, no, abstain, members, sponsors, source "
        "FROM roll_calls ORDER BY source, key, id"
    )
    adoptions = [row for row in rows if row["question"] in (Question.ADOPTION, Question.UNKNOWN)]
    doubted = {row.record for organ in ORGANS for row in audit_votes(view, organ).rows}
    by_symbol: dict[tuple[str, str], list[Row]] = defaultdict(list)
    by_title: dict[str, list[Row]] = defaultdict(list)
    repeated = Counter((row["source"], row["organ"], row["symbol"]) for row in rows if _may_repeat(row))
    for row in adoptions:
        by_symbol[row["organ"], row["symbol"]].append(row)
        by_title[normalise_title(row["title"])].append(row)
    ballots: dict[str, dict[str, str]] = defaultdict(dict)
    for row in view.rows("SELECT roll_call, state, position FROM ballots WHERE state <> '' ORDER BY roll_call, state, position"):
        ballots[row["roll_call"]][row["state"]] = row["position"]
    facts = []
    for (organ, symbol), records in by_symbol.items():
        found = _NUMBER.fullmatch(symbol)
        mine = next((row for source in _SOURCES for row in records if row["source"] == source), None)
        if not (found and mine) or organ not in ORGANS or len(mine["date"]) != 10:
            continue
        if any(repeated[row["source"], organ, symbol] > 1 or row["key"] in doubted for row in records) or not _agree(records):
            continue
        if not _answer_alike([ballots[row["id"]] for row in records if row["id"] in ballots]):
            continue
        theme = normalise_title(mine["title"]) if mine["source"] == "hrc_votes" else symbol
        series, sure = _list_series(organ, by_title[normalise_title(mine["title"])])
        title = _name_text(mine)
        place = [row["symbol"] for row in series].index(symbol) + 1 if symbol in [row["symbol"] for row in series] else 0
        years = [row["date"][:4] for row in by_title[normalise_title(mine["title"])] if row["symbol"] != symbol]
        voted = mine["outcome"] == Outcome.ADOPTED
        cast = ballots[mine["id"]]
        totals = (mine["yes"], mine["no"], mine["abstain"])
        facts.append(
            Fact(
                key=mine["key"], symbol=symbol, organ=organ, form=found["form"], number=found["number"], title=title, date=mine["date"],
                session=mine["session"], voted=voted, totals=None if None in totals or not voted else totals,
                members=_check_members(organ, mine), ballots=cast, sponsors=tuple(sorted({name for row in records for name in row["sponsors"] or ()})), theme=theme,
                alone=bool(title) and mine["date"][:4] not in years and "" not in years,
                twins=tuple(row["date"] for row in series), sure=sure and place > 0, place=place,
                like=len({row["outcome"] for row in series[:place]}) == 1,
            )
        )  # fmt: skip
    return sorted(facts, key=lambda fact: shuffle(fact.key))


def shuffle(*parts: object) -> str:
    """Return a key that puts things in an order of no meaning, the same every time."""
    return sha256("|".join(map(str, parts)).encode()).hexdigest()


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
    """Return how many members the body had, where the record says so and it is what the body had in that year; else 0."""
    year = int(row["date"][:4])
    right = 47 if organ == "HRC" else next((seats for last, seats in _SEATS if year <= last), 0) if organ == "CHR" else 0
    return right if right and row["members"] == right else 0


def positions(fact: Fact, position: str) -> list[str]:
    """Return the states that took a position."""
    return [state for state, taken in fact.ballots.items() if taken == Position(position)]
