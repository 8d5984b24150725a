"""What a user may count on from the General Assembly's roll calls."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import MissingColumn
from watchword.model import Bundle, Outcome, Position, Question, RollCall
from watchword.sources.base import FileRole
from watchword.sources.ga_readings import RollCallRow, read_date
from watchword.sources.ga_votes import GaVotes

from .entries import DATA, folder, memory, read, real

SOUND, SPOILED = DATA / "ga_votes" / "sound", DATA / "ga_votes" / "spoiled"


def _by_number(bundles: list[Bundle]) -> dict[str, Bundle]:
    return {bundle.roll_call.key.split(":")[1]: bundle for bundle in bundles if bundle.roll_call}


def _calls(bundles: list[Bundle]) -> dict[str, RollCall]:
    return {number: bundle.roll_call for number, bundle in _by_number(bundles).items() if bundle.roll_call}


def _positions(bundle: Bundle) -> dict[str, Position]:
    return {ballot.state: ballot.position for ballot in bundle.ballots}


def _problems(bundles: list[Bundle]) -> str:
    return "\n".join(f"{i.place}: {i.problem} [{i.severity}] {i.found}" for bundle in bundles for i in bundle.issues)


def test_roles() -> None:
    """The roll calls are read with their votes and topics beside them."""
    source = GaVotes()
    roles = [source.role(f"x/{name}") for name in ("roll_calls.csv", "unvotes.csv", "issues.csv", "README.md")]
    assert roles == [FileRole.DOCUMENT, FileRole.COMPANION, FileRole.COMPANION, FileRole.IGNORED]


def test_adoption() -> None:
    """A vote on a resolution has the resolution's symbol, its topics, and no totals that the data does not carry."""
    call = _calls(read(GaVotes(), folder(SOUND)))["1"]
    assert (call.symbol, call.session, call.date, call.organ) == ("A/RES/74/245", "74", "2019-12-18", "GA")
    assert (call.question, call.outcome) == (Question.ADOPTION, Outcome.ADOPTED)
    assert (call.yes, call.no, call.abstain, call.absent, call.members) == (None,) * 5
    assert call.subjects == ("Human rights", "Colonialism")
    assert call.title == "Tidal pools (invented)"


def test_questions_are_kept_apart() -> None:
    """Votes on paragraphs, amendments and motions are not votes on the text."""
    calls = _calls(read(GaVotes(), folder(SOUND)))
    assert (calls["2"].question, calls["2"].text_voted) == (Question.PARAGRAPH, "A/C.3/74/L.90")
    assert calls["3"].question is Question.AMENDMENT
    assert calls["4"].question is Question.MOTION
    assert {calls[number].outcome for number in "234"} == {Outcome.UNKNOWN}


def test_numbers_that_name_no_text_are_kept_as_printed() -> None:
    """An early number is a place in a record, and is not made into a resolution."""
    calls = _calls(read(GaVotes(), folder(SOUND)))
    assert (calls["3"].symbol, calls["3"].work) == ("R/1/66", "ga_votes:3")
    assert (calls["7"].symbol, calls["7"].session) == ("ESS/2/20", "ES-2")
    assert calls["5"].symbol == "A/RES/40/12 A"
    assert calls["8"].symbol == "A/RES/74/300"


def test_days_that_are_none_are_dropped() -> None:
    """Early dates whose day is no day of the month are kept to the month, others to the day."""
    calls = _calls(read(GaVotes(), folder(SOUND)))
    assert [calls[number].date for number in "1456"] == ["2019-12-18", "1971-10", "1985-12", "1985-12"]


def test_outcome_follows_from_the_row_or_is_unknown() -> None:
    """A resolution's number and a majority make an adoption; without the majority nothing is said."""
    calls = _calls(read(GaVotes(), folder(SOUND)))
    assert [calls[number].outcome for number in "5678"] == [
        Outcome.ADOPTED,
        Outcome.UNKNOWN,
        Outcome.UNKNOWN,
        Outcome.ADOPTED,
    ]


def test_states_of_their_day() -> None:
    """Names and codes are read as of the vote: Namibia's code is no blank, and successors are told apart."""
    bundles = _by_number(read(GaVotes(), folder(SOUND)))
    assert set(_positions(bundles["1"])) == {"CHN", "NAM", "SRB", "CUB"}
    assert set(_positions(bundles["3"])) == {"ROC", "SUN"}
    assert set(_positions(bundles["5"])) == {"DEU", "YEM", "CUB"}


def test_absences_are_said_to_be_missing() -> None:
    """The user is told that absences are not in the data."""
    assert "absences and official totals are not in this data" in _problems(read(GaVotes(), folder(SOUND)))


def test_doubtful_votes_are_reported() -> None:
    """Unknown and contradictory states are left out, repeated and unknown votes kept and said."""
    bundles = read(GaVotes(), folder(SPOILED))
    positions, problems = _positions(_by_number(bundles)["11"]), _problems(bundles)
    assert positions["CHN"] is Position.YES
    assert positions["CUB"] is Position.UNKNOWN
    assert positions["MEX"] is Position.UNKNOWN
    assert len(positions) == 3
    for words in ("Ruritania", "different states", "same position", "different positions", "perhaps", "2 votes"):
        assert words in problems
    assert problems.count("too few or too many cells") == 2


def test_doubtful_roll_calls_are_reported() -> None:
    """Impossible dates, contradicting sessions, shared numbers and missing votes are said, and nothing is guessed."""
    bundles = read(GaVotes(), folder(SPOILED))
    calls, problems = _calls(bundles), _problems(bundles)
    assert calls["11"].date == ""
    assert calls["12"].symbol == "R/31/12"
    assert (calls["13"].question, calls["13"].outcome) == (Question.UNKNOWN, Outcome.UNKNOWN)
    for words in ("of another session", "several roll calls bear this number", "without votes", "a second roll call"):
        assert words in problems


def test_missing_column_is_named() -> None:
    """A table without a column is refused with the file, the column, and the columns found."""
    with pytest.raises(MissingColumn, match=r"roll_calls\.csv, header.*'unres'.*found rcid, session"):
        read(GaVotes(), [memory("roll_calls.csv", b"rcid,session\n1,2\n")])
    with pytest.raises(MissingColumn, match=r"unvotes\.csv.*'vote'"):
        GaVotes().reader([memory("unvotes.csv", b"rcid,country,country_code\n")])


@given(st.integers(1, 120), st.integers(1, 28))
def test_no_early_day_survives_that_may_be_a_weekday(session: int, day: int) -> None:
    """Up to session 57 a day from 1 to 7 is dropped; every other day is kept."""
    row = RollCallRow("1", str(session), f"1999-11-{day:02}", "", False, False, "", "")
    assert read_date(row, 57) == ("1999-11" if session <= 57 and day <= 7 else row.date)


@pytest.mark.real
@pytest.mark.slow
def test_real_roll_calls() -> None:
    """Every vote since 1946 is a ballot of a known state, and every early date is honest about its day."""
    bundles = read(GaVotes(), real("ga-votes.zip"))
    calls = _calls(bundles)
    found = Counter(ballot.position for bundle in bundles for ballot in bundle.ballots)
    assert len(calls) == 6202
    assert sum(found.values()) == 869_937
    assert (found[Position.YES], found[Position.NO], found[Position.ABSTAIN]) == (693_544, 65_500, 110_893)
    assert "left out" not in _problems(bundles)
    states = {ballot.state for bundle in bundles for ballot in bundle.ballots}
    assert {"NAM", "ROC", "CHN", "SUN", "RUS", "YUG", "SCG", "SRB"} <= states
    assert all(len(call.date) == 7 for call in calls.values() if call.session.isdigit() and int(call.session) <= 51)
