"""Errors planted into sound records are found, and called by their names. The ballots are invented; the seats are the Council's."""

import random
from dataclasses import replace

import pytest
from benchmarks.planting import DEVELOPED, KINDS, REPORTED, Planted, audit_planted, make_sound, score_planted

from watchword.model import Outcome
from watchword.states import sitting
from watchword.votes.auditing.diagnosis import Body, diagnose
from watchword.votes.auditing.discrepancy import Diagnosis, Record
from watchword.votes.roll_calls import ABSTAIN, YES


@pytest.fixture(scope="module", params=[(DEVELOPED, 2), (REPORTED, 404)], ids=["developed on", "reported"])
def results(request: pytest.FixtureRequest) -> list[Planted]:
    """What the audit found in records with an error of each kind, and in as many without: in three bodies and many years."""
    bodies, seed = request.param
    return list(audit_planted(seed, bodies))


@pytest.mark.parametrize("kind", KINDS)
def test_planted_errors_are_found_and_named(results: list[Planted], kind: Diagnosis) -> None:
    """Of each kind of error, at least 95 in 100 are found under their own name, and at least 95 in 100 of that name are right."""
    score = score_planted(results, kind)
    assert score.planted > 100
    assert score.recall >= 0.95, score
    assert score.precision >= 0.95, score


@pytest.mark.parametrize("organ", ["HRC", "CHR", "GA"])
def test_each_body_is_served_as_well(results: list[Planted], organ: str) -> None:
    """No body's errors are found worse than others'; only neighbouring codes need a table of members, which the Commission has not."""
    mine = [item for item in results if item.organ == organ]
    for kind in KINDS:
        score = score_planted(mine, kind)
        assert score.recall >= 0.93 or (organ == "CHR" and kind is Diagnosis.NEIGHBOUR and not score.planted), (kind, score)


def test_nothing_is_found_in_sound_records(results: list[Planted]) -> None:
    """A record that recounts, with every member in it, raises no doubt."""
    assert not [item for item in results if item.kind is None and item.found]


def test_the_state_exchanged_is_named() -> None:
    """A neighbouring code is reported with the stranger and the member it stands for."""
    record = make_sound(1, "HRC", "2016", random.Random(5))
    ballots = dict(record.ballots)
    ballots["SWZ"] = ballots.pop("CHE")
    [found] = diagnose(replace(record, ballots=ballots), Body.of([record]))
    assert (found.diagnosis, found.states) == (Diagnosis.NEIGHBOUR, ("SWZ", "CHE"))


def test_a_vote_without_anything_to_compare_raises_no_doubt() -> None:
    """No totals, no table of members: nothing is said."""
    record = Record("x", "", "1950-01-01", Outcome.UNKNOWN, None, None, None, None, None, {"FRA": YES})
    assert diagnose(record, Body.of([record])) == []


def test_the_order_of_records_and_ballots_does_not_matter() -> None:
    """Shuffled input gives the same diagnoses."""
    rng = random.Random(11)
    sound = [make_sound(number, "HRC", "2019", rng) for number in range(12)]
    pasted = replace(sound[0], ballots=dict(sound[5].ballots))
    shuffled = [replace(record, ballots=dict(rng.sample(sorted(record.ballots.items()), len(record.ballots)))) for record in sound[1:]]
    rng.shuffle(shuffled)
    assert diagnose(pasted, Body.of([pasted, *sound[1:]])) == diagnose(pasted, Body.of([*shuffled, pasted]))


def test_totals_that_contradict_themselves_do_not_put_a_whole_roll_call_in_doubt() -> None:
    """Where one total alone is off and makes more or fewer members than there are, the ballots that recount to them are not blamed."""
    record = make_sound(3, "HRC", "2019", random.Random(5))
    for change in (-3, 7):
        wrong = replace(record, abstain=(record.abstain or 0) + change)
        assert [item.diagnosis for item in diagnose(wrong, Body.of([wrong]))] == [Diagnosis.BAD_SUM]


def test_two_columns_that_differ_by_one_leave_a_doubt() -> None:
    """Where an exchange of columns would do the same as one answer under another, both are said, with half the confidence."""
    seats, _ = sitting("HRC", "2019-03-05")
    ballots = {state: YES if at < 24 else ABSTAIN for at, state in enumerate(sorted(seats))}
    record = Record("x:1", "A/HRC/RES/99/1", "2019-03-05", Outcome.ADOPTED, 23, 0, 24, 0, 47, ballots, seats)
    [found] = diagnose(record, Body.of([record]))
    assert (found.diagnosis, found.confidence) == (Diagnosis.OTHER_ANSWER, 0.5)
    assert "columns were exchanged" in found.reason


def test_members_known_in_part_are_used_and_nobody_is_called_a_stranger_for_a_month() -> None:
    """In a month in which a seat changed hands, who sat for a part of it may have a ballot or none; who did not sit is still named."""
    seats, perhaps = sitting("HRC", "2018-06")
    assert perhaps == {"USA"}
    ballots = dict.fromkeys(sorted(seats), YES)
    sound = Record("x:1", "A/HRC/RES/99/1", "2018-06", Outcome.ADOPTED, 46, 0, 0, 0, 46, ballots, seats, perhaps)
    assert diagnose(sound, Body.of([sound])) == []
    with_it = replace(sound, ballots=ballots | {"USA": YES}, yes=47, members=47)
    assert diagnose(with_it, Body.of([with_it])) == []
    stranger = replace(sound, ballots=ballots | {"FRA": YES}, yes=47, members=47)
    assert [item.states for item in diagnose(stranger, Body.of([stranger]))] == [("FRA",)]
    too_many = replace(sound, yes=48, members=48, absent=0)
    assert {item.diagnosis for item in diagnose(too_many, Body.of([too_many]))} >= {Diagnosis.BAD_SUM}
