"""Agreement period by period, counted by hand; nothing depends on the order of the input."""

import random

import pytest

from tests.cli.running import run
from tests.votes.invented import Invented, call, cast
from watchword.errors import NotHeld, UnknownState, UsageError
from watchword.votes.agreement import compare_states
from watchword.votes.agreement_over_time import follow_agreement
from watchword.votes.roll_calls import Scope


def three_years(order: int = 0) -> Invented:
    """Invented votes of three years, two a year: France and Germany part, India comes in the second year, one vote has no date."""
    years = {
        "2016": ({"FRA": "yes", "DEU": "yes", "CHN": "no"}, {"FRA": "no", "DEU": "no", "CHN": "no"}),
        "2017": ({"FRA": "yes", "DEU": "abstain", "CHN": "yes", "IND": "yes"}, {"FRA": "no", "DEU": "no", "CHN": "yes", "IND": "yes"}),
        "2018": ({"FRA": "yes", "DEU": "no", "CHN": "yes", "IND": "no"}, {"FRA": "no", "DEU": "abstain", "CHN": "no", "IND": "absent"}),
    }
    records = [call("none", date="", session="")]
    ballots = cast("none", FRA="yes", DEU="yes")
    for year, votes in years.items():
        for at, positions in enumerate(votes):
            key = f"{year}-{at}"
            records.append(call(key, date=f"{year}-03-1{at}", session=year[-2:]))
            ballots += cast(key, **positions)
    random.Random(order).shuffle(records)
    random.Random(order + 1).shuffle(ballots)
    return Invented(records, ballots)


def test_a_pair_is_followed_year_by_year() -> None:
    """France and Germany: 1, then 3/4, then 1/4; beside the mean of all pairs of each year."""
    found = follow_agreement(three_years(), Scope(), by="year", states=["FRA", "DEU"], least=1)
    assert [(row.period, row.shared, row.lijphart) for row in found.pairs] == [("2016", 2, 1.0), ("2017", 2, 0.75), ("2018", 2, 0.25)]
    # 2016: FRA-DEU 1, FRA-CHN 1/2, DEU-CHN 1/2.
    assert (found.periods[0].body, found.periods[0].pairs) == (pytest.approx(2 / 3, abs=1e-6), 3)
    assert next((p.period, p.first, p.last, p.votes) for p in found.periods) == ("2016", "2016-03-10", "2016-03-11", 2)
    [change] = found.changes
    assert (change.first, change.last, change.periods, change.before, change.after, change.change) == ("2016", "2018", 3, 1.0, 0.25, -0.75)
    assert change.beyond == pytest.approx(-0.75 - (found.periods[2].body or 0) + 2 / 3, abs=1e-5)
    assert "1 left out: no year is known" in found.basis


def test_one_state_with_all_others_is_by_the_size_of_the_change() -> None:
    """The largest change is first; who shares enough votes in one period only is counted."""
    found = follow_agreement(three_years(), Scope(), by="session", states=["DEU"], least=2)
    assert [(row.other, row.change) for row in found.changes] == [("FRA", -0.75), ("CHN", -0.25)]
    assert (found.once, found.too_few) == (1, 1)
    assert found.groups == ()


def test_groups_are_measured_in_each_period() -> None:
    """The same figures as agreement gives for the votes of that year alone."""
    found = follow_agreement(three_years(), Scope(), by="year")
    alone = {row.group: row for row in compare_states(three_years(), Scope(since="2018")).groups}
    rows = [row for row in found.groups if row.period == "2018"]
    assert {row.group: (row.votes, row.rice, row.agreement) for row in rows} == {
        group: (row.votes, row.rice, row.agreement) for group, row in alone.items()
    }
    assert found.pairs == found.changes == ()


@pytest.mark.parametrize("order", range(1, 4))
@pytest.mark.parametrize("states", [(), ("DEU",), ("FRA", "CHN")])
def test_the_order_of_the_input_does_not_matter(order: int, states: tuple[str, ...]) -> None:
    """Shuffled records and ballots give the same rows and words."""
    first = follow_agreement(three_years(), Scope(), by="year", states=states, least=1)
    assert follow_agreement(three_years(order), Scope(), by="year", states=states, least=1) == first


def test_united_votes_can_be_left_out() -> None:
    """Of 2016 only the divided vote remains."""
    found = follow_agreement(three_years(), Scope(), by="year", states=["FRA", "CHN"], least=1, divided=True)
    assert [(row.period, row.shared) for row in found.pairs] == [("2016", 1), ("2017", 2), ("2018", 2)]


def test_what_cannot_be_followed_is_said() -> None:
    """An unknown state, a state without an answer, an unknown period, votes of no known year."""
    with pytest.raises(UnknownState):
        follow_agreement(three_years(), Scope(), by="year", states=["Atlantis"])
    with pytest.raises(UsageError, match="no answer of Andorra"):
        follow_agreement(three_years(), Scope(), by="year", states=["AND"])
    with pytest.raises(UsageError, match="year or session"):
        follow_agreement(three_years(), Scope(), by="moon")
    with pytest.raises(NotHeld):
        follow_agreement(Invented([call("1", date="")], cast("1", FRA="yes")), Scope(), by="year")


@pytest.mark.parametrize("sort", ["lijphart", "same", "kappa", "shared", "name"])
def test_pairs_are_in_the_order_asked_for(sort: str) -> None:
    """By any index or the number of votes, highest first and missing last; or by name."""
    pairs = compare_states(three_years(), Scope(), states=["CHN"], least=1, sort=sort).pairs
    values = [pair.other_name if sort == "name" else getattr(pair, sort) for pair in pairs]
    held = [value for value in values if value is not None]
    assert held == sorted(held, reverse=sort != "name")
    assert values[: len(held)] == held
    with pytest.raises(UsageError, match="order of"):
        compare_states(three_years(), Scope(), states=["CHN"], least=1, sort="weight")


@pytest.mark.real
def test_a_year_of_the_council_is_what_agreement_gives_for_that_year(council: str) -> None:
    """Cuba with all others in 2021, as one of the years and by itself."""
    whole = run("votes", "agreement", "--state", "Cuba", "--by", "year", "-w", council, "--json").json
    alone = run("votes", "agreement", "--state", "Cuba", "--since", "2021", "--until", "2021", "-w", council, "--json").json
    rows = {row["other"]: (row["shared"], row["lijphart"]) for row in whole["pairs"] if row["period"] == "2021"}
    assert rows == {row["other"]: (row["shared"], row["lijphart"]) for row in alone["pairs"]}
    assert len(rows) > 40
    assert run("votes", "agreement", "--by", "year", "--sort", "same", "-w", council).code == 2
