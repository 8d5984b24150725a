"""Whether support, opposition or abstentions rose or fell between two votes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.index import Decision
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, name_decision, untied, weigh
from watchword.evidence.kinds.pairs import choose_pairs, list_numbered
from watchword.evidence.kinds.tallies import say_versions
from watchword.evidence.mentions import Mentions
from watchword.votes.record import Vote
from watchword.votes.shift import Shift, split_shift

# The longest way from "support" to "fell": a title may stand between.
_LONGEST = 260


@dataclass(frozen=True, slots=True)
class Trend:
    """A side said to have grown (`sign` 1) or shrunk (-1), with the numbers told, the earlier first.

    With `than` the text compares the vote it names first with the one it names second.
    """

    side: str
    sign: int
    numbers: tuple[int, int] | None = None
    than: bool = False


class Trends:
    """Statements that support, opposition or abstentions rose or fell."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield "support fell from 28 to 23 votes", "it lost votes", "more votes in favour than"."""
        moves = said.words.moves
        for hit in moves["than"].finditer(said.masked):
            side = next(name for name in ("yes", "no", "abstain") if hit[name])
            sign = -1 if moves["fell"].fullmatch(hit["sign"]) else 1
            yield Statement(ClaimKind.TREND, hit.start(), hit.end(), Trend(side, sign, than=True), dated=True)
            return
        for hit in moves["gained"].finditer(said.masked):
            yield Statement(ClaimKind.TREND, hit.start(), hit.end(), Trend("yes", 1 if hit["rose"] else -1), dated=True)
            return
        end = 0
        for statement in sorted(_find_moves(said), key=lambda each: (each.start, each.end)):
            if statement.start >= end:
                yield statement
                end = statement.end

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare the figures of two votes, and say how much of the change is seats."""
        trend: Trend = statement.value
        words = f"{trend.side} {'rose' if trend.sign > 0 else 'fell'}" + (
            f" from {trend.numbers[0]} to {trend.numbers[1]}" if trend.numbers else ""
        )
        pairs = _compared(said, tie) if trend.than else choose_pairs(said, tie)
        if trend.numbers and not pairs and tie.series:
            pairs = [pair for pair in combinations(tie.series, 2) if _numbers(pair, trend.side) == trend.numbers]
        pairs = [pair for pair in pairs if _numbers(pair, trend.side)]
        if not pairs:
            return untied(tie, words) if tie.problem or not tie.series else Judgement(
                Verdict.NOT_CHECKABLE, "the text does not say between which votes", words)  # fmt: skip
        for pair in pairs:
            before, after = _numbers(pair, trend.side) or (0, 0)
            right = (after - before) * trend.sign > 0 and trend.numbers in (None, (before, after))
            if right and said.words.words["because"].match(said.masked, statement.end):
                return self._say(Verdict.NOT_CHECKABLE, pair, trend, words, court)
            if right:
                return self._say(Verdict.SUPPORTED, pair, trend, words, court)
        return self._say(Verdict.CONTRADICTED, pairs[0], trend, words, court)

    def _say(self, verdict: Verdict, pair: tuple[Decision, Decision], trend: Trend, words: str, court: Court) -> Judgement:
        before, after = _numbers(pair, trend.side) or (0, 0)
        recorded = f"{trend.side} {before} in {name_decision(pair[0])}, {after} in {name_decision(pair[1])}"
        note = _note(court, pair, trend.side) if verdict == Verdict.SUPPORTED and all(decision.has_roll_call for decision in pair) else ""
        reason = f"the record has {recorded}" + ("; it does not say why" if verdict == Verdict.NOT_CHECKABLE else "")
        return weigh(verdict, pair, reason, said=words, recorded=recorded, note=note,
                     evidence=tuple(ground(decision, say_versions(decision)) for decision in pair))  # fmt: skip


def _find_moves(said: Mentions) -> Iterator[Statement]:
    """Yield each side that is said to have moved, with the verb after it: "support fell from 28 to 23"."""
    marked, numbers = said.marked
    moves = said.words.moves
    for side, about in (("yes", "support"), ("no", "opposition"), ("abstain", "abstaining")):
        for noun in moves[about].finditer(said.masked):
            verbs = [
                (found.start(), found.end(), sign)
                for sign, name in ((-1, "fell"), (1, "rose"), (0, "went"))
                if (found := moves[name].search(said.masked, noun.end(), noun.end() + _LONGEST))
            ]
            start, end, sign = min(verbs, default=(0, 0, 0))
            if not verbs or said.words.words["clause"].search(said.masked[noun.end() : start]):
                continue
            pair = said.words.words["from_number"].match(marked, end)
            told = (numbers[pair.start("one")].value, numbers[pair.start("two")].value) if pair else None
            if sign or (told and told[0] != told[1]):
                trend = Trend(side, sign or (1 if told and told[1] > told[0] else -1), told)
                yield Statement(ClaimKind.TREND, noun.start(), pair.end() if pair else end, trend, dated=True)


def _compared(said: Mentions, tie: Tie) -> list[tuple[Decision, Decision]]:
    """Return the pair in "A had more votes than B", or "more votes in 2020 than in 2018": the second one named, then the first."""
    numbered = list_numbered(said)
    if len(numbered) == 2:
        return [(numbered[1], numbered[0])]
    return [(two, one) for one, two in choose_pairs(said, tie, in_order=True)] if len(said.dates) == 2 else []


def _compare_votes(court: Court, pair: tuple[Decision, Decision]) -> Shift:
    """Return the shift between two votes."""
    first, second = (Vote(decision.row, court.ballots(decision)) for decision in pair)
    return split_shift(first, second)


def _note(court: Court, pair: tuple[Decision, Decision], side: str) -> str:
    """Say how much of a change is states changing their vote, and how much is seats changing hands."""
    part = next(part for part in _compare_votes(court, pair).parts if part.position == side)
    seats = part.gained - part.lost
    lead = "true, and mostly seats changing hands: " if abs(seats) > abs(part.switched) else ""
    return f"{lead}of the change of {part.change:+}, {part.switched:+} is states voting differently and {seats:+} is seats"


def _numbers(pair: tuple[Decision, Decision], side: str) -> tuple[int, int] | None:
    found = [next((version.counts[side] for version in decision.versions if side in version.counts), None) for decision in pair]
    return (found[0], found[1]) if found[0] is not None and found[1] is not None else None
