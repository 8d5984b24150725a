"""When a text was adopted or voted on."""

from collections.abc import Iterator

from watchword.evidence.claims import ClaimKind, Verdict
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.kinds.base import Court, Judgement, Statement, ground, name_decision, untied, weigh
from watchword.evidence.mentions import Mentions
from watchword.symbols import name_organ
from watchword.votes.record import may_be_same_day

# How far a word for adopting may stand from the date.
_NEAR = 140


class Dates:
    """Statements of the day, month or year of a decision."""

    def find(self, said: Mentions) -> Iterator[Statement]:
        """Yield the dates beside a word for adopting or voting, or right after a symbol ("resolution 37/23 of 23 March 2018")."""
        adopted = [hit.span() for name in ("adopted", "rejected", "by_vote") for hit in said.words.outcomes[name].finditer(said.masked)]
        adopted += [hit.span() for hit in said.words.words["vote_context"].finditer(said.masked)]
        for told in said.dates:
            sure = said.words.words["sure_date"].search(said.masked[: told.start])
            if not sure and said.words.words["loose_date"].search(said.masked[: told.start]):
                continue
            beside = any(0 <= told.start - each.end <= 16 for each in said.numbered)
            near = any(abs(told.start - start) <= _NEAR or abs(told.end - end) <= _NEAR for start, end in adopted)
            if sure or beside or near:
                yield Statement(ClaimKind.DATE, told.start, told.end, told, told, dated=True)

    def judge(self, statement: Statement, tie: Tie, court: Court, said: Mentions) -> Judgement | None:
        """Compare with the dates of the decision's records."""
        date = tie.told.date if tie.told else ""
        if not date or not (tie.series or tie.by == "symbol"):
            return None
        if tie.missed == "date":
            # A new act of which only the date is told need not be of the text named before.
            sure = tie.by in ("symbol", "title") or (tie.by == "context" and said.says(said.words.subjects["refers_back"]) is not None)
            return _missed(tie, court, date, sure=sure)
        return _compare(tie, date) if tie.decisions else untied(tie, date)


def _compare(tie: Tie, date: str) -> Judgement:
    """Judge a date beside the dates of the decisions it can mean."""
    found = tie.decisions
    recorded = "; ".join(f"{each.name}: {', '.join(sorted(each.dates)) or 'no date'}" for each in found[:4])
    right = [each for each in found if any(other.startswith(date) for other in each.dates)]
    basis = tuple(ground(each, each.date) for each in (right or found)[:3])
    if not right:
        if any(may_be_same_day(date, other) for each in found for other in each.dates) or not any(each.dates for each in found):
            reason = "the record's date is less precise than the one told"
            return Judgement(Verdict.NOT_CHECKABLE, reason, date, recorded, basis)
        return weigh(Verdict.CONTRADICTED, found, f"the record has {recorded}", said=date, recorded=recorded, evidence=basis)
    if all(any(not may_be_same_day(date, other) for other in each.dates) for each in right):
        reason = "one record of the decision has this date and another has not"
        return weigh(Verdict.DISAGREE, right, reason, said=date, recorded=recorded, evidence=basis)
    return weigh(Verdict.SUPPORTED, right, f"the record has {name_decision(right[0])}", said=date, recorded=recorded, evidence=basis)


def _missed(tie: Tie, court: Court, date: str, *, sure: bool) -> Judgement:
    """Judge a date on which nothing under this title is held."""
    organs = {decision.organ for decision in tie.series}
    listed = ", ".join(sorted({decision.date for decision in tie.series if decision.date})[:6])
    basis = tuple(ground(decision, decision.date) for decision in tie.series[:3])
    known = all(court.covers(organ, date[:4]) for organ in organs) and all(decision.date for decision in tie.series)
    if known and sure:
        body = " and ".join(sorted(name_organ(organ) for organ in organs))
        reason = f"{body} decided on a text of this title on {listed}, not in {date}"
        return weigh(Verdict.CONTRADICTED, tie.series, reason, said=date, recorded=listed, evidence=basis)
    reason = f"nothing under this title is held of {date}; what is held is of {listed}"
    return Judgement(Verdict.NOT_CHECKABLE, reason, date, listed, basis)
