"""Differences between states with and without a property, on invented votes that can be counted by hand."""

import random
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.corpora import data_file
from tests.votes.invented import Invented, call
from watchword.errors import NotHeld, UnknownState, UsageError
from watchword.votes.associations.association import Association, AssociationRow, associate
from watchword.votes.roll_calls import Scope

# Twelve states take the pact in 2015 and twelve never do; before it all say no, after it those with it say yes.
PARTNERS = "KEN GHA SEN MAR PER CHL CUB BRA IND PAK IDN THA".split()
OTHERS = "NGA ZMB EGY TUN MEX ARG URY HND JPN NPL QAT MYS".split()


def invented(shuffle: int = 0, start: str = "2015-01-01", **more: Any) -> Invented:
    """Four votes, two before the pact and two after."""
    dates = {"1": "2013-03-21", "2": "2014-03-28", "3": "2016-07-01", "4": "2017-03-24"}
    calls = [call(key, date=date) for key, date in dates.items()]
    ballots = [(f"{key}@1", state, "no") for key in "12" for state in PARTNERS + OTHERS]
    ballots += [(f"{key}@1", state, "yes") for key in "34" for state in PARTNERS]
    ballots += [(f"{key}@1", state, "abstain") for key in "34" for state in OTHERS]
    held = [row | {"start": start, "end": more.get("ends", {}).get(row["state"], "")} for row in _held(PARTNERS)]
    held += more.get("held", [])
    if shuffle:
        for rows in (calls, ballots, held):
            random.Random(shuffle).shuffle(rows)
    return Invented(calls, ballots, held)


def rows_of(found: Association) -> dict[str, AssociationRow]:
    return {row.model: row for row in found.rows}


def test_a_difference_is_counted_as_by_hand() -> None:
    """24 answers with the pact, all yes; 72 without, none yes: the difference is one, and so it is within each state."""
    found = rows_of(associate(invented(), Scope(), property="pact"))
    plain = found["as they stand"]
    assert (plain.difference, plain.mean_with, plain.mean_without) == (1, 1, 0)
    assert (plain.answers_with, plain.answers_without) == (24, 72)
    assert (plain.states_with, plain.states_without, plain.changed) == (12, 24, 12)
    assert found["same state, with and without"].difference == 1
    assert found["state and year fixed"].difference == 1


def test_abstention_is_a_half_where_support_is_asked() -> None:
    """After the pact the others abstain: support differs by a half between the two in those years."""
    found = rows_of(associate(invented(), Scope(since="2016"), property="pact", outcome="support"))
    assert found["as they stand"].difference == 0.5
    assert found["as they stand"].mean_without == 0.5


def test_likeness_to_a_state_leaves_that_state_out() -> None:
    """Who votes as Kenya does is asked of all but Kenya, and Kenya is named."""
    found = associate(invented(), Scope(since="2016"), property="pact", like="Kenya")
    plain = rows_of(found)["as they stand"]
    assert (plain.difference, plain.states_with) == (1, 11)
    assert found.excluded == {"KEN": "the state that the others are compared with"}


def test_an_undated_state_is_in_no_comparison_and_named() -> None:
    """Not known since when is neither with nor without."""
    undated = {"name": "pact", "state": "JPN", "start": "", "end": "", "value": "", "doubt": "it is not known since when", "publisher": "x"}
    found = associate(invented(held=[undated]), Scope(), property="pact")
    assert found.excluded == {"JPN": "it is not known since when"}
    assert rows_of(found)["as they stand"].states_without == 23
    assert any("Japan" in caution for caution in found.cautions)


def test_a_month_is_bounded_both_ways() -> None:
    """Answers in the month in which the pact began are left out, and the difference is said with them on either side."""
    found = associate(invented(start="2016-07"), Scope(), property="pact")
    plain = rows_of(found)["as they stand"]
    assert found.uncertain == 12
    assert (plain.difference, plain.answers_with) == (1, 12)
    assert plain.if_already == 1
    # Twelve yes are then among 84 answers without the pact.
    assert plain.if_not_yet == pytest.approx(1 - 12 / 84, abs=1e-6)


def test_an_exit_is_honoured() -> None:
    """Who left the pact before a vote is without it on that day."""
    left = invented(ends={"KEN": "2016-12-06"})
    plain = rows_of(associate(left, Scope(), property="pact"))["as they stand"]
    assert plain.answers_with == 23
    assert plain.mean_without == pytest.approx(1 / 73, abs=1e-6)


def test_few_states_have_no_interval() -> None:
    """Below ten states on a side a clustered error would be too small: the difference stands without one, and says so."""
    few = Invented(
        [call("1")],
        [("1@1", state, "yes" if state in PARTNERS[:4] else "no") for state in PARTNERS[:4] + OTHERS],
        [
            {"name": "pact", "state": state, "start": "2015", "end": "", "value": "", "doubt": "", "publisher": "x"}
            for state in PARTNERS[:4]
        ],
    )
    plain = rows_of(associate(few, Scope(), property="pact"))["as they stand"]
    assert plain.difference == 1
    assert plain.low is None
    assert plain.note == "no interval: 4 states on the smaller side, fewer than 10"


def test_votes_without_difference_and_a_property_of_nobody_are_answers() -> None:
    """All-equal votes give a difference of nothing; a property that nobody here has cannot be compared, and says so."""
    alike = Invented([call("1")], [("1@1", state, "yes") for state in PARTNERS + OTHERS], list(_held(PARTNERS)))
    assert rows_of(associate(alike, Scope(), property="pact"))["as they stand"].difference == 0
    nobody = Invented([call("1")], [("1@1", state, "yes") for state in OTHERS], list(_held(PARTNERS)))
    found = rows_of(associate(nobody, Scope(), property="pact"))
    assert all(row.difference is None and row.note for row in found.values())
    assert found["as they stand"].states_with == 0


def _held(states: list[str]) -> list[dict[str, str]]:
    return [{"name": "pact", "state": state, "start": "2015", "end": "", "value": "", "doubt": "", "publisher": "x"} for state in states]


def test_wrong_questions_are_refused() -> None:
    """An unknown property, state or outcome, or a scope without votes, is a sentence."""
    with pytest.raises(NotHeld, match="regional-group"):
        associate(invented(), Scope(), property="treaty")
    with pytest.raises(UnknownState):
        associate(invented(), Scope(), property="pact", like="Atlantis")
    with pytest.raises(UsageError, match="no ballot of France"):
        associate(invented(), Scope(), property="pact", like="France")
    with pytest.raises(UsageError, match="support"):
        associate(invented(), Scope(), property="pact", outcome="love")
    with pytest.raises(NotHeld):
        associate(invented(), Scope(title="nothing of the kind"), property="pact")


def test_the_order_of_the_input_changes_nothing() -> None:
    """Votes, ballots and tables in any order give the same answer to the last digit."""
    assert associate(invented(), Scope(), property="pact") == associate(invented(shuffle=5), Scope(), property="pact")


def test_several_tests_are_adjusted_together() -> None:
    """Groups are compared one by one, and their p values say for how many."""
    answers = random.Random(3)
    ballots = [(f"{key}@1", state, answers.choice(("yes", "no"))) for key in "6789" for state in PARTNERS + OTHERS]
    tiers = [row | {"value": "high" if row["state"] in PARTNERS else "low", "name": "tier"} for row in _held(PARTNERS + OTHERS)]
    view = Invented([call(key, date=f"201{key}-03-21") for key in "6789"], ballots, tiers)
    found = associate(view, Scope(), property="tier")
    tested = [row for row in found.rows if row.p is not None]
    assert len(tested) == 6
    assert all(row.p_holm is not None and row.p is not None and row.p_holm >= row.p for row in tested)


def test_the_words_claim_no_cause() -> None:
    """Nothing printed calls a difference an effect."""
    found = associate(invented(), Scope(), property="pact")
    said = " ".join([*found.cautions, found.basis, *(row.note for row in found.rows)]).lower()
    assert "effect" not in said
    assert "association" in said


@pytest.mark.real
def test_memoranda_and_the_council_on_the_real_record(council: str, tmp_path: Path) -> None:
    """The first case's three votes: 141 seats, counted independently of the finder for one model."""
    folder = str(tmp_path / "w")
    shutil.copytree(council, folder)
    assert run("ingest", "auto", str(data_file("covariates.zip")), "-w", folder).code == 0
    asked = ("votes", "association", "belt-and-road-memorandum", "--title", "mutually beneficial cooperation", "-w", folder)
    found = run(*asked, "--json").json
    assert sorted(found["excluded"]) == ["AUT", "CHN", "RUS"]
    plain = next(row for row in found["rows"] if row["model"] == "as they stand")
    # Three votes of 47 seats, one without a ballot, less the ballots of the three states in no comparison.
    excluded = sum(
        sum(state in ("AUT", "CHN", "RUS") for state in states)
        for symbol in ("37/23", "43/21", "46/13")
        for position, states in run("votes", "tally", f"A/HRC/RES/{symbol}", "-w", folder, "--json").json["states"].items()
        if position in ("yes", "no", "abstain")
    )
    assert plain["answers_with"] + plain["answers_without"] == 28 + 1 + 17 + 47 + 47 - excluded
    assert "association, not a cause" in run(*asked).out
