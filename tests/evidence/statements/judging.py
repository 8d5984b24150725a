"""How well a checker judges the statements: what is right and wrong among its verdicts, and how many of the checkable it finds."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tests.evidence.statements.records import Statement
from watchword.evidence.claims import Checked, Claim, ClaimKind, Verdict

# The claims by which a statement's detail counts as judged: its own kind, and what else says the same thing of the same words.
_SAME: dict[str, frozenset[ClaimKind]] = {
    "tally": frozenset({ClaimKind.TALLY}),
    "date": frozenset({ClaimKind.DATE}),
    "title": frozenset({ClaimKind.TITLE, ClaimKind.FORMER_TITLE, ClaimKind.SYMBOL}),
    "body": frozenset({ClaimKind.BODY}),
    "members": frozenset({ClaimKind.MEMBERS}),
    "outcome": frozenset({ClaimKind.OUTCOME}),
    "only": frozenset({ClaimKind.ONLY}),
    "position": frozenset({ClaimKind.POSITION}),
    "change": frozenset({ClaimKind.CHANGE}),
    "iteration": frozenset({ClaimKind.ITERATION}),
    "trend": frozenset({ClaimKind.TREND}),
    "sponsor": frozenset({ClaimKind.SPONSOR}),
}
# Ties in which the wrong detail is itself what names the text: any claim of the statement may show that it does not hold.
_TIED_BY_DETAIL = frozenset({"date", "body", "title"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with the claims found in it: those rightly and wrongly called supported or contradicted, and whether it was judged.

    `found` is "yes" where the target has the verdict it should have, "disagree" where the sources are said to disagree on it, "no"
    otherwise ("" where there is nothing to find); `seconds` is what the check took.
    """

    statement: Statement
    claims: tuple[Claim, ...]
    right: dict[Verdict, int]
    wrong: dict[Verdict, int]
    found: str
    seconds: float


@dataclass(slots=True)
class Score:
    """Counts over statements: claims right and wrong by verdict, statements found, called disagreeing and all."""

    right: Counter[Verdict] = field(default_factory=Counter)
    wrong: Counter[Verdict] = field(default_factory=Counter)
    found: int = 0
    disagree: int = 0
    statements: int = 0

    def precision(self, verdict: Verdict) -> tuple[int, int]:
        """Return how many claims of a verdict are right, and how many there are."""
        return self.right[verdict], self.right[verdict] + self.wrong[verdict]

    @property
    def recall(self) -> float:
        """The share of statements whose target has the verdict it should have."""
        return self.found / self.statements if self.statements else 0.0


def judge_all(check: Callable[[str], Checked], statements: Sequence[Statement]) -> list[Judged]:
    """Check each statement as a text of its own and judge the verdicts."""
    judged = []
    for statement in statements:
        begun = time.perf_counter()
        checked = check(statement.text)
        judged.append(judge(statement, checked.claims, time.perf_counter() - begun))
    return judged


def judge(statement: Statement, claims: Iterable[Claim], seconds: float = 0.0) -> Judged:
    """Say of each verdict on a statement whether it is right, by the statement's label.

    *Supported* is wrong on words that hold the false detail and wherever there is nothing to check. *Contradicted* is right only in
    a false statement, on words that hold the false detail, or on any where that detail is what ties the statement to its text.
    """
    held = tuple(claims)
    right, wrong = Counter[Verdict](), Counter[Verdict]()
    for claim in held:
        if claim.verdict in (Verdict.SUPPORTED, Verdict.CONTRADICTED):
            is_right = _is_support_right if claim.verdict == Verdict.SUPPORTED else _is_contradiction_right
            (right if is_right(statement, claim) else wrong)[claim.verdict] += 1
    return Judged(statement, held, dict(right), dict(wrong), _find(statement, held), seconds)


def _is_support_right(statement: Statement, claim: Claim) -> bool:
    if statement.kind == "none":
        return False
    if statement.true or not _touches(statement, claim):
        return True
    # That one of several voted no is true though it was not the only one; so is one of two answers that did not change.
    partly = statement.kind == "only" and statement.wrong.endswith("did")
    partly = partly or (statement.kind == "change" and "same both times" in statement.wrong)
    return partly and claim.kind == ClaimKind.POSITION


def _is_contradiction_right(statement: Statement, claim: Claim) -> bool:
    if statement.true or statement.kind == "none":
        return False
    return _touches(statement, claim) or _shows_tie(statement)


def _shows_tie(statement: Statement) -> bool:
    """Say whether the wrong detail is part of what names the text, so that another claim may be the one that does not hold."""
    return statement.kind == "title" or (statement.kind in _TIED_BY_DETAIL and statement.tie == "own words")


def _find(statement: Statement, claims: tuple[Claim, ...]) -> str:
    if statement.kind == "none":
        return ""
    wanted = Verdict.SUPPORTED if statement.true else Verdict.CONTRADICTED
    near = [claim for claim in claims if claim.kind in _SAME[statement.kind] and _touches(statement, claim)]
    if not statement.true:
        near = [claim for claim in claims if _touches(statement, claim) or _shows_tie(statement)]
    if any(claim.verdict == wanted for claim in near):
        return "yes"
    return "disagree" if any(claim.verdict == Verdict.DISAGREE for claim in near) else "no"


def _touches(statement: Statement, claim: Claim) -> bool:
    start, end = statement.target
    return claim.start < end and start < claim.end


def score(judged: Iterable[Judged]) -> Score:
    """Return the counts over judged statements."""
    total = Score()
    for one in judged:
        total.right.update(one.right)
        total.wrong.update(one.wrong)
        total.found += one.found == "yes"
        total.disagree += one.found == "disagree"
        total.statements += one.statement.kind != "none"
    return total


def score_by(judged: Iterable[Judged], name: str) -> dict[str, Score]:
    """Return the counts by a field of the statements ("kind", "language", "phrasing", "tie", "true"), in alphabetical order."""
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        groups[str(getattr(one.statement, name))].append(one)
    return {key: score(group) for key, group in sorted(groups.items())}


def list_errors(judged: Iterable[Judged]) -> list[Judged]:
    """Return the statements judged wrongly or not at all, the worst first: a wrong supported, a wrong contradicted, what was missed."""
    wrong = [one for one in judged if one.wrong or one.found in ("no", "disagree")]
    return sorted(wrong, key=lambda one: (-one.wrong.get(Verdict.SUPPORTED, 0), -one.wrong.get(Verdict.CONTRADICTED, 0), one.statement.id))
