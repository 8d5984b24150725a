"""How a vote went, in figures."""

from collections.abc import Iterator

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.index import SIDES, Decision
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, list_states, name_decision, untied, weigh
from watchword.evidence.mentions import Mentions
from watchword.evidence.prose.tallies import Told, find_tallies
from watchword.evidence.prose.vocabulary import TEXT
from watchword.model import Outcome
from watchword.votes.tally import seated

_WORDS = {"yes": "in favour", "no": "against", "abstain": "abstaining", "absent": "absent"}


class Tallies:
    """Statements of how many took each side."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield the tallies of a sentence."""
        marked, numbers = said.marked
        # What names a text is passed over as one.
        marked = "".join(TEXT if plain == TEXT else mark for plain, mark in zip(said.plain, marked, strict=True))
        for told in find_tallies(said.masked, marked, numbers, said.words):
            yield Statement(ClaimKind.TALLY, told.start, told.end, told)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare with the official totals and with the roll call of every record of the decision."""
        told: Told = statement.value
        words = say_counts(told.counts)
        if not tie.decisions:
            return untied(tie, words)
        results = [(decision, _compare(decision, told)) for decision in tie.decisions]
        whole = next((number for each in tie.decisions if (number := len(seated(each.organ, each.date)) or each.row["members"])), 0)
        if told.of and whole and told.of != whole:
            reason, basis = f"the body had {whole} members, not {told.of}", (ground(tie.decisions[0], f"{whole} members"),)
            return weigh(Verdict.CONTRADICTED, tie.decisions, reason, said=words, recorded=str(whole), evidence=basis)
        for verdict in (Verdict.SUPPORTED, Verdict.DISAGREE, Verdict.CONTRADICTED):
            found = [decision for decision, result in results if result == verdict]
            if found:
                return self._say(verdict, found, told, tie, court)
        decision = tie.decisions[0]
        return Judgement(Verdict.NOT_CHECKABLE, f"{name_decision(decision)}: the record gives neither totals nor a roll call", words)

    def _say(self, verdict: Verdict, found: list[Decision], told: Told, tie: Tie, court: Court) -> Judgement:
        words = say_counts(told.counts)
        recorded = "; ".join(f"{name_decision(decision)}: {say_versions(decision)}" for decision in found[:4])
        evidence = tuple(ground(decision, say_versions(decision)) for decision in found[:4])
        note = _note(found[0], told, court) if verdict != Verdict.CONTRADICTED and len(found) == 1 else ""
        if verdict == Verdict.CONTRADICTED:
            other = fitting(told, tie.series)
            reason = "no record of this vote has these figures"
            if all(decision.outcomes == {Outcome.WITHOUT_VOTE} for decision in found):
                reason = "it was adopted without a vote: nobody was counted"
            elif len(found) == 1 and found[0].versions:
                reason = f"the record has {say_versions(found[0])}"
            if other and other not in found:
                reason += f"; these are the figures of {name_decision(other)}"
        elif verdict == Verdict.DISAGREE:
            reason = "one record of the vote has these figures and another has not"
        else:
            reason = "the figures are those of the record"
            if len(tie.decisions) > 1:
                reason += f" of {name_decision(found[0])}; {len(tie.decisions)} decisions fit what the text says of it"
        return weigh(verdict, found, reason, said=words, recorded=recorded, evidence=evidence, note=note)


def fitting(told: Told, series: tuple[Decision, ...]) -> Decision | None:
    """Return the one decision of a series that has all figures of a tally of two sides or more; None where none or several have."""
    if len(told.counts) < 2:
        return None
    found = [decision for decision in series if _compare(decision, told) in (Verdict.SUPPORTED, Verdict.DISAGREE)]
    return found[0] if len(found) == 1 else None


def _compare(decision: Decision, told: Told) -> Verdict | None:
    """Return how a decision stands to a tally: None where its records give no figures of the sides told."""
    ways = [told.counts]
    if told.either and {"yes", "no"} <= told.counts.keys():
        ways.append(told.counts | {"yes": told.counts["no"], "no": told.counts["yes"]})
    held = [version.counts for version in decision.versions if told.counts.keys() & version.counts.keys()]
    if not held:
        return Verdict.CONTRADICTED if decision.outcomes == {Outcome.WITHOUT_VOTE} else None
    fits = [any(all(counts.get(side, number) == number for side, number in way.items()) for way in ways) for counts in held]
    unknown = any(side not in counts for counts in held for side in told.counts if side in SIDES)
    if all(fits):
        return None if unknown and len(held) == 1 and not told.counts.keys() <= held[0].keys() else Verdict.SUPPORTED
    return Verdict.DISAGREE if any(fits) else Verdict.CONTRADICTED


def _note(decision: Decision, told: Told, court: Court) -> str:
    """Say who is missing where the parts do not make the body."""
    if not {"yes", "no", "abstain"} <= told.counts.keys():
        return ""
    seats = seated(decision.organ, decision.date)
    whole = len(seats) or decision.row["members"]
    counted = sum(told.counts[side] for side in SIDES)
    if not whole or counted >= whole:
        return ""
    ballots = court.ballots(decision)
    cast = {state for state, position in ballots.items() if position.value in SIDES}
    missing = sorted(seats - cast) if seats and ballots else []
    return f"the parts make {counted} of {whole} members" + (f": no vote from {list_states(missing)}" if missing else "")


def say_counts(counts: dict[str, int]) -> str:
    """Say figures by side, in the usual order."""
    return ", ".join(f"{counts[side]} {_WORDS[side]}" for side in _WORDS if side in counts)


def say_versions(decision: Decision) -> str:
    """Say how a vote went by its records; once where they agree."""
    said: dict[str, list[str]] = {}
    for version in decision.versions:
        main = {side: version.counts[side] for side in SIDES if side in version.counts}
        said.setdefault(say_counts(main), []).append(f"{version.what}, {version.source}")
    if not said:
        return ", ".join(sorted(decision.outcomes)) or "no figures"
    if len(said) == 1:
        return next(iter(said))
    return "; ".join(f"{figures} ({', '.join(sources)})" for figures, sources in said.items())
