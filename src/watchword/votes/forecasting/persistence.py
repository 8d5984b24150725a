"""The persistence cascade: a state answers as it last did on the same title, else on the same subject, else as it usually does.

The first rung with an answer speaks; all keep to strictly earlier days, one body and one kind of question:

1. same title: the state's answer on the latest day on which it answered under this title (normalised);
2. same subject: the same under any title that shares at least one subject;
3. own record: the answer that the state gave most often;
4. regional group: the answer that the states of its group (on the day of the forecast) gave most often;
5. body: the answer given most often by all; 6. nothing: yes.

Several answers of a day: the most frequent. A tie: the tied answer that the state gave most often of all, then that which the
body gave most often, then yes before abstain before no. Absent and unknown are no answers, and are looked past.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.votes.forecasting.history import History

RUNGS = ("same title", "same subject", "own record", "regional group", "body", "nothing")
SAME_TITLE, SAME_SUBJECT, OWN, GROUP, BODY, NOTHING = range(len(RUNGS))
# A hit rate starts as 3 hits in 5; the other two answers are shared out by the state's own record, started by the body's with this weight.
_HITS, _TRIES, _OWN = 3.0, 5.0, 5.0
# Yes before abstain before no.
_PREFERENCE = np.array([0, 1, 2])

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Persistence:
    """The cascade's answers to one vote, by state: `answers` 0, 1 or 2, `rungs` (numbers of `RUNGS`), and `days`.

    `days` is the day number of the answer repeated, -1 where no single day speaks.
    """

    answers: NDArray[np.int8]
    rungs: NDArray[np.int8]
    days: NDArray[np.int64]


def repeat_answers(history: History, at: int, usual: Floats) -> Persistence:
    """Return the cascade's answers to vote `at`; `usual` (states, 3) are the answers to earlier votes of its kind, counted."""
    text, earlier = history.texts[at], history.count_earlier(history.first[at])
    body = usual.sum(axis=0)
    rank = np.empty(3, dtype=np.int64)
    rank[np.lexsort((_PREFERENCE, body))] = _PREFERENCE
    same = history.kinds[:earlier] == text.kind
    titled = (history.titles[:earlier] == history.titles[at]) & (history.titles[at] >= 0)
    alike: NDArray[np.bool_] = np.asarray(same & titled)
    near = np.array([bool(text.subjects & other.subjects) for other in history.texts[:earlier]], dtype=bool) & same
    group = _count_groups(history.groups_on(text.date), usual)
    states = len(history.states)
    none = np.full(states, -1)
    spoken = [
        _repeat_latest(history, np.flatnonzero(alike), usual, rank),
        _repeat_latest(history, np.flatnonzero(near), usual, rank),
        (_choose(usual, usual, rank), none),
        (_choose(group, group, rank), none),
        (np.full(states, rank.argmax() if body.any() else -1), none),
        (np.full(states, 2), none),
    ]
    answers, rungs, days = none.copy(), none.copy(), none.copy()
    for rung, (said, when) in enumerate(spoken):
        new = (answers < 0) & (said >= 0)
        answers[new], rungs[new], days[new] = said[new], rung, when[new]
    return Persistence(answers.astype(np.int8), rungs.astype(np.int8), days)


def _repeat_latest(history: History, rows: NDArray[np.int64], usual: Floats, rank: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """Return each state's answer on the latest day on which it answered one of these votes, and that day; -1 for never."""
    states = len(history.states)
    if not len(rows):
        return np.full(states, -1), np.full(states, -1)
    days = history.last[rows]
    starts = np.flatnonzero(np.append(True, days[1:] != days[:-1]))
    counts = np.add.reduceat(history.given[rows], starts, axis=0)
    answered = counts.sum(axis=2) > 0
    latest = len(starts) - 1 - np.argmax(answered[::-1], axis=0)
    chosen = counts[latest, np.arange(states)]
    return _choose(chosen, usual, rank), np.where(answered.any(axis=0), days[starts][latest], -1)


def _choose(counts: Floats | NDArray[np.float32], usual: Floats, rank: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the most frequent answer of each row of `counts` (states, 3), ties broken as the module says; -1 where there is none."""
    most = int(usual.max(initial=0)) + 1
    order = (counts.astype(np.int64) * most + usual.astype(np.int64)) * 3 + rank
    return np.where(counts.any(axis=1), order.argmax(axis=1), -1)


def _count_groups(groups: NDArray[np.str_], usual: Floats) -> Floats:
    """Return for each state the answers of its group's members, zeros where it is in none."""
    found = np.zeros_like(usual)
    for group in np.unique(groups[groups != ""]):
        found[groups == group] = usual[groups == group].sum(axis=0)
    return found


def smooth_answers(said: Persistence, usual: Floats, hits: Floats) -> Floats:
    """Return probabilities (states, 3) of the answers.

    The repeated answer gets the hit rate of its rung so far, (hits + 3) / (tries + 5) over earlier votes of this kind; the rest is
    shared by the other two in proportion to the state's own record, five answers of the body's (and one of each) added. `hits` is of shape
    (rungs, 2): hits, tries.
    """
    rate = ((hits[:, 0] + _HITS) / (hits[:, 1] + _TRIES))[said.rungs]
    body = (usual.sum(axis=0) + 1) / (usual.sum() + 3)
    share = usual + _OWN * body
    states = np.arange(len(share))
    share[states, said.answers] = 0
    found = share / share.sum(axis=1, keepdims=True) * (1 - rate)[:, None]
    found[states, said.answers] = rate
    return np.asarray(found)
