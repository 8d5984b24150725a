"""Answers laid out for comparison, and the ways to measure a difference between those given with a property and those without."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.errors import UsageError
from watchword.states import group_of, name_of
from watchword.votes.associations.properties import Held
from watchword.votes.associations.regression import Array, Codes, Slope, fit_slope, judge_slope
from watchword.votes.roll_calls import ABSTAIN, NO, YES, RollCalls


@dataclass(frozen=True, slots=True)
class Sample:
    """Answers as one row each: outcome, whether the state had the property (1, 0, NaN uncertain), and codes of state, region, year."""

    outcome: Array
    had: Array
    state: Codes
    region: Codes
    year: Codes

    def keep(self, chosen: NDArray[np.bool_]) -> "Sample":
        """Return the answers chosen."""
        return Sample(*(getattr(self, name)[chosen] for name in ("outcome", "had", "state", "region", "year")))


@dataclass(frozen=True, slots=True)
class Days:
    """The distinct days of the votes, the place of each vote's day among them, and the groups of the states, (days, states)."""

    names: tuple[str, ...]
    index: Codes
    groups: NDArray[np.str_]


Fixed = Callable[[Sample], Sequence[Codes]]
FIXED: dict[str, Fixed] = {
    "as they stand": lambda sample: (),
    "year fixed": lambda sample: (sample.year,),
    "region and year fixed": lambda sample: (sample.region, sample.year),
    "state and year fixed": lambda sample: (sample.state, sample.year),
}
SAME_STATE = "same state, with and without"
MODELS = (*FIXED, SAME_STATE)


def score_answers(calls: RollCalls, outcome: str, reference: str) -> Array:
    """Return each answer's outcome, (votes, states), NaN where there is none."""
    answers = calls.answers
    if outcome == "like":
        if reference not in calls.states:
            raise UsageError(f"no ballot of {name_of(reference)} in scope: {calls.basis()}")
        theirs = answers[:, calls.states.index(reference)][:, None]
        return np.where((answers >= 0) & (theirs >= 0), answers == theirs, np.nan)
    worth = {"yes": {YES: 1.0}, "no": {NO: 1.0}, "support": {YES: 1.0, ABSTAIN: 0.5}}[outcome]
    scores = np.zeros(answers.shape)
    for code, points in worth.items():
        scores[answers == code] = points
    return np.where(answers >= 0, scores, np.nan)


def lay_out_days(calls: RollCalls) -> Days:
    """Return the distinct days of the votes, with each state's regional group on them."""
    dates, index = np.unique([vote["date"] for vote in calls.votes], return_inverse=True)
    names = tuple(str(date) for date in dates)
    groups = np.array([[group_of(state, day) for state in calls.states] for day in names], dtype=str)
    return Days(names, index, groups.reshape(len(names), len(calls.states)))


def gather_answers(calls: RollCalls, scores: Array, days: Days, held: Held) -> Sample:
    """Lay the answers out one a row, with the property of their state on their day."""
    if held.by_group:
        had = (days.groups == held.value).astype(np.float64)
    else:
        had = np.zeros(days.groups.shape)
        for column, state in enumerate(calls.states):
            if state in held.stays:
                found = [held.of(state, day) for day in days.names]
                had[:, column] = [np.nan if each is None else float(each) for each in found]
    vote, state_codes = np.nonzero(~np.isnan(scores))
    day = days.index[vote]
    region = np.unique(days.groups, return_inverse=True)[1].reshape(days.groups.shape)
    years = np.unique([name[:4] for name in days.names], return_inverse=True)[1]
    return Sample(scores[vote, state_codes], had[day, state_codes], state_codes, region[day, state_codes], years[day])


def measure_difference(sample: Sample, model: str, confidence: float) -> Slope | None:
    """Return the mean outcome with the property less that without, what `model` names held fixed; None where there is none."""
    if model == SAME_STATE:
        return _measure_same_state(sample, confidence)
    if not len(sample.outcome):
        return None
    return fit_slope(sample.outcome, sample.had, FIXED[model](sample), sample.state, confidence)


def _measure_same_state(sample: Sample, confidence: float) -> Slope | None:
    """Return the mean over the states that changed of each one's own mean with the property less its mean without, and its interval."""
    number = int(sample.state.max(initial=-1)) + 1
    sides = []
    for side in (1, 0):
        chosen = sample.keep(sample.had == side)
        counts = np.bincount(chosen.state, minlength=number)
        sums = np.bincount(chosen.state, chosen.outcome, number)
        sides.append(np.divide(sums, counts, out=np.full(number, np.nan), where=counts > 0))
    changes = (sides[0] - sides[1])[~np.isnan(sides[0] - sides[1])]
    if not len(changes):
        return None
    value = float(changes.mean())
    if len(changes) < 2:
        return Slope(value, float("nan"), float("nan"), float("nan"), float("nan"))
    return judge_slope(value, float(changes.std(ddof=1) / np.sqrt(len(changes))), len(changes) - 1, confidence)
