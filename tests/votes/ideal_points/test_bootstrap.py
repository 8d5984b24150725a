"""Simulated records: the same seed gives the same bands, and bands hold most planted positions."""

from itertools import repeat

import numpy as np

from tests.votes.ideal_points.test_scaling import draw_answers
from watchword.votes.ideal_points.fitting import Alone, PeriodFit, fit_alone
from watchword.votes.ideal_points.periods import Chosen


def fit_with(answers: np.ndarray, asked: Alone) -> PeriodFit:
    """One period of these answers, the last state the anchor."""
    chosen = Chosen(np.arange(len(answers)), answers, np.zeros(len(answers), np.int64), ("p",), ("2000",), {})
    return fit_alone(chosen, 0, [answers.shape[1] - 1], asked, repeat(None))


def test_the_seed_says_which_records_are_drawn() -> None:
    """The same seed repeats to the last digit; another gives other draws; the positions are the same throughout."""
    answers, _ = draw_answers(25, 40, 1)
    one, again, other = (fit_with(answers, Alone(bootstrap=8, seed=seed)).positions for seed in (1, 1, 2))
    assert np.array_equal(one, again, equal_nan=True)
    assert not np.allclose(one[4], other[4])
    assert np.array_equal(one[0], other[0])


def test_bands_hold_most_planted_positions_and_widen_with_fewer_votes() -> None:
    """The bands are of use: they cover the truth about as often as they say, and say so when there is less to go by."""
    answers, at = draw_answers(50, 80, 2)
    truth = (at - at.mean()) / at.std()
    many, few = (fit_with(answers[:number], Alone(bootstrap=30)).positions for number in (len(answers), 20))
    sign = np.sign(many[0] @ truth)
    assert ((many[5] <= sign * truth) & (sign * truth <= many[6])).mean() > 0.8
    assert np.median(few[4]) > np.median(many[4])


def test_without_a_bootstrap_there_are_no_bands_of_it() -> None:
    """What was not asked is missing."""
    answers, _ = draw_answers(20, 30, 3)
    assert np.isnan(fit_with(answers, Alone()).positions[2:]).all()


def test_a_state_with_one_answer_and_a_vote_that_separates_are_bounded() -> None:
    """One answer, and a vote on which the two ends part completely, give finite positions and wide bands."""
    answers, at = draw_answers(20, 30, 4)
    answers[1:, 3] = -1
    answers[0] = np.where(at > 0, 2, 0)
    found = fit_with(answers, Alone(bootstrap=10)).positions
    assert np.isfinite(found[:2]).all()
    assert found[1, 3] > np.median(found[1])


def test_one_vote_is_scaled_within_bounds() -> None:
    """A single divided vote gives two places and no error."""
    found = fit_with(np.array([[0, 0, 2, 2]], dtype=np.int8), Alone(bootstrap=5, dimensions=1))
    assert found.positions[0, 0] == found.positions[0, 1] < found.positions[0, 2]
    assert np.isfinite(found.positions[0]).all()
