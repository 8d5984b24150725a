"""Sentences on texts and votes: titles and renamings, tallies, what changed between two votes, and what speaks against the story."""

from collections.abc import Callable, Iterator
from typing import Any

from watchword.evidence.entries.drafting.span import capitalise, escape, say_count, say_number, write_span
from watchword.model import Outcome

_MONTHS = "January February March April May June July August September October November December".split()
_SAID = {"yes": "a vote in favour", "no": "a vote against", "abstain": "abstention"}
_MOST = 12
_SERIES = 6
# Return how a vote is named in an entry: by its symbol where that names it alone, else by the record's key.
NameOf = Callable[[dict[str, Any]], str]


def draft_texts(trace: dict[str, Any]) -> Iterator[str]:
    """Yield the renamings among the texts of the case."""
    for link in trace["texts"]["renamings"]:
        if link["from_title"] and link["to_title"]:
            former = write_span(link["from_title"], "former", link["start"])
            title = write_span(link["to_title"], "title", link["start"])
            yield f"A text was introduced as “{former}” and is recorded as “{title}”: {escape(link['reason'])}."


def draft_votes(trace: dict[str, Any], name_of: NameOf) -> Iterator[str]:
    """Yield the decisions of each series, and what changed from vote to vote."""
    if len(trace["votes"]["series"]) > _SERIES:
        yield "Of the series that are recorded these come first; the trace has the others."
    for series in trace["votes"]["series"][:_SERIES]:
        decisions = series["decisions"][-_MOST:]
        if not decisions:
            continue
        of = "A sibling series has" if series["sibling"] else "Decisions under"
        yield f"{of} the title “{write_span(series['title'], 'title', name_of(decisions[-1]))}”:"
        for decision in decisions:
            yield f"- {_say_decision(decision, name_of(decision))}"
        names = {(decision["symbol"], decision["date"]): name_of(decision) for decision in series["decisions"]}
        for shift in [] if series["sibling"] else series["shifts"][-_MOST:]:
            pair = (names.get((shift["before"], shift["before_date"]), ""), names.get((shift["after"], shift["after_date"]), ""))
            if all(pair):
                yield _say_shift(shift, pair)


def draft_seats(trace: dict[str, Any], name_of: NameOf) -> Iterator[str]:
    """Yield how much of each change is states that changed their vote, and how much is other states voting."""
    for series in trace["votes"]["series"][:_SERIES]:
        names = {(decision["symbol"], decision["date"]): name_of(decision) for decision in series["decisions"]}
        for shift in [] if series["sibling"] else series["shifts"][-_MOST:]:
            pair = (names.get((shift["before"], shift["before_date"]), ""), names.get((shift["after"], shift["after_date"]), ""))
            part = next(part for part in shift["parts"] if part["position"] == "yes")
            if all(pair) and part["change"]:
                parts = {"switchers": part["switched"], "attendance": part["attendance"], "seats": part["gained"] - part["lost"]}
                came = "seats changing hands" if shift["turnover"] == "seats" else "states without a ballot in the other vote"
                said = {
                    "switchers": "by states that changed their vote",
                    "attendance": "by states that came or stayed away",
                    "seats": f"by {came}",
                }
                change = write_span(_say_change(part["change"]), "shift", *pair, "change.yes")
                spans = [
                    write_span(f"{_say_change(count)} {said[kind]}", "shift", *pair, f"by-{kind}.yes")
                    for kind, count in parts.items()
                    if count
                ]
                yield f"Of {change} in votes in favour, {' and '.join(spans)}."


def draft_consensus(trace: dict[str, Any], name_of: NameOf) -> Iterator[str]:
    """Yield the series that were voted on and are now adopted without a vote."""
    for series in trace["votes"]["series"][:_SERIES]:
        without = [d for d in series["decisions"] if d["outcome"] == Outcome.WITHOUT_VOTE]
        voted = [d for d in series["decisions"] if d["outcome"] in (Outcome.ADOPTED, Outcome.REJECTED)]
        if without and voted:
            name = name_of(without[-1])
            times = write_span(say_count(len(voted), "time"), "series", name, "voted")
            title = write_span(series["title"], "title", name)
            adopted, year = write_span("adopted without a vote", "vote", name), write_span(without[-1]["date"][:4], "date", name)
            yield (
                f"The series “{title}” was voted on {times} in what is recorded here and {adopted} in {year}; that is not the support of "
                "every member."
            )


def _say_decision(decision: dict[str, Any], name: str) -> str:
    """Return a decision's date, outcome and totals; totals that the record does not give are left out."""
    when = write_span(_say_date(decision["date"]), "date", name) if decision["date"] else "On an unknown day"
    symbol = write_span(decision["symbol"], "symbol", name) if "/" in decision["symbol"] else escape(decision["symbol"])
    given = decision["official"]["yes"] is not None
    totals = decision["official"] if given else decision["counted"]
    if decision["outcome"] == Outcome.WITHOUT_VOTE:
        said = write_span("adopted without a vote", "vote", name)
    elif totals["yes"] is None or totals["no"] is None or (not given and not any(totals.values())):
        said = escape(decision["outcome"])
    else:
        words = f"{totals['yes']} in favour, {totals['no']} against"
        words += f" and {totals['abstain']} abstaining" if totals["abstain"] is not None else ""
        said = write_span(words, "vote", name)
    return f"{symbol}, {when}: {said}."


def _say_shift(shift: dict[str, Any], pair: tuple[str, str]) -> str:
    both = write_span(say_count(shift["both"], "state"), "shift", *pair, "both")
    switched = write_span(
        f"{say_number(len(shift['switched'])) if shift['switched'] else 'none'} voted both times and differently",
        "shift",
        *pair,
        "switched",
    )
    moves: dict[tuple[str, str], int] = {}
    for move in shift["switched"]:
        moves[move["from"], move["to"]] = moves.get((move["from"], move["to"]), 0) + 1
    ways = ", ".join(
        write_span(f"{say_number(count)} from {_SAID[a]} to {_SAID[b]}", "shift", *pair, f"switched.{a}.{b}")
        for (a, b), count in sorted(moves.items(), key=lambda item: (-item[1], item[0]))
    )
    kind = "seats" if shift["turnover"] == "seats" else "ballots"
    came = write_span(f"{say_number(len(shift['gained']))} {kind}", "shift", *pair, "gained")
    went = write_span(say_number(len(shift["lost"])), "shift", *pair, "lost")
    sides = [write_span(shift[side], "symbol", name) if "/" in shift[side] else escape(shift[side])
             for side, name in zip(("before", "after"), pair, strict=True)]  # fmt: skip
    said = f"{both} had a ballot both times; {switched}{f' ({ways})' if ways else ''}"
    return f"From {sides[0]} to {sides[1]}, {said}. {capitalise(came)} came in and {went} went out."


def _say_change(count: int) -> str:
    return f"a {'rise' if count > 0 else 'fall'} of {abs(count)}"


def _say_date(date: str) -> str:
    """Return an ISO date of any precision as a sentence has it."""
    year, month, day = [*date.split("-"), "", ""][:3]
    return " ".join(part for part in (day.lstrip("0"), _MONTHS[int(month) - 1] if month else "", year) if part)
