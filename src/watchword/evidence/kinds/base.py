"""What all kinds of statement share: a statement found, a judgement on it, and what a judge may ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa

from watchword.evidence.claims import ClaimKind, Ground, Verdict
from watchword.evidence.decisions.index import Decision, Decisions
from watchword.evidence.decisions.titles import Titles
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.mentions import Mentions
from watchword.evidence.prose.dates import Told
from watchword.evidence.prose.vocabulary import Vocabulary
from watchword.lexicon.records import Form, Formulation, Lexicon
from watchword.model import Holding, Position
from watchword.phrasing import say_count
from watchword.states import name_of
from watchword.store.base import CITED_ONLY, View
from watchword.votes.record import read_ballots

if TYPE_CHECKING:
    from watchword.lexicon.match import Matcher


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement at a place of a sentence (code points of the sentence). `value` is the kind's own; `told` the date that belongs to it.

    `told` may be left to the check, which gives each statement the date beside it; `dated` says that the kind has settled it.
    """

    kind: ClaimKind
    start: int
    end: int
    value: Any
    told: Told | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the record says of a statement; the fields are those of `Claim`."""

    verdict: Verdict
    reason: str
    said: str = ""
    recorded: str = ""
    evidence: tuple[Ground, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Court:
    """What a judge may ask: the view, its decisions and titles, the lexicon, and the language's words."""

    view: View
    record: Decisions
    titles: Titles
    lexicon: Lexicon
    words: Vocabulary
    _ballots: dict[str, dict[str, Position]] = field(default_factory=dict)

    def ballots(self, decision: Decision) -> dict[str, Position]:
        """Return the ballots of a decision's first record, by state."""
        if decision.key not in self._ballots:
            self._ballots[decision.key] = read_ballots(self.view, decision.row["id"])
        return self._ballots[decision.key]

    def covers(self, organ: str, year: str) -> bool:
        """Whether any decision of a body in a year is held: else nothing can be said of what is missing."""
        return (organ, year) in self.record.years

    @cached_property
    def matcher(self) -> "Matcher":
        """The lexicon, made ready to be sought."""
        from watchword.lexicon.match import Matcher

        return Matcher(self.lexicon, threads=1)

    def formulations(self, text: str) -> list[tuple[Formulation, Form, int, int]]:
        """Return the formulations that a sentence names, with the form and its place, in order."""
        hits = self.matcher.scan(pa.array([text], pa.large_string()), [""])
        return [
            (self.lexicon.formulations[int(self.matcher.formulation_of[form])], self.matcher.forms[form], start, end)
            for form, start, end in zip(hits.form.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True)
        ]

    @cached_property
    def declared(self) -> frozenset[str]:
        """The sources that the workspace declares complete."""
        return frozenset(self.view.settings.complete)


class Kind(Protocol):
    """One kind of statement."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield the statements of this kind that a sentence makes."""
        ...

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Return the judgement on a statement that is tied so; None where it turns out to be no statement."""
        ...


def untied(tie: Tie, said: str = "") -> Judgement:
    """Return the judgement on a statement that no record was found for."""
    problem = tie.problem
    if not problem and tie.missed == "date" and tie.told:
        dates = ", ".join(sorted({decision.date or "no date" for decision in tie.series})[:6])
        problem = f"no vote on this text in {tie.told.date} is held ({dates})"
    if not problem and tie.missed:
        problem = f"no decision held fits {tie.how} and the {tie.missed} beside it"
    return Judgement(Verdict.NOT_CHECKABLE, problem or "no record is tied to it", said)


def ground(decision: Decision, says: str) -> Ground:
    """Return a decision as the ground of a verdict; who published its record is added when the text has been read (`check`)."""
    row = next((row for row in (decision.row, *decision.others) if row["source"] != CITED_ONLY), decision.row)
    holding = Holding.CITED if row["source"] == CITED_ONLY else Holding.HELD
    return Ground(holding, row["source"], row["key"], decision.name, says, decision.date)


def weigh(verdict: Verdict, decisions: Sequence[Decision], reason: str, **values: Any) -> Judgement:
    """Return a judgement; what rests on cited records alone is never supported."""
    if verdict == Verdict.SUPPORTED and all(decision.holding == Holding.CITED for decision in decisions):
        return Judgement(Verdict.NOT_CONTRADICTED, f"a cited record says so, and its bytes are not held: {reason}", **values)
    return Judgement(verdict, reason, **values)


def name_decision(decision: Decision) -> str:
    """Name a decision with its date."""
    return f"{decision.name} of {decision.date or 'unknown date'}"


def list_states(codes: Sequence[str], most: int = 8) -> str:
    """Name states; many are counted."""
    return ", ".join(name_of(code) for code in codes) if len(codes) <= most else say_count(len(codes), "state")
