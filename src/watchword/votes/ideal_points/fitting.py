"""The fit of each period: by itself, with what it borrows and what is asked beside it; or of all periods together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from watchword.votes.ideal_points.bootstrap import band_positions, simulate_positions, standardise
from watchword.votes.ideal_points.classification import Classification, classify, commonest, guess_answers, predict_held_out
from watchword.votes.ideal_points.periods import Chosen, borrow_votes, is_divided
from watchword.votes.ideal_points.plane import fit_plane
from watchword.votes.ideal_points.response import Array
from watchword.votes.ideal_points.scaling import fit_positions
from watchword.votes.ideal_points.settling import MOST_ROUNDS, TOLERANCE


@dataclass(frozen=True, slots=True)
class Alone:
    """What is asked of periods fitted by themselves: see `positions.Method`."""

    borrow: int = 0
    dimensions: int = 1
    bootstrap: int = 0
    seed: int = 1

    @property
    def ticks(self) -> int:
        """How many steps of work a period is, for who watches."""
        return 1 + self.bootstrap + 2 * (self.dimensions - 1)


@dataclass(frozen=True, slots=True)
class PeriodFit:
    """One period's fit: `positions` (7, states) are position, error, second, its error, and the bootstrap's error, low and high.

    NaN where a state has no answer, or a row was not asked. `slopes` are the discriminations of the period's own votes (rows
    `mine` of the chosen ones), NaN of one that divides nobody who is scaled; `votes` is how many votes the fit was on, `periods`
    of how many periods.
    """

    positions: Array
    mine: NDArray[np.int64]
    slopes: Array
    votes: int
    periods: int
    rounds: int
    change: float
    classified: tuple[Classification, ...]

    @property
    def converged(self) -> bool:
        """Say whether the last round moved positions by less than the tolerance."""
        return self.change < TOLERANCE


def fit_together(chosen: Chosen, texts: NDArray[np.int64], anchors: Sequence[int], ticks: Iterator[object]) -> list[PeriodFit]:
    """Fit all periods as one, bridged."""
    fit = fit_positions(chosen.answers, chosen.period, texts, anchors, ticks=ticks)
    found = []
    for period in range(len(chosen.names)):
        mine = np.flatnonzero(chosen.period == period)
        wide = np.full((7, chosen.answers.shape[1]), np.nan)
        wide[0], wide[1] = fit.position[period], fit.error[period]
        found.append(PeriodFit(wide, mine, fit.items[mine, 0], len(mine), 1, fit.rounds, fit.change, ()))
    return found


def fit_alone(chosen: Chosen, period: int, anchors: Sequence[int], asked: Alone, ticks: Iterator[object]) -> PeriodFit:
    """Fit one period by itself, or with the votes that it borrows; its positions have mean 0 and standard deviation 1."""
    mine = np.flatnonzero(chosen.period == period)
    present = np.flatnonzero((chosen.answers[mine] >= 0).any(axis=0))
    rows = borrow_votes(chosen, period, asked.borrow)
    # Of the votes borrowed, those that divide the states of this period.
    rows = rows[is_divided(chosen.answers[rows][:, present])]
    answers = chosen.answers[rows][:, present]
    place = {int(column): at for at, column in enumerate(present)}
    near = [place[column] for column in anchors if column in place]
    fit = fit_positions(answers, np.zeros(len(rows), np.int64), np.arange(len(rows)), near)
    next(ticks, None)
    level, spread = float(fit.position.mean()), float(fit.position.std()) or 1.0
    line = standardise(fit.position[0])
    # The same item on the scale reported: its discrimination grows with the spread, its cutpoints move with the level.
    items = np.column_stack([fit.items[:, 0] * spread, fit.items[:, 1:] - fit.items[:, :1] * level])
    wide = np.full((7, chosen.answers.shape[1]), np.nan)
    wide[0, present], wide[1, present] = line, fit.error[0] / spread
    rounds, change, guesses, samples = fit.rounds, fit.change, [guess_answers(items, line[:, None])], []
    if asked.dimensions > 1:
        plane = fit_plane(answers, line, near)
        next(ticks, None)
        flat = bool(np.isnan(plane.position[:, 1]).any())
        if not flat:
            wide[0, present], wide[2, present] = plane.position.T
            wide[1, present], wide[3, present] = plane.error.T
            items = plane.items
        guesses.append(guesses[0] if flat else guess_answers(plane.items, plane.position))
        rounds, change = max(rounds, plane.rounds), max(change, plane.change)
        samples = [predict_held_out(chosen.names[period], answers, asked.seed)]
        next(ticks, None)
    samples.insert(0, classify(chosen.names[period], "fitted", answers, commonest(answers), guesses))
    if asked.bootstrap:
        draws = simulate_positions(answers, items, line, np.random.default_rng([asked.seed, period]), islice(ticks, asked.bootstrap))
        wide[4:, present] = band_positions(draws, asked.bootstrap, line)
    slopes = np.full(len(mine), np.nan)
    slopes[np.searchsorted(mine, rows[np.isin(rows, mine)])] = items[np.isin(rows, mine), 0]
    near_by = len(set(chosen.period[rows].tolist()))
    return PeriodFit(wide, mine, slopes, len(rows), near_by, rounds, change, tuple(sample for sample in samples if sample))


def count_ticks(periods: int, asked: Alone | None) -> int:
    """Return the number of steps of work, for who watches: of periods by themselves, or (None) together."""
    return MOST_ROUNDS if asked is None else periods * asked.ticks
