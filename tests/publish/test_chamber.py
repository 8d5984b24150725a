"""The seats of a vote and the tables of a change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publish.invented import POSITIONS, decision, shift
from watchword.publish.chamber import lay_out_change, list_totals, seat_vote

CODES = ("CHN", "CUB", "EGY", "KEN", "USA", "JPN", "PER", "DEU", "TUN", "POL", "PAK")
ballots = st.dictionaries(st.sampled_from(CODES), st.sampled_from(POSITIONS))


def by_position(held: dict[str, str]) -> dict[str, list[str]]:
    """Return the states by position."""
    return {position: sorted(state for state in held if held[state] == position) for position in POSITIONS}


@given(ballots, ballots)
def test_every_ballot_has_one_seat_and_every_change_its_ring(before: dict[str, str], after: dict[str, str]) -> None:
    """A chamber has as many seats as ballots; a ring marks exactly the states that had another position."""
    first, second = decision("A", "2018-01-01", by_position(before)), decision("B", "2020-01-01", by_position(after))
    chamber = seat_vote(second, shift(first, second))
    seats = [seat for _, seats, _ in chamber.groups for seat in seats]
    assert sorted(seat.state for seat in seats) == sorted(after)
    assert chamber.total == len(after)
    assert {seat.state for seat in seats if seat.before} == {s for s in after if s in before and before[s] != after[s]}


@given(ballots, ballots)
def test_a_change_worked_out_by_counting_adds_up(before: dict[str, str], after: dict[str, str]) -> None:
    """Any two roll calls give tables that add up; with one number wrong they are marked."""
    change = shift(decision("A", "2018-01-01", by_position(before)), decision("B", "2020-01-01", by_position(after)))
    assert lay_out_change(change).adds_up
    change["both"] += 1
    assert not lay_out_change(change).adds_up


def test_seats_are_in_regional_groups_by_position() -> None:
    """Within a group those in favour come first, then abstentions, then votes against."""
    chamber = seat_vote(decision("A", "2018-01-01", {"no": ["POL"], "yes": ["CHN"], "abstain": ["JPN", "PAK"]}), None)
    assert [(group, [seat.state for seat in seats]) for group, seats, _ in chamber.groups] == [
        ("Asia-Pacific", ["CHN", "JPN", "PAK"]),
        ("Eastern European", ["POL"]),
    ]


def test_a_state_that_our_table_does_not_know_keeps_its_code_and_seat() -> None:
    """An unknown code is shown as recorded, in no group; it is not dropped."""
    chamber = seat_vote(decision("A", "2018-01-01", {"yes": ["XYZ"]}), None)
    assert [(group, seats[0].name) for group, seats, _ in chamber.groups] == [("no group", "XYZ")]


@pytest.mark.parametrize(
    ("official", "expected"),
    [
        ({"yes": 28, "no": 1, "abstain": 17, "absent": 1}, [("yes", 28), ("abstain", 17), ("no", 1), ("absent", 1)]),
        ({"yes": 28, "no": 0, "abstain": 17, "absent": None}, [("yes", 28), ("abstain", 17), ("no", 0)]),
        ({"yes": None, "no": None, "abstain": None, "absent": None}, []),
    ],
)
def test_totals_are_the_official_ones_and_none_is_not_zero(official: dict[str, int | None], expected: list[tuple[str, int]]) -> None:
    """Where the record gives no totals and there are no ballots, there is nothing to count."""
    assert list_totals(decision("A", "2018-01-01", {}, official=official)) == expected
