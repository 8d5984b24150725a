"""Somebody asks for a vote by a symbol or a key: the one that is meant, or a list of those that could be."""

from dataclasses import replace
from itertools import permutations

import pytest

from tests.pipeline.invented import vote
from tests.votes.invented import Hold
from watchword.errors import NotHeld
from watchword.model import Outcome, Position, Question
from watchword.votes.record import find_vote
from watchword.votes.shift import compare_votes
from watchword.votes.tally import tally_vote

YES, NO, ABSTAIN = Position.YES, Position.NO, Position.ABSTAIN
SYMBOL = "A/HRC/RES/99/1"


def test_a_vote_is_found_by_symbol_key_and_id(hold: Hold) -> None:
    """Any spelling of the symbol, the record's key and its id lead to the same record."""
    made = vote(SYMBOL, {"FRA": YES}, source="hrc_votes")
    assert made.roll_call
    view = hold(made)
    for name in (SYMBOL, f" {SYMBOL} ", "a/hrc/res/99/1", f"hrc_votes:{SYMBOL}", made.roll_call.id):
        assert find_vote(view, name).row["id"] == made.roll_call.id


def test_what_is_not_held_is_said(hold: Hold) -> None:
    """A text without a vote is no vote of nought."""
    with pytest.raises(NotHeld, match="is held"):
        find_vote(hold(vote(SYMBOL, {"FRA": YES})), "A/HRC/RES/99/2")


def test_a_blank_names_no_vote(hold: Hold) -> None:
    """Records without a symbol are not what a blank means."""
    with pytest.raises(NotHeld, match="not by a blank"):
        find_vote(hold(vote("", {"FRA": YES}, key="invented:1")), " ")


def test_the_vote_on_the_text_stands_before_votes_on_its_parts(hold: Hold) -> None:
    """A paragraph, an amendment and a vote on nobody says what do not pass for the adoption, in whatever order they came."""
    bundles = [
        vote(SYMBOL, {"FRA": NO}, key="a:1", question=Question.PARAGRAPH),
        vote(SYMBOL, {"FRA": NO}, key="a:2", question=Question.UNKNOWN),
        vote(SYMBOL, {"FRA": YES}, key="a:3", question=Question.ADOPTION),
        vote(SYMBOL, {"FRA": NO}, key="a:4", question=Question.AMENDMENT),
    ]  # fmt: skip
    for order in list(permutations(bundles))[::5]:
        assert find_vote(hold(*order), SYMBOL).row["key"] == "a:3"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"question": Question.PARAGRAPH}, {"question": Question.AMENDMENT}),
        ({"question": Question.PARAGRAPH}, {"question": Question.PARAGRAPH, "yes": 3}),
        ({"date": "2018-03-23"}, {"date": "2018-03-24"}), ({"title": "An invented text"}, {"title": "Another invented text"}),
        ({"question": Question.UNKNOWN}, {"question": Question.UNKNOWN, "title": "the same words put again"}),
    ],
)  # fmt: skip
def test_several_votes_under_one_name_are_listed_and_none_is_picked(hold: Hold, one: dict[str, object], other: dict[str, object]) -> None:
    """The message gives the keys; each key leads to its vote."""
    view = hold(vote(SYMBOL, {"FRA": YES}, key="a:1", **one), vote(SYMBOL, {"FRA": NO}, key="a:2", **other))
    with pytest.raises(NotHeld, match=r"several votes.*a:1.*a:2"):
        find_vote(view, SYMBOL)
    with pytest.raises(NotHeld, match="several votes"):
        compare_votes(view, SYMBOL, SYMBOL)
    assert find_vote(view, "a:1").ballots == {"FRA": YES}
    assert find_vote(view, "a:2").ballots == {"FRA": NO}


def test_one_decision_entered_twice_by_its_source_is_one_decision(hold: Hold) -> None:
    """A catalogue that lists a vote under two numbers is no reason to ask which."""
    view = hold(vote(SYMBOL, {"FRA": YES}, key="a:1"), vote(SYMBOL, {"FRA": YES}, key="a:2"))
    assert find_vote(view, SYMBOL).ballots == {"FRA": YES}


def test_a_number_of_two_bodies_is_asked_about(hold: Hold) -> None:
    """37/23 is a resolution of the Assembly and one of the Council."""
    view = hold(vote("A/HRC/RES/37/23", {"FRA": YES}), vote("A/RES/37/23", {"FRA": NO}, organ="GA"))
    with pytest.raises(NotHeld, match=r"several bodies: say A/HRC/RES/37/23 or A/RES/37/23"):
        find_vote(view, "37/23")
    assert find_vote(view, "A/RES/37/23").ballots == {"FRA": NO}


def test_the_record_with_ballots_stands_first_and_the_cited_one_last(hold: Hold) -> None:
    """Of several sources the one that shows who voted how is read; a reference is read only where nothing is held."""
    bare = vote(SYMBOL, {}, source="marcxml", yes=1, no=0, abstain=0)
    full = vote(SYMBOL, {"FRA": YES}, source="hrc_votes")
    cited = vote(SYMBOL, {"FRA": NO}, source="watchword_starter")
    assert find_vote(hold(cited, bare, full), SYMBOL).row["source"] == "hrc_votes"
    assert find_vote(hold(cited), SYMBOL).row["source"] == "watchword_starter"
    tally = tally_vote(hold(cited), SYMBOL)
    assert tally.holding == "cited"


def test_a_dated_record_stands_before_an_undated_one(hold: Hold) -> None:
    """Without its day nothing can be said of a body's members."""
    view = hold(vote(SYMBOL, {"FRA": YES}, source="un_akoma_ntoso", date=""), vote(SYMBOL, {"FRA": YES}, source="hrc_votes"))
    tally = tally_vote(view, SYMBOL)
    assert tally.date == "2018-03-23"
    assert not [note for note in tally.notes if "disagree" in note]


@pytest.mark.parametrize(
    ("theirs", "said"),
    [
        ({"yes": 3, "no": 1, "abstain": 0}, "hrc_votes gives 2-1-0, un_akoma_ntoso gives 3-1-0"), ({"yes": 2, "no": 1, "abstain": 0}, ""),
        ({}, ""), ({"date": "2018-03"}, ""), ({"date": ""}, ""), ({"date": "2018-04-01"}, "on the date: hrc_votes gives 2018-03-23"),
        ({"yes": 2, "no": None, "abstain": 5}, "gives 2-?-5"),
    ],
)  # fmt: skip
def test_sources_that_disagree_are_both_shown(hold: Hold, theirs: dict[str, object], said: str) -> None:
    """Another source's totals and date stand beside the record's own, by symbol and by key; what it does not give is no disagreement."""
    full = vote(SYMBOL, {"FRA": YES, "DEU": YES, "JPN": NO}, source="hrc_votes", yes=2, no=1, abstain=0)
    view = hold(full, vote(SYMBOL, {}, source="un_akoma_ntoso", **theirs))
    for name in (SYMBOL, f"hrc_votes:{SYMBOL}"):
        notes = [note for note in tally_vote(view, name).notes if "sources disagree" in note]
        assert len(notes) == bool(said)
        assert all(said in note for note in notes)


def test_ballots_of_two_sources_that_disagree_are_both_shown(hold: Hold) -> None:
    """Where no source gives totals, what their ballots add up to is compared."""
    first = vote(SYMBOL, {"FRA": YES, "DEU": YES}, source="hrc_votes")
    second = vote(SYMBOL, {"FRA": YES, "DEU": NO}, source="ga_votes")
    assert any("hrc_votes gives 2-0-0, ga_votes gives 1-1-0" in note for note in tally_vote(hold(first, second), SYMBOL).notes)


def test_an_ambiguous_other_source_is_not_compared(hold: Hold) -> None:
    """Where another source has several votes that may be meant, none is held against the record."""
    first = vote(SYMBOL, {"FRA": YES}, source="hrc_votes")
    others = [vote(SYMBOL, {"FRA": NO}, source="ga_votes", key=f"ga:{n}", title=f"t{n}", date="2018-03") for n in range(2)]
    view = hold(first, *others)
    assert find_vote(view, SYMBOL).others == ()


def test_a_state_with_two_positions_has_none(hold: Hold) -> None:
    """Ballots that contradict each other are unknown, never chosen between."""
    made = vote(SYMBOL, {"FRA": YES, "JPN": NO})
    doubled = vote(SYMBOL, {"FRA": YES, "JPN": NO})
    assert made.roll_call
    ballots = (*made.ballots, replace(made.ballots[0], position=NO))
    view = hold(replace(doubled, ballots=ballots))
    assert find_vote(view, SYMBOL).ballots == {"FRA": Position.UNKNOWN, "JPN": NO}


def test_a_decision_without_a_vote_cannot_be_compared(hold: Hold) -> None:
    """A shift needs two roll calls; that one is missing is said."""
    view = hold(vote(SYMBOL, {"FRA": YES}), vote("A/HRC/RES/99/2", {}, outcome=Outcome.WITHOUT_VOTE))
    with pytest.raises(NotHeld, match="adopted without a vote"):
        compare_votes(view, SYMBOL, "A/HRC/RES/99/2")
