"""The regression behind an association, against one with every indicator written out."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from watchword.votes.associations.regression import adjust_holm, fit_slope, take_out


def invented(seed: int, size: int = 400) -> tuple[np.ndarray, ...]:
    """Outcome, property, state, region and year of invented answers."""
    random = np.random.default_rng(seed)
    state = random.integers(0, 30, size)
    year = random.integers(0, 6, size)
    had = (random.random(size) < 0.3 + 0.01 * state).astype(float)
    outcome = (random.random(size) < 0.3 + 0.2 * had + 0.05 * year).astype(float)
    return outcome, had, state, state % 5, year


def write_out(outcome: np.ndarray, had: np.ndarray, categories: list[np.ndarray], state: np.ndarray) -> tuple[float, float, float]:
    """Return slope, clustered error and p by the sandwich with all indicators as columns."""
    columns = [had, *(np.eye(codes.max() + 1)[codes].T[position > 0 :] for position, codes in enumerate(categories))]
    design = np.vstack([np.atleast_2d(part) for part in columns] + ([] if categories else [np.ones((1, len(had)))])).T
    bread = np.linalg.inv(design.T @ design)
    coefficients = bread @ design.T @ outcome
    residuals = outcome - design @ coefficients
    clusters = [design[state == code].T @ residuals[state == code] for code in np.unique(state)]
    meat = sum(np.outer(score, score) for score in clusters)
    number, size, k = len(clusters), *design.shape
    variance = (bread @ meat @ bread)[0, 0] * number / (number - 1) * (size - 1) / (size - k)
    error = float(np.sqrt(variance))
    return float(coefficients[0]), error, float(2 * student.sf(abs(coefficients[0]) / error, number - 1))


@pytest.mark.parametrize("held", [(), ("year",), ("region", "year")])
@pytest.mark.parametrize("seed", range(4))
def test_the_slope_and_its_error_are_those_of_the_regression_written_out(held: tuple[str, ...], seed: int) -> None:
    """Taking categories out first gives the same coefficient, clustered error and p value."""
    outcome, had, state, region, year = invented(seed)
    categories = [{"region": region, "year": year}[name] for name in held]
    found = fit_slope(outcome, had, categories, state, 0.95)
    assert found
    expected = write_out(outcome, had, categories, state)
    assert (found.value, found.error, found.p) == pytest.approx(expected, rel=1e-8)
    assert found.low < found.value < found.high


def test_a_state_held_fixed_is_nested_in_its_cluster() -> None:
    """Its indicators are not counted as parameters: the factor is that of the years alone."""
    outcome, had, state, _, year = invented(7)
    found = fit_slope(outcome, had, [state, year], state, 0.95)
    assert found
    value, error, _ = write_out(outcome, had, [state, year], state)
    size, indicators = len(outcome), len(np.unique(state)) + len(np.unique(year)) - 1
    assert found.value == pytest.approx(value)
    assert found.error == pytest.approx(error * np.sqrt((size - 1 - indicators) / (size - 1 - (len(np.unique(year)) - 1))))


def test_what_does_not_vary_has_no_slope() -> None:
    """A property that is the same throughout, or throughout each category, has none; nor has a single cluster."""
    outcome, had, state, region, year = invented(1)
    assert fit_slope(outcome, np.ones_like(had), [], state, 0.95) is None
    assert fit_slope(outcome, (region == 1).astype(float), [region, year], state, 0.95) is None
    assert fit_slope(outcome, had, [], np.zeros_like(state), 0.95) is None


@given(seed=st.integers(0, 10_000))
def test_what_is_taken_out_leaves_no_mean_behind(seed: int) -> None:
    """Within each value of each category the rest adds up to nothing."""
    outcome, _, state, _, year = invented(seed, 60)
    rest = take_out(outcome, [state, year])
    for codes in (state, year):
        assert np.abs(np.bincount(codes, rest)).max() < 1e-8


@given(values=st.lists(st.floats(0, 1), max_size=12))
def test_adjusted_values_keep_their_order_and_never_shrink(values: list[float]) -> None:
    """Correcting for many tests makes no difference look surer."""
    adjusted = adjust_holm(values)
    assert all(before <= after <= 1 for before, after in zip(values, adjusted, strict=True))
    assert sorted(adjusted) == [adjusted[at] for at in sorted(range(len(values)), key=lambda at: (values[at], adjusted[at]))]


def test_holms_own_steps() -> None:
    """The smallest of four is taken four times, the next three times, none below the one before."""
    assert adjust_holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
