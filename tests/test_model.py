"""What a user may count on of dates and identities."""

import calendar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.model import content_id, date_of, precision_of


@pytest.mark.parametrize("text", ["2018-03-23", "2018-03", "2018", "2020-02-29", "1900", "2199-12-31", " 2018-03-23 "])
def test_real_dates_stay(text: str) -> None:
    """A date of day, month or year precision is kept as it is."""
    assert date_of(text) == text.strip()


@pytest.mark.parametrize(
    "text",
    ["0001-01-01", "2018-13", "2018-02-30", "2018-04-31", "2019-02-29", "2018-00-01", "2018-3-23", "1899", "2200", "23 March 2018", "",
     "2018-03-23T10:00", "2018/03/23", "20180323", "２０１８", "2018-03-23\n2018"],
)  # fmt: skip
def test_impossible_dates_are_unknown(text: str) -> None:
    """What is no date is unknown and never repaired."""
    assert date_of(text) == ""


@given(st.dates())
def test_every_day_of_two_centuries_is_a_date(day: object) -> None:
    """Days, their months and their years are dates of their own precision, and sort as text."""
    text = str(day)
    if 1900 <= int(text[:4]) <= 2199:
        assert [precision_of(date_of(text[:length])) for length in (10, 7, 4)] == ["day", "month", "year"]
        assert text[:4] <= text[:7] <= text
        assert int(text[8:]) <= calendar.monthrange(int(text[:4]), int(text[5:7]))[1]


@given(st.text())
def test_whatever_comes_out_is_a_date_or_nothing(text: str) -> None:
    """Reading a date twice changes nothing, and nothing has no precision."""
    found = date_of(text)
    assert date_of(found) == found
    assert (precision_of(found) == "unknown") == (found == "")


def test_a_changed_file_has_another_id_and_the_same_key() -> None:
    """The id is the key and eight digits of the content's hash, for text and bytes alike."""
    assert content_id("a:b", "x") == content_id("a:b", b"x") != content_id("a:b", "y")
    key, _, digits = content_id("a:b", "x").rpartition("@")
    assert key == "a:b"
    assert len(digits) == 8
