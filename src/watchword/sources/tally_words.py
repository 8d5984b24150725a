"""What a sentence on the action taken says: what became of the text, with which totals, on which day, at which meeting.

Written for lists of adopted texts as the Council's pages print them ("Adopted as orally revised by a recorded vote (27 to 1, with 19
abstentions), 40th meeting, 6 October 2022"; "Adopted on 24 March 2011 [30 in favour, 3 against, 11 abstentions]"). What the sentence
says twice and differently is a doubt, and then not taken.
"""

import re
from dataclasses import dataclass

from watchword.model import Outcome, date_of

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"), start=1
    )
}
# Figures at the ends of which no digit follows, so that no part of a longer number is taken for one.
_COUNT = r"(?<!\d)(\d{1,4}|no)(?!\d)"
_TOTALS = re.compile(
    rf"{_COUNT} to {_COUNT}(?:,? with {_COUNT}(?: abstentions?)?(?!\s*meeting))?"
    rf"|{_COUNT} in favou?r, {_COUNT} against(?:,? (?:and )?{_COUNT} abstentions?)?"
)
_WRITTEN_DATE = re.compile(rf"(?<!\d)(\d{{1,2}}) ({'|'.join(_MONTHS)}),? (\d{{4}})(?!\d)")
# Day first, as a body that sits in Geneva writes it; a year of two digits is of this century.
_PRINTED_DATE = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})(?!\d)")
_MEETING = re.compile(r"(?<!\d)(\d{1,3}(?:st|nd|rd|th) meeting)")
_CHANGES = (("orally revised", re.compile(r"\borally revise[ds]?\b")), ("amended", re.compile(r"\bamended\b")))
_WITHOUT = re.compile(r"\bwithout (?:a |d )?vote\b")
_BY_VOTE = re.compile(r"\bby (?:a )?(?:recorded )?vote\b|\bvoting record\b")

_ENDED = {"withdrawn": Outcome.WITHDRAWN, "rejected": Outcome.REJECTED}

Triple = tuple[int | None, int | None, int | None]
NO_TOTALS: Triple = (None, None, None)


@dataclass(frozen=True, slots=True)
class Action:
    """An action read: `totals` are yes, no, abstain (None where not said), `date` is a day or "", `doubts` say what was not taken."""

    outcome: Outcome
    totals: Triple
    date: str
    meeting: str
    changed: str
    doubts: tuple[tuple[str, str], ...] = ()


def read_action(text: str, status: str, vote: str) -> Action:
    """Read the action taken; `status` and `vote`, the table's own words, count where the sentence is silent.

    A doubt is what is wrong and what was expected. `changed` is "as orally revised" and the like, "" where nothing is said.
    """
    said = " ".join(text.split()).casefold()
    totals, doubts = _read_totals(said)
    outcome, more = _decide_outcome(said, status.strip().casefold(), vote.strip().casefold(), totals)
    date, dated = _read_date(said)
    meeting = _MEETING.search(said)
    if outcome not in (Outcome.ADOPTED, Outcome.REJECTED):
        totals = NO_TOTALS
    elif totals == NO_TOTALS and not doubts:
        doubts = [("a vote without totals that can be read; they are unknown", "totals as figures")]
    doubts = [*doubts, *more, *dated]
    return Action(outcome, totals, date, meeting[1] if meeting else "", _read_changed(said), tuple(doubts))


def _read_totals(said: str) -> tuple[Triple, list[tuple[str, str]]]:
    """Return the totals of the first vote that the sentence counts; a later one is of something else, such as an amendment."""
    found = [tuple(_count(figure) for figure in match.groups()[at : at + 3]) for match in _TOTALS.finditer(said)
             for at in (0, 3) if match.groups()[at] is not None]  # fmt: skip
    if not found:
        return NO_TOTALS, []
    yes, no, abstain = found[0]
    doubts = []
    if len(found) > 1:
        doubts.append(("totals of a further vote were left out", "the totals of one vote"))
    if abstain is None:
        doubts.append(("abstentions are not given; they are unknown", "yes, no and abstentions"))
    return (yes, no, abstain), doubts


def _count(figure: str | None) -> int | None:
    return None if figure is None else 0 if figure == "no" else int(figure)


def _decide_outcome(said: str, status: str, vote: str, totals: Triple) -> tuple[Outcome, list[tuple[str, str]]]:
    """Say what became of the text; a sentence and a status that contradict each other leave it unknown."""
    first = next((word for word in (*_ENDED, "adopted") if said.startswith(word)), "")
    without, by_vote = bool(_WITHOUT.search(said)), bool(_BY_VOTE.search(said)) or totals != NO_TOTALS
    if first and status and first != status:
        return Outcome.UNKNOWN, [("the action taken and the status differ; the outcome is unknown", f"one outcome, not also {status}")]
    if without and by_vote:
        return Outcome.UNKNOWN, [("said to be adopted by vote and without one; the outcome is unknown", "one of the two")]
    word = first or status
    if word in _ENDED:
        return _ENDED[word], []
    if word != "adopted":
        return Outcome.UNKNOWN, [("no outcome is given; it is unknown", "adopted, rejected or withdrawn")]
    if not without and not by_vote:
        without, by_vote = vote in ("no vote", "without vote"), vote == "vote"
    return Outcome.WITHOUT_VOTE if without else Outcome.ADOPTED if by_vote else Outcome.UNKNOWN, []


def _read_changed(said: str) -> str:
    """Return how the text was changed before it was decided on: "as orally revised and amended"."""
    changes = [name for name, words in _CHANGES if words.search(said)]
    return "as " + " and ".join(changes) if changes else ""


def _read_date(said: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the one day that the sentence gives."""
    days = {f"{year}-{_MONTHS[month]:02}-{int(day):02}" for day, month, year in _WRITTEN_DATE.findall(said)}
    days |= {f"{year if len(year) == 4 else f'20{year}'}-{int(month):02}-{int(day):02}" for day, month, year in _PRINTED_DATE.findall(said)}
    if len(days) > 1:
        return "", [("several days are given; the day is unknown", "one day")]
    day = next(iter(days), "")
    if day and not date_of(day):
        return "", [("an impossible date; the day is unknown", "a day of the calendar")]
    return day, []
