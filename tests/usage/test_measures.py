"""Measures against worked values and against other people's implementations."""

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from watchword.usage.chance import bound_together, exact_chance
from watchword.usage.measures import (
    bayes_factor,
    chance_of,
    control_discoveries,
    expect,
    hold_error,
    log_dice,
    log_likelihood,
    log_ratio,
    mutual_information,
    poisson_interval,
    t_score,
)


def one(value: float) -> np.ndarray:
    return np.array([value])


@given(st.integers(0, 40), st.integers(1, 60), st.integers(1, 60), st.integers(200, 900))
def test_log_likelihood_is_that_of_the_whole_table(joint: int, first: int, second: int, total: int) -> None:
    """Dunning's statistic over the four cells, as scipy computes it."""
    joint = min(joint, first, second)
    table = [[joint, first - joint], [second - joint, total - first - second + joint]]
    expected = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    found = log_likelihood(np.array([joint]), first, np.array([second]), total)
    assert found[0] == pytest.approx(expected.statistic, abs=1e-6)
    assert chance_of(found)[0] == pytest.approx(expected.pvalue, abs=1e-6)


def test_association_measures_by_hand() -> None:
    """Eight near of 100 words, 16 in a corpus of 10,000: 0.16 expected."""
    expected = expect(100, np.array([16]), 10_000)
    assert expected[0] == pytest.approx(0.16)
    assert mutual_information(np.array([8]), expected)[0] == pytest.approx(math.log2(50))
    assert t_score(np.array([8]), expected)[0] == pytest.approx((8 - 0.16) / math.sqrt(8))
    # Rychlý: 14 + log2(2 x 8 / (16 + 16)) = 13.
    assert log_dice(np.array([8]), 16, np.array([16]))[0] == pytest.approx(13)


def test_effect_sizes_by_hand() -> None:
    """Hardie: twice the rate is 1; none is taken for a half. Wilson: less ln N."""
    assert log_ratio(np.array([20, 4, 0]), 1000, np.array([10, 0, 1]), 1000).tolist() == pytest.approx([1, 3, -1])
    assert bayes_factor(one(10), math.exp(4))[0] == pytest.approx(6)


def test_poisson_intervals_are_garwoods() -> None:
    """The table's values for counts of none, one and ten."""
    low, high = poisson_interval(np.array([0, 1, 10]), 0.95)
    assert low.tolist() == pytest.approx([0, 0.0253, 4.795], abs=1e-3)
    assert high.tolist() == pytest.approx([3.689, 5.572, 18.39], abs=5e-3)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_adjusted_probabilities_are_the_published_ones(chances: list[float]) -> None:
    """Benjamini and Hochberg as scipy has it; Holm from its definition."""
    values = np.array(chances)
    assert control_discoveries(values) == pytest.approx(stats.false_discovery_control(values))
    order = sorted(range(len(chances)), key=lambda at: chances[at])
    worst, expected = 0.0, [0.0] * len(chances)
    for rank, at in enumerate(order):
        worst = max(worst, (len(chances) - rank) * chances[at])
        expected[at] = min(1.0, worst)
    assert hold_error(values) == pytest.approx(expected)


@given(st.integers(0, 12), st.integers(0, 12), st.integers(12, 40), st.data())
def test_one_stratum_is_fishers_exact_test(first: int, second: int, size: int, data: st.DataObject) -> None:
    """The chance of a number together is that of scipy's test of the table."""
    low, high = max(0, first + second - size), min(first, second)
    together = data.draw(st.integers(low, high))
    table = [[together, first - together], [second - together, size - first - second + together]]
    assert exact_chance([(first, second, size)], together) == pytest.approx(stats.fisher_exact(table).pvalue, abs=1e-9)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.integers(4, 9)), min_size=2, max_size=3), st.integers(0, 12))
def test_strata_are_enumerated(strata: list[tuple[int, int, int]], together: int) -> None:
    """With several strata every way to reach a number is added up."""
    chances: dict[int, float] = {}
    ranges = [range(min(a, b) + 1) for a, b, _ in strata]
    for numbers in product(*ranges):
        weight = math.prod(stats.hypergeom.pmf(n, size, a, b) for n, (a, b, size) in zip(numbers, strata, strict=True))
        chances[sum(numbers)] = chances.get(sum(numbers), 0.0) + float(weight)
    mine = chances.get(together, 0.0)
    expected = sum(chance for chance in chances.values() if chance <= mine * (1 + 1e-7)) if mine > 1e-15 else 0.0
    assert exact_chance(strata, together) == pytest.approx(expected, abs=1e-9)


@given(st.integers(1, 9), st.integers(1, 9), st.integers(20, 40), st.data())
def test_one_stratum_has_the_interval_of_the_odds_ratio(first: int, second: int, size: int, data: st.DataObject) -> None:
    """The bounds are the means under the bounds of the conditional odds ratio that scipy finds."""
    together = data.draw(st.integers(0, min(first, second)))
    table = [[together, first - together], [second - together, size - first - second + together]]
    odds = stats.contingency.odds_ratio(table).confidence_interval(0.95)
    expected = [
        float(min(first, second)) if math.isinf(ratio) else 0.0 if ratio == 0
        else float(stats.nchypergeom_fisher.mean(size, first, second, ratio)) for ratio in odds
    ]  # fmt: skip
    assert bound_together([(first, second, size)], together, 0.95) == pytest.approx(expected, abs=1e-4)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(30, 900)), min_size=1, max_size=12), st.data())
def test_many_strata_have_the_bounds_that_a_general_solver_finds(strata: list[tuple[int, int, int]], data: st.DataObject) -> None:
    """Brent's method over the convolved chances gives the same interval to a billionth."""
    least = sum(max(0, one + other - size) for one, other, size in strata)
    most = sum(min(one, other) for one, other, _ in strata)
    together = data.draw(st.integers(least, most))
    chances = np.ones(1)
    for one, other, size in strata:
        number = np.arange(max(0, one + other - size), min(one, other) + 1)
        chances = np.convolve(chances, stats.hypergeom.pmf(number, size, one, other))
    logs = np.log(chances)
    numbers = np.arange(least, most + 1)

    def tilt(more: float) -> np.ndarray:
        weights = np.exp(logs + more * numbers - (logs + more * numbers).max())
        return np.asarray(weights / weights.sum())

    def mean_where(tail: np.ndarray) -> float:
        return float(tilt(optimize.brentq(lambda more: tilt(more)[tail].sum() - 0.025, -30, 30, xtol=1e-13)) @ numbers)

    low = least if together == least else mean_where(numbers >= together)
    high = most if together == most else mean_where(numbers <= together)
    assert bound_together(strata, together, 0.95) == pytest.approx((low, high), rel=1e-9, abs=1e-9)


def test_far_company_is_bounded_too() -> None:
    """Where chance is below what a machine holds, the interval still stands around what was found."""
    strata = [(400, 500, 9000), (300, 200, 8000)]
    low, high = bound_together(strata, 350, 0.95)
    assert 300 < low < 350 < high < 400
    assert exact_chance(strata, 350) < 1e-100
    assert bound_together([(3, 5, 5)], 3, 0.95) == (3.0, 3.0)


def test_no_stratum_leaves_no_chance_to_reject() -> None:
    """Nothing compared is no evidence."""
    assert exact_chance([], 0) == 1.0
