"""The matrix that every analysis starts from: one row a decision, one column a state, whatever the order of the input."""

import random
from typing import Any

import pytest

from tests.votes.invented import Invented, call, cast
from watchword.errors import NotHeld
from watchword.votes.roll_calls import ABSENT, NO, NO_BALLOT, UNKNOWN, YES, Scope, gather_decisions, gather_roll_calls


def test_positions_have_their_codes_and_the_absent_stay_apart() -> None:
    """Absent, unknown and no ballot are three things; only answers are answers."""
    view = Invented([call("1"), call("2", date="2018-03-22")], cast("1", FRA="yes", DEU="absent") + cast("2", FRA="no", CHN="unknown"))
    calls = gather_roll_calls(view, Scope())
    assert calls.states == ("CHN", "DEU", "FRA")
    assert [vote["key"] for vote in calls.votes] == ["2", "1"]
    assert calls.positions.tolist() == [[UNKNOWN, NO_BALLOT, NO], [NO_BALLOT, ABSENT, YES]]
    assert calls.answers.tolist() == [[-1, -1, 0], [-1, -1, 2]]


def test_two_ballots_of_a_state_that_differ_are_unknown() -> None:
    """Neither is believed; two alike are one."""
    view = Invented([call("1")], [*cast("1", FRA="yes", DEU="no"), ("1@1", "FRA", "no"), ("1@1", "DEU", "no")])
    assert gather_roll_calls(view, Scope()).positions.tolist() == [[NO, UNKNOWN]]


def test_sources_are_joined_by_the_symbol_and_repeats_are_counted() -> None:
    """One decision is one row, by the record that a tally would read; what a source has twice, ballots included, is left out and said."""
    better = call("a", symbol="A/HRC/RES/99/1", source="un_akoma_ntoso")
    again = call("1b", symbol="A/HRC/RES/99/1", title="Puddles 1")
    view = Invented([call("1"), better], cast("1", FRA="yes") + cast("a", FRA="no"))
    calls = gather_roll_calls(view, Scope())
    assert [vote["source"] for vote in calls.votes] == ["un_akoma_ntoso"]
    view = Invented([call("1"), again], cast("1", FRA="yes") + cast("1b", FRA="yes"))
    calls = gather_roll_calls(view, Scope())
    assert (len(calls.votes), calls.left_out) == (1, {"recorded again under another key": 1})
    calls = gather_roll_calls(Invented([call("1"), again], cast("1", FRA="yes") + cast("1b", FRA="no")), Scope())
    assert (len(calls.votes), calls.left_out) == (2, {})
    other = call("1c", symbol="A/HRC/RES/99/1", date="2019-03-23")
    assert len(gather_roll_calls(Invented([call("1"), other], cast("1", FRA="yes") + cast("1c", FRA="yes")), Scope()).votes) == 2


def test_repeats_outside_the_scope_are_not_counted_as_left_out_of_it() -> None:
    """What was left out is of the votes asked for: by day, title and kind of question."""
    again = call("1b", symbol="A/HRC/RES/99/1", title="Puddles 1")
    later = call("2", date="2020-03-23", title="Hail")
    view = Invented([call("1"), again, later], cast("1", FRA="yes") + cast("1b", FRA="yes") + cast("2", FRA="yes"))
    assert gather_roll_calls(view, Scope(since="2018")).left_out == {"recorded again under another key": 1}
    assert gather_roll_calls(view, Scope(since="2019")).left_out == {}
    assert gather_roll_calls(view, Scope(title="hail")).left_out == {}


def test_a_tally_without_a_symbol_is_no_second_decision() -> None:
    """A source of totals alone that gives no symbol repeats the record of the same title and year; another year is another decision."""
    tally = call("n", symbol="", source="newsroom_hrc_tallies", title="Puddles 1", date="2018")
    view = Invented([call("1"), tally, tally | {"id": "m@1", "key": "m", "date": "2016"}], cast("1", FRA="yes"))
    decisions, _ = gather_decisions(view, Scope())
    assert [row["key"] for row in decisions] == ["m", "1"]


def test_a_scope_keeps_what_is_asked_and_counts_what_it_cannot_place() -> None:
    """Words in title and subject, kinds of question, a first day; a date that may lie on either side is not guessed."""
    records = [call("1"), call("2", question="amendment", title="Hail"), call("3", date="2018"), call("4", date="2017-01-01")]
    ballots = [ballot for key in "1234" for ballot in cast(key, FRA="yes")]

    def keys(**scope: Any) -> list[str]:
        return [vote["key"] for vote in gather_roll_calls(Invented(records, ballots), Scope(**scope)).votes]

    assert keys() == ["4", "3", "1", "2"]
    assert keys(title="hail") == keys(questions=("amendment",)) == ["2"]
    assert keys(subject="rain") == keys()
    assert keys(subject="snow") == []
    assert keys(since="2018-02") == ["1", "2"]
    left_out = gather_roll_calls(Invented(records, ballots), Scope(since="2018-02")).left_out
    assert left_out == {"their dates may lie before or after 2018-02": 1}


def test_doubtful_votes_are_said_to_be_in_or_out() -> None:
    """What the audit doubts is counted in words either way."""
    view = Invented([call("1"), call("2")], cast("1", FRA="yes") + cast("2", FRA="no"))
    doubtful = frozenset({"2@1"})
    assert "the audit doubts 1 of them, which are in" in gather_roll_calls(view, Scope(doubtful=doubtful)).basis()
    trusted = gather_roll_calls(view, Scope(doubtful=doubtful, trusted=True))
    assert [vote["key"] for vote in trusted.votes] == ["1"]
    assert "1 left out: the audit doubts them" in trusted.basis()


def test_what_left_nothing_over_is_said() -> None:
    """Where no vote is left, the reasons for which they were left out are named, not that none fits alone."""
    view = Invented([call("1")], cast("1", FRA="yes"))
    said = gather_roll_calls(view, Scope(doubtful=frozenset({"1@1"}), trusted=True)).basis()
    assert said == "no recorded vote of HRC fits; 1 left out: the audit doubts them"


def test_a_body_without_a_recorded_vote_is_named() -> None:
    """Nothing to analyse is an error in a sentence."""
    with pytest.raises(NotHeld, match="GA"):
        gather_roll_calls(Invented([call("1")], cast("1", FRA="yes")), Scope(organ="GA"))


def test_the_order_of_the_input_does_not_matter() -> None:
    """Shuffled records and ballots give the same matrix."""
    records = [call(str(n), date=f"2018-03-{10 + n % 3}") for n in range(9)]
    ballots = [ballot for n in range(9) for ballot in cast(str(n), FRA="yes", DEU="no", CHN="abstain")]
    first = gather_roll_calls(Invented(records, ballots), Scope())
    random.Random(1).shuffle(records)
    random.Random(2).shuffle(ballots)
    second = gather_roll_calls(Invented(records, ballots), Scope())
    assert first.votes == second.votes
    assert first.positions.tolist() == second.positions.tolist()
