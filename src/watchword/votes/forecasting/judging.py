"""How good forecasts were: accuracy, log loss, Brier score, calibration, and how often the tally lay in its range."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.votes.forecasting.history import History
from watchword.votes.forecasting.ranges import expect_tallies, range_tallies
from watchword.votes.forecasting.rolling import Forecasts
from watchword.votes.roll_calls import ABSTAIN, NO, YES

# Equal bins of the probability of the likeliest answer, from a third up, that a calibration error is over.
BINS = 10
_LEAST = 1e-6

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """Each ballot of some forecasts: `vote` (its place among them), probabilities (n, 3), the hard answer, and the true one."""

    vote: NDArray[np.int64]
    probabilities: Floats
    said: NDArray[np.int64]
    true: NDArray[np.int64]

    def only(self, votes: NDArray[np.bool_]) -> "Judged":
        """Return the ballots of some of the votes."""
        kept = votes[self.vote]
        return Judged(self.vote[kept], self.probabilities[kept], self.said[kept], self.true[kept])


@dataclass(frozen=True, slots=True)
class Scores:
    """Measures over ballots.

    `accuracy` is the share of hard answers that were right; `log_loss` the mean of -ln(probability of what was answered); `brier` the mean
    sum of squares over the three answers (Brier 1950), 0 to 2; `calibration_error` the mean distance, over ten equal bins of the likeliest
    answer's probability, between that probability and how often it came, weighted by ballots.
    """

    votes: int
    ballots: int
    accuracy: float
    log_loss: float
    brier: float
    calibration_error: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Ballots whose likeliest answer had a probability from `low` to `high`: the mean of it (`said`), and how often it `came`."""

    low: float
    high: float
    ballots: int
    said: float
    came: float


def open_ballots(history: History, forecasts: Forecasts, method: str) -> Judged:
    """Return the ballots that answered, with what a method, "cascade" or "model", had said of them."""
    answers = history.answers[forecasts.rows]
    vote, state = np.nonzero(answers >= 0)
    given = forecasts.cascade if method == "cascade" else forecasts.model
    hard = [said.answers for said in forecasts.said] if method == "cascade" else list(given.argmax(axis=2))
    said = np.array(hard, dtype=np.int64).reshape(answers.shape)
    return Judged(vote, given[vote, state], said[vote, state], answers[vote, state].astype(np.int64))


def score(judged: Judged) -> Scores | None:
    """Return the measures; None where there is no ballot."""
    size = len(judged.true)
    if not size:
        return None
    p = judged.probabilities
    true = p[np.arange(size), judged.true]
    return Scores(
        votes=len(np.unique(judged.vote)),
        ballots=size,
        accuracy=round(float((judged.said == judged.true).mean()), 6),
        log_loss=round(float(-np.log(np.maximum(true, _LEAST)).mean()), 6),
        brier=round(float(((p - np.eye(3)[judged.true]) ** 2).sum(axis=1).mean()), 6),
        calibration_error=round(sum(abs(line.said - line.came) * line.ballots for line in tabulate_reliability(judged)) / size, 6),
    )


def tabulate_reliability(judged: Judged) -> list[Bin]:
    """Return the bins that hold a ballot, lowest first."""
    top = judged.probabilities.max(axis=1)
    right = judged.probabilities.argmax(axis=1) == judged.true
    edges = np.linspace(1 / 3, 1, BINS + 1)
    place = np.clip(np.searchsorted(edges, top, side="right") - 1, 0, BINS - 1)
    return [
        Bin(round(float(edges[at]), 4), round(float(edges[at + 1]), 4), int(mine.sum()), float(top[mine].mean()), float(right[mine].mean()))
        for at in range(BINS)
        if (mine := place == at).any()
    ]


def check_ranges(history: History, forecasts: Forecasts, method: str) -> NDArray[np.int8]:
    """Return, (votes, 3) for no, abstain and yes, 1 where the tally lay in its range, 0 where not, -1 where there was none yet."""
    expected = expect_tallies(history, forecasts.rows, forecasts.cascade if method == "cascade" else forecasts.model)
    last = history.last[forecasts.rows]
    found = np.full((len(forecasts.rows), 3), -1, dtype=np.int8)
    for place, at in enumerate(forecasts.rows.tolist()):
        known = expected.errors[last < history.first[at]]
        bounds = range_tallies(expected.mean[place], expected.spread[place], known, int(history.seats[at].sum()))
        if bounds is not None:
            counted = expected.counted[place][[NO, ABSTAIN, YES]]
            found[place] = (bounds[:, 0] <= counted) & (counted <= bounds[:, 1])
    return found
