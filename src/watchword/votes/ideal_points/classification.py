"""How many answers positions classify rightly, beside the guess that everyone gave the vote's commonest answer."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from watchword.votes.ideal_points.periods import is_divided
from watchword.votes.ideal_points.plane import fit_plane
from watchword.votes.ideal_points.response import Array, draw_curves, split_answers
from watchword.votes.ideal_points.scaling import fit_positions

# One answer in ten is kept back to be predicted.
_KEPT_BACK = 0.1


@dataclass(frozen=True, slots=True)
class Classification:
    """Answers of one period classified rightly: by the vote's commonest answer (`modal`), by `one` dimension and by `two`.

    `sample` is "fitted" for the answers that the fit has seen and "held out" for those kept back from a fit of their own. The
    reductions are the share of the modal guess's errors that a dimension saves (Poole and Rosenthal's proportional reduction in
    error); below 0 it makes more. None where there is no such dimension, or no error to reduce.
    """

    session: str
    sample: str
    answers: int
    modal: int
    one: int
    two: int | None
    reduction_one: float | None
    reduction_two: float | None


def classify(
    name: str, sample: str, answers: NDArray[np.int8], modal: NDArray[np.int64], guesses: list[NDArray[np.int64]]
) -> Classification:
    """Count the answers (votes, states; -1 none) that each guess (votes, states), of one dimension or of one and two, gets right."""
    held = answers >= 0
    right = [int(((guess == answers) & held).sum()) for guess in (np.broadcast_to(modal[:, None], answers.shape), *guesses)]
    total, errors = int(held.sum()), int(held.sum()) - right[0]
    saved = [round((number - right[0]) / errors, 4) if errors else None for number in right[1:]]
    two, saved_two = (right[2], saved[1]) if len(guesses) > 1 else (None, None)
    return Classification(name, sample, total, right[0], right[1], two, saved[0], saved_two)


def guess_answers(items: Array, position: Array) -> NDArray[np.int64]:
    """Return the likeliest answer (votes, states) of states at positions (states, dimensions)."""
    return np.asarray(draw_curves(items, position).answers.argmax(axis=0))


def commonest(answers: NDArray[np.int8]) -> NDArray[np.int64]:
    """Return each vote's commonest answer; the more favourable of two that are equally common."""
    counts = split_answers(answers).sum(axis=2)
    return np.asarray(2 - counts[::-1].argmax(axis=0))


def predict_held_out(name: str, answers: NDArray[np.int8], seed: int) -> Classification | None:
    """Keep one answer in ten back, fit one and two dimensions to the rest, and classify what was kept back.

    Votes that the rest does not divide and states it leaves without an answer are not asked. None where nothing can be asked.
    """
    back = (np.random.default_rng(seed).random(answers.shape) < _KEPT_BACK) & (answers >= 0)
    rest = np.where(back, -1, answers).astype(np.int8)
    divided = is_divided(rest)
    present = (rest[divided] >= 0).any(axis=0)
    if divided.sum() < 2 or present.sum() < 3:
        return None
    mine, asked = rest[divided][:, present], np.where(back, answers, -1)[divided][:, present].astype(np.int8)
    line = fit_positions(mine, np.zeros(len(mine), np.int64), np.arange(len(mine)), ())
    plane = fit_plane(mine, line.position[0], ())
    guesses = [guess_answers(line.items, line.position[0][:, None])]
    flat = bool(np.isnan(plane.position[:, 1]).any())
    guesses.append(guesses[0] if flat else guess_answers(plane.items, plane.position))
    return classify(name, "held out", asked, commonest(mine), guesses)
