"""How named states voted, and who alone did."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.index import Decision
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, list_states, name_decision, untied, weigh
from watchword.evidence.mentions import Mentions
from watchword.evidence.prose.named_states import Named, group_states
from watchword.model import Position
from watchword.states import group_of, name_of
from watchword.votes.tally import seated

# The longest way between a subject and what it did.
_WAY = 90
_SAID = {"yes": "yes", "no": "no", "abstain": "abstain", "absent": "absent"}


@dataclass(frozen=True, slots=True)
class Stood:
    """States said to have taken a side; `only` where no other is said to have.

    With a regional `group` it is "all", "none" or "most" (`quantity`) of its members that have a ballot.
    """

    states: tuple[str, ...]
    side: str
    only: bool = False
    group: str = ""
    quantity: str = ""


class Positions:
    """Statements of how states voted."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield each side with the states it is said of: "China, Cuba and Egypt voted in favour, the United States against"."""
        yield from _find_groups(said)
        groups = list(group_states(said.states, said.masked, said.words.words["list"]))
        if not groups or not said.says(said.words.words["vote_context"]):
            return
        taken: set[int] = set()
        spans: list[tuple[int, int]] = []
        for side, start, end, is_verb in _sides(said):
            if any(start < stop and begin < end for begin, stop in spans):
                continue
            at = _subject(said, groups, start, end, taken, is_verb=is_verb)
            if at is None:
                continue
            spans.append((start, end))
            group = groups[at]
            if not is_verb or groups[at][0].start > start:
                taken.add(at)
            first, last = min(group[0].start, start), max(group[-1].end, end)
            only = _is_only(said, group, start, end)
            kind = ClaimKind.ONLY if only else ClaimKind.POSITION
            yield Statement(kind, first, last, Stood(tuple(state.code for state in group), side, only))

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


def _sides(said: Mentions) -> list[tuple[str, int, int, bool]]:
    """Return the sides named, in order: side, place, and whether as a verb; of two at one place the longer."""
    hits = [(hit.start(), -hit.end(), side, True) for side, pattern in said.words.verbs.items() for hit in pattern.finditer(said.masked)]
    hits += [(hit.start(), -hit.end(), side, False) for side, pattern in said.words.sides.items() for hit in pattern.finditer(said.masked)]
    found: list[tuple[str, int, int, bool]] = []
    for start, end, side, is_verb in sorted(hits, key=lambda hit: (hit[0], hit[1], not hit[3])):
        if not found or start >= found[-1][2]:
            found.append((side, start, -end, is_verb))
    return found


def _subject(said: Mentions, groups: list[list[Named]], start: int, end: int, taken: set[int], *, is_verb: bool) -> int | None:
    """Return which states took a side: those before it, or those after "by", "from" or a colon."""
    text = said.masked
    after = next((at for at, group in enumerate(groups) if group[0].start >= end), None)
    if after is not None:
        # "With the votes of China": the states follow at once.
        link = "of_states" if text[:end].rstrip().endswith((" of", " de", " von")) else "then_states"
        if said.words.words[link].fullmatch(text[end : groups[after][0].start]):
            return after
    if said.words.words["passive"].match(text, end):
        return None
    before = [at for at, group in enumerate(groups) if group[-1].end <= start]
    if not before:
        return None
    at = before[-1]
    between = text[groups[at][-1].end : start]
    if groups[at][-1].possessive or len(between) > _WAY or (not is_verb and at in taken):
        return None
    if said.words.words["not_subject"].search(text[: groups[at][0].start]):
        return None
    pattern = said.words.words["acts" if is_verb else "acts_plainly"]
    return at if pattern.fullmatch(between) else None


def _is_only(said: Mentions, group: list[Named], start: int, end: int) -> bool:
    """Whether the text says that nobody else took the side: "only" right before the states or the side, or "alone" after the states."""
    first, last = min(group[0].start, start), max(group[-1].end, end)
    lead = said.masked[max(0, first - 28) : first]
    inside = said.masked[first:last]
    only = said.words.moves["only"]
    near = re.search(r"\w+\W+(?:\w+\W+){0,2}\Z", lead)
    return bool(only.search(inside) or (near and only.search(near[0])))


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
