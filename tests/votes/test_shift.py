"""A shift between two votes adds up exactly, whatever the ballots."""

from hypothesis import given
from hypothesis import strategies as st

from watchword.model import Position
from watchword.votes.record import Vote
from watchword.votes.shift import split_shift

CODES = ["CHN", "USA", "FRA", "NAM", "TUN", "BRA", "IND", "KOR", "ZAF", "CHL", "DEU", "RUS"]
ballots = st.dictionaries(st.sampled_from(CODES), st.sampled_from(list(Position)))


def vote(name: str, cast: dict[str, Position], date: str = "2018-03-23") -> Vote:
    """Make a vote with these ballots."""
    row = {"symbol": name, "key": name, "date": date, "title": "An invented text", "organ": "HRC", "source": "hrc_votes"}
    return Vote(row | dict.fromkeys(("yes", "no", "abstain")), cast)


@given(ballots, ballots)
def test_the_parts_of_a_shift_add_up(first: dict[str, Position], second: dict[str, Position]) -> None:
    """Before, plus switchers, attendance and seats gained, less seats lost, is after: for each position."""
    shift = split_shift(vote("A", first), vote("B", second))
    for part in shift.parts:
        assert part.before + part.switched + part.attendance + part.gained - part.lost == part.after
        assert part.change == part.after - part.before
    assert shift.both + len(shift.gained) == len(second)
    assert shift.both + len(shift.lost) == len(first)
    assert shift.same + len(shift.switched) + len(shift.attendance) == shift.both
    assert sum(sum(row.values()) for row in shift.matrix.values()) == shift.both
    assert sum(part.switched for part in shift.parts) == 0


def test_a_ballot_missing_from_a_roll_call_is_no_seat_changing_hands() -> None:
    """In the Assembly, whose record has no absences, a member without a ballot kept its seat; in the Council the dated table knows."""
    cast = {"FRA": Position.YES, "CHN": Position.NO}
    whole, part = vote("A", cast), vote("B", {"FRA": Position.YES})
    for made in (whole, part):
        made.row["organ"] = "GA"
    shift = split_shift(whole, part)
    assert (shift.turnover, shift.seated_both) == ("ballots", ("CHN",))
    assert "seats" not in shift.sentence + shift.counterfactuals[1].sentence
    assert any("no seat of theirs changed: China" in caution for caution in shift.cautions)
    council = split_shift(vote("A", {"DEU": Position.NO, "USA": Position.NO}), vote("B", {"DEU": Position.NO}, "2020-06-22"))
    assert (council.turnover, council.seated_both) == ("seats", ())
    unknown = split_shift(vote("A", cast, "1980-01-01"), vote("B", {"FRA": Position.YES}, "1981-01-01"))
    assert unknown.turnover == "ballots"
    assert any("need not be a seat" in caution for caution in unknown.cautions)


@given(ballots, ballots)
def test_counting_again_adds_up_with_the_parts(first: dict[str, Position], second: dict[str, Position]) -> None:
    """The same seats differ from the first vote by those who moved alone, the same answers by the seats alone."""
    shift = split_shift(vote("A", first), vote("B", second))
    seats, answers = shift.counterfactuals
    for part in shift.parts:
        assert seats.totals[part.position] == part.before + part.switched + part.attendance
        assert answers.totals[part.position] == part.before + part.gained - part.lost
        assert sum(group.before[part.position] for group in shift.groups) == part.before
        assert sum(group.after[part.position] for group in shift.groups) == part.after
    assert sum(group.gained for group in shift.groups) == len(shift.gained)
    assert sum(group.lost for group in shift.groups) == len(shift.lost)
    assert sum(group.switched for group in shift.groups) == len(shift.switched)


def test_a_roll_call_that_does_not_recount_is_said_to_be_used() -> None:
    """Where roll call and official totals differ, the shift says which it is of."""
    doubtful = vote("A", {"CHN": Position.YES, "USA": Position.NO})
    doubtful = Vote(doubtful.row | {"yes": 2, "no": 1, "abstain": 0}, doubtful.ballots)
    said = " ".join(split_shift(doubtful, vote("B", {"CHN": Position.NO})).cautions)
    assert "the roll call counts 1-1-0, the official totals say 2-1-0; the roll call is used" in said


@given(ballots, ballots)
def test_the_way_back_is_the_way_there_turned_round(first: dict[str, Position], second: dict[str, Position]) -> None:
    """Who switched one way switches the other way back, and seats gained are seats lost."""
    there, back = split_shift(vote("A", first), vote("B", second)), split_shift(vote("B", second), vote("A", first))
    assert {(s["state"], s["from"], s["to"]) for s in there.switched} == {(s["state"], s["to"], s["from"]) for s in back.switched}
    assert there.gained == back.lost
    assert there.lost == back.gained


@given(ballots, ballots, st.randoms())
def test_the_order_of_the_ballots_does_not_matter(first: dict[str, Position], second: dict[str, Position], random: object) -> None:
    """A record that lists its members in another order gives the same answer."""
    items = list(first.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert split_shift(vote("A", first), vote("B", second)) == split_shift(vote("A", dict(items)), vote("B", second))


def test_staying_away_is_not_switching() -> None:
    """A state that voted once and was absent once changed its attendance; one that was unknown is no switcher either."""
    shift = split_shift(
        vote("A", {"CHN": Position.YES, "USA": Position.NO, "FRA": Position.ABSTAIN, "TUN": Position.ABSENT}),
        vote("B", {"CHN": Position.ABSENT, "USA": Position.ABSTAIN, "FRA": Position.UNKNOWN, "NAM": Position.YES}),
    )
    assert [(s["state"], s["from"], s["to"]) for s in shift.switched] == [("USA", "no", "abstain")]
    assert [s["state"] for s in shift.attendance] == ["CHN", "FRA"]
    assert shift.gained == {"NAM": "yes"}
    assert shift.lost == {"TUN": "absent"}


def test_texts_with_different_titles_are_called_different_texts() -> None:
    """A state that "switched" between two texts may have answered another question: the caution says so."""
    other = Vote(vote("B", {"CHN": Position.NO}).row | {"title": "Another invented text"}, {"CHN": Position.NO})
    shift = split_shift(vote("A", {"CHN": Position.YES}), other)
    assert any("different titles" in caution for caution in shift.cautions)
    assert any("no interval" in caution for caution in shift.cautions)
