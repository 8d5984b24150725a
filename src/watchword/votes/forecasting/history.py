"""The votes of one body laid out for looking back: what had been voted strictly before a day, on which kind of question.

A vote informs another only where its last possible day lies before the other's first: a vote of the same day never does, nor
one whose date is too imprecise to be placed before it.
"""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from watchword.errors import UsageError
from watchword.model import Question
from watchword.states import group_of
from watchword.states.reading import find_state, period_of
from watchword.store.base import Row
from watchword.votes.roll_calls import NO_BALLOT, UNKNOWN, YES, RollCalls
from watchword.votes.series import normalise_title
from watchword.votes.tally import seated

RESOLUTION, AMENDMENT = "resolution", "amendment"
# A subject that says there is none.
_NO_SUBJECT = ("", "unknown")


@dataclass(frozen=True, slots=True)
class Text:
    """What is known of a vote before it is taken.

    `date` is its day, `kind` the kind of question (`name_kind`), `title` is normalised; `subjects` are the parts between dashes of the
    record's subjects and `words` the words of title and subjects, from three letters on, case-folded; `sponsors` are codes of
    states. An empty set is "not known".
    """

    date: str
    kind: str
    title: str
    subjects: frozenset[str]
    sponsors: frozenset[str]
    words: frozenset[str]


@dataclass(frozen=True)
class History:
    """The dated votes of a body, in the order of the last day on which each may have been taken.

    `votes` are their records and `texts` what was known before; `first` and `last` are day numbers of shape (votes,);
    `positions` is of shape (votes, states) in the codes of `roll_calls`. `undated` counts the votes left out.
    """

    organ: str
    states: tuple[str, ...]
    votes: tuple[Row, ...]
    texts: tuple[Text, ...]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    positions: NDArray[np.int8]
    undated: int

    @cached_property
    def answers(self) -> NDArray[np.int8]:
        """`positions` with all that is no answer as -1: 0 no, 1 abstain, 2 yes."""
        return np.where(self.positions > YES, NO_BALLOT, self.positions).astype(np.int8)

    @cached_property
    def given(self) -> NDArray[np.float32]:
        """Answers as indicators of shape (votes, states, 3); what is no answer is 0 in all three."""
        return np.stack([self.answers == code for code in range(YES + 1)], axis=2).astype(np.float32)

    @cached_property
    def seats(self) -> NDArray[np.bool_]:
        """Who could vote, (votes, states): members of the day by the dated table, and whoever has a ballot."""
        members = {date: seated(self.organ, date) for date in {text.date for text in self.texts}}
        table = [[state in members[text.date] for state in self.states] for text in self.texts]
        return np.asarray(np.array(table, dtype=bool).reshape(self.positions.shape) | (self.positions != NO_BALLOT))

    @cached_property
    def kinds(self) -> NDArray[np.str_]:
        """The kind of question of each vote."""
        return np.array([text.kind for text in self.texts], dtype=str)

    @cached_property
    def titles(self) -> NDArray[np.int64]:
        """A number for each title, -1 where there is none."""
        numbers = {title: at for at, title in enumerate(sorted({text.title for text in self.texts} - {""}))}
        return np.array([numbers.get(text.title, -1) for text in self.texts], dtype=np.int64)

    def count_earlier(self, day: int) -> int:
        """Return how many votes, the first ones, had certainly been taken before a day."""
        return int(np.searchsorted(self.last, day))

    def groups_on(self, date: str) -> NDArray[np.str_]:
        """Return the regional group of each state on a date, "" for none."""
        return np.array([group_of(state, date) for state in self.states], dtype=str)


def lay_out(calls: RollCalls) -> History:
    """Return the history of the roll calls, in an order that does not depend on that of the input."""
    placed = []
    for at, vote in enumerate(calls.votes):
        period = period_of(vote["date"])
        if period:
            placed.append((period[1].toordinal() - 1, period[0].toordinal(), at))
    placed.sort()
    last, first, rows = np.array(placed, dtype=np.int64).reshape(-1, 3).T
    votes = tuple(calls.votes[at] for at in rows)
    texts = tuple(describe_text(vote) for vote in votes)
    return History(calls.scope.organ, calls.states, votes, texts, first, last, calls.positions[rows], len(calls.votes) - len(votes))


def look_ahead(history: History, text: Text, members: frozenset[str]) -> History:
    """Return what had been voted before the day of `text`, with `text` as a last vote that `members` have not answered.

    Raises `UsageError` where the date is no day.
    """
    period = period_of(text.date)
    if period is None or len(text.date) < len("2018-03-23"):
        raise UsageError(f"a forecast is for a day such as 2018-03-23, not {text.date!r}")
    day = period[0].toordinal()
    earlier = history.count_earlier(day)
    states = tuple(sorted({*history.states, *members}))
    column = [states.index(state) for state in history.states]
    positions = np.full((earlier + 1, len(states)), NO_BALLOT, dtype=np.int8)
    positions[:-1, column] = history.positions[:earlier]
    positions[-1, [states.index(state) for state in sorted(members)]] = UNKNOWN
    days = [np.append(bounds[:earlier], day) for bounds in (history.first, history.last)]
    unknown: Row = {"date": text.date, "symbol": "", "key": "", "id": ""}
    votes, texts = (*history.votes[:earlier], unknown), (*history.texts[:earlier], text)
    return History(history.organ, states, votes, texts, days[0], days[1], positions, history.undated)


def describe_text(vote: Row) -> Text:
    """Return what was known before a vote, from a record's `date`, `question`, `title`, `subjects` and `sponsors`."""
    parts = (part.strip().casefold() for subject in vote["subjects"] or () for part in subject.split(" - "))
    subjects = frozenset(part for part in parts if part not in _NO_SUBJECT)
    title = normalise_title(vote["title"])
    words = frozenset(word for word in re.findall(r"\w+", f"{title} {' '.join(sorted(subjects))}") if len(word) > 2)
    found = [find_state(name) for name in vote["sponsors"] or ()]
    sponsors = frozenset(state.code for state in found if state)
    return Text(vote["date"], name_kind(vote["question"]), title, subjects, sponsors, words)


def name_kind(question: str) -> str:
    """Return the kind of a question: adoption, and where the record does not say, is "resolution"; others keep their name."""
    return RESOLUTION if question in (Question.ADOPTION, Question.UNKNOWN) else question
