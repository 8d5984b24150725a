"""The persistence cascade on invented votes that can be counted by hand."""

from typing import Any

import numpy as np
import pytest

from tests.votes.invented import Invented, call, cast
from watchword.votes.forecasting.history import History, describe_text, lay_out, look_ahead
from watchword.votes.forecasting.persistence import RUNGS, Persistence, repeat_answers, smooth_answers
from watchword.votes.roll_calls import Scope, gather_roll_calls

ANSWERS = {"no": 0, "abstain": 1, "yes": 2}


def history_of(*votes: tuple[dict[str, Any], dict[str, str]]) -> History:
    """Invented votes of the Council: what changes in the record, and the ballots."""
    records = [call(str(at), **({"subjects": []} | changes)) for at, (changes, _) in enumerate(votes)]
    ballots = [ballot for at, (_, positions) in enumerate(votes) for ballot in cast(str(at), **positions)]
    return lay_out(gather_roll_calls(Invented(records, ballots), Scope()))


def foresee(history: History, *states: str, **changes: Any) -> dict[str, tuple[str, str]]:
    """What the cascade says of states, and by which rung, for an invented text of 2020."""
    record = {"title": "Puddles", "subjects": ["RAIN"], "question": "adoption", "date": "2020-01-01", "sponsors": []} | changes
    ahead = look_ahead(history, describe_text(record), frozenset(states))
    said = _repeat(ahead)
    names = {code: name for name, code in ANSWERS.items()}
    return {state: (names[said.answers[at]], RUNGS[said.rungs[at]]) for at, state in enumerate(ahead.states) if state in states}


def _repeat(history: History) -> Persistence:
    mine = history.kinds == history.kinds[-1]
    return repeat_answers(history, len(history.votes) - 1, history.given[mine].sum(axis=0).astype(float))


def test_the_first_rung_with_an_answer_speaks() -> None:
    """Same title before same subject before the state's usual answer before its group's."""
    history = history_of(
        ({"title": "Puddles", "date": "2018-01-01"}, {"FRA": "no"}),
        ({"title": "Hail", "subjects": ["WEATHER - RAIN"], "date": "2019-01-01"}, {"FRA": "yes", "CHN": "abstain"}),
        ({"title": "Snow", "date": "2019-02-01"}, {"FRA": "yes", "CHN": "yes", "KEN": "yes"}),
        ({"title": "Fog", "date": "2019-03-01"}, {"KEN": "no"}),
        ({"title": "Frost", "date": "2019-04-01"}, {"KEN": "no"}),
    )
    assert foresee(history, "FRA", "CHN", "KEN", "GHA") == {
        "FRA": ("no", "same title"),
        "CHN": ("abstain", "same subject"),
        "KEN": ("no", "own record"),
        "GHA": ("no", "regional group"),
    }


def test_a_title_is_the_same_whatever_its_case_and_punctuation() -> None:
    """A library's tail and a capital make no other title."""
    history = history_of(({"title": "PUDDLES, : resolution / adopted", "date": "2018-01-01"}, {"FRA": "no"}))
    assert foresee(history, "FRA")["FRA"] == ("no", "same title")


def test_absence_is_looked_past() -> None:
    """Absent or unknown is no answer: the one before it stands."""
    history = history_of(
        ({"title": "Puddles", "date": "2017-01-01"}, {"FRA": "abstain", "DEU": "yes"}),
        ({"title": "Puddles", "date": "2018-01-01"}, {"FRA": "absent", "DEU": "unknown"}),
    )
    assert foresee(history, "FRA", "DEU") == {"FRA": ("abstain", "same title"), "DEU": ("yes", "same title")}


def test_the_latest_day_counts_its_most_frequent_answer_and_ties_go_to_the_usual_one() -> None:
    """Three votes of a day: two of three; one each: the state's usual answer; nothing usual: the body's; then yes."""
    day = {"title": "Puddles", "date": "2018-01-01"}
    two_of_three = history_of((day, {"FRA": "no"}), (day, {"FRA": "yes"}), (day | {"symbol": "A/HRC/RES/99/9"}, {"FRA": "no"}))
    assert foresee(two_of_three, "FRA")["FRA"][0] == "no"
    usual = history_of((day, {"FRA": "no"}), (day, {"FRA": "yes"}), ({"title": "Fog", "date": "2016-01-01"}, {"FRA": "no"}))
    assert foresee(usual, "FRA")["FRA"][0] == "no"
    body = history_of((day, {"FRA": "no", "CHN": "abstain"}), (day, {"FRA": "abstain"}))
    assert foresee(body, "FRA")["FRA"][0] == "abstain"
    even = history_of((day, {"FRA": "no"}), (day, {"FRA": "yes"}))
    assert foresee(even, "FRA")["FRA"][0] == "yes"


def test_amendments_say_nothing_of_resolutions() -> None:
    """The kind of question is kept to: without a vote of the kind there is nothing."""
    history = history_of(({"title": "Puddles", "question": "amendment", "date": "2018-01-01"}, {"FRA": "no"}))
    assert foresee(history, "FRA")["FRA"] == ("yes", "nothing")
    assert foresee(history, "FRA", question="amendment")["FRA"] == ("no", "same title")


@pytest.mark.parametrize("date", ["2020-01-01", "2020-01", "2020", "2020-01-02"])
def test_the_same_day_and_what_may_be_later_never_inform(date: str) -> None:
    """A vote of the day itself, of a later one, or of a month or year that may reach to it is not looked at."""
    history = history_of(({"title": "Puddles", "date": "2018-01-01"}, {"FRA": "no"}), ({"title": "Puddles", "date": date}, {"FRA": "yes"}))
    assert foresee(history, "FRA")["FRA"] == ("no", "same title")


def test_subjects_that_say_unknown_are_no_subject() -> None:
    """Two texts without a known subject do not share one."""
    history = history_of(({"title": "Hail", "subjects": ["UNKNOWN"], "date": "2018-01-01"}, {"FRA": "no"}))
    assert foresee(history, "FRA", subjects=["UNKNOWN"])["FRA"] == ("no", "own record")


def test_smoothing_is_the_hit_rate_and_the_rest_by_the_states_own_record() -> None:
    """By hand: no hit or miss so far is 3 in 5; seven no and three abstentions share what is left, with the body's as five more."""
    said = Persistence(np.array([2], dtype=np.int8), np.array([2], dtype=np.int8), np.array([-1]))
    usual = np.array([[7.0, 3.0, 10.0]])
    found = smooth_answers(said, usual, np.zeros((6, 2)))
    body = np.array([8, 4, 11]) / 23
    shares = np.array([7 + 5 * body[0], 3 + 5 * body[1]])
    assert found[0] == pytest.approx([*(0.4 * shares / shares.sum()), 0.6])
    hits = np.zeros((6, 2))
    hits[2] = (10, 10)
    assert smooth_answers(said, usual, hits)[0, 2] == pytest.approx(13 / 15)
