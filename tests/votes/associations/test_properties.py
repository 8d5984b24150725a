"""Whether a property was in force on the day of a vote, where dates are known by the day, the month or the year."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.votes.invented import Invented
from watchword.errors import NotHeld
from watchword.states.reading import period_of
from watchword.votes.associations.properties import REGIONAL_GROUP, Held, Stay, list_properties, read_properties

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
PRECISE = st.tuples(DAYS, st.sampled_from((4, 7, 10))).map(lambda pair: pair[0].isoformat()[: pair[1]])


def held(start: str, end: str = "") -> Held:
    """A property of France from one date to another."""
    since = period_of(start)
    assert since
    return Held("pact", "", "nobody", {"FRA": [Stay(since, period_of(end))]})


@pytest.mark.parametrize(
    ("start", "end", "on", "expected"),
    [
        ("2018-03-23", "", "2018-03-22", False),
        ("2018-03-23", "", "2018-03-23", True),
        ("2018-03-23", "2020-06-22", "2020-06-21", True),
        ("2018-03-23", "2020-06-22", "2020-06-22", False),
        ("2018-03", "", "2018-02-28", False),
        ("2018-03", "", "2018-03-01", None),
        ("2018-03", "", "2018-03-31", True),
        ("2018-03", "", "2018-04-01", True),
        ("2018-03", "2020-06", "2020-06-10", None),
        ("2018-03", "2020-06", "2020-06-30", False),
        ("2018-03-23", "", "2018-03", None),
        ("2018-03-23", "", "2018", None),
        ("2018-03-23", "", "2019", True),
        ("2018", "", "", None),
    ],
)
def test_it_is_in_force_from_its_first_day_to_the_day_before_its_end(start: str, end: str, on: str, expected: bool | None) -> None:
    """What the dates decide is decided; what they leave open is neither yes nor no."""
    assert held(start, end).of("FRA", on) is expected


def test_a_state_that_the_table_does_not_name_does_not_have_it() -> None:
    """Absent from the table is without the property."""
    assert held("2018").of("DEU", "2019-01-01") is False


def days_of(text: str) -> list[date]:
    period = period_of(text)
    assert period
    return [period[0] + timedelta(n) for n in range((period[1] - period[0]).days)]


@given(start=PRECISE, end=st.one_of(st.just(""), PRECISE), on=PRECISE, pick=st.randoms(use_true_random=False))
def test_a_decided_answer_holds_for_every_day_that_the_dates_may_mean(start: str, end: str, on: str, pick: object) -> None:
    """Where the answer is yes or no, so it is for any days within the dates given."""
    decided = held(start, end).of("FRA", on)
    if decided is None:
        return
    for _ in range(5):
        first, day = pick.choice(days_of(start)), pick.choice(days_of(on))  # type: ignore[attr-defined]
        last = pick.choice(days_of(end)) if end else None  # type: ignore[attr-defined]
        assert decided == (first <= day and (last is None or day < last))


def rows(*held: tuple[str, str, str, str]) -> Invented:
    """A view with properties (name, state, start, value)."""
    named = [dict(zip(("name", "state", "start", "value"), each, strict=True)) for each in held]
    return Invented([], [], [row | {"end": "", "doubt": "", "publisher": "nobody"} for row in named])


def test_values_are_properties_of_their_own_and_unknown_ones_are_named() -> None:
    """A table of several values is compared value by value."""
    view = rows(("tier", "FRA", "2012", "high"), ("tier", "DEU", "2012", "low"))
    assert [each.label for each in read_properties(view, "tier")] == ["tier: high", "tier: low"]
    assert [each.value for each in read_properties(view, "tier", "LOW")] == ["low"]
    assert list_properties(view) == ["tier", REGIONAL_GROUP]
    with pytest.raises(NotHeld, match="high, low"):
        read_properties(view, "tier", "middle")
    with pytest.raises(NotHeld, match="tier, regional-group"):
        read_properties(view, "pact")


def test_regional_groups_are_read_for_the_day() -> None:
    """A group needs no table: it is known by date."""
    (east,) = read_properties(rows(), REGIONAL_GROUP, "Eastern European")
    assert east.of("POL", "2018-03-23") is True
    assert east.of("FRA", "2018-03-23") is False
