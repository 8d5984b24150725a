"""Intervals are those of the literature, and keep their promises at the ends."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.usage.intervals import bootstrap_rate, poisson_lower, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3: the score interval without continuity correction.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_share_has_wilsons_interval(successes: int, trials: int, low: float, high: float) -> None:
    """Published values are met to four places."""
    found = wilson(successes, trials)
    assert found == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 500), st.integers(1, 500))
def test_the_share_lies_in_its_interval(successes: int, trials: int) -> None:
    """The interval holds the share and stays between nought and one."""
    successes = min(successes, trials)
    low, high = wilson(successes, trials)
    assert 0 <= low <= successes / trials <= high <= 1


@pytest.mark.parametrize(
    ("count", "lower"), [(0, 0.0), (1, 0.0513), (2, 0.3554), (5, 1.9701), (10, 5.4254), (100, 84.1393), (2000, 1927.0128)]
)
def test_the_poisson_bound_is_the_exact_one(count: int, lower: float) -> None:
    """Garwood's one-sided lower 95% bounds, as tabulated."""
    assert poisson_lower(count) == pytest.approx(lower, abs=2e-4)


def test_the_bootstrap_is_the_same_for_the_same_seed_and_holds_the_rate() -> None:
    """Anyone gets the same interval, and it holds the rate it is for."""
    generator = np.random.default_rng(1)
    uses, sizes = generator.poisson(0.3, 400), generator.integers(500, 2500, 400)
    first = bootstrap_rate(uses, sizes, replicates=500, seed=3)
    assert first == bootstrap_rate(uses, sizes, replicates=500, seed=3)
    assert first[0] < uses.sum() / sizes.sum() < first[1]


def test_no_use_at_all_still_has_an_upper_end() -> None:
    """Silence in a small corpus is weak evidence: about three over the exposure."""
    low, high = bootstrap_rate(np.zeros(10, dtype=np.int64), np.full(10, 100), replicates=10, seed=1)
    assert low == 0
    assert high == pytest.approx(2.9957 / 1000, rel=1e-3)
    assert bootstrap_rate(np.array([0]), np.array([0]), replicates=10, seed=1) == (0.0, 0.0)


def test_kept_draws_are_those_of_a_fresh_generator() -> None:
    """Many rates of one table share their draws: each interval is what its own generator would give."""
    generator = np.random.default_rng(3)
    uses, sizes = np.array([1, 0, 2, 0, 0, 5]), np.array([900, 1000, 1100, 800, 700, 1300])
    bootstrap_rate(uses[:4], sizes[:4], replicates=200, seed=3)
    weights, rest = generator.poisson(1.0, (200, 3)), generator.poisson(1.0, (200, 3))
    rates = weights @ uses[uses > 0] / np.maximum(weights @ sizes[uses > 0] + rest @ sizes[uses == 0], 1)
    assert bootstrap_rate(uses, sizes, replicates=200, seed=3) == tuple(np.quantile(rates, [0.025, 0.975]))
