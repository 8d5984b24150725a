"""Forecasts at rolling origin: every vote forecast from the votes of strictly earlier days, by the cascade and by the model."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.votes.forecasting.history import History
from watchword.votes.forecasting.likeness import Likeness
from watchword.votes.forecasting.logit import answer_logit, fit_logit, start_coefficients
from watchword.votes.forecasting.persistence import Persistence, repeat_answers, smooth_answers
from watchword.votes.forecasting.predictors import COVARIATES, PREDICTORS, gather_predictors
from watchword.votes.forecasting.standing import Standing
from watchword.votes.watching import Watch, unwatched

# The model is fitted again for each month with a vote of the kind, on the latest this many votes of the kind; fewer than the
# least are not fitted to: then the start stands, half the chain and half the like-minded by sponsors and words.
WINDOW, LEAST = 500, 15
_WEIGHT = 300.0
_START = start_coefficients(np.array([0.5 if name in ("chain", "like-minded by sponsors and words") else 0.0 for name in PREDICTORS]),
                            len(COVARIATES))  # fmt: skip

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Forecasts:
    """Forecasts of the votes `rows` of a history, all of one kind of question.

    `cascade` and `model` are probabilities of no, abstain and yes, (rows, states, 3), given that a state answers; `said` are the
    cascade's hard answers, a record a row.
    """

    rows: NDArray[np.int64]
    cascade: Floats
    model: Floats
    said: tuple[Persistence, ...]


def forecast_votes(history: History, kind: str, rows: NDArray[np.int64], watch: Watch = unwatched) -> Forecasts:
    """Return forecasts of `rows`, which are votes of one kind in the history's order; `watch` shows progress over earlier votes."""
    mine = np.flatnonzero(history.kinds == kind)
    first = int(np.searchsorted(mine, rows[0])) if len(rows) else 0
    wanted = mine[max(0, first - WINDOW) :]
    wanted = wanted[wanted <= rows[-1]] if len(rows) else wanted[:0]
    past = _Past(history, kind, (mine, wanted), watch)
    model = np.zeros((len(rows), len(history.states), 3))
    fitted, month = _START, ""
    for place, at in enumerate(rows):
        now = history.texts[at].date[:7]
        if now != month or not now:
            known = wanted[(history.last[wanted] < history.first[at])][-WINDOW:]
            fitted = past.fit(known) if len(known) >= LEAST else _START
            month = now
        model[place] = answer_logit(*past.look_at(at), fitted)
    places = [past.place[at] for at in rows.tolist()]
    return Forecasts(rows, past.cascade[places], model, tuple(past.said[at] for at in rows.tolist()))


class _Past:
    """Predictors of the votes of one kind, gathered day by day as the counts grow."""

    def __init__(self, history: History, kind: str, votes: tuple[NDArray[np.int64], NDArray[np.int64]], watch: Watch) -> None:
        mine, wanted = votes
        states = len(history.states)
        self._history = history
        self.said: dict[int, Persistence] = {}
        self.place = {at: place for place, at in enumerate(wanted.tolist())}
        self.cascade: Floats = np.zeros((len(wanted), states, 3))
        self._predictors: Floats = np.zeros((len(wanted), states, 3, len(PREDICTORS)))
        self._covariates: Floats = np.zeros((len(wanted), states, len(COVARIATES)))
        likeness, standing = Likeness(history), Standing(history)
        # The cascade's record begins with the first vote of the kind: its hit rates do not depend on what is asked.
        record = sorted(mine[mine <= wanted[-1]].tolist() if len(wanted) else [], key=lambda at: (history.first[at], at))
        for at in watch(record, f"forecasting {kind}s", len(record)):
            standing.count_until(history.count_earlier(history.first[at]), self.said)
            usual = standing.usual(kind)
            self.said[at] = repeat_answers(history, at, usual)
            if at in self.place:
                here = self.place[at]
                self.cascade[here] = smooth_answers(self.said[at], usual, standing.hits(kind))
                found = gather_predictors(history, likeness, standing, at, self.cascade[here])
                self._predictors[here], self._covariates[here] = found

    def look_at(self, at: int) -> tuple[Floats, Floats]:
        """Return predictors and covariates of one vote."""
        return self._predictors[self.place[at]], self._covariates[self.place[at]]

    def fit(self, known: NDArray[np.int64]) -> Floats:
        """Return coefficients fitted to the answers to these votes."""
        places = [self.place[at] for at in known.tolist()]
        answers = self._history.answers[known]
        answered = answers >= 0
        return fit_logit(self._predictors[places][answered], self._covariates[places][answered], answers[answered], _START, _WEIGHT)
