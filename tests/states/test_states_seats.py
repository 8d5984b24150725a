"""What a user is promised about regional groups and seats."""

from collections import Counter
from itertools import pairwise

import pytest

from watchword.errors import UnknownState, UsageError, WatchwordError
from watchword.states import all_states, group_of, is_member, members, memberships, sitting

SHARES = {
    "African": 13,
    "Asia-Pacific": 13,
    "Eastern European": 6,
    "Latin American and Caribbean": 8,
    "Western European and other": 7,
}


@pytest.mark.parametrize("day", ["2006-06-19", *(f"{year}-01-01" for year in range(2007, 2027)), "2026-12-31"])
def test_the_council_has_its_47_seats_shared_out_as_resolved(day: str) -> None:
    """On the first day of every year 47 states sit, 13-13-6-8-7 by group."""
    council = members("HRC", day)
    assert len(council) == 47
    assert Counter(group_of(code, day) for code in council) == SHARES


@pytest.mark.parametrize(
    ("day", "seats", "why"),
    [
        ("2011-02-28", 47, "the day before Libya's suspension"),
        ("2011-03-01", 46, "Libya suspended"),
        ("2011-11-17", 46, "Libya still suspended"),
        ("2011-11-18", 47, "Libya's rights restored"),
        ("2018-06-18", 47, "the day before the United States withdrew"),
        ("2018-06-20", 46, "the seat is vacant"),
        ("2018-07-13", 47, "Iceland elected"),
        ("2022-04-07", 46, "the Russian Federation suspended"),
        ("2022-05-10", 47, "Czechia elected"),
    ],
)
def test_suspensions_and_vacancies_leave_46(day: str, seats: int, why: str) -> None:
    """A suspended member or a vacant seat is no member on that day."""
    assert len(members("HRC", day)) == seats, why


def test_a_membership_is_one_uninterrupted_stay_with_its_elections() -> None:
    """Terms that follow each other are one row whose source names each election; none overlap."""
    saudi = [seat for seat in memberships("HRC") if seat.state == "SAU"]
    assert [(seat.start, seat.end) for seat in saudi] == [("2006-06-19", "2013-01-01"), ("2014-01-01", "2020-01-01")]
    assert "9 May 2006" in saudi[0].source and "12 May 2009" in saudi[0].source
    rows = sorted((seat.state, seat.start, seat.end) for seat in memberships("HRC"))
    assert all(a[0] != b[0] or a[2] < b[1] for a, b in pairwise(rows))
    assert all(seat.group in SHARES and "GA election of" in seat.source for seat in memberships("HRC"))


def test_what_the_table_does_not_cover_is_unknown_and_not_no() -> None:
    """Outside the table's days, for another organ, or for a year in which a seat changed, the answer is None."""
    assert is_member("HRC", "CHN", "2018-03-23") is True
    assert is_member("HRC", "FRA", "2018-03-23") is False
    assert is_member("HRC", "FRA", "2006-06-18") is None
    assert is_member("HRC", "FRA", "2031-01-01") is None
    assert is_member("HRC", "FRA", "") is None
    assert is_member("CHR", "FRA", "1990-01-01") is None
    assert is_member("HRC", "USA", "2018") is None
    assert is_member("HRC", "USA", "2017") is True
    with pytest.raises(UnknownState):
        is_member("HRC", "XXX", "2018-03-23")


@pytest.mark.parametrize("organ", ["", "hrc", "Council"])
def test_an_organ_without_a_table_is_refused_in_a_sentence(organ: str) -> None:
    """No organ's seats are made up; the message names the tables there are."""
    with pytest.raises(WatchwordError, match="HRC"):
        memberships(organ)
    with pytest.raises(WatchwordError, match="HRC"):
        members(organ, "2018-03-23")


def test_members_of_a_span_in_which_seats_changed_are_refused() -> None:
    """A year with a change has no one list of members; a year without one has; no date has none."""
    with pytest.raises(UsageError, match="give a day"):
        members("HRC", "2018")
    assert len(members("HRC", "2019")) == 47
    for on in ("", "2005-01-01", "2027"):
        with pytest.raises(WatchwordError, match="covers"):
            members("HRC", on)


@pytest.mark.parametrize(
    ("code", "on", "group"),
    [
        ("ISR", "1990", ""),
        ("ISR", "2004-06-01", "Western European and other"),
        ("ISR", "", "Western European and other"),
        ("ZAF", "1985", ""),
        ("ZAF", "1997", "African"),
        ("TUR", "2020", "Western European and other"),
        ("DDR", "1980", "Eastern European"),
        ("DDR", "1995", ""),
        ("SUN", "1980", "Eastern European"),
        ("YUG", "1980", "Eastern European"),
        ("CSK", "1980", "Eastern European"),
        ("CYP", "2020", "Asia-Pacific"),
        ("CHN", "1960", ""),
        ("FRA", "1950", ""),
        ("PSE", "2020", ""),
        ("VAT", "", ""),
        ("EU", "", ""),
    ],
)
def test_groups_are_dated(code: str, on: str, group: str) -> None:
    """A state's group is the one it had on the day; "" where it had none, or was no state."""
    assert group_of(code, on) == group


def test_every_member_state_has_a_group_today() -> None:
    """Today's 193 Members are each in one group; an unknown code is refused."""
    grouped = [known.code for known in all_states() if not known.end and group_of(known.code, "2026-01-01")]
    assert len(grouped) == 193
    with pytest.raises(UnknownState):
        group_of("XXX")


@pytest.mark.parametrize(
    ("year", "count"),
    [(1945, 51), (1950, 60), (1960, 99), (1970, 127), (1980, 154), (2002, 191), (2011, 193), (2025, 193)],
)
def test_the_assembly_has_as_many_members_as_the_united_nations_count(year: int, count: int) -> None:
    """The number of Members at the end of a year is the published one."""
    assert len(members("GA", f"{year}-12-31")) == count


@pytest.mark.parametrize(
    ("code", "on", "seated"),
    [
        ("ROC", "1971-10-24", True),
        ("ROC", "1971-10-25", False),
        ("CHN", "1971-10-25", True),
        ("CHN", "1971", None),
        ("SYR", "1960", False),
        ("IDN", "1965-06-01", False),
        ("YUG", "1995", False),
        ("SUN", "1991-12-25", True),
        ("RUS", "1991-12-26", True),
        ("CHE", "2001", False),
        ("PSE", "2020", False),
        ("EU", "2020", False),
    ],
)
def test_membership_of_the_assembly_is_dated(code: str, on: str, seated: bool | None) -> None:
    """States that came, left, merged or were replaced were Members on the days the record says."""
    assert is_member("GA", code, on) is seated


@pytest.mark.parametrize("on", ["2018-03-23", "2018-03", "2018-06", "2018", "2011-03", "2011"])
def test_those_who_sat_for_a_part_of_a_date_are_told_from_those_who_sat_all_through(on: str) -> None:
    """Of a month or year in which seats changed hands, what is known is said: who had one throughout, and who for a part."""
    whole, part = sitting("HRC", on)
    assert not whole & part
    assert all(is_member("HRC", code, on) is True for code in whole)
    assert all(is_member("HRC", code, on) is None for code in part)
    assert len(whole) <= 47
    assert len(whole | part) >= 46  # one was suspended in 2011
    if part:
        with pytest.raises(UsageError, match="give a day"):
            members("HRC", on)
    else:
        assert members("HRC", on) == whole
