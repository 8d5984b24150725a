"""A multinomial logit over three answers, shrunk to given coefficients: penalised likelihood by Newton's method with halved steps.

The utility of an answer is a sum of predictors that differ by answer, with one coefficient each (McFadden 1974), and of covariates of
the state, with a coefficient for no and one for yes each; abstaining is the answer of reference.
"""

import numpy as np
from numpy.typing import NDArray

from watchword.votes.roll_calls import NO, YES

Floats = NDArray[np.float64]
_ROUNDS = 12
# Half a unit of log likelihood over thousands of answers is no difference.
_SETTLED = 0.5


def start_coefficients(predictors: Floats, covariates: int) -> Floats:
    """Return coefficients that are `predictors` and no covariate: what a fit is shrunk to, and what stands without one."""
    return np.concatenate([predictors, np.zeros(2 * covariates)])


def fit_logit(predictors: Floats, covariates: Floats, answers: NDArray[np.int8], towards: Floats, weight: float) -> Floats:
    """Return the coefficients that maximise the log likelihood less `weight` / 2 times their squared distance from `towards`.

    `predictors` is (n, 3, p), `covariates` (n, k), `answers` (n,) of 0, 1, 2. Strictly concave, so there is one answer.
    """
    design = _design(predictors, covariates)
    flat = design.reshape(-1, len(towards))
    chosen = np.eye(YES + 1)[answers]
    found = towards
    value, p = _value(design, found, chosen, towards, weight)
    for _ in range(_ROUNDS):
        gradient = (chosen - p).reshape(-1) @ flat - weight * (found - towards)
        centred = (design - np.matmul(p[:, None, :], design)) * np.sqrt(p)[:, :, None]
        spread = centred.reshape(flat.shape)
        step = np.linalg.solve(spread.T @ spread + weight * np.eye(len(towards)), gradient)
        new, q = _value(design, found + step, chosen, towards, weight)
        while new < value and np.abs(step).max() > 1e-6:
            step = step / 2
            new, q = _value(design, found + step, chosen, towards, weight)
        if new < value:
            break
        gain, found, value, p = new - value, found + step, new, q
        if gain < _SETTLED:
            break
    return found


def answer_logit(predictors: Floats, covariates: Floats, coefficients: Floats) -> Floats:
    """Return probabilities (n, 3)."""
    return np.asarray(np.exp(_log_shares(_design(predictors, covariates) @ coefficients)))


def _design(predictors: Floats, covariates: Floats) -> Floats:
    size, _, width = predictors.shape
    count = covariates.shape[1]
    design = np.zeros((size, YES + 1, width + 2 * count))
    design[:, :, :width] = predictors
    design[:, NO, width : width + count] = covariates
    design[:, YES, width + count :] = covariates
    return design


def _value(design: Floats, coefficients: Floats, chosen: Floats, towards: Floats, weight: float) -> tuple[float, Floats]:
    logs = _log_shares(design @ coefficients)
    return float((logs * chosen).sum() - weight / 2 * ((coefficients - towards) ** 2).sum()), np.exp(logs)


def _log_shares(utilities: Floats) -> Floats:
    top = utilities - utilities.max(axis=1, keepdims=True)
    return np.asarray(top - np.log(np.exp(top).sum(axis=1, keepdims=True)))
