"""The votes that are typical of a bloc: those on which its members stand furthest from all other states."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.votes.clusters.clustering import Labels
from watchword.votes.roll_calls import ABSTAIN, NO, YES, RollCalls

# So many are named for each bloc; so many (or all of a smaller bloc) must have answered on each side.
_NAMED, _ANSWERED = 3, 3


@dataclass(frozen=True, slots=True)
class TypicalVote:
    """One vote: answers of the bloc and of all `others` (`yes`, `no`, `abstain`), and the `difference` of their means.

    Yes is 1, abstain 0, no -1: the difference is from -2 (the bloc against, all others for) to 2.
    """

    symbol: str
    record: str
    date: str
    title: str
    question: str
    mine: dict[str, int]
    others: dict[str, int]
    difference: float


def find_typical(calls: RollCalls, columns: NDArray[np.int64], labels: Labels) -> list[tuple[TypicalVote, ...]]:
    """Return for each bloc (`labels` of the states in `columns`) its most typical votes.

    The furthest difference comes first, then the most answers, then the latest vote. None where all differences are 0.
    """
    answers = calls.answers[:, columns]
    given = [answers == code for code in range(YES + 1)]
    found = []
    for bloc in range(int(labels.max(initial=0)) + 1):
        inside = labels == bloc
        mine, rest = (np.array([each[:, side].sum(axis=1) for each in given]) for side in (inside, ~inside))
        sizes = mine.sum(axis=0), rest.sum(axis=0)
        enough = (sizes[0] >= min(_ANSWERED, inside.sum())) & (sizes[1] >= min(_ANSWERED, max((~inside).sum(), 1)))
        means = [(side[YES] - side[NO]) / np.maximum(size, 1) for side, size in zip((mine, rest), sizes, strict=True)]
        difference = np.where(enough, np.round(means[0] - means[1], 6), 0)
        order = sorted(np.flatnonzero(difference), key=lambda at: (-abs(difference[at]), -(sizes[0][at] + sizes[1][at]), -at))
        found.append(tuple(_name(calls, int(at), mine[:, at], rest[:, at], float(difference[at])) for at in order[:_NAMED]))
    return found


def _name(calls: RollCalls, at: int, mine: NDArray[np.int64], others: NDArray[np.int64], difference: float) -> TypicalVote:
    vote = calls.votes[at]
    answers = [{"yes": int(side[YES]), "no": int(side[NO]), "abstain": int(side[ABSTAIN])} for side in (mine, others)]
    symbol = vote["symbol"] or vote["key"]
    return TypicalVote(symbol, vote["key"], vote["date"], vote["title"], vote["question"], answers[0], answers[1], difference)
