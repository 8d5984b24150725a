"""Who changed between two votes."""

from collections.abc import Iterator
from dataclasses import dataclass

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.index import Decision
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, list_states, name_decision, untied, weigh
from watchword.evidence.kinds.pairs import choose_pairs
from watchword.evidence.mentions import Mentions
from watchword.evidence.prose.named_states import Named, group_states
from watchword.model import Position
from watchword.states import name_of

_WAY = 120
# A date or symbol that stands so near to a side says where it was taken.
_BESIDE = 48


@dataclass(frozen=True, slots=True)
class Moved:
    """States said to have gone from one side to another; `apart` where each side stands with a date or symbol of its own."""

    states: tuple[str, ...]
    before: str
    after: str
    apart: bool = False


class Changes:
    """Statements that states changed their vote."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield "Chile moved from yes to abstention", "yes in 2018, abstention in 2020": two sides after a word for changing."""
        groups = list(group_states(said.states, said.masked, said.words.words["list"]))
        turned = _turned(said, groups)
        if turned:
            yield turned
            return
        for hit in said.words.moves["change"].finditer(said.masked):
            sides = _sides_after(said, hit.end())
            if len(sides) < 2 or sides[0][2] == sides[1][2] or sides[1][0] - hit.end() > 2 * _WAY:
                continue
            near = [group for group in groups if group[-1].end <= sides[0][0] and hit.start() - group[-1].end <= _WAY]
            if not near or said.words.words["clause"].search(said.masked[near[-1][-1].end : sides[0][0]]):
                continue
            # "Togo's seat: 93 states voted in favour": others are counted.
            if any(near[-1][-1].end <= place < sides[0][0] for place in said.marked[1]):
                continue
            # "China voted in favour; France voted against": two states, and no change.
            if any(sides[0][1] <= group[0].start < sides[1][0] for group in groups):
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


def _turned(said: Mentions, groups: list[list[Named]]) -> Statement | None:
    """Return "a no on A/1, Togo became a yes on A/2": two sides, each with a symbol or a date of its own, and one group of states."""
    sides = _sides_after(said, 0)
    if len(groups) != 1 or len(sides) != 2 or sides[0][2] == sides[1][2] or said.says(said.words.words["unsaid"]):
        return None
    places = sorted([(each.start, each.end) for each in said.numbered if each.decisions])
    if len(places) != 2:
        places = sorted([(told.start, told.end) for told in said.dates if told.date])
    if len(places) != 2:
        return None
    (one, two), (first, second) = places, sides
    after = first[1] <= one[0] and one[1] <= second[0] and second[1] <= two[0]
    before = one[1] <= first[0] and first[1] <= two[0] and two[1] <= second[0]
    gaps = (one[0] - first[1], two[0] - second[1]) if after else (first[0] - one[1], second[0] - two[1])
    if not (after or before) or max(gaps) > _BESIDE:
        return None
    start, end = min(groups[0][0].start, first[0]), max(second[1], groups[0][-1].end)
    states = tuple(state.code for state in groups[0])
    return Statement(ClaimKind.CHANGE, start, end, Moved(states, first[2], second[2], apart=True), dated=True)


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


def _value(position: Position | None) -> str:
    return position.value if position else "no ballot"
