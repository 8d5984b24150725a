"""What became of a text: adopted without a vote, by a vote, rejected, withdrawn."""

from collections.abc import Iterator

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.index import Decision
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, name_decision, untied, weigh
from watchword.evidence.kinds.tallies import say_versions
from watchword.evidence.mentions import Mentions
from watchword.model import Outcome

_ORDER = ("without_vote", "unanimous", "by_vote", "rejected", "withdrawn")
_SAID = {"without_vote": "adopted without a vote", "unanimous": "unanimous", "by_vote": "put to a vote", "rejected": "rejected",
         "withdrawn": "withdrawn"}  # fmt: skip
_FITS = {
    "without_vote": {Outcome.WITHOUT_VOTE},
    "by_vote": {Outcome.ADOPTED, Outcome.REJECTED},
    "rejected": {Outcome.REJECTED},
    "withdrawn": {Outcome.WITHDRAWN},
}

# An article may stand before a state.
_ARTICLE = 6


class Outcomes:
    """Statements of how a decision was reached."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield the words for an outcome, the last of those that say the same; one that is denied is no statement of it."""
        end = -1
        found: dict[str, Statement] = {}
        hits = [(hit.start(), hit.end(), name) for name in _ORDER for hit in said.words.outcomes[name].finditer(said.plain)]
        for start, stop, name in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            denied = said.words.words["negated"].search(said.masked[max(0, start - 100) : start])
            if start >= end and not denied and not (name == "rejected" and _by_states(said, stop)):
                found[name] = Statement(ClaimKind.OUTCOME, start, stop, name)
                end = stop
        yield from found.values()

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare with what the records say became of the text."""
        name = statement.value
        if not tie.decisions:
            return untied(tie, _SAID[name]) if tie.series or tie.by == "symbol" else None
        results = [(decision, _compare(decision, name)) for decision in tie.decisions]
        for verdict in (Verdict.SUPPORTED, Verdict.DISAGREE, Verdict.NOT_CONTRADICTED, Verdict.CONTRADICTED):
            found = [decision for decision, result in results if result == verdict]
            if found:
                recorded = "; ".join(f"{name_decision(each)}: {_say(each)}" for each in found[:3])
                note = "adopted without a vote is not the support of every member" if name == "unanimous" else ""
                grounds = tuple(ground(each, _say(each)) for each in found[:3])
                reason = f"the record has {_say(found[0])}"
                return weigh(verdict, found, reason, said=_SAID[name], recorded=recorded, evidence=grounds, note=note)
        return Judgement(Verdict.NOT_CHECKABLE, "what became of it is not in the record", _SAID[name])


def _by_states(said: Mentions, end: int) -> bool:
    """Whether states follow: what some of them rejected was not rejected."""
    passive = said.words.words["passive"].match(said.masked, end)
    return bool(passive) and any(0 <= state.start - passive.end() <= _ARTICLE for state in said.states if passive)


def _compare(decision: Decision, name: str) -> Verdict | None:
    if not decision.outcomes:
        return None
    if name == "unanimous":
        against = [version.counts.get("no", 0) + version.counts.get("abstain", 0) for version in decision.versions]
        if decision.outcomes == {Outcome.WITHOUT_VOTE}:
            return Verdict.NOT_CONTRADICTED
        return None if not against else Verdict.CONTRADICTED if all(against) else Verdict.SUPPORTED
    fits = [outcome in _FITS[name] for outcome in decision.outcomes]
    return Verdict.SUPPORTED if all(fits) else Verdict.DISAGREE if any(fits) else Verdict.CONTRADICTED


def _say(decision: Decision) -> str:
    said = " or ".join(sorted(decision.outcomes)) or "unknown"
    return f"{said} ({say_versions(decision)})" if decision.versions else said
