"""What is to be voted on, when and by whom, as far as it can be known before."""

from dataclasses import dataclass
from datetime import date

from watchword.errors import NotHeld, UsageError, WatchwordError
from watchword.model import Outcome
from watchword.states import members, resolve
from watchword.states.reading import period_of
from watchword.store.base import Row, View
from watchword.votes.following import follow_votes
from watchword.votes.forecasting.history import History
from watchword.votes.roll_calls import NO_BALLOT

USUAL_ORGAN = "HRC"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be forecast.

    `name` is a symbol, key or title of a series; without one, `title`, `subjects` and `sponsors` (states by name or code) describe
    a text that has none. With a name, subjects and sponsors given replace those of the series. `question` is a kind of question; `on` the
    day, "" for the day after the body's latest vote or after `--until`; `method` is "cascade", "model", or "" for the better one.
    """

    name: str = ""
    title: str = ""
    subjects: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    question: str = "adoption"
    on: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is known of the vote: a `record` with the columns that `history.describe_text` reads and `organ`, `series`, and doubts."""

    record: Row
    series: tuple[str, ...]
    doubts: tuple[str, ...]


def read_prospect(view: View, organ: str, asked: Asked) -> Prospect:
    """Return what is known of the vote that is asked for; `organ` "" is the series' own body, or the Council for a new text.

    Raises `NotHeld` for a name that no series has, `UnknownState` for a sponsor, `UsageError` without a name and a title.
    """
    sponsors = [resolve(sponsor).code for sponsor in asked.sponsors]
    if not asked.name:
        if not asked.title.strip():
            raise UsageError("a forecast needs the NAME of a series, or --title for a text that has none yet")
        record: Row = {"title": asked.title, "organ": organ or USUAL_ORGAN, "subjects": asked.subjects}
        return Prospect(record | {"question": asked.question, "sponsors": sponsors}, (), ())
    if asked.title:
        raise UsageError("say either the NAME of a series or --title for a text that has none yet, not both")
    votes = follow_votes(view, asked.name, organ)
    if not votes:
        raise NotHeld(f"{asked.name!r} is in no series; --title forecasts a text that has none yet")
    latest = votes[-1].row
    held = view.rows("SELECT subjects FROM roll_calls WHERE id = ?", [latest["id"]])
    subjects = asked.subjects or tuple(held[0]["subjects"] or ())
    record = {"title": latest["title"], "organ": latest["organ"], "subjects": subjects, "question": asked.question, "sponsors": sponsors}
    without = latest["outcome"] == Outcome.WITHOUT_VOTE
    doubts = (f"{votes[-1].name} was adopted without a vote: the next may be too, and then no state answers",) if without else ()
    return Prospect(record, tuple(vote.name for vote in votes), doubts)


def choose_day(view: View, history: History, on: str) -> str:
    """Return `on`, else the day after `--until`, else the day after the latest vote held; raises `UsageError` for what is no day."""
    if on:
        if len(on) < len("2018-03-23") or not period_of(on):
            raise UsageError(f"a forecast is for a day such as 2018-03-23, not {on!r}")
        return on
    until = period_of(view.until)
    if until:
        return until[1].isoformat()
    if not len(history.last):
        raise UsageError("no dated vote is held: say the day of the forecast with --on")
    return date.fromordinal(int(history.last[-1]) + 1).isoformat()


def seat_members(history: History, on: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return who sits in the body on a day, by the dated table, else who had a ballot in its latest earlier vote, and the doubt then.

    Raises `NotHeld` where there is neither.
    """
    try:
        return members(history.organ, on), ()
    except UsageError:
        raise
    except WatchwordError as missing:
        span = period_of(on)
        earlier = history.count_earlier(span[0].toordinal()) if span else 0
        for positions in history.positions[:earlier][::-1]:
            voted = frozenset(state for state, code in zip(history.states, positions, strict=True) if code != NO_BALLOT)
            if voted:
                return voted, (f"{missing}; those with a ballot in the latest vote before {on} stand for the members",)
        raise NotHeld(f"{missing}, and no vote before {on} is held: who would vote is not known") from missing
