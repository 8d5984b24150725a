"""How named states voted, and who alone did."""

import re
from collections.abc import Iterator

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.index import Decision
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, list_states, name_decision, untied, weigh
from watchword.evidence.kinds.subjects import Stood, find_exceptions, find_sides, find_subject, is_only
from watchword.evidence.mentions import Mentions
from watchword.evidence.prose.named_states import Named, group_states
from watchword.evidence.prose.vocabulary import TEXT
from watchword.model import Position
from watchword.states import group_of, name_of
from watchword.votes.tally import seated

# The longest way between a subject and what it did.
_WAY = 90
_EARLIER = re.compile(r"\b(?:had|avait|avaient|había|habían|hatte|hatten)\b", re.IGNORECASE)
_SAID = {"yes": "yes", "no": "no", "abstain": "abstain", "absent": "absent"}


class Positions:
    """Statements of how states voted."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield each side with the states it is said of: "China, Cuba and Egypt voted in favour, the United States against"."""
        yield from _find_groups(said)
        groups = list(group_states(said.states, said.masked, said.words.words["list"]))
        if not groups or not (said.says(said.words.words["vote_context"]) or TEXT in said.plain):
            return
        excepted = list(find_exceptions(said, groups))
        yield from excepted
        if not excepted:
            yield from _find_deeds(said, groups)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare with the roll call."""
        stood: Stood = statement.value
        if stood.group:
            return _judge_group(stood, tie, court)
        words = f"{list_states(stood.states)}: {'only ' if stood.only else ''}{_SAID[stood.side]}"
        if not tie.decisions:
            return untied(tie, words) if tie.series or tie.by == "symbol" else None
        recorded = [decision for decision in tie.decisions if decision.has_roll_call]
        if not recorded:
            return Judgement(Verdict.NOT_CHECKABLE, f"{name_decision(tie.decisions[0])}: no roll call is held", words)
        results = [(decision, *_compare(decision, stood, court)) for decision in recorded]
        for verdict in (Verdict.SUPPORTED, Verdict.DISAGREE, Verdict.NOT_CHECKABLE, Verdict.CONTRADICTED):
            for decision, result, reason in results:
                if result == verdict:
                    found = say_ballots(decision, stood, court)
                    return weigh(verdict, [decision], f"{name_decision(decision)}: {reason}", said=words, recorded=found,
                                 evidence=(ground(decision, found),))  # fmt: skip
        return None


def _find_deeds(said: Mentions, groups: list[list[Named]]) -> Iterator[Statement]:
    """Yield what groups of states are said to have done, each deed once."""
    taken: set[int] = set()
    spans: list[tuple[int, int]] = []
    sides = find_sides(said)
    for side, start, end, is_verb in sides:
        if any(start < stop and begin < end for begin, stop in spans):
            continue
        at = find_subject(said, groups, (start, end), sides, taken, is_verb=is_verb)
        # "Chile, which had voted in favour, abstained": an earlier vote, and nothing says which.
        dateless = not (said.dates or said.numbered or said.titles)
        if at is None or (dateless and _EARLIER.search(said.masked[max(0, start - 12) : start + 10])):
            continue
        spans.append((start, end))
        group = groups[at]
        if not is_verb or groups[at][0].start > start:
            taken.add(at)
        only = is_only(said, group, start, end)
        kind = ClaimKind.ONLY if only else ClaimKind.POSITION
        first, last = min(group[0].start, start), max(group[-1].end, end)
        yield Statement(kind, first, last, Stood(tuple(state.code for state in group), side, only))


def _find_groups(said: Mentions) -> Iterator[Statement]:
    """Yield "all members of the African Group voted in favour"."""
    for group, pattern in said.words.groups.items():
        for hit in pattern.finditer(said.masked):
            lead = said.masked[max(0, hit.start() - 40) : hit.start()]
            quantities = [(found.start(), name) for name in ("all", "none", "most") if (found := said.words.words[name].search(lead))]
            deeds = [
                (found.start(), found.end(), side)
                for side, verb in said.words.verbs.items()
                if (found := verb.search(said.masked, hit.end()))
            ]
            if not quantities or not deeds or min(deeds)[0] - hit.end() > _WAY:
                continue
            start, (_, end, side) = hit.start() - len(lead) + quantities[-1][0], min(deeds)
            yield Statement(ClaimKind.POSITION, start, end, Stood((), side, group=group, quantity=quantities[-1][1]))


def _judge_group(stood: Stood, tie: Tie, court: Court) -> Judgement | None:
    """Count the ballots of a regional group's members."""
    words = f"{stood.quantity} of the {stood.group} group: {_SAID[stood.side]}"
    recorded = [decision for decision in tie.decisions if decision.has_roll_call]
    if not recorded:
        return untied(tie, words) if not tie.decisions else Judgement(Verdict.NOT_CHECKABLE, "no roll call of it is held", words)
    results = []
    for decision in recorded:
        cast = {
            code: position for code, position in court.ballots(decision).items()
            if position != Position.UNKNOWN and group_of(code, decision.date) == stood.group
        }  # fmt: skip
        same = [code for code, position in cast.items() if position.value == stood.side]
        right = {"all": len(same) == len(cast), "none": not same, "most": len(same) * 2 > len(cast)}[stood.quantity] and bool(cast)
        found = f"{len(same)} of the {len(cast)} members of the group with a ballot: {_SAID[stood.side]}"
        others = sorted(set(cast) - set(same))
        found += f" (not {list_states(others)})" if stood.quantity == "all" and others else ""
        results.append((right, decision, found))
    right, decision, found = next((each for each in results if each[0]), results[0])
    verdict = Verdict.SUPPORTED if right else Verdict.CONTRADICTED
    return weigh(
        verdict, [decision], f"{name_decision(decision)}: {found}", said=words, recorded=found, evidence=(ground(decision, found),)
    )


def _compare(decision: Decision, stood: Stood, court: Court) -> tuple[Verdict, str]:
    """Return the verdict on one decision, and why."""
    ballots = court.ballots(decision)
    wrong, unknown = [], []
    for code in stood.states:
        position = ballots.get(code)
        if position == Position.UNKNOWN or (position is None and not seated(decision.organ, decision.date)):
            unknown.append(code)
        elif position is None or position.value != stood.side:
            wrong.append(code)
    if wrong:
        return Verdict.CONTRADICTED, "; ".join(_say(code, ballots.get(code), decision) for code in wrong)
    if unknown:
        return Verdict.NOT_CHECKABLE, f"the answer of {list_states(unknown)} is not in the roll call"
    if stood.only:
        others = sorted(code for code, position in ballots.items() if position.value == stood.side and code not in stood.states)
        if others:
            return Verdict.CONTRADICTED, f"so did {list_states(others)}"
        totals = {version.counts[stood.side] for version in decision.versions if stood.side in version.counts}
        if totals - {len(stood.states)}:
            return Verdict.DISAGREE, "the roll call has no other, and the totals give another number"
        return Verdict.SUPPORTED, "the roll call has no other"
    return Verdict.SUPPORTED, "so the roll call has it"


def _say(code: str, position: Position | None, decision: Decision) -> str:
    if position is None:
        return f"{name_of(code)} was no member" if seated(decision.organ, decision.date) else f"{name_of(code)} is not in it"
    return f"{name_of(code)}: {position.value}"


def say_ballots(decision: Decision, stood: Stood, court: Court) -> str:
    """Say how the states voted, and for "only" who else took the side."""
    ballots = court.ballots(decision)
    said = "; ".join(_say(code, ballots.get(code), decision) for code in stood.states[:8])
    if stood.only:
        same = sorted(code for code, position in ballots.items() if position.value == stood.side)
        said += f"; {_SAID[stood.side]} in all: {list_states(same) if same else 'nobody'}"
    return said
