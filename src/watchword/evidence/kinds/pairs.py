"""Which two votes a text compares."""

from watchword.evidence.decisions.index import Decision
from watchword.evidence.decisions.tying import Tie
from watchword.evidence.mentions import Mentions
from watchword.votes.record import may_be_same_day


def choose_pairs(said: Mentions, tie: Tie, *, in_order: bool = False) -> list[tuple[Decision, Decision]]:
    """Return the pairs of votes a statement can compare: those of the two dates or symbols told, else the last and the one before it.

    The earlier vote is first; with `in_order` the one that the text names first.
    """
    if not tie.series:
        return []
    numbered = list_numbered(said)
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


def list_numbered(said: Mentions) -> list[Decision]:
    """Return the decisions named by symbol, in the order of the text; a number of several bodies is that of the body beside it."""
    organs = {each.decisions[0].organ for each in said.numbered if len({decision.organ for decision in each.decisions}) == 1}
    found = [[decision for decision in each.decisions if not organs or decision.organ in organs] for each in said.numbered]
    return [decisions[0] for decisions in found if len(decisions) == 1]
