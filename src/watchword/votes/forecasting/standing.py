"""What had been counted of a body's votes by a day: each state's answers, how alike states answered, how the cascade did."""

import numpy as np
from numpy.typing import NDArray

from watchword.votes.forecasting.history import History
from watchword.votes.forecasting.persistence import RUNGS, Persistence
from watchword.votes.roll_calls import YES

Floats = NDArray[np.float64]


class Standing:
    """Counts over the first `counted` votes of a history; they only ever grow, so that no later vote can enter."""

    def __init__(self, history: History) -> None:
        states = len(history.states)
        self._history = history
        self.counted = 0
        self.same: Floats = np.zeros((states, states))
        self.shared: Floats = np.zeros((states, states))
        self._usual = {str(kind): np.zeros((states, YES + 1)) for kind in np.unique(history.kinds)}
        self._hits = {str(kind): np.zeros((len(RUNGS), 2)) for kind in np.unique(history.kinds)}

    def usual(self, kind: str) -> Floats:
        """Return how often each state gave each answer on this kind of question, (states, 3)."""
        return self._usual[kind]

    def hits(self, kind: str) -> Floats:
        """Return of each rung how often it was right, and how often it spoke, (rungs, 2)."""
        return self._hits[kind]

    def count_until(self, earlier: int, said: dict[int, Persistence]) -> None:
        """Count the votes up to the first `earlier`; `said` are the cascade's answers to those that it was asked."""
        if earlier <= self.counted:
            return
        given = self._history.given[self.counted : earlier]
        for code in range(YES + 1):
            self.same += given[:, :, code].T @ given[:, :, code]
        answered = given.sum(axis=2)
        self.shared += answered.T @ answered
        for at in range(self.counted, earlier):
            kind = str(self._history.kinds[at])
            self._usual[kind] += self._history.given[at]
            if at in said:
                self._score(kind, self._history.answers[at], said[at])
        self.counted = earlier

    def _score(self, kind: str, answers: NDArray[np.int8], said: Persistence) -> None:
        answered = answers >= 0
        right = answered & (answers == said.answers)
        for column, spoken in enumerate((right, answered)):
            self._hits[kind][:, column] += np.bincount(said.rungs[spoken], minlength=len(RUNGS))
