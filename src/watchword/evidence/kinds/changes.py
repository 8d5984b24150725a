"""Who changed between two votes, which time a text came, and whether support rose or fell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.index import Decision
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, list_states, name_decision, untied, weigh
from watchword.evidence.kinds.tallies import say_versions
from watchword.evidence.mentions import Mentions
from watchword.evidence.prose.named_states import Named, group_states
from watchword.model import Outcome, Position
from watchword.states import name_of
from watchword.votes.record import Vote, may_be_same_day
from watchword.votes.shift import Shift, split_shift

_WAY = 120
# The longest way from "support" to "fell": a title may stand between.
_LONGEST = 260


@dataclass(frozen=True, slots=True)
class Moved:
    """States said to have gone from one side to another; `apart` where each side stands with a date or symbol of its own."""

    states: tuple[str, ...]
    before: str
    after: str
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """A side said to have grown (`sign` 1) or shrunk (-1), with the numbers told, the earlier first.

    With `than` the text compares the vote it names first with the one it names second.
    """

    side: str
    sign: int
    numbers: tuple[int, int] | None = None
    than: bool = False


def choose_pairs(said: Mentions, tie: Tie, *, in_order: bool = False) -> list[tuple[Decision, Decision]]:
    """Return the pairs of votes a statement can compare: those of the two dates or symbols told, else the last and the one before it.

    The earlier vote is first; with `in_order` the one that the text names first.
    """
    if not tie.series:
        return []
    numbered = _numbered(said)
    if len(numbered) == 2:
        return [(numbered[0], numbered[1]) if in_order or numbered[0].date <= numbered[1].date else (numbered[1], numbered[0])]
    series = [decision for decision in tie.series if decision.versions or decision.has_roll_call]
    dates = [told.date for told in said.dates if told.date]
    if len(dates) >= 2:
        chosen = dates[:2] if in_order else sorted(dates[:2])
        firsts, seconds = ([each for each in series if any(may_be_same_day(date, own) for own in each.dates)] for date in chosen)
        return [(one, two) for one in firsts for two in seconds if one.key != two.key]
    mine = [decision for decision in tie.decisions if decision in series]
    if len(mine) == 1 and series.index(mine[0]):
        return [(series[series.index(mine[0]) - 1], mine[0])]
    return [(series[0], series[1])] if len(series) == 2 else []


def _compared(said: Mentions) -> list[tuple[Decision, Decision]]:
    """Return the pair in "A had more votes than B": B, then A."""
    numbered = _numbered(said)
    return [(numbered[1], numbered[0])] if len(numbered) == 2 else []


def _numbered(said: Mentions) -> list[Decision]:
    """Return the decisions named by symbol, in the order of the text; a number of several bodies is that of the body beside it."""
    organs = {each.decisions[0].organ for each in said.numbered if len({decision.organ for decision in each.decisions}) == 1}
    found = [[decision for decision in each.decisions if not organs or decision.organ in organs] for each in said.numbered]
    return [decisions[0] for decisions in found if len(decisions) == 1]


def compare(court: Court, pair: tuple[Decision, Decision]) -> Shift:
    """Return the shift between two votes."""
    first, second = (Vote(decision.row, court.ballots(decision)) for decision in pair)
    return split_shift(first, second)


class Changes:
    """Statements that states changed their vote."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield "Chile moved from yes to abstention", "yes in 2018, abstention in 2020": two sides after a word for changing."""
        groups = list(group_states(said.states, said.masked, said.words.words["list"]))
        for hit in said.words.moves["change"].finditer(said.masked):
            sides = _sides_after(said, hit.end())
            if len(sides) < 2 or sides[0][2] == sides[1][2] or sides[1][0] - hit.end() > 2 * _WAY:
                continue
            near = [group for group in groups if group[-1].end <= sides[0][0] and hit.start() - group[-1].end <= _WAY]
            if not near or said.words.words["clause"].search(said.masked[near[-1][-1].end : sides[0][0]]):
                continue
            group: list[Named] = near[-1]
            value = Moved(tuple(state.code for state in group), sides[0][2], sides[1][2], _stand_apart(said, sides[0][1], sides[1][0]))
            yield Statement(ClaimKind.CHANGE, min(group[0].start, hit.start()), sides[1][1], value, dated=True)
            return

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare both roll calls."""
        moved: Moved = statement.value
        words = f"{list_states(moved.states)}: {moved.before} to {moved.after}"
        pairs = [pair for pair in choose_pairs(said, tie, in_order=moved.apart) if all(each.has_roll_call for each in pair)]
        if not pairs:
            reason = "the text does not say between which votes, or no roll call of one is held"
            return untied(tie, words) if tie.problem or not tie.series else Judgement(Verdict.NOT_CHECKABLE, reason, words)
        found = []
        for pair in pairs:
            before, after = (court.ballots(decision) for decision in pair)
            ways = {code: (_value(before.get(code)), _value(after.get(code))) for code in moved.states}
            found.append((pair, ways))
            if all(way == (moved.before, moved.after) for way in ways.values()):
                return self._say(Verdict.SUPPORTED, pair, ways, words)
        return self._say(Verdict.CONTRADICTED, *found[0], words)

    def _say(self, verdict: Verdict, pair: tuple[Decision, Decision], ways: dict[str, tuple[str, str]], words: str) -> Judgement:
        recorded = "; ".join(f"{name_of(code)}: {before} to {after}" for code, (before, after) in ways.items())
        reason = f"between {name_decision(pair[0])} and {name_decision(pair[1])}: {recorded}"
        note = "the two texts need not be the same: a state may have answered a different text"
        return weigh(verdict, pair, reason, said=words, recorded=recorded, note=note,
                     evidence=tuple(ground(decision, recorded) for decision in pair))  # fmt: skip


def _stand_apart(said: Mentions, first: int, second: int) -> bool:
    """Whether a date or symbol stands between two sides: it is the first one's."""
    places = [told.start for told in said.dates if told.date] + [each.start for each in said.numbered]
    return any(first <= place < second for place in places)


def _sides_after(said: Mentions, start: int) -> list[tuple[int, int, str]]:
    """Return the sides named from a place on, in order: start, end, side."""
    hits = [
        (hit.start(), -hit.end(), side) for side, pattern in said.words.move_sides.items() for hit in pattern.finditer(said.masked, start)
    ]
    found: list[tuple[int, int, str]] = []
    for begin, end, side in sorted(hits):
        if not found or begin >= found[-1][1]:
            found.append((begin, -end, side))
    return found


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
        if right is None and len(results) > 1:
            return Judgement(Verdict.NOT_CHECKABLE, f"the text does not say which of {len(results)} decisions it means", words)
        if right is None and tie.by == "context" and not tie.told:
            return None  # "the second vote" may well name another than the one spoken of last
        decision, place, series = right or results[0]
        listed = "; ".join(f"{each.name} of {each.date}" for each in series[:8])
        basis = tuple(ground(each, each.title) for each in series[:6])
        declared, gapless = all(_is_declared(court, each) for each in series), court.record.is_gapless(decision.organ, decision.date)
        verdict, reason = Verdict.NOT_CHECKABLE, f"only {listed} are held under this title; earlier ones may not be"
        if right and (declared or (gapless and number > 1)):
            why = "the source is declared complete" if declared else "the numbers of the body's texts are held without a gap"
            verdict, reason = Verdict.SUPPORTED, f"adopted under this title: {listed}; {why}"
        elif right:
            verdict, reason = Verdict.NOT_CONTRADICTED, f"held under this title: {listed}; the source is not declared complete"
        elif place > number or declared or gapless:
            verdict, reason = Verdict.CONTRADICTED, f"adopted under this title: {listed}"
        return weigh(verdict, series, reason, said=words, recorded=str(place), evidence=basis)


class Trends:
    """Statements that support, opposition or abstentions rose or fell."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield "support fell from 28 to 23 votes", "it lost votes", "more votes in favour than"."""
        marked, numbers = said.marked
        moves = said.words.moves
        for hit in moves["than"].finditer(said.masked):
            side = next(name for name in ("yes", "no", "abstain") if hit[name])
            sign = 1 if moves["rose"].search(hit["sign"]) else -1
            yield Statement(ClaimKind.TREND, hit.start(), hit.end(), Trend(side, sign, than=True), dated=True)
            return
        for hit in moves["gained"].finditer(said.masked):
            yield Statement(ClaimKind.TREND, hit.start(), hit.end(), Trend("yes", 1 if hit["rose"] else -1), dated=True)
            return
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
                    return

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare the figures of two votes, and say how much of the change is seats."""
        trend: Trend = statement.value
        words = f"{trend.side} {'rose' if trend.sign > 0 else 'fell'}" + (
            f" from {trend.numbers[0]} to {trend.numbers[1]}" if trend.numbers else ""
        )
        pairs = _compared(said) if trend.than else choose_pairs(said, tie)
        if trend.numbers and not pairs and tie.series:
            pairs = [pair for pair in combinations(tie.series, 2) if _numbers(pair, trend.side) == trend.numbers]
        pairs = [pair for pair in pairs if _numbers(pair, trend.side)]
        if not pairs:
            return untied(tie, words) if tie.problem or not tie.series else Judgement(
                Verdict.NOT_CHECKABLE, "the text does not say between which votes", words)  # fmt: skip
        for pair in pairs:
            before, after = _numbers(pair, trend.side) or (0, 0)
            right = (after - before) * trend.sign > 0 and trend.numbers in (None, (before, after))
            if right:
                return self._say(Verdict.SUPPORTED, pair, trend, words, court)
        return self._say(Verdict.CONTRADICTED, pairs[0], trend, words, court)

    def _say(self, verdict: Verdict, pair: tuple[Decision, Decision], trend: Trend, words: str, court: Court) -> Judgement:
        before, after = _numbers(pair, trend.side) or (0, 0)
        recorded = f"{trend.side} {before} in {name_decision(pair[0])}, {after} in {name_decision(pair[1])}"
        note = _note(court, pair, trend.side) if verdict == Verdict.SUPPORTED and all(decision.has_roll_call for decision in pair) else ""
        return weigh(verdict, pair, f"the record has {recorded}", said=words, recorded=recorded, note=note,
                     evidence=tuple(ground(decision, say_versions(decision)) for decision in pair))  # fmt: skip


def _place_of(hit: re.Match[str], name: str) -> int:
    """Return where the group of this name, or of it with a number, begins: expressions with choices have several."""
    return hit.start(next(group for group, value in hit.groupdict().items() if value and group.startswith(name)))


def _note(court: Court, pair: tuple[Decision, Decision], side: str) -> str:
    """Say how much of a change is states changing their vote, and how much is seats changing hands."""
    part = next(part for part in compare(court, pair).parts if part.position == side)
    seats = part.gained - part.lost
    lead = "true, and mostly seats changing hands: " if abs(seats) > abs(part.switched) else ""
    return f"{lead}of the change of {part.change:+}, {part.switched:+} is states voting differently and {seats:+} is seats"


def _numbers(pair: tuple[Decision, Decision], side: str) -> tuple[int, int] | None:
    found = [next((version.counts[side] for version in decision.versions if side in version.counts), None) for decision in pair]
    return (found[0], found[1]) if found[0] is not None and found[1] is not None else None


def _value(position: Position | None) -> str:
    return position.value if position else "no ballot"


def _side(text: str, said: Mentions) -> str:
    return next((side for side, pattern in said.words.move_sides.items() if pattern.fullmatch(text)), "")


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
