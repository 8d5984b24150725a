"""Another source's totals beside a record's two versions: which it agrees with, and what that does to a diagnosis. All is invented."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pipeline.invented import vote
from tests.votes.invented import Hold
from watchword.errors import NotHeld
from watchword.model import Bundle, Outcome, Position, Question
from watchword.states import members
from watchword.votes.auditing.audit import Audit, audit_votes, doubtful_votes
from watchword.votes.auditing.comparison import BALLOTS, BOTH, NEITHER, TOTALS, Witness, find_support, weigh
from watchword.votes.auditing.discrepancy import Diagnosis, Found, Record
from watchword.votes.following import follow_text
from watchword.votes.record import find_vote, list_tally_sources
from watchword.votes.roll_calls import ABSTAIN, CODES, NO, YES, Scope, gather_roll_calls

SYMBOL, TABLE = "A/HRC/RES/99/1", "newsroom_hrc_tallies"
DAY = "2018-03-23"
SEATS = sorted(members("HRC", DAY))
ROLL = {state: (Position.YES if at < 28 else Position.NO if at < 40 else Position.ABSTAIN) for at, state in enumerate(SEATS)}
RIGHT = {"yes": 28, "no": 12, "abstain": 7, "absent": 0, "members": 47}


def catalogue(name: str = SYMBOL, positions: dict[str, Position] = ROLL, **fields: Any) -> Bundle:
    """A recorded vote with totals and ballots."""
    return vote(name, positions, **({"source": "hrc_votes"} | RIGHT | fields))


def table(name: str = SYMBOL, totals: tuple[int | None, ...] = (28, 12, 7), **fields: Any) -> Bundle:
    """A row of a source that has totals and no ballots."""
    yes, no, abstain = totals
    return vote(name, {}, **({"source": TABLE, "yes": yes, "no": no, "abstain": abstain} | fields))


def diagnoses(found: Audit) -> list[tuple[str, float, str]]:
    """What the audit says, in brief."""
    return [(row.diagnosis, row.confidence, row.third_agrees) for row in found.rows]


def test_a_table_of_totals_is_compared_and_not_audited(hold: Hold) -> None:
    """Its rows are no votes without a roll call; what could be compared, what agrees, and what stands alone is counted."""
    found = audit_votes(hold(catalogue(), table(), table("A/HRC/RES/99/2")), "HRC")
    assert (found.checked, found.clean, found.rows) == (1, 1, ())
    [compared] = found.compared
    assert (compared.source, compared.other, compared.votes, compared.both) == ("hrc_votes", TABLE, 1, 1)
    assert found.alone == {TABLE: 1}


def test_where_nobody_has_ballots_all_are_audited(hold: Hold) -> None:
    """With nothing to be compared with, a table's votes are votes without a roll call."""
    view = hold(table())
    assert list_tally_sources(view) == frozenset()
    assert [row.diagnosis for row in audit_votes(view).rows] == [Diagnosis.NO_ROLL_CALL]
    with pytest.raises(NotHeld):
        audit_votes(view, "SC")


@pytest.mark.parametrize(
    ("totals", "third", "expected"),
    [
        # Totals with two columns swapped: who agrees with the ballots backs that, who agrees with the totals says the answers were.
        ((28, 7, 12), (28, 12, 7), (Diagnosis.SWAPPED, 0.97, BALLOTS)), ((28, 7, 12), (28, 7, 12), (Diagnosis.EXCHANGED, 0.9, TOTALS)),
        ((28, 7, 12), (20, 7, 12), (Diagnosis.SWAPPED, 0.95, NEITHER)),
        # One answer more and one less: either version can be the wrong one.
        ((27, 13, 7), (27, 13, 7), (Diagnosis.OTHER_ANSWER, 0.85, TOTALS)),
        ((27, 13, 7), (28, 12, 7), (Diagnosis.MISTOTALLED, 0.9, BALLOTS)),
        ((20, 15, 12), (28, 12, 7), (Diagnosis.MISTOTALLED, 0.9, BALLOTS)),
        ((20, 15, 12), (20, 15, 12), (Diagnosis.UNEXPLAINED, 0.0, TOTALS)),
    ],
)  # fmt: skip
def test_a_third_source_says_which_version_it_agrees_with(
    hold: Hold, totals: tuple[int, ...], third: tuple[int, ...], expected: tuple[str, float, str]
) -> None:
    """The row names what the third source gives and with what it agrees; reason, confidence and, where it must, the name follow."""
    wrong = dict(zip(("yes", "no", "abstain"), totals, strict=True))
    view = hold(catalogue(**wrong), table(totals=third))
    found = audit_votes(view)
    assert diagnoses(found)[-1] == expected
    row = next(row for row in found.rows if row.diagnosis == expected[0])
    said = "-".join(map(str, third))
    assert (row.third, row.third_source) == (said, TABLE)
    assert f"{TABLE} gives {said}, as " in row.reason
    assert bool(doubtful_votes(view, "HRC")) is (expected[0] not in (Diagnosis.SWAPPED, Diagnosis.MISTOTALLED))


def test_another_roll_call_names_the_states_that_differ(hold: Hold) -> None:
    """Where the third source has ballots that recount, the state whose answer was misplaced is no longer a guess."""
    moved = ROLL | {SEATS[0]: Position.NO}
    found = audit_votes(hold(catalogue(positions=moved), catalogue(source="un_akoma_ntoso")))
    [row] = found.rows
    assert (row.diagnosis, row.states, row.third_agrees) == (Diagnosis.OTHER_ANSWER, (SEATS[0],), TOTALS)
    assert row.names[0] in row.reason


def test_the_same_vote_in_another_source_is_not_taken_for_the_one_it_was_pasted_from(hold: Hold) -> None:
    """A roll call that another source has too, with other totals, is the same vote; only another text's would be a paste."""
    found = audit_votes(hold(catalogue(yes=20, no=15, abstain=12), catalogue(source="un_akoma_ntoso")))
    assert Diagnosis.PASTED not in {row.diagnosis for row in found.rows}
    other = audit_votes(hold(catalogue(yes=20, no=15, abstain=12), catalogue("A/HRC/RES/99/2")))
    assert Diagnosis.PASTED in {row.diagnosis for row in other.rows}


@pytest.mark.parametrize(
    ("third", "confidence", "said"),
    [((27, 12, 7), 0.2, "this record recounts"), ((40, 12, 7), 0.0, "more than the 47 seats"), ((28, 12, None), None, ""),
     ((28, 11, None), 0.2, "28-11-?")],
)  # fmt: skip
def test_a_third_source_against_a_record_that_recounts(
    hold: Hold, third: tuple[int | None, ...], confidence: float | None, said: str
) -> None:
    """Sources that disagree are said to, with little doubt of a record whose ballots make its totals, and none by impossible totals."""
    rows = audit_votes(hold(catalogue(), table(totals=third))).rows
    if confidence is None:
        assert not rows
        return
    [row] = rows
    assert (row.diagnosis, row.confidence, row.third_agrees) == (Diagnosis.SOURCES, confidence, NEITHER)
    assert said in row.reason + row.problem
    assert not row.doubts_ballots


@pytest.mark.parametrize(
    ("date", "named"), [("2018", False), ("2018-03", False), ("", False), (DAY, False), ("2018-03-22", True), ("2019-03-23", True)]
)
def test_dates_that_differ_do_not_hide_a_decision(hold: Hold, date: str, named: bool) -> None:
    """The same text is compared whatever the day; a day that differs is its own discrepancy, one less precise or absent is none."""
    found = audit_votes(hold(catalogue(), table(date=date)))
    assert found.compared[0].votes == 1
    assert [row.diagnosis for row in found.rows] == [Diagnosis.DATES] * named


def test_the_assembly_s_compiled_votes_are_read_where_another_source_gives_totals(hold: Hold) -> None:
    """Ballots without totals are recounted to the totals of the published text; without such a text they are not audited."""
    seats = sorted(members("GA", "2019-12-12"))
    ballots = {state: Position.YES if at < 100 else Position.NO for at, state in enumerate(seats[:150])}
    fields: dict[str, Any] = {"organ": "GA", "date": "2019-12-12", "session": "74"}
    text = vote("A/RES/74/999", ballots, source="un_akoma_ntoso", yes=100, no=50, abstain=0, **fields)
    compiled = [vote(f"A/RES/74/{number}", ballots, source="ga_votes", **fields) for number in (998, 999)]
    found = audit_votes(hold(text, *compiled), "GA")
    assert (found.checked, found.clean) == (2, 2)
    assert [(pair.source, pair.other, pair.both) for pair in found.compared] == [("ga_votes", "un_akoma_ntoso", 1)]
    wrong = vote("A/RES/74/999", ballots | {seats[0]: Position.NO}, source="ga_votes", **fields)
    assert {row.diagnosis for row in audit_votes(hold(text, wrong), "GA").rows} == {Diagnosis.SOURCES}


def test_of_several_records_the_nearest_is_meant_or_none(hold: Hold) -> None:
    """Two votes of a source under one symbol are told apart by their days; where that does not decide, none is compared."""
    first, second = catalogue(key="hrc_votes:1"), catalogue(key="hrc_votes:2", date="2018-06-22", yes=27, no=13)
    assert [pair.votes for pair in audit_votes(hold(first, second, table(date="2018-06-21", totals=(27, 13, 7)))).compared] == [1]
    assert audit_votes(hold(first, second, table(date="2018"))).compared == ()
    amendment = catalogue(key="hrc_votes:3", question=Question.AMENDMENT)
    assert [pair.votes for pair in audit_votes(hold(first, amendment, table())).compared] == [1]


def test_the_audit_does_not_depend_on_the_order_of_records(hold: Hold) -> None:
    """Whatever came first, the same is said."""
    bundles = [catalogue(yes=27, no=13), catalogue("A/HRC/RES/99/2"), table(), table("A/HRC/RES/99/2", (1, 1, 1))]
    found = [audit_votes(hold(*order)) for order in list(permutations(bundles))[::7]]
    assert found[0].rows
    assert all(each == found[0] for each in found)


def test_a_table_makes_no_second_decision(hold: Hold) -> None:
    """It is read last of what is held, its titles make no series of their own, and no analysis of ballots counts it."""
    view = hold(
        catalogue(), catalogue("A/HRC/RES/98/1", date="2017-03-23"), table(title="An invented text, spelt otherwise"),
        table("", key=f"{TABLE}:2018 An invented text", date="2018"), table("A/HRC/RES/97/1", date="2016-03-23", outcome=Outcome.UNKNOWN),
        vote(SYMBOL, {"FRA": Position.NO}, source="watchword_starter"),
    )  # fmt: skip
    assert find_vote(view, SYMBOL).row["source"] == "hrc_votes"
    assert [other["source"] for other in find_vote(view, SYMBOL).others] == [TABLE, "watchword_starter"]
    series = follow_text(view, SYMBOL)
    assert [decision.symbol for decision in series.decisions] == ["A/HRC/RES/97/1", "A/HRC/RES/98/1", SYMBOL]
    assert len(gather_roll_calls(view, Scope()).votes) == 2


def test_without_ballots_anywhere_else_the_table_stands_before_the_cited_case(hold: Hold) -> None:
    """What is held, if only totals, is read before a reference without ballots, and after any other source."""
    cited = vote(SYMBOL, {}, source="watchword_starter", yes=1, no=0, abstain=0)
    assert find_vote(hold(cited, table()), SYMBOL).row["source"] == TABLE
    assert find_vote(hold(cited, table(), vote(SYMBOL, {}, source="somebody_else")), SYMBOL).row["source"] == "somebody_else"


_COUNTS = st.tuples(*[st.integers(0, 30)] * 3)


@given(_COUNTS, st.lists(st.sampled_from((YES, NO, ABSTAIN)), min_size=1, max_size=47), _COUNTS, st.sampled_from(Diagnosis),
       st.sampled_from((0.0, 0.6, 0.95, 1.0)))  # fmt: skip
def test_weighing_stays_bounded_and_loses_nothing(
    official: tuple[int, int, int], answers: list[int], third: tuple[int, int, int], diagnosis: Diagnosis, confidence: float
) -> None:
    """A confidence stays between 0 and 1, the reason keeps what it said, and a source that agrees with both versions changes nothing."""
    record = Record("x:1", SYMBOL, DAY, Outcome.ADOPTED, *official, None, None, dict(zip(SEATS, answers, strict=False)))
    witness = Witness("y", "y:1", "y", DAY, (third,))
    found = Found("a problem", diagnosis, confidence, "a reason")
    weighed = weigh(found, record, witness)
    assert 0 <= weighed.confidence <= 1
    assert weighed.reason.startswith("a reason")
    assert weigh(found, record, replace(witness, versions=(official, record.counted))) == found
    support = find_support(record, witness)
    assert (support == NEITHER) is (third not in (official, record.counted))
    assert (support == BOTH) is (third == official == record.counted)
    if support == BOTH:
        assert weighed == found


def test_codes_and_positions_are_those_of_the_matrix() -> None:
    """The invented roll call recounts to its totals."""
    held = [CODES[position] for position in ROLL.values()]
    assert (held.count(YES), held.count(NO), held.count(ABSTAIN)) == (28, 12, 7)
