"""Which votes are scaled: how answers are read, what is left out, and what a short period borrows."""

import numpy as np
import pytest

from watchword.errors import UsageError
from watchword.votes.ideal_points.periods import Chosen, Coding, borrow_votes, code_answers, is_divided
from watchword.votes.ideal_points.positions import Method, check_method


def test_answers_are_read_as_asked() -> None:
    """Abstentions are between, with the noes, or no answers; what is no answer stays one."""
    answers = np.array([[0, 1, 2, -1]], dtype=np.int8)
    assert code_answers(answers, Coding.ORDERED).tolist() == [[0, 1, 2, -1]]
    assert code_answers(answers, Coding.BINARY).tolist() == [[0, 0, 2, -1]]
    assert code_answers(answers, Coding.DECIDED).tolist() == [[0, -1, 2, -1]]


def test_a_vote_in_which_all_agree_or_nobody_answers_is_not_divided() -> None:
    """Only two different answers divide."""
    assert is_divided(np.array([[2, 2, -1], [-1, -1, -1], [2, 1, -1]], dtype=np.int8)).tolist() == [False, False, True]


@pytest.mark.parametrize(("enough", "rows"), [(0, [2, 3]), (3, [1, 2, 3, 4, 5]), (6, [0, 1, 2, 3, 4, 5, 6])])
def test_a_short_period_borrows_evenly_from_its_neighbours(enough: int, rows: list[int]) -> None:
    """It reaches one period further on both sides until it has enough, and never past the ends."""
    period = np.array([0, 1, 2, 2, 3, 3, 4])
    chosen = Chosen(np.arange(7), np.zeros((7, 2), np.int8), period, tuple("abcde"), tuple("12345"), {})
    assert borrow_votes(chosen, 2, enough).tolist() == rows


@pytest.mark.parametrize(
    "method",
    [
        Method(dynamic=True, dimensions=2),
        Method(dynamic=True, bootstrap=10),
        Method(dynamic=True, borrow=10),
        Method(dimensions=2, bootstrap=10),
        Method(dimensions=3),
        Method(bootstrap=1),
        Method(answers="loud"),
    ],
)
def test_what_cannot_be_asked_together_is_refused_in_a_sentence(method: Method) -> None:
    """A method that is none is wrong usage, whoever asks."""
    with pytest.raises(UsageError):
        check_method(method)
