"""What the model looks at: a chain of frequency estimates, each shrunk to the one before, and what like-minded states answered.

Each predictor is a logarithm of three probabilities (no, abstain, yes) for each state; covariates are one number a state.
"""

import numpy as np
from numpy.typing import NDArray

from watchword.votes.forecasting.history import History
from watchword.votes.forecasting.likeness import Likeness, smooth_agreement, weigh_states
from watchword.votes.forecasting.standing import Standing

PREDICTORS = (
    "chain",  # body, group, own record, like sponsors, subject, words, same title: each shrunk to the one before
    "own record",
    "like-minded on the subject",
    "like-minded by sponsors and words",
    "like-minded on the words",
    "like-minded on the title",
    "like-minded by sponsors",
    "cascade",
)
COVARIATES = (
    "one", "agreement with the sponsors", "agreement with the nearest sponsor", "is a sponsor", "group of a sponsor", "sponsors known",
    "yes to no on other questions of the title", "abstain to no on them", "yes to no on other questions by words", "abstain to no on them",
)  # fmt: skip
# How many votes' worth the rung before weighs: group, own record, sponsors, subject, words, title.
_CHAIN = (10.0, 4.0, 3.0, 1.5, 1.0, 0.5)

Floats = NDArray[np.float64]


def gather_predictors(history: History, likeness: Likeness, standing: Standing, at: int, cascade: Floats) -> tuple[Floats, Floats]:
    """Return predictors (states, 3, 8) and covariates (states, 10) of vote `at`; `standing` must not reach beyond its earlier votes.

    `cascade` are the cascade's smoothed probabilities (states, 3).
    """
    groups = history.groups_on(history.texts[at].date)
    agreement = smooth_agreement(standing.same, standing.shared, groups)
    mine, others = likeness.weigh(at, agreement)
    earlier = mine.shape[1]
    counts = np.tensordot(np.concatenate([mine, others]), history.given[:earlier].astype(np.float64), axes=1)
    every, sponsor, subject, words, title, both, other_title, other_words = counts
    alike = (groups[:, None] == groups) & (groups != "")
    body = _shrink(every.sum(axis=0), np.full(3, 1 / 3), 3.0)
    group = _shrink(alike @ every, body, _CHAIN[0])
    own = _shrink(every, group, _CHAIN[1])
    chain = own
    for count, weight in zip((sponsor, subject, words, title), _CHAIN[2:], strict=True):
        chain = _shrink(count, chain, weight)
    minded = weigh_states(agreement)
    near = [
        _shrink(minded @ count, own, weight) for count, weight in ((subject, 2.0), (both, 1.0), (words, 2.0), (title, 1.0), (sponsor, 2.0))
    ]
    even = np.full(3, 1 / 3)
    elsewhere = [np.log(_shrink(minded @ count, even, weight)) for count, weight in ((other_title, 1.0), (other_words, 2.0))]
    ratios = [column for logs in elsewhere for column in (logs[:, 2] - logs[:, 0], logs[:, 1] - logs[:, 0])]
    covariates = np.column_stack([np.ones(len(own)), *_relate(history, at, agreement, alike), *ratios])
    return np.log(np.stack([chain, own, *near, cascade], axis=2)), covariates


def _shrink(counts: Floats, towards: Floats, weight: float) -> Floats:
    """Return shares of weighted counts (..., 3), started by `weight` votes' worth of `towards`."""
    return np.asarray((counts + weight * towards) / (counts.sum(axis=-1, keepdims=True) + weight))


def _relate(history: History, at: int, agreement: Floats, alike: NDArray[np.bool_]) -> list[Floats]:
    """Return each state's relations to the sponsors, all zero where none of them is known as a voter."""
    sponsors = [place for place, state in enumerate(history.states) if state in history.texts[at].sponsors]
    states = len(history.states)
    if not sponsors:
        return [np.zeros(states)] * 5
    is_sponsor = np.zeros(states)
    is_sponsor[sponsors] = 1
    near = agreement[:, sponsors]
    # Agreement in units of a fifth around 0.6, so that all covariates are of a size.
    return [(near.mean(axis=1) - 0.6) * 5, (near.max(axis=1) - 0.6) * 5, is_sponsor, alike[:, sponsors].any(axis=1) * 1.0, np.ones(states)]
