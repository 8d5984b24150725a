"""What the audit sees of a recorded vote, what it can say of it, and how it puts that into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from watchword.states import name_of
from watchword.votes.roll_calls import ABSTAIN, NO, YES

Triple = tuple[int, int, int]


class Diagnosis(StrEnum):
    """What explains a discrepancy."""

    SWAPPED = "totals with two columns swapped"
    PASTED = "roll call pasted from another vote"
    TWICE = "a state twice and another missing"
    NEIGHBOUR = "a neighbouring code for another"
    NO_ROLL_CALL = "roll call absent"
    BAD_SUM = "totals that do not add up by themselves"
    OUTCOME = "outcome against its totals"
    LEFT_OUT = "a member without an answer in the roll call"
    OTHER_ANSWER = "one ballot under another answer"
    STRANGER = "a ballot of a state without a seat"
    LISTED = "listed without a seat, and without an answer"
    EXCHANGED = "roll call with two answers exchanged"
    MISTOTALLED = "totals that the ballots and another source contradict"
    SOURCES = "sources disagree"
    DATES = "sources disagree on the date"
    UNEXPLAINED = "unexplained"


# Diagnoses that put the ballots in doubt; the others leave the roll call as good as any.
OF_BALLOTS = frozenset(
    {Diagnosis.PASTED, Diagnosis.TWICE, Diagnosis.NEIGHBOUR, Diagnosis.LEFT_OUT, Diagnosis.OTHER_ANSWER, Diagnosis.STRANGER,
     Diagnosis.EXCHANGED,     Diagnosis.UNEXPLAINED}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Record:
    """A recorded vote as the audit sees it: `ballots` by state in the codes of `roll_calls`, `seats` the members on that day (empty
    where unknown), `perhaps` the states that sat for a part only of a date of month or year precision, `twice` the states printed
    more than once, official totals (None where not given).
    """

    key: str
    symbol: str
    date: str
    outcome: str
    yes: int | None
    no: int | None
    abstain: int | None
    absent: int | None
    members: int | None
    ballots: Mapping[str, int]
    seats: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()
    twice: frozenset[str] = frozenset()

    @property
    def official(self) -> Triple | None:
        """The official yes, no and abstain; None unless all are given."""
        return None if self.yes is None or self.no is None or self.abstain is None else (self.yes, self.no, self.abstain)

    @property
    def most_seats(self) -> int:
        """How many states can have had a seat at most; 0 where that is unknown."""
        return len(self.seats) + len(self.perhaps)

    @property
    def counted(self) -> Triple:
        """The ballots' yes, no and abstain."""
        held = list(self.ballots.values())
        return held.count(YES), held.count(NO), held.count(ABSTAIN)


@dataclass(frozen=True, slots=True)
class Found:
    """A discrepancy: what does not fit, what explains it, how sure that is, why, the states concerned, and the record it rests on."""

    problem: str
    diagnosis: Diagnosis
    confidence: float
    reason: str
    states: tuple[str, ...] = ()
    evidence: str = ""


def list_names(codes: set[str]) -> str:
    shown = [name_of(code) for code in sorted(codes)]
    return ", ".join(shown[:8]) + (f" and {len(shown) - 8} more" if len(shown) > 8 else "")


def say_totals(totals: Triple | None) -> str:
    return "-".join(map(str, totals)) if totals else "nothing"
