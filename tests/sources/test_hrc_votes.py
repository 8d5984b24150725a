"""What a user may count on from the catalogue of the Human Rights Council's votes."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import MissingColumn, UnreadableInput
from watchword.model import Bundle, LinkKind, Outcome, Position, Question, RollCall
from watchword.sources.ballots import Cell, Recorder, settle_roll
from watchword.sources.base import FileRole
from watchword.sources.csv_rows import read_count
from watchword.sources.hrc_decisions import strip_title
from watchword.sources.hrc_votes import HrcVotes, read_session, read_sponsors

from .entries import DATA, folder, memory, read, real

SOUND, SPOILED = DATA / "hrc_votes" / "sound", DATA / "hrc_votes" / "spoiled"


def _by_number(bundles: list[Bundle]) -> dict[str, Bundle]:
    return {bundle.roll_call.key.split(":")[1]: bundle for bundle in bundles if bundle.roll_call}


def _roll_call(bundle: Bundle) -> RollCall:
    assert bundle.roll_call
    return bundle.roll_call


def _positions(bundle: Bundle) -> dict[str, Position]:
    return {ballot.state: ballot.position for ballot in bundle.ballots}


def _problems(bundles: list[Bundle]) -> str:
    return "\n".join(f"{i.place}: {i.problem} [{i.severity}] {i.found}" for bundle in bundles for i in bundle.issues)


def test_only_the_two_tables_are_read() -> None:
    """The newsroom's spreadsheet that lies beside the tables is a source of its own."""
    source = HrcVotes()
    assert source.role("any/folder/resolutions.csv") is FileRole.DOCUMENT
    assert source.role("any/folder/votes_long_rebuilt.csv") is FileRole.COMPANION
    assert source.role("any/folder/unhrc_resolutions.ods") is FileRole.IGNORED


def test_the_order_of_the_cells_of_a_state_does_not_matter() -> None:
    """Two cells of one state with different answers are the same issue and the same ballot, whichever is printed first."""
    recorder = Recorder("invented", "file", "record 1")
    cells = [Cell("FRA", "France", Position.YES), Cell("FRA", "", Position.NO)]
    assert settle_roll(cells, "HRC", "2018-03-23", recorder) == settle_roll(cells[::-1], "HRC", "2018-03-23", recorder)


def test_licence_is_said() -> None:
    """Whoever asks is told that the compilation may not be republished."""
    descriptor = HrcVotes().descriptor
    assert "PolyForm Noncommercial" in descriptor.licence
    assert "nothing of it may be republished" in descriptor.notes


def test_recorded_vote() -> None:
    """A recorded vote comes with its totals, its text as voted, and one ballot for each member."""
    bundle = _by_number(read(HrcVotes(), folder(SOUND)))["1"]
    call = _roll_call(bundle)
    assert (call.symbol, call.organ, call.session, call.date) == ("A/HRC/RES/99/1", "HRC", "99", "2018-03-20")
    assert (call.yes, call.no, call.abstain, call.absent, call.members) == (5, 2, 1, 1, 9)
    assert (call.question, call.outcome) == (Question.ADOPTION, Outcome.ADOPTED)
    assert (call.title, call.text_voted) == ("Sharing of tidal pools (invented)", "A/HRC/99/L.1/Rev.1 as amended")
    assert len(bundle.ballots) == 9
    assert all(ballot.roll_call == call.id for ballot in bundle.ballots)
    assert not bundle.issues


def test_draft_is_linked_to_the_text_adopted() -> None:
    """A draft can be followed to the resolution it became, with the record's words as the reason."""
    (link,) = _by_number(read(HrcVotes(), folder(SOUND)))["1"].links
    assert (link.kind, link.start, link.end) == (LinkKind.DRAFT_OF, "A/HRC/99/L.1/Rev.1", "A/HRC/RES/99/1")
    assert "as amended" in link.reason


def test_empty_cell_is_absent_only_where_all_recounts() -> None:
    """An empty cell is an absence where every total recounts, and unknown where one does not."""
    assert _positions(_by_number(read(HrcVotes(), folder(SOUND)))["1"])["TUN"] is Position.ABSENT
    assert _positions(_by_number(read(HrcVotes(), folder(SPOILED)))["12"])["TUN"] is Position.UNKNOWN


def test_amendment() -> None:
    """An amendment says what it amends, how it was revised, and that it was rejected."""
    bundle = _by_number(read(HrcVotes(), folder(SOUND)))["2"]
    call = _roll_call(bundle)
    assert (call.question, call.outcome) == (Question.AMENDMENT, Outcome.REJECTED)
    assert call.text_voted == "A/HRC/99/L.7 as orally revised"
    (link,) = bundle.links
    assert (link.kind, link.start, link.end) == (LinkKind.AMENDS, "A/HRC/99/L.7", "A/HRC/99/L.1/Rev.1")
    assert _positions(bundle)["TUN"] is Position.ABSENT


def test_ways_of_deciding_without_a_recorded_vote() -> None:
    """Adopted without a vote, withdrawn, not considered and voted by show of hands are kept apart."""
    calls = {number: _roll_call(bundle) for number, bundle in _by_number(read(HrcVotes(), folder(SOUND))).items()}
    outcomes = [calls[number].outcome for number in ("3", "4", "5", "6", "7", "9")]
    assert outcomes == [
        Outcome.WITHOUT_VOTE,
        Outcome.WITHDRAWN,
        Outcome.NOT_CONSIDERED,
        Outcome.ADOPTED,
        Outcome.ADOPTED,
        Outcome.REJECTED,
    ]
    assert (calls["6"].organ, calls["6"].yes) == ("CHR", 30)
    assert calls["7"].yes is None
    assert calls["9"].session == "S-9"


def test_motion_of_no_action() -> None:
    """A vote on taking no action is not a vote on the amendment itself."""
    call = _roll_call(_by_number(read(HrcVotes(), folder(SOUND)))["8"])
    assert (call.question, call.outcome) == (Question.MOTION, Outcome.ADOPTED)
    assert call.text_voted == "no action on A/HRC/99/L.10"


def test_states_excepted_from_a_group_are_no_sponsors() -> None:
    """Sponsors are codes of states; a group is kept in words, and a state excepted from it is no sponsor."""
    call = _roll_call(_by_number(read(HrcVotes(), folder(SOUND)))["3"])
    assert call.sponsors[:3] == ("MEX", "NLD", "PAK")
    assert call.sponsors[3:] == ("on behalf of the Organization of Islamic Cooperation, except Albania",)
    assert read_sponsors("Pakistan on behalf of a group, except Albania and Tunisia", "2020")[0][0] == "PAK"
    assert "ALB" not in read_sponsors("Pakistan on behalf of a group, except Albania and Tunisia", "2020")[0]


def test_word_of_the_record_beats_exchanged_totals() -> None:
    """A text the record calls rejected stays rejected where its totals say more yes than no, and the user is told."""
    bundle = _by_number(read(HrcVotes(), folder(SPOILED)))["11"]
    assert _roll_call(bundle).outcome is Outcome.REJECTED
    assert "the record's word and its totals differ" in _problems([bundle])
    assert "4 yes, 1 no, 3 abstain" in _problems([bundle])


def test_doubtful_ballots_are_reported() -> None:
    """Unknown states are left out; repeated, contradictory, unknown and non-members' ballots are kept and reported."""
    bundle = _by_number(read(HrcVotes(), folder(SPOILED)))["12"]
    positions, problems = _positions(bundle), _problems([bundle])
    assert positions["CHN"] is Position.YES
    assert positions["CUB"] is Position.UNKNOWN
    assert positions["MEX"] is Position.UNKNOWN
    assert "XXQ" in problems and "left out" in problems
    assert "more than once with the same position" in problems
    assert "more than once with different positions" in problems
    assert "a state that was no member" in problems and "ISL" in problems
    assert "do not recount" in problems


def test_unreadable_fields_are_unknown() -> None:
    """An impossible date, a total that is no number, an unknown way of voting: unknown, never repaired."""
    bundles = _by_number(read(HrcVotes(), folder(SPOILED)))
    assert (_roll_call(bundles["13"]).date, _roll_call(bundles["13"]).yes) == ("", None)
    assert _roll_call(bundles["14"]).outcome is Outcome.UNKNOWN
    assert _roll_call(bundles["14"]).symbol == "no symbol at all"
    assert _roll_call(bundles["14"]).work == "hrc_votes:14"
    assert "SHOW OF HANDS" in _problems([bundles["14"]])


def test_contradictory_record_has_no_outcome_and_no_link() -> None:
    """A vote on a text said to be withdrawn, with a note on another amendment, decides nothing."""
    bundle = _by_number(read(HrcVotes(), folder(SPOILED)))["15"]
    assert _roll_call(bundle).outcome is Outcome.UNKNOWN
    assert not bundle.links
    assert "another amendment" in _problems([bundle])


def test_records_that_share_a_symbol_are_kept_apart() -> None:
    """Two records of one symbol are two roll calls, with a note."""
    bundles = _by_number(read(HrcVotes(), folder(SPOILED)))
    assert _roll_call(bundles["12"]).id != _roll_call(bundles["13"]).id
    assert "several records share this symbol" in _problems([bundles["12"]])


def test_nothing_is_silently_skipped() -> None:
    """Rows cut short and roll calls without a record are named with their lines and counts."""
    problems = _problems(read(HrcVotes(), folder(SPOILED)))
    assert problems.count("too few or too many cells") == 2
    assert "2 cells of record 99" in problems


def test_missing_column_is_named() -> None:
    """A table without a column is refused with the file, the column, and the columns found."""
    with pytest.raises(MissingColumn, match=r"resolutions\.csv, header: expected column 'symbol'.*found record_id, title"):
        read(HrcVotes(), [memory("resolutions.csv", b"record_id,title\n1,x\n")])
    with pytest.raises(MissingColumn, match=r"votes_long_rebuilt\.csv.*'vote'"):
        HrcVotes().reader([memory("votes_long_rebuilt.csv", b"record_id,iso3,country\n")])


def test_file_that_is_no_text_is_refused() -> None:
    """Bytes that are not UTF-8 are refused with the place, not read as something else."""
    data = (SOUND / "resolutions.csv").read_bytes() + b"\xff\xfe\n"
    with pytest.raises(UnreadableInput, match="UTF-8"):
        read(HrcVotes(), [memory("resolutions.csv", data)])


def test_same_bytes_give_the_same_ids() -> None:
    """A record's id changes exactly when the record or its roll call does."""
    first = [_roll_call(bundle).id for bundle in _by_number(read(HrcVotes(), folder(SOUND))).values()]
    again = [_roll_call(bundle).id for bundle in _by_number(read(HrcVotes(), folder(SOUND))).values()]
    assert first == again
    data = (SOUND / "votes_long_rebuilt.csv").read_bytes().replace(b"CHN,China,Y", b"CHN,China,N", 1)
    entries = [memory("votes_long_rebuilt.csv", data), *folder(SOUND)[:1]]
    changed = [_roll_call(bundle).id for bundle in _by_number(read(HrcVotes(), entries)).values()]
    assert [a == b for a, b in zip(first, changed, strict=True)] == [False] + [True] * (len(first) - 1)


@pytest.mark.parametrize(
    ("statement", "session"),
    [
        ("adopted by the Human Rights Council at its 37th session", "37"),
        ("Human Rights Council at its 32th session", "32"),
        ("adopted by the Human Rights Council at its 31st special session", "S-31"),
        ("adopted by the Human Rights Council at its 1st organizational meeting", "OM/1"),
        ("adopted somewhere", ""),
    ],
)
def test_session(statement: str, session: str) -> None:
    """The session is read from the record's statement, special sessions marked as in symbols."""
    assert read_session(statement) == session


@given(st.text(alphabet="abc /()é合", max_size=20), st.sampled_from(["resolution", "decision", "amendment"]))
def test_catalogue_tail_is_stripped_once(title: str, kind: str) -> None:
    """A title comes back as it was before the catalogue added its tail."""
    assert strip_title(f"{title.strip()} : {kind} /") == title.strip()


@given(st.integers(0, 10**6))
def test_counts_read_back(number: int) -> None:
    """A printed count is read as the number it is, also with the decimal that some exporters add."""
    assert read_count(str(number)) == number == read_count(f" {number}.0 ")


@pytest.mark.real
def test_real_catalogue() -> None:
    """The three votes of the first case, and every record and cell accounted for."""
    bundles = read(HrcVotes(), real("hrc-votes.zip"))
    calls = [bundle for bundle in bundles if bundle.roll_call]
    assert len(calls) == 6346
    by_symbol = {_roll_call(bundle).symbol: bundle for bundle in calls}
    for symbol, date, counts in (
        ("A/HRC/RES/37/23", "2018-03-23", (28, 1, 17)),
        ("A/HRC/RES/43/21", "2020-06-22", (23, 16, 8)),
        ("A/HRC/RES/46/13", "2021-03-23", (26, 15, 6)),
    ):
        call = _roll_call(by_symbol[symbol])
        found = Counter(_positions(by_symbol[symbol]).values())
        assert (call.date, (call.yes, call.no, call.abstain)) == (date, counts)
        assert (found[Position.YES], found[Position.NO], found[Position.ABSTAIN]) == counts
        assert call.outcome is Outcome.ADOPTED
    absent = [s for s, p in _positions(by_symbol["A/HRC/RES/37/23"]).items() if p is Position.ABSENT]
    assert absent == ["TUN"]
    repeated = sum("more than once" in issue.problem for bundle in calls for issue in bundle.issues)
    left_out = sum("no known state" in issue.problem for bundle in calls for issue in bundle.issues)
    assert sum(len(bundle.ballots) for bundle in calls) + repeated + left_out == 80158
    unreconciled = sum("do not recount" in problem for problem in (_problems([bundle]) for bundle in calls))
    assert 130 <= unreconciled <= 200
