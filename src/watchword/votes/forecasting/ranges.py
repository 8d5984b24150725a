"""From states' probabilities to the tally: what is expected, and ranges taken from how far earlier forecasts were off.

States do not err independently, so ranges that assume it are too narrow. Here the error of each earlier forecast, in units of
what independent states would give, is kept, and a new range reaches as far as those errors did: a split-conformal range (Vovk,
Gammerman and Shafer 2005) at rolling origin, with only errors known by then.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.votes.forecasting.history import History
from watchword.votes.roll_calls import ABSTAIN, NO, YES

# The latest votes from which attendance is read, and how many votes' worth of the body's rate a state starts with.
_ATTENDANCE, _START = 200, 10.0
# The latest earlier errors that make a range, and the fewest that do.
ERRORS, LEAST_ERRORS = 200, 20
SHARE = 0.8
# Rows of an expectation: the three answers in their codes, then yes less no.
MARGIN = 3

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Expected:
    """The tallies of some votes, (votes, 4) each: no, abstain, yes, and yes less no.

    `mean` and `spread` are what independent states give (one is added to the variance); `counted` is what the ballots gave.
    """

    mean: Floats
    spread: Floats
    counted: Floats

    @property
    def errors(self) -> Floats:
        """Counted less expected, in units of `spread`."""
        return (self.counted - self.mean) / self.spread


def expect_absence(history: History, at: int) -> Floats:
    """Return each state's probability of no answer to vote `at`: its share among its latest seats in 200 votes, shrunk to the body's."""
    earlier = history.count_earlier(history.first[at])
    recent = slice(max(0, earlier - _ATTENDANCE), earlier)
    seats = history.seats[recent]
    silent = seats & (history.answers[recent] < 0)
    body = (silent.sum() + 1) / (seats.sum() + 20)
    return np.asarray((silent.sum(axis=0) + _START * body) / (seats.sum(axis=0) + _START))


def expect_tallies(history: History, rows: NDArray[np.int64], probabilities: Floats) -> Expected:
    """Return what probabilities (rows, states, 3) make of the tallies of these votes, over the seats of each."""
    means, spreads, counts = [], [], []
    for at, given in zip(rows.tolist(), probabilities, strict=True):
        seats = history.seats[at]
        likely = given[seats] * (1 - expect_absence(history, at)[seats])[:, None]
        margin = likely[:, YES] - likely[:, NO]
        means.append([*likely.sum(axis=0), margin.sum()])
        variance = [*(likely * (1 - likely)).sum(axis=0), (likely[:, YES] + likely[:, NO] - margin**2).sum()]
        spreads.append(np.sqrt(np.array(variance) + 1))
        counted = history.given[at].sum(axis=0)
        counts.append([*counted, counted[YES] - counted[NO]])
    return Expected(*(np.array(table, dtype=np.float64).reshape(-1, MARGIN + 1) for table in (means, spreads, counts)))


def range_tallies(mean: Floats, spread: Floats, errors: Floats, seats: int) -> Floats | None:
    """Return low and high of each answer, (3, 2) in whole states, that hold 80 per cent of earlier errors; None where these are too few.

    `mean` and `spread` are of one vote (4,); `errors` (earlier, 4) are those known by then, oldest first.
    """
    latest = np.sort(errors[-ERRORS:], axis=0)
    count = len(latest)
    if count < LEAST_ERRORS:
        return None
    cut = int((count + 1) * (1 - SHARE) / 2)
    low, high = latest[max(cut - 1, 0)], latest[min(count - cut, count - 1)]
    found = np.stack([np.floor(mean + low * spread), np.ceil(mean + high * spread)], axis=1)[: ABSTAIN + 2]
    return np.asarray(np.clip(found, 0, seats))


def chance_of_adoption(mean: Floats, spread: Floats, errors: Floats) -> float | None:
    """Return how likely more yes than no is: the share of earlier errors with which it would be so, half a case added each way."""
    latest = errors[-ERRORS:, MARGIN]
    if len(latest) < LEAST_ERRORS:
        return None
    return float(((mean[MARGIN] + latest * spread[MARGIN] > 0).sum() + 0.5) / (len(latest) + 1))
