"""The records of a check: statements in prose, what the record says of them, and the verdict."""

from dataclasses import dataclass, field
from enum import StrEnum

from watchword.model import Evidence, Holding


class ClaimKind(StrEnum):
    """What a statement is about."""

    TALLY = "tally"
    OUTCOME = "outcome"
    DATE = "date"
    TITLE = "title"
    FORMER_TITLE = "former title"
    BODY = "body"
    MEMBERS = "members"
    SPONSOR = "sponsor"
    POSITION = "position"
    ONLY = "only"
    CHANGE = "change"
    ITERATION = "iteration"
    TREND = "trend"
    FIRST_USE = "first use"
    USE_COUNT = "count of uses"
    QUOTATION = "quotation"
    SYMBOL = "symbol"


class Verdict(StrEnum):
    """What the record says of a statement. Nothing is supported by nearness: the statement must be tied to its text by name."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    DISAGREE = "sources disagree"
    NOT_CONTRADICTED = "not contradicted by what is held"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True, slots=True)
class Ground:
    """What a verdict rests on: a record (a roll call's or document's key) and what it says, in words.

    `holding` is *held*, *measured* or *cited*; what is cited informs, and alone supports nothing. `evidence` is the place in a document's
    text, where the ground is one.
    """

    holding: Holding
    source: str
    record: str
    symbol: str
    says: str
    date: str = ""
    publisher: str = ""
    url: str = ""
    raw_sha256: str = ""
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that can be checked, and what came of it.

    `start` and `end` are code points of the text that was checked, and `text` is what stands there. `about` are the symbols (or keys) of
    the records the statement is tied to and `tied` says by what. `said` is what the statement says and `recorded` what the record says,
    both in few words. `note` is for a statement that is true and may mislead.
    """

    text: str
    start: int
    end: int
    kind: ClaimKind
    verdict: Verdict
    reason: str
    evidence: tuple[Ground, ...] = ()
    about: tuple[str, ...] = ()
    tied: str = ""
    said: str = ""
    recorded: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """A text with its claims, in the order of the text; `language` is the one it was read in, `notes` what the reader should know.

    `counts` says how many claims have each verdict.
    """

    text: str
    language: str
    claims: tuple[Claim, ...]
    version: int
    notes: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Whether nothing is contradicted."""
        return all(claim.verdict != Verdict.CONTRADICTED for claim in self.claims)
