"""Two dimensions come back from answers drawn in a plane; where there is only one line, none is made up."""

import numpy as np
from numpy.typing import NDArray

from watchword.votes.ideal_points.classification import classify, commonest, guess_answers, predict_held_out
from watchword.votes.ideal_points.periods import is_divided
from watchword.votes.ideal_points.plane import Plane, fit_plane
from watchword.votes.ideal_points.scaling import fit_positions


def draw_plane(states: int, votes: int, seed: int, second: float = 1.5) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """Answers drawn from the model in a plane, and the positions they were drawn at; `second` is how much the second axis matters."""
    rng = np.random.default_rng(seed)
    at = rng.normal(size=(states, 2))
    slopes = rng.normal(0, 1, (votes, 2)) * np.array([2.0, second])
    latent = slopes @ at.T + rng.normal(size=(votes, states))
    middles = rng.normal(0, 0.7, (votes, 1))
    answers = ((latent > middles - 0.4).astype(np.int8) + (latent > middles + 0.4)).astype(np.int8)
    return answers[is_divided(answers)], at


def fit_both(answers: NDArray[np.int8], anchors: list[int]) -> tuple[NDArray[np.float64], Plane]:
    """The line, and the plane turned by it."""
    line = fit_positions(answers, np.zeros(len(answers), np.int64), np.arange(len(answers)), anchors).position[0]
    return line, fit_plane(answers, line, anchors)


def test_planted_positions_in_a_plane_are_found_again() -> None:
    """The two axes together explain both planted coordinates, and are scaled and uncorrelated as documented."""
    answers, at = draw_plane(60, 120, 1)
    line, plane = fit_both(answers, [int(at[:, 0].argmax())])
    for planted in at.T:
        shares, *_ = np.linalg.lstsq(plane.position, planted - planted.mean(), rcond=None)
        assert np.corrcoef(plane.position @ shares, planted)[0, 1] > 0.95
    assert np.allclose(plane.position.mean(axis=0), 0, atol=1e-8)
    assert np.allclose(np.cov(plane.position.T, bias=True), np.eye(2), atol=1e-8)
    assert np.corrcoef(plane.position[:, 0], line)[0, 1] > 0.9
    assert abs(np.corrcoef(plane.position[:, 1], line)[0, 1]) < 0.35


def test_the_second_axis_is_positive_for_the_anchor() -> None:
    """An anchor that stands clear of 0 has the positive side."""
    answers, _ = draw_plane(40, 80, 2)
    _, plane = fit_both(answers, [0])
    for lead in (int(plane.position[:, 1].argmin()), int(plane.position[:, 1].argmax())):
        turned = fit_plane(answers, plane.position[:, 0], [lead])
        assert turned.position[lead, 1] > 0


def test_the_order_of_votes_and_states_does_not_matter_in_a_plane() -> None:
    """Shuffled rows and columns give the same plane."""
    answers, _ = draw_plane(30, 60, 3)
    rng = np.random.default_rng(4)
    rows, columns = rng.permutation(len(answers)), rng.permutation(30)
    _, plane = fit_both(answers, [5])
    _, shuffled = fit_both(answers[rows][:, columns], [int(np.flatnonzero(columns == 5)[0])])
    assert np.allclose(shuffled.position, plane.position[columns], atol=1e-4)


def test_a_second_dimension_is_worth_something_only_where_there_is_one() -> None:
    """Held-out answers are predicted better by a plane where answers were drawn in one, and hardly so where on a line."""
    both, line = (predict_held_out("p", draw_plane(60, 120, 5, second)[0], seed=1) for second in (2.0, 0.0))
    assert both and both.reduction_one is not None and both.reduction_two is not None
    assert both.reduction_two > both.reduction_one + 0.1
    assert line and line.reduction_one is not None and line.reduction_two is not None
    assert line.reduction_two < line.reduction_one + 0.03


def test_counts_of_rightly_classified_answers_recount() -> None:
    """The commonest answer, and each dimension, counted by hand on a small record."""
    answers = np.array([[2, 2, 0, -1], [0, 1, 1, 2]], dtype=np.int8)
    guess = np.array([[2, 2, 0, 0], [0, 0, 1, 2]])
    found = classify("x", "fitted", answers, commonest(answers), [guess])
    assert (found.answers, found.modal, found.one, found.two) == (7, 4, 6, None)
    assert found.reduction_one == round(2 / 3, 4)


def test_one_direction_of_answers_gives_a_bounded_plane() -> None:
    """Identical votes leave nothing for a second axis: it is missing or finite, never an error."""
    answers = np.tile(np.array([0] * 5 + [2] * 5, dtype=np.int8), (12, 1))
    _, plane = fit_both(answers, [9])
    assert np.isfinite(plane.position[:, 0]).all()
    assert guess_answers(plane.items, np.nan_to_num(plane.position)).shape == answers.shape
