"""Which divided votes are scaled together: periods, what bridges them, and what a short one borrows from its neighbours."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from watchword.errors import NotHeld, UsageError
from watchword.votes.roll_calls import ABSTAIN, NO, NO_BALLOT, YES, RollCalls
from watchword.votes.series import normalise_title

# Votes of one title bridge periods only over so many periods: over more, the text is likely another.
LONGEST_BRIDGE = 3


class Coding(StrEnum):
    """How answers are read: in their order; yes against no and abstain; yes against no, abstentions being no answers."""

    ORDERED = "ordered"
    BINARY = "binary"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The divided votes that are scaled: indices into the roll calls, their answers (votes, states), each one's period, the periods'
    names and first days, and the votes left out, by reason.
    """

    index: NDArray[np.int64]
    answers: NDArray[np.int8]
    period: NDArray[np.int64]
    names: tuple[str, ...]
    dates: tuple[str, ...]
    left_out: dict[str, int]


def code_answers(answers: NDArray[np.int8], coding: Coding) -> NDArray[np.int8]:
    """Return the answers as `coding` reads them; what is no answer stays -1."""
    if coding is Coding.ORDERED:
        return answers
    return np.where(answers == ABSTAIN, NO if coding is Coding.BINARY else NO_BALLOT, answers).astype(np.int8)


def is_divided(answers: NDArray[np.int8]) -> NDArray[np.bool_]:
    """Say of each vote whether two who answered gave different answers."""
    return np.asarray(np.where(answers < 0, YES + 1, answers).min(axis=1, initial=YES + 1) < answers.max(axis=1, initial=-1))


def choose_votes(calls: RollCalls, by: str, least: int, coding: Coding = Coding.ORDERED) -> Chosen:
    """Choose the divided votes of periods that have enough of them; periods are in the order of their first day.

    Raises `UsageError` where `by` is no kind of period and `NotHeld` where no period has `least` divided votes.
    """
    if by not in ("session", "year", "all"):
        raise UsageError(f"positions are by session, year or all, found {by!r}")
    answers = code_answers(calls.answers, coding)
    divided = is_divided(answers)
    names = np.array([{"session": vote["session"], "year": vote["date"][:4], "all": "all"}[by] for vote in calls.votes], dtype=str)
    left_out = {"all who answered gave the same answer": int((~divided).sum()), f"no {by} is known": int((divided & (names == "")).sum())}
    sizes = Counter(names[divided & (names != "")].tolist())
    small = {name for name, size in sizes.items() if size < least}
    left_out[f"in a period of fewer than {least} divided votes"] = sum(sizes[name] for name in small)
    kept = np.array([bool(ok) and name != "" and name not in small for ok, name in zip(divided, names, strict=True)], dtype=bool)
    index = np.flatnonzero(kept)
    if not len(index):
        raise NotHeld(f"no period (by {by}) has {least} votes that divide those who answered: {calls.basis()}")
    # Votes are in the order of their days; the first of a period gives its place.
    order = list(dict.fromkeys(names[index].tolist()))
    dates = {name: next(calls.votes[i]["date"] for i in index if names[i] == name) for name in order}
    period = np.array([order.index(name) for name in names[index]], dtype=np.int64)
    return Chosen(
        index, answers[index], period, tuple(order), tuple(dates[name] for name in order), {k: v for k, v in left_out.items() if v}
    )


def number_texts(calls: RollCalls, chosen: Chosen) -> NDArray[np.int64]:
    """Number the texts: a title voted once in each of several near periods is one text, and bridges them."""
    titles = [normalise_title(calls.votes[i]["title"]) for i in chosen.index]
    times = Counter(zip(titles, chosen.period.tolist(), strict=True))
    repeated = {title for (title, _), number in times.items() if number > 1}
    last: dict[str, tuple[int, int]] = {}
    numbers, fresh = [], 0
    for title, period in zip(titles, chosen.period.tolist(), strict=True):
        before = last.get(title) if title and title not in repeated else None
        if before and period - before[0] <= LONGEST_BRIDGE:
            number = before[1]
        else:
            number, fresh = fresh, fresh + 1
        last[title] = (period, number)
        numbers.append(number)
    return np.array(numbers, dtype=np.int64)


def borrow_votes(chosen: Chosen, period: int, enough: int) -> NDArray[np.int64]:
    """Return the votes (rows of `chosen`) that a period is fitted on: its own, and where these are fewer than `enough` those of the
    periods next before and after it, then of the next but one, until they are.
    """
    reach, last = 0, len(chosen.names) - 1
    while True:
        rows = np.flatnonzero(np.abs(chosen.period - period) <= reach)
        if len(rows) >= enough or reach >= last:
            return rows
        reach += 1
