"""What a user may count on from the newsroom's table of tallies. All rows but those of the real file are invented."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import MissingColumn, UnreadableInput
from watchword.model import Bundle, Outcome, Question, RollCall
from watchword.sources.base import FileRole
from watchword.sources.newsroom_hrc_tallies import NewsroomHrcTallies
from watchword.sources.ods_rows import read_sheets
from watchword.sources.tally_words import read_action

from .entries import memory, read, real
from .spreadsheets import pack, row_xml, sheet_xml, spreadsheet

HEADER = ["Session typ", "Adopted text", "Title", "Action taken", "year", "status", "focus", "vote typ", "adaption share", "value"]
VOTED = "Adopted as orally revised by a recorded vote (5 to 2, with 1 abstention), 40th meeting, 6 October 2022"


def tally(number: str, title: str, action: str, *, year: str = "2022", status: str = "Adopted", vote: str = "vote") -> list[str]:
    """An invented row of the sheet."""
    return ["regular", number, title, action, year, status, "topic", vote, "", "1"]


def read_rows(*rows: list[str], counts: list[list[str]] | None = None) -> list[Bundle]:
    """Read a spreadsheet of these rows."""
    sheets = {"analysis": counts or [], "data": [HEADER, *rows], "source": [["Source:", "https://example.org"]]}
    return read(NewsroomHrcTallies(), [memory("in/unhrc_resolutions.ods", spreadsheet(sheets))])


def calls(bundles: list[Bundle]) -> list[RollCall]:
    """The roll calls among the bundles."""
    return [bundle.roll_call for bundle in bundles if bundle.roll_call]


def problems(bundles: list[Bundle]) -> str:
    """All issues, a line each."""
    return "\n".join(f"{i.place}: {i.problem} [{i.severity}] {i.expected} / {i.found}" for bundle in bundles for i in bundle.issues)


def test_a_row_is_a_decision_with_totals_and_no_ballots() -> None:
    """Symbol, day, meeting, totals and outcome come from the row; who voted how is in no ballot, members and absences are unknown."""
    [bundle] = read_rows(tally("99/1", "Sharing of tidal pools (invented)", VOTED))
    [call] = calls([bundle])
    assert (call.symbol, call.work, call.organ, call.session) == ("A/HRC/RES/99/1", "A/HRC/RES/99/1", "HRC", "99")
    assert (call.date, call.meeting, call.text_voted) == ("2022-10-06", "40th meeting", "as orally revised, not held")
    assert (call.yes, call.no, call.abstain, call.absent, call.members) == (5, 2, 1, None, None)
    assert (call.question, call.outcome, call.key) == (Question.ADOPTION, Outcome.ADOPTED, "newsroom_hrc_tallies:A/HRC/RES/99/1")
    assert not bundle.ballots
    assert not bundle.issues


def test_licence_is_said_to_be_unknown_and_nothing_is_shown() -> None:
    """Whoever asks is told that nobody said what may be done with the file."""
    descriptor = NewsroomHrcTallies().descriptor
    assert descriptor.licence.startswith("unknown")
    assert descriptor.display == "none"


@pytest.mark.parametrize(
    ("path", "role"),
    [("a/unhrc_resolutions.ods", FileRole.DOCUMENT), ("resolutions.csv", FileRole.IGNORED), ("votes_long_rebuilt.csv", FileRole.IGNORED)],
)
def test_spreadsheets_are_read_and_the_catalogue_is_left_to_its_own_source(path: str, role: FileRole) -> None:
    """Beside the catalogue's tables only the spreadsheet is this source's."""
    assert NewsroomHrcTallies().role(path) is role


@pytest.mark.parametrize(
    ("action", "vote", "outcome", "totals", "date"),
    [
        ("Adopted without a vote | 40th meeting, 6 October 2022", "no vote", Outcome.WITHOUT_VOTE, None, "2022-10-06"),
        ("Adopted on\n\u00a0 25 March 2011\n[30 in favour, 1 against,\u00a0no abstentions]", "vote", Outcome.ADOPTED, (30, 1, 0),
         "2011-03-25"),
        ("Adopted by a vote (31 in favour, 9 against, 7 abstentions) as orally revised,\n56th meeting on 28/3/2014", "vote",
         Outcome.ADOPTED, (31, 9, 7), "2014-03-28"),
        ("Adopted as orally revised without a vote on 26.9.13", "vote, orally revised", Outcome.WITHOUT_VOTE, None, "2013-09-26"),
        ("Adopted by a recorded vote (23 to 11, with 13), 41st meeting, 27 September 2019", "vote", Outcome.ADOPTED, (23, 11, 13),
         "2019-09-27"),
        ("Adopted by a recorded vote (23 to 11), 41st meeting, 27 September 2019", "vote", Outcome.ADOPTED, (23, 11, None), "2019-09-27"),
        ("Rejected by a recorded vote (18 to 21, with 7 abstentions), 41st meeting, 7 October 2021", "vote", Outcome.REJECTED, (18, 21, 7),
         "2021-10-07"),
        ("Withdrawn by the sponsor on 9 July 2018", "", Outcome.WITHDRAWN, None, "2018-07-09"), ("", "", Outcome.UNKNOWN, None, ""),
        ("Adopted", "no vote", Outcome.WITHOUT_VOTE, None, ""), ("Adopted", "vote, orally revised", Outcome.UNKNOWN, None, ""),
        ("Adopted as amended by L.9 on 9 March 2010\n[without vote]", "without vote", Outcome.WITHOUT_VOTE, None, "2010-03-09"),
    ],
)  # fmt: skip
def test_the_action_is_read(action: str, vote: str, outcome: Outcome, totals: tuple[int | None, ...] | None, date: str) -> None:
    """Each way of writing says the same things: what became of the text, with which totals, on which day."""
    status = "" if action.startswith(("Withdrawn", "Rejected")) else "Adopted"
    found = read_action(action, status, vote)
    assert (found.outcome, found.totals, found.date) == (outcome, totals or (None, None, None), date)


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("Adopted by a recorded vote (twenty to six, with one abstention), 6 October 2022", "totals that can be read"),
        ("Voting Record", "totals that can be read"),
        ("Adopted by a vote on 30.2.13 [5 in favour, 2 against, 1 abstention]", "impossible date"),
        ("Adopted by a vote on 12.13.13 [5 in favour, 2 against, 1 abstention]", "impossible date"),
        ("Adopted without a vote (5 to 2, with 1 abstention)", "by vote and without one"),
        ("Rejected by a recorded vote (2 to 5, with 1 abstention)", "status differ"),
        ("Adopted by a recorded vote (5 to 2, with 1 abstention), 6 October 2022, 7 October 2022", "several days"),
        ("Adopted by vote [5 in favour, 2 against, 1 abstention]. Amendment rejected by vote [1 in favour, 6 against, 1 abstention]",
         "further vote"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_issue_and_unknown(action: str, words: str) -> None:
    """Totals in words, impossible days and contradictions are named with sheet and row, and nothing is guessed."""
    bundles = read_rows(tally("99/1", "An invented text", action))
    assert words in problems(bundles)
    assert "sheet data, row 2" in problems(bundles)
    [call] = calls(bundles)
    assert call.date in ("2022", "2022-10-06")
    assert call.yes in (None, 5)


def test_rows_that_name_no_text_are_left_out_and_counted() -> None:
    """The rest of a title that was broken over two rows, and a number that is none, are no decisions; a text withdrawn is one."""
    bundles = read_rows(
        tally("", "and human rights", ""),
        tally("uati", "An invented situation", "", vote=""),
        tally("22/1", "Human Rights Council resolution S-22/1 adopted on 1 September 2014", "", year="2014"),
        tally("N/A", "An invented draft", "Withdrawn by the sponsor", status="Withdrawn", vote=""),
    )
    assert problems(bundles).count("left out") == 6  # three rows, each said in words and marked as such
    assert [(call.symbol, call.outcome, call.date) for call in calls(bundles)] == [("", Outcome.WITHDRAWN, "2022")]
    assert "S-22/1" in problems(bundles)


def test_numbers_in_all_their_spellings_name_the_same_texts() -> None:
    """Blanks, a full stop and the long form are spelling; one number in two rows is kept apart with a note."""
    numbers = ("99/1", "\u00a099/2 ", "99/3.", "A/HRC/RES/99/4", "S-9/1.", "OM/1/3.", "99/1")
    bundles = read_rows(*(tally(number, "An invented text", VOTED) for number in numbers))
    symbols = [call.symbol.removeprefix("A/HRC/RES/") for call in calls(bundles)]
    assert symbols == ["99/1", "99/2", "99/3", "99/4", "S-9/1", "OM/1/3", "99/1"]
    assert len({call.key for call in calls(bundles)}) == 7
    assert problems(bundles).count("several rows share this number") == 1


def test_a_year_that_is_not_that_of_the_action_is_said() -> None:
    """A year filled down by mistake does not move a vote."""
    bundles = read_rows(tally("99/1", "An invented text", VOTED, year="2013"), tally("99/2", "Another", VOTED, year="soon"))
    assert [call.date for call in calls(bundles)] == ["2022-10-06", "2022-10-06"]
    assert "another year" in problems(bundles)
    assert "the year is none" in problems(bundles)


def test_look_alike_letters_are_kept() -> None:
    """A title with a Greek capital is the publisher's title."""
    assert calls(read_rows(tally("99/1", "\u039deurotides", VOTED)))[0].title == "\u039deurotides"


def test_the_table_s_own_counts_are_compared() -> None:
    """Where its analysis counts other numbers than its rows have, that is said; where they agree, nothing is."""
    right = [["year", "2021", "2022"], ["Adopted", "0", "1"], ["Elsewhere", "7"]]
    assert not problems(read_rows(tally("99/1", "An invented text", VOTED), counts=right))
    wrong = [["year", "2021", "2022"], ["Adopted", "3", "1"]]
    assert "sheet analysis, row 2: the table's own count differs" in problems(
        read_rows(tally("99/1", "An invented text", VOTED), counts=wrong)
    )


def test_spoiled_tables_are_refused_with_what_lacks() -> None:
    """Broken XML, no such sheet, and missing or doubled columns are one clear error each."""
    source = NewsroomHrcTallies()
    for data, error, words in (
        (pack("<office:document-content"), UnreadableInput, "well-formed XML"),
        (spreadsheet({"other": [HEADER]}), UnreadableInput, "a sheet data.*found other"),
        (spreadsheet({"data": []}), MissingColumn, "'Adopted text'"),
        (spreadsheet({"data": [HEADER[:3]]}), MissingColumn, "'Action taken', 'year'"),
        (spreadsheet({"data": [[*HEADER, "Title"]]}), MissingColumn, "'Title'"),
        (pack(sheet_xml("data", row_xml(HEADER) + '<table:table-row table:number-rows-repeated="99999999">'
              "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>")), UnreadableInput, "cells with content"),
    ):  # fmt: skip
        with pytest.raises(error, match=re.compile(words, re.S)):
            read(source, [memory("unhrc_resolutions.ods", data)])


@given(st.lists(st.lists(st.text(alphabet="aN/1 9-.S2", max_size=8), min_size=10, max_size=10), max_size=8))
def test_every_row_is_a_decision_or_an_issue(rows: list[list[str]]) -> None:
    """Whatever stands in the cells, no row is dropped in silence and none stops the others."""
    bundles = read_rows(*rows)
    left_out = sum(issue.severity == "left out" for bundle in bundles for issue in bundle.issues)
    assert len(calls(bundles)) + left_out == sum(any(cell.strip() for cell in row) for row in rows)


def test_the_order_of_rows_does_not_change_a_record() -> None:
    """A row moved is the same record with the same id."""
    rows = [
        tally("99/1", "An invented text", VOTED),
        tally("N/A", "A draft", "Withdrawn", status="Withdrawn"),
        tally("99/2", "Another", VOTED),
    ]
    ids = [{call.id for call in calls(read_rows(*order))} for order in (rows, rows[::-1])]
    assert ids[0] == ids[1]


@pytest.mark.real
def test_real_table() -> None:
    """Every row of the sheet is accounted for, the three votes of the first case are there, and the counts are the table's own."""
    entries = [entry for entry in real("hrc-votes.zip") if entry.path.endswith(".ods")]
    sheets = read_sheets(entries[0])
    bundles = read(NewsroomHrcTallies(), entries)
    left_out = [issue for bundle in bundles for issue in bundle.issues if issue.severity == "left out"]
    assert len(calls(bundles)) + len(left_out) == len(sheets["data"]) - 1 == 1437
    assert len(left_out) == 32
    by_symbol = {call.symbol: call for call in calls(bundles)}
    for symbol, totals, date in (
        ("A/HRC/RES/37/23", (28, 1, 17), "2018-03-23"), ("A/HRC/RES/43/21", (23, 16, 8), "2020-06-22"),
        ("A/HRC/RES/46/13", (26, 15, 6), "2021-03-23"),
    ):  # fmt: skip
        call = by_symbol[symbol]
        assert ((call.yes, call.no, call.abstain), call.date) == (totals, date)
    # The sheet's own counts by year, recounted here from its rows without the reader of rows.
    counts = {row[0]: row[1:] for _, row in sheets["analysis"] if row[0] in ("year", "Adopted", "Withdrawn", "Rejected")}
    found = Counter((row[4], row[5]) for _, row in sheets["data"][1:])
    for status in ("Adopted", "Withdrawn", "Rejected"):
        assert [str(found[year, status]) for year in counts["year"]] == list(counts[status])
    assert "own count differs" not in problems(bundles)
