"""A figure is said with its noun in the right number."""

import pytest

from watchword.phrasing import say_count


@pytest.mark.parametrize(("number", "said"), [(0, "0 states"), (1, "1 state"), (2, "2 states"), (2_000, "2,000 states")])
def test_one_is_one(number: int, said: str) -> None:
    """Only one takes no s."""
    assert say_count(number, "state") == said
