"""A tally says what the record says, what the ballots say, and who was missing."""

from watchword.model import Position
from watchword.states import members
from watchword.votes.record import Vote
from watchword.votes.tally import count_vote


def council_vote(positions: dict[str, Position], **changes: object) -> Vote:
    """Make an invented vote of the Council of 23 March 2018."""
    row = {
        "id": "x@1", "key": "x", "symbol": "A/HRC/RES/99/1", "work": "A/HRC/RES/99/1", "title": "An invented text", "question": "adoption",
        "date": "2018-03-23", "organ": "HRC", "session": "99", "outcome": "adopted by vote", "text_voted": "", "requested_by": "",
        "yes": None, "no": None, "abstain": None, "absent": None, "members": None, "sponsors": [], "meeting": "", "url": "",
        "source": "hrc_votes", "publisher": "p", "licence": "l", "raw_sha256": "0",
    }  # fmt: skip
    return Vote(row | changes, positions)


def test_a_member_without_a_vote_is_named() -> None:
    """Of 47 members, those absent and those without any ballot are missing; nobody is quietly left out."""
    seats = sorted(members("HRC", "2018-03-23"))
    positions = dict.fromkeys(seats, Position.YES) | {seats[0]: Position.ABSENT}
    del positions[seats[1]]
    tally = count_vote(council_vote(positions))
    assert tally.members == 47
    assert tally.missing == (seats[0], seats[1])
    assert tally.counted == {"yes": 45, "no": 0, "abstain": 0, "absent": 1, "unknown": 0}


def test_a_ballot_without_a_seat_is_noted_and_kept() -> None:
    """Not a member is no ballot; where a record prints one all the same, the tally says so."""
    seats = sorted(members("HRC", "2018-03-23"))
    tally = count_vote(council_vote(dict.fromkeys(seats, Position.YES) | {"FRA": Position.NO}))
    assert tally.not_members == ("FRA",)
    assert any("France" in note for note in tally.notes)
    assert tally.counted["no"] == 1


def test_totals_and_ballots_that_disagree_are_both_shown() -> None:
    """Neither is silently picked."""
    tally = count_vote(council_vote({"CHN": Position.YES}, yes=2, no=0, abstain=0))
    assert tally.agrees is False
    assert tally.official["yes"] == 2
    assert tally.counted["yes"] == 1
    assert any("does not add up" in note for note in tally.notes)


def test_adopted_without_a_vote_is_no_vote_of_nought() -> None:
    """There is no tally to read, and the sentence does not make one up."""
    tally = count_vote(council_vote({}, outcome="adopted without a vote"))
    assert tally.agrees is None
    assert tally.sentence == "A/HRC/RES/99/1 of 2018-03-23: adopted without a vote."
    assert tally.missing == ()


def test_groups_add_up_to_the_count() -> None:
    """Every ballot is in exactly one regional group."""
    seats = sorted(members("HRC", "2018-03-23"))
    tally = count_vote(council_vote(dict.fromkeys(seats, Position.ABSTAIN)))
    assert sum(group["abstain"] for group in tally.groups.values()) == 47
    assert sorted(sum(group.values()) for group in tally.groups.values()) == [6, 7, 8, 13, 13]


def test_an_unknown_answer_is_not_said_to_be_no_vote() -> None:
    """The sentence keeps absent and unknown apart, and a note says how the record's own count of non-voting members stands to them."""
    seats = sorted(members("HRC", "2018-03-23"))
    positions = dict.fromkeys(seats, Position.YES) | {seats[0]: Position.ABSENT, seats[1]: Position.UNKNOWN}
    tally = count_vote(council_vote(positions, yes=45, no=0, abstain=0, absent=2, members=47))
    assert "no vote from Afghanistan; what Angola answered is unknown." in tally.sentence
    assert any("2 not voting of 47 members" in note and "1 absent and 1 unknown" in note for note in tally.notes)
    assert count_vote(council_vote({}, yes=45, no=1)).sentence.endswith("45 in favour, 1 against, abstentions not given, of 47 members.")


def test_a_state_printed_twice_is_said() -> None:
    """What the record prints, and the one ballot that is kept of it."""
    vote = council_vote({"DEU": Position.NO})
    said = count_vote(Vote(vote.row, vote.ballots, twice={"DEU": "Germany: no, Germany: no"})).notes
    assert "Germany is printed more than once (Germany: no, Germany: no); its one ballot is no" in said
