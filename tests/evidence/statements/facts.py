"""The decisions that statements are made of, and what is asked of them."""

from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256

from watchword.model import Position
from watchword.states import group_of

# Everybody who works on the program knows the first case's votes: they are no test.
_KNOWN = (
    "promoting mutually beneficial cooperation in the field of human rights",
    "the contribution of development to the enjoyment of all human rights",
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A decision as the record has it. `totals` are yes, no, abstain (None where nothing was counted), `ballots` by state.

    `title` is "" where it does not name the text (numbered, shortened or unclear titles); `alone` says that no other decision of any
    body has the title in that year, and `twins` are the dates of the decisions of this body under the title, `sure` whether their
    list can be relied on, `rival` that another title of the body may be taken for this one. `place` is this decision's place among
    them, from 1; `like` says that all up to it were decided the same way.
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
    rival: bool

    @property
    def year(self) -> int:
        """The year of the decision."""
        return int(self.date[:4])

    @property
    def half(self) -> str:
        """The half of the truth set it belongs to: all votes under one title stand in one half."""
        return "develop" if self.theme in _KNOWN or int(sha256(self.theme.encode()).hexdigest(), 16) % 2 else "report"

    def groups(self) -> dict[str, dict[str, str]]:
        """Return the ballots by regional group on the day."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for state, position in sorted(self.ballots.items()):
            if group := group_of(state, self.date):
                found[group][state] = position
        return found


def is_alike(one: str, other: str) -> bool:
    """Say whether two normalised titles may be taken for one another: much the same words, or all of one in the other."""
    first, second = set(one.split()), set(other.split())
    return len(first & second) >= min(len(first), len(second), 0.6 * len(first | second))


class Library:
    """The decisions of a half, by theme and by body and year."""

    def __init__(self, facts: list[Fact]) -> None:
        self.facts = facts
        self.themes: dict[str, list[Fact]] = defaultdict(list)
        self._years: dict[tuple[str, int], list[Fact]] = defaultdict(list)
        for fact in facts:
            self.themes[fact.theme].append(fact)
            self._years[fact.organ, fact.year].append(fact)

    def beside(self, fact: Fact) -> list[Fact]:
        """Return the decisions of the same body and year."""
        return self._years[fact.organ, fact.year]


def shuffle(*parts: object) -> str:
    """Return a key that puts things in an order of no meaning, the same every time."""
    return sha256("|".join(map(str, parts)).encode()).hexdigest()


def positions(fact: Fact, position: str) -> list[str]:
    """Return the states that took a position."""
    return sorted(state for state, taken in fact.ballots.items() if taken == Position(position))
