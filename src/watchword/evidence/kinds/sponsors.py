"""Who put a text forward."""

import re
from collections.abc import Iterator

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, list_states, name_decision, untied, weigh
from watchword.evidence.mentions import Mentions
from watchword.evidence.prose.named_states import Named, group_states
from watchword.model import Position

# How far from states the word for what they did may stand.
_NEAR = 500
_CODE = re.compile(r"[A-Z]{2,3}\Z")


class Sponsors:
    """Statements that states put a text forward."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield "tabled by China and Cuba" and "China-sponsored"."""
        for group in group_states(said.states, said.masked, said.words.words["list"]):
            start, end = group[0].start, group[-1].end
            after = said.plain[end : end + _NEAR]
            befores = (said.plain[max(0, start - _NEAR) : start], said.masked[max(0, start - _NEAR) : start])
            put = any(said.words.words["sponsored_by"].search(before) for before in befores)
            if put or said.words.words["sponsored"].match(after):
                yield Statement(ClaimKind.SPONSOR, group[0].start, group[-1].end, group)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare with the sponsors on record; a blank is unknown."""
        group: list[Named] = statement.value
        codes = [state.code for state in group]
        words = list_states(codes)
        if not tie.decisions:
            return untied(tie, words) if tie.series else None
        listed = {name for decision in tie.decisions for name in court.record.sponsors(decision)}
        states = {name for name in listed if _CODE.match(name)}
        if not listed and any(_refused(court, tie, code) for code in codes):
            reason = "it did not vote for the text; the record names no sponsor"
            return weigh(Verdict.CONTRADICTED, tie.decisions, reason, said=words, evidence=(ground(tie.decisions[0], reason),))
        if not listed:
            return Judgement(Verdict.NOT_CHECKABLE, "the record names no sponsor, which means unknown", words)
        recorded = ", ".join(sorted(listed))
        basis = (ground(tie.decisions[0], f"sponsors: {recorded}"),)
        if set(codes) <= states:
            reason = f"the record of {name_decision(tie.decisions[0])} names them"
            return weigh(Verdict.SUPPORTED, tie.decisions, reason, said=words, recorded=recorded, evidence=basis)
        against = [code for code in codes if code not in states and _refused(court, tie, code)]
        if against:
            reason = f"{list_states(against)} is not among the sponsors on record and did not vote for the text"
            return weigh(Verdict.CONTRADICTED, tie.decisions, reason, said=words, recorded=recorded, evidence=basis)
        # A list of sponsors closes with "and others" as often as not: a name that is missing proves nothing.
        return Judgement(Verdict.NOT_CONTRADICTED, f"the record names {recorded}; others may have joined", words, recorded, basis)


def _refused(court: Court, tie: Tie, code: str) -> bool:
    """Whether a state voted against a text or abstained on it: then it did not put it forward."""
    return all(court.ballots(decision).get(code) in (Position.NO, Position.ABSTAIN) for decision in tie.decisions)
