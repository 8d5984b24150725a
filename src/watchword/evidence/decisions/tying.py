"""Which decision a statement is about: by symbol, by title, or by what the sentences before it were about.

A statement is tied by name or not at all: figures that happen to fit tie nothing. The date, body and session told beside it choose
among the decisions under one title; what they choose from is kept, so that a wrong date can be told from a wrong figure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from watchword.evidence.decisions.index import Decision, Decisions
from watchword.evidence.decisions.titles import Titled
from watchword.evidence.mentions import OTHER, Mentions, Numbered
from watchword.evidence.prose.dates import Told
from watchword.model import Outcome
from watchword.votes.record import may_be_same_day

# After so many paragraphs that name no text, "the resolution" is nobody's.
_FAR = 2
_BEGINS = 16


@dataclass(frozen=True, slots=True)
class Tie:
    """The decisions that a statement can be about.

    `decisions` are those left after date, body and session; `series` all under the same title, or with the same symbol. `how` says in words
    what ties them, `by` is "symbol", "title", "subject" or "context". `missed` names what left nothing ("date", "body", "session").
    `problem` says why the statement is tied to nothing.
    """

    decisions: tuple[Decision, ...] = ()
    series: tuple[Decision, ...] = ()
    by: str = ""
    how: str = ""
    told: Told | None = None
    missed: str = ""
    problem: str = ""

    @property
    def one(self) -> Decision | None:
        """The one decision, where there is one only."""
        return self.decisions[0] if len(self.decisions) == 1 else None


@dataclass(frozen=True, slots=True)
class Focus:
    """What the text has been speaking of: a tie, the date of the last decision meant, in which paragraph that was, and the bodies named."""

    tie: Tie = Tie()
    paragraph: int = -1
    date: str = ""
    organs: frozenset[str] = frozenset()


def tie_statement(said: Mentions, start: int, end: int, told: Told | None, focus: Focus, *, by_turn: bool = True) -> Tie:
    """Return what a statement at a place of a sentence is about; `told` is the date that belongs to it.

    With `by_turn`, "the third iteration" chooses among the texts under one title where no date does; a statement of the turn itself
    must not be tied by it.
    """
    told = _absolute(told, focus)
    anchor = choose_anchor(said, start, end)
    if anchor is None:
        tie = _from_focus(said, told, focus)
        return _take_turn(said, tie) if by_turn and not (told and told.date) else tie
    if isinstance(anchor, Numbered):
        return _by_symbol(said, anchor, told, focus)
    return _by_title(said, anchor, told)


def _absolute(told: Told | None, focus: Focus) -> Told | None:
    """Return a relative date as a year, from the date in focus; None where there is none to count from."""
    if told is None or told.date:
        return told
    return replace(told, date=str(int(focus.date[:4]) + told.years)) if focus.date else None


def choose_anchor(said: Mentions, start: int, end: int) -> Numbered | Titled | None:
    """Return the symbol or title that a place belongs to: the last before it, else the first after it.

    Where a title and a symbol of one decision stand in a sentence, it is the symbol.
    """
    anchors = list_anchors(said)
    if not anchors:
        return None
    before = [each for each in anchors if each.end <= start]
    chosen = before[-1] if before else next((each for each in anchors if each.start >= end), anchors[0])
    if isinstance(chosen, Numbered):
        return chosen
    mine = {decision.key for decision in chosen.decisions}
    near = [each for each in said.numbered if mine & {decision.key for decision in each.decisions}]
    return near[0] if near else chosen


def list_anchors(said: Mentions) -> list[Numbered | Titled]:
    """Return the symbols and the known titles of a sentence, in order."""
    anchors: list[Numbered | Titled] = [*said.numbered, *(titled for titled in said.titles if titled.decisions)]
    return sorted(anchors, key=lambda each: each.start)


def _by_symbol(said: Mentions, anchor: Numbered, told: Told | None, focus: Focus) -> Tie:
    found = anchor.decisions
    if not found:
        return Tie(by="symbol", how=f"the symbol {anchor.text}", problem=f"no decision on {anchor.text} is held")
    if len({decision.organ for decision in found}) > 1:
        organs = said.organs - {OTHER} or {decision.organ for decision in focus.tie.series} or focus.organs
        found = tuple(decision for decision in found if decision.organ in organs) or found
    if len({decision.organ for decision in found}) > 1 and told and told.date:
        found = tuple(decision for decision in found if _is_on(decision, told.date)) or found
    names = sorted({decision.name for decision in found})
    if len({decision.organ for decision in found}) > 1:
        problem = f"{anchor.text} is a number in several bodies ({', '.join(names)}), and nothing beside it says which"
        return Tie(series=found, by="symbol", how=f"the number {anchor.text}", told=told, problem=problem)
    return Tie(found, found, "symbol", f"the symbol {anchor.text}", told)


def _by_title(said: Mentions, anchor: Titled, told: Told | None) -> Tie:
    by = "title" if anchor.exact else "subject"
    tie = Tie(anchor.decisions, anchor.decisions, by, f"the {by} “{anchor.text[:80]}”", told)
    return _narrow(said, tie, told)


def _from_focus(said: Mentions, told: Told | None, focus: Focus) -> Tie:
    far = focus.paragraph >= 0 and said.sentence.paragraph - focus.paragraph > _FAR
    back = said.says(said.words.subjects["refers_back"])
    if not focus.tie.series or said.says(said.words.subjects["another"]):
        return Tie(problem="the text does not say which decision it means: no symbol, title or subject of one is near")
    if OTHER in said.organs:
        return Tie(problem="it is about a body whose decisions are not held")
    if far or (said.sentence.paragraph != focus.paragraph and not (back or told)):
        return Tie(problem="the text does not say here which decision it means")
    how = f"{focus.tie.how.removesuffix(', named before')}, named before"
    tie = replace(focus.tie, by="context", how=how, told=told, missed="", problem="")
    if told and told.date:
        return _narrow(said, replace(tie, decisions=focus.tie.series), told)
    return tie


def _take_turn(said: Mentions, tie: Tie) -> Tie:
    """Narrow a tie by the turn that the sentence names ("its second iteration"), where the series has so many."""
    marked, numbers = said.marked
    hit = said.words.moves["times"].search(marked)
    organs = {decision.organ for decision in tie.decisions}
    # Only a sentence that begins with it is about it: "it was the third" says the turn of what was spoken of before.
    if not hit or hit.start() > _BEGINS or len(organs) != 1:
        return tie
    turn = numbers[next(hit.start(name) for name, value in hit.groupdict().items() if value)].value
    series = [
        decision for decision in tie.series if decision.organ in organs and decision.outcomes & {Outcome.ADOPTED, Outcome.WITHOUT_VOTE}
    ]
    return replace(tie, decisions=(series[turn - 1],)) if 1 <= turn <= len(series) else tie


def _narrow(said: Mentions, tie: Tie, told: Told | None) -> Tie:
    """Choose among the decisions of a tie by body, date and session, as far as each leaves any."""
    organs = said.organs - {OTHER}
    found, series, missed = tie.decisions, tie.series, ""
    if organs:
        kept = tuple(decision for decision in found if decision.organ in organs)
        found, missed = (kept, missed) if kept else (found, "body")
        series = tuple(decision for decision in series if decision.organ in organs) or series
    if told and told.date:
        kept = tuple(decision for decision in found if _is_on(decision, told.date))
        if not kept and len(told.date) > len("2018"):
            # A wrong day in the right year still says which decision is meant, where that year has one.
            near = tuple(decision for decision in found if _is_on(decision, told.date[:4]))
            kept = near if len(near) == 1 else ()
        found, missed = (kept, missed) if kept or missed else ((), "date")
    if said.sessions and found:
        numbers = {number for _, _, number in said.sessions}
        kept = tuple(decision for decision in found if str(decision.row["session"]) in numbers)
        found, missed = (kept, missed) if kept else (found, missed or "session")
    return replace(tie, decisions=found, series=series, missed=missed, told=told)


def _is_on(decision: Decision, date: str) -> bool:
    return any(may_be_same_day(date, other) for other in decision.dates)


def tie_title(said: Mentions, focus: Focus) -> Tie | None:
    """Return what a title is said to belong to where the sentence names its text only by a pronoun or noun: the text named before.

    None where the title itself is all that ties the sentence.
    """
    if said.numbered or not focus.tie.series or focus.tie.by not in ("symbol", "context") or focus.paragraph != said.sentence.paragraph:
        return None
    return _from_focus(said, None, focus)


def move_focus(said: Mentions, focus: Focus, ties: Sequence[Tie], record: Decisions) -> Focus:
    """Return what the text speaks of after a sentence: its last symbol or title, with its whole series; else what was narrowed."""
    return replace(_move(said, focus, ties, record), organs=said.organs - {OTHER} or focus.organs)


def _move(said: Mentions, focus: Focus, ties: Sequence[Tie], record: Decisions) -> Focus:
    anchors = list_anchors(said)
    if anchors:
        told = next((_absolute(t, focus) for t in reversed(said.dates)), None)
        tie = tie_statement(said, anchors[-1].end, anchors[-1].end, told, focus)
        series = _series(record, tie.decisions or tie.series)
        tie = replace(tie, decisions=tie.decisions or tie.series, series=series or tie.series)
        return Focus(tie, said.sentence.paragraph, _last_date(tie.decisions, told))
    if OTHER in said.organs and not (said.organs - {OTHER}):
        return Focus()
    used = [tie for tie in ties if tie.by == "context" and tie.decisions]
    if used:
        tie = replace(focus.tie, decisions=used[-1].decisions)
        return Focus(tie, said.sentence.paragraph, _last_date(tie.decisions, used[-1].told) or focus.date)
    told = next((_absolute(t, focus) for t in reversed(said.dates)), None)
    if told and focus.tie.series:
        return replace(focus, date=told.date)
    return focus


def _series(record: Decisions, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    found = {other.key: other for decision in decisions for other in record.series(decision)}
    return tuple(sorted(found.values(), key=lambda decision: (decision.date, decision.key)))


def _last_date(decisions: Sequence[Decision], told: Told | None) -> str:
    if len(decisions) == 1:
        return decisions[0].date
    return told.date if told else ""
