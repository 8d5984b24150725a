"""Many decisions counted: each once, every outcome and every position apart, and all of it adds up."""

import csv
import io
import random
import zipfile
from collections import Counter, defaultdict
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cli.running import run
from tests.corpora import data_file
from tests.votes.invented import Invented, call, cast
from watchword.errors import NotHeld, UnknownState, UsageError
from watchword.states import is_member
from watchword.votes.counts import BY, count_decisions
from watchword.votes.roll_calls import Scope

OUTCOMES = ("adopted", "rejected", "without_vote", "withdrawn", "not_considered", "outcome_unknown")
WORDS = ("adopted by vote", "rejected", "adopted without a vote", "withdrawn", "not considered", "unknown")
POSITIONS = ("yes", "no", "abstain", "absent", "unknown", "no_ballot", "not_a_member", "ballots_without_seat", "seat_unknown")


def year_of_decisions(order: int = 0) -> Invented:
    """Invented decisions of 2018: three votes, one without a vote, a withdrawn and an unconsidered amendment, one of another year.

    Germany and China have seats then; Iran has none, and a ballot all the same.
    """
    records = [
        call("1"), call("2", outcome="rejected", question="amendment", text_voted="A/HRC/99/L.2", symbol="A/HRC/99/L.2", subjects=[]),
        call("3", requested_by="USA", subjects=["RAIN", "SNOW"]), call("4", outcome="adopted without a vote", title="Puddles 1"),
        call("5", outcome="withdrawn", question="amendment"), call("6", outcome="not considered", question="amendment"),
        call("7", date="2019-03-23", session="100", yes=1, no=0, abstain=0),
    ]  # fmt: skip
    ballots = [
        *cast("1", DEU="no", CHN="yes", CUB="yes", EGY="yes", IRN="yes"), *cast("2", DEU="yes", CHN="absent", CUB="unknown", EGY="no"),
        *cast("3", DEU="abstain", CHN="yes", CUB="yes", EGY="yes", USA="no"),
    ]  # fmt: skip
    random.Random(order).shuffle(records)
    random.Random(order + 1).shuffle(ballots)
    return Invented(records, ballots)


def test_every_outcome_has_a_count_of_its_own() -> None:
    """Adopted by vote and without one, rejected, withdrawn and not considered are never one figure."""
    found = count_decisions(year_of_decisions(), Scope())
    rows = {row.key: row for row in found.rows}
    assert {name: getattr(rows["2018"], name) for name in OUTCOMES} == {
        "adopted": 2, "rejected": 1, "without_vote": 1, "withdrawn": 1, "not_considered": 1, "outcome_unknown": 0,
    }  # fmt: skip
    assert (rows["2018"].recorded, rows["2018"].unrecorded, rows["2018"].called) == (3, 0, 1)
    assert (rows["2018"].yes, rows["2018"].no, rows["2018"].abstain, rows["2018"].absent, rows["2018"].unknown) == (8, 3, 1, 1, 1)
    assert (rows["2019"].adopted, rows["2019"].recorded, rows["2019"].unrecorded) == (1, 0, 1)
    assert (found.total.decisions, found.total.first, found.total.last) == (7, "2018-03-23", "2019-03-23")


def test_a_state_s_positions_are_counted_by_hand() -> None:
    """Germany: one no alone, one yes alone beside one no, one abstention alone. China: with most twice, absent once. Iran: no seat."""
    rows = {row.key: row for row in count_decisions(year_of_decisions(), Scope(), by="state").standings}
    germany, china, iran = rows["DEU"], rows["CHN"], rows["IRN"]
    assert (germany.seats, germany.yes, germany.no, germany.abstain) == (3, 1, 1, 1)
    # In the second vote yes and no have one each: no answer is the one that most gave.
    assert (germany.decided, germany.with_most, germany.few, germany.alone, germany.only_no) == (2, 0, 2, 2, 1)
    assert (china.yes, china.absent, china.decided, china.with_most, china.with_most_share) == (2, 1, 2, 2, 1.0)
    assert (china.yes_share, china.absent_share) == (pytest.approx(2 / 3, abs=1e-6), pytest.approx(1 / 3, abs=1e-6))
    assert (china.without_vote, china.undecided) == (1, 2)
    assert (iran.seats, iran.yes, iran.ballots_without_seat, iran.not_a_member, iran.yes_share) == (0, 0, 1, 2, None)
    assert rows["USA"].called == 1
    # Japan has a seat, and no roll call names it; Denmark has one in 2019 alone.
    assert (rows["JPN"].no_ballot, rows["JPN"].not_a_member) == (3, 0)
    assert (rows["DNK"].not_a_member, rows["DNK"].seats) == (3, 0)


def test_a_group_is_the_sum_of_its_members() -> None:
    """Seats and positions of the states in a group that day; ballots without a seat are in none."""
    states = count_decisions(year_of_decisions(), Scope(), by="state").standings
    for group in count_decisions(year_of_decisions(), Scope(), by="group").standings:
        mine = [row for row in states if row.group == group.key]
        for name in (
            "seats",
            "yes",
            "no",
            "abstain",
            "absent",
            "unknown",
            "no_ballot",
            "ballots_without_seat",
            "decided",
            "with_most",
            "alone",
            "without_vote",
            "called",
        ):
            assert getattr(group, name) == sum(getattr(row, name) for row in mine), (group.key, name)
        assert group.not_a_member is None


def test_what_several_sources_hold_counts_once() -> None:
    """A decision, and an amendment that is a document; paragraphs voted under one symbol stay apart. Who called is taken from either."""
    records = [
        call("1", symbol="A/HRC/RES/99/1"), call("1b", symbol="A/HRC/RES/99/1", source="marcxml", requested_by="USA"),
        call("2", symbol="A/HRC/99/L.2", text_voted="A/HRC/99/L.2", question="amendment", outcome="withdrawn"),
        call("2b", symbol="A/HRC/99/L.2", text_voted="A/HRC/99/L.2", question="amendment", outcome="withdrawn", source="marcxml"),
        call("3", symbol="A/HRC/RES/99/1", question="paragraph"), call("4", symbol="A/HRC/RES/99/1", question="paragraph", yes=3),
    ]  # fmt: skip
    found = count_decisions(Invented(records, cast("1", DEU="yes", CHN="no")), Scope(), by="question")
    assert {row.key: row.decisions for row in found.rows} == {"adoption": 1, "amendment": 1, "paragraph": 2}
    assert found.total.called == 1
    [caller] = [row for row in count_decisions(Invented(records, []), Scope(), by="caller").rows if row.key]
    assert (caller.key, caller.name, caller.decisions) == ("USA", "United States of America", 1)


def test_a_source_that_has_a_decision_twice_is_said() -> None:
    """The repeat is left out and counted."""
    records = [call("1", symbol="A/HRC/RES/99/1", title="Hail"), call("2", symbol="A/HRC/RES/99/1", title="Hail")]
    found = count_decisions(Invented(records, []), Scope())
    assert (found.total.decisions, "1 left out: recorded again" in found.basis) == (1, True)


def test_subjects_overlap_and_say_so() -> None:
    """A decision of two subjects counts for each, one without any in a row of its own."""
    found = count_decisions(year_of_decisions(), Scope(), by="subject")
    assert {row.key: row.decisions for row in found.rows} == {"RAIN": 6, "SNOW": 1, "": 1}
    assert next(row.name for row in found.rows if not row.key) == "(not given)"
    assert any("do not add up" in said for said in found.cautions)


def test_texts_are_gathered_by_their_title() -> None:
    """Case and punctuation aside; named by the latest title."""
    records = [call("1", title="Hail, and snow"), call("2", title="Hail and Snow", date="2019-03-22"), call("3", title="Fog")]
    found = count_decisions(Invented(records, []), Scope(), by="title")
    assert [(row.name, row.decisions) for row in found.rows] == [("Hail and Snow", 2), ("Fog", 1)]


def test_what_cannot_be_counted_is_said() -> None:
    """An unknown state or way to count, a state without seat or ballot, a body or scope without decisions."""
    view = year_of_decisions()
    with pytest.raises(UsageError, match="counted by year"):
        count_decisions(view, Scope(), by="moon")
    with pytest.raises(UnknownState):
        count_decisions(view, Scope(), by="state", states=["Atlantis"])
    with pytest.raises(UsageError, match="no seat and no ballot of Andorra"):
        count_decisions(view, Scope(), by="state", states=["AND"])
    with pytest.raises(NotHeld, match="no decision of HRC fits"):
        count_decisions(view, Scope(title="drought"))
    with pytest.raises(NotHeld, match="GA"):
        count_decisions(view, Scope(organ="GA"))


def test_one_vote_of_one_state_and_none_at_all_are_bounded() -> None:
    """A single answer is the one that most gave, not a minority; without a roll call a state still has its seat."""
    alone = count_decisions(Invented([call("1")], cast("1", DEU="no")), Scope(), by="state", states=["Germany"]).standings[0]
    assert (alone.with_most, alone.few, alone.alone, alone.only_no) == (1, 0, 0, 1)
    view = Invented([call("1", outcome="adopted without a vote")], [])
    assert sum(row.without_vote for row in count_decisions(view, Scope(), by="group").standings) == 47
    states = count_decisions(view, Scope(), by="state").standings
    assert {(row.seats, row.without_vote, row.yes_share) for row in states} == {(0, 1, None)}


@pytest.mark.parametrize("by", BY)
def test_the_order_of_the_input_does_not_matter(by: str) -> None:
    """Shuffled records and ballots give the same rows and words."""
    first = count_decisions(year_of_decisions(), Scope(), by=by)
    assert all(count_decisions(year_of_decisions(order), Scope(), by=by) == first for order in range(1, 4))


@settings(max_examples=25)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(WORDS),
            st.sampled_from(["2005-01-01", "2018-03-23", "2019-03-22", "2019", ""]),
            st.dictionaries(st.sampled_from(["DEU", "CHN", "FRA", "SUN"]), st.sampled_from(POSITIONS[:5])),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_counts_add_up(decisions: list[tuple[str, str, dict[str, str]]]) -> None:
    """Outcomes add up to decisions, positions to the votes, rows to the total, groups to states, whatever was decided and when."""
    records = [call(str(at), outcome=outcome, date=date) for at, (outcome, date, _) in enumerate(decisions)]
    view = Invented(records, [ballot for at, (_, _, given) in enumerate(decisions) for ballot in cast(str(at), **given)])
    for by in ("year", "question", "outcome", "session"):
        found = count_decisions(view, Scope(), by=by)
        for row in (*found.rows, found.total):
            assert sum(getattr(row, name) for name in OUTCOMES) == row.decisions
        for name in (*OUTCOMES, "decisions", "recorded", "yes", "no"):
            assert sum(getattr(row, name) for row in found.rows) == getattr(found.total, name)
    states = count_decisions(view, Scope(), by="state").standings
    for state in states:
        assert sum(asdict(state)[name] for name in POSITIONS) == found.total.recorded
        assert state.seats == sum(asdict(state)[name] for name in POSITIONS[:6])
        assert state.alone <= state.few <= state.yes + state.no + state.abstain
    groups = count_decisions(view, Scope(), by="group").standings
    assert sum(row.seats for row in groups) == sum(row.seats for row in states)


def test_the_command_refuses_a_state_without_its_count(starter: str) -> None:
    """`--state` filters states and nothing else."""
    assert run("votes", "counts", "--state", "Germany", "-w", starter).code == 2
    found = run("votes", "counts", "--by", "state", "--state", "Germany", "-w", starter, "--json").json
    assert [row["key"] for row in found["standings"]] == ["DEU"]
    assert "yes share" in run("votes", "counts", "--by", "state", "-w", starter).out


@pytest.mark.real
def test_states_of_the_council_equal_a_count_over_the_publisher_s_file(council: str) -> None:
    """Ten states in 2012 to 2018: yes, no, abstain and the rest as a plain count over the rows, on days on which they had a seat."""
    with zipfile.ZipFile(data_file("hrc-votes.zip")) as archive:
        records = csv.DictReader(io.TextIOWrapper(archive.open("hrc-votes/resolutions.csv"), "utf-8-sig"))
        days = {
            row["record_id"]: row["date"] for row in records if row["body"] == "Human Rights Council" and "2012" <= row["date"] < "2019"
        }
        cells: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in csv.DictReader(io.TextIOWrapper(archive.open("hrc-votes/votes_long_rebuilt.csv"), "utf-8-sig")):
            if row["record_id"] in days:
                cells[row["record_id"]][row["iso3"]].add(row["vote"])
    plain: dict[str, Counter[str]] = defaultdict(Counter)
    for number, held in cells.items():
        for state, votes in held.items():
            if len(votes) == 1 and is_member("HRC", state, days[number]):
                plain[state][next(iter(votes))] += 1
    found = run("votes", "counts", "--by", "state", "--since", "2012", "--until", "2018", "-w", council, "--json").json
    assert found["total"]["recorded"] == len(cells)
    rows = {row["key"]: row for row in found["standings"]}
    compared = [state for state in ("CHN", "CUB", "DEU", "USA", "BRA", "IND", "ZAF", "FRA", "PAK", "MEX") if state in plain]
    assert len(compared) == 10
    for state in compared:
        got = rows[state]
        assert (got["yes"], got["no"], got["abstain"]) == tuple(plain[state][mark] for mark in ("Y", "N", "A")), state
        # The reader takes some blank cells for absences; the file marks others with a point.
        assert got["absent"] + got["unknown"] == plain[state]["."] + plain[state][""], state


@pytest.mark.real
def test_outcomes_of_the_council_equal_what_the_record_says(council: str) -> None:
    """Decisions of the Council add up by outcome, and withdrawn amendments are the records that say so in their note."""
    with zipfile.ZipFile(data_file("hrc-votes.zip")) as archive:
        records = [
            row for row in csv.DictReader(io.TextIOWrapper(archive.open("hrc-votes/resolutions.csv"), "utf-8-sig"))
            if row["body"] == "Human Rights Council"
        ]  # fmt: skip
    found = run("votes", "counts", "--by", "question", "-w", council, "--json").json
    repeated = len(records) - found["total"]["decisions"]
    assert repeated == 1
    assert "1 left out: recorded again" in found["basis"]
    types = Counter(row["vote_type"] for row in records)
    total = found["total"]
    # Two records say withdrawn and print the totals of a vote: their outcome is not known. One amendment is in the file twice.
    assert total["withdrawn"] == types["WITHDRAWN"]
    assert total["not_considered"] == types["NOT CONSIDERED"]
    assert total["recorded"] == 1038
