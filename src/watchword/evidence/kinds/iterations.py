"""Which time a text came."""

import re
from collections.abc import Iterator

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.index import Decision
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, untied, weigh
from watchword.evidence.mentions import Mentions
from watchword.model import Outcome


class Iterations:
    """Statements that a text came for the second or third time."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield "a third time", "the second iteration"."""
        marked, numbers = said.marked
        for hit in said.words.moves["times"].finditer(marked):
            yield Statement(ClaimKind.ITERATION, hit.start(), hit.end(), numbers[_place_of(hit, "ordinal")].value)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Count the texts adopted under this title in this body, up to the one meant."""
        number: int = statement.value
        words = f"number {number} under its title"
        if not tie.decisions:
            return untied(tie, words) if tie.series else None
        results = [(decision, *_place(court, decision)) for decision in tie.decisions]
        right = next((each for each in results if each[1] == number), None)
        if len(results) > 1:
            return Judgement(Verdict.NOT_CHECKABLE, f"the text does not say which of {len(results)} decisions it means", words)
        if right is None and tie.by == "context" and not tie.told:
            return None  # "the second vote" may well name another than the one spoken of last
        _, place, series = right or results[0]
        listed = "; ".join(f"{each.name} of {each.date}" for each in series[:8])
        basis = tuple(ground(each, each.title) for each in series[:6])
        declared, gapless = all(_is_declared(court, each) for each in series), court.record.is_gapless(series)
        verdict, reason = Verdict.NOT_CHECKABLE, f"only {listed} are held under this title; earlier ones may not be"
        if right and (declared or (gapless and number > 1)):
            why = "the source is declared complete" if declared else "the numbers of the body's texts are held without a gap"
            verdict, reason = Verdict.SUPPORTED, f"adopted under this title: {listed}; {why}"
        elif right:
            verdict, reason = Verdict.NOT_CONTRADICTED, f"held under this title: {listed}; the source is not declared complete"
        elif place > number or declared or gapless:
            verdict, reason = Verdict.CONTRADICTED, f"adopted under this title: {listed}"
        return weigh(verdict, series, reason, said=words, recorded=str(place), evidence=basis)


def _place_of(hit: re.Match[str], name: str) -> int:
    """Return where the group of this name, or of it with a number, begins: expressions with choices have several."""
    return hit.start(next(group for group, value in hit.groupdict().items() if value and group.startswith(name)))


def _place(court: Court, decision: Decision) -> tuple[int, list[Decision]]:
    """Return which text adopted under its title a decision is, and those up to it."""
    series = [
        each
        for each in court.record.series(decision)
        if each.outcomes & {Outcome.ADOPTED, Outcome.WITHOUT_VOTE} or each.key == decision.key
    ]
    upto = series[: series.index(decision) + 1] if decision in series else [decision]
    return len(upto), upto


def _is_declared(court: Court, decision: Decision) -> bool:
    return decision.row["source"] in court.declared
