"""What a user may count on from the built-in case, and from a case of their own in the same format."""

import csv
import io
import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword import states, symbols
from watchword.errors import UnreadableInput
from watchword.model import Bundle, Kind, LinkKind, Outcome, Position, Role
from watchword.sources.base import FileRole
from watchword.sources.case_rows import QUOTATION_WORDS, count_words
from watchword.sources.watchword_starter import WatchwordStarter, builtin_entry, read_events

from .entries import memory, read, real

FORMS = re.compile(r"win.win|mutually.beneficial.co.?operation|合作共赢|合作共贏|互利合作", re.IGNORECASE)

SOUND = """
format = 1  # an invented case
case = "invented"

[[votes]]
symbol = "A/HRC/RES/91/7"
title = "An invented resolution"
date = "2031-03-21"
organ = "HRC"
session = "91"
draft = "A/HRC/91/L.3"
draft_condition = "as orally revised"
question = "adoption"
outcome = "adopted by vote"
requested_by = "Chile"
sponsors = ["Kenya"]
totals = { yes = 2, no = 1, abstain = 1, absent = 1, members = 5 }
yes = "KEN NPL"
no = "CHL"
abstain = "FJI"
absent = "MAR"
source = "Invented for the tests"

[[without_vote]]
symbol = "A/HRC/RES/95/1"
title = "An invented resolution"
date = "2032"
organ = "HRC"
session = "95"
source = "Invented for the tests"

[[works]]
id = "first-draft"
kind = "draft"
title = "An invented first title"
date = "2031"
language = "en"
certainty = "reported"
source = "Invented for the tests"

[[links]]
start = "A/HRC/RES/91/7"
end = "first-draft"
kind = "renames"
reason = "an invented reader says so"
source = "Invented for the tests"

[[attestations]]
id = "speech-fr"
work = "speech"
kind = "speech"
title = "An invented speech"
date = "1966"
language = "fr"
speaker = "M. Exemple"
office = "Minister"
state = "Yugoslavia"
venue = "An invented hall"
quotes = ["une coopération inventée"]
source = "Invented for the tests"

[[statements]]
id = "reply"
title = "An invented reply"
date = "2031-03-22"
language = "en"
on_behalf_of = ["CHL"]
answers = "first-draft"
quotes = ["invented and not helpful"]
source = "Invented for the tests"

[[events]]
date = "2031-01"
text = "Something invented happens"
certainty = "reported"
source = "Invented for the tests"
"""

# Each spoils one thing of the sound case: what is replaced, by what, and what the issue must say.
SPOILS = [
    ('yes = "KEN NPL"', 'yes = "KEN"', "ballots do not add up to the official total"),
    ('yes = "KEN NPL"', 'yes = "KEN CHL"', "a state has more than one ballot"),
    ('yes = "KEN NPL"', 'yes = "KEN XQX"', "no such state"),
    ("members = 5", "members = 6", "ballots do not add up to the membership"),
    ("members = 5 }", 'members = "five" }', "totals cannot be read"),
    ('symbol = "A/HRC/RES/91/7"', 'symbol = "that text"', "symbol is no document symbol"),
    ('outcome = "adopted by vote"', 'outcome = "won"', "outcome is not known"),
    ('date = "2031-03-21"', 'date = "2031-02-30"', "an impossible date"),
    ('question = "adoption"', 'qestion = "adoption"', "a key that this table does not have"),
    ('symbol = "A/HRC/RES/95/1"', 'symbol = "A/HRC/RES/91/7"', "another row has the same name"),
    ('id = "first-draft"\n', "", "nothing to call the row by"),
    ('kind = "renames"', 'kind = "improves"', "kind is not known"),
    ('start = "A/HRC/RES/91/7"', 'start = "somewhere"', "start is no document symbol"),
    ('"une coopération inventée"', f'"{"mot " * 11}"', "a quotation is too long"),
    ('quotes = ["une coopération inventée"]', 'quotes = "une"', "quotes is not a list of texts"),
    ('state = "Yugoslavia"', 'state = "Freedonia"', "no such state"),
    ('language = "fr"', 'language = "French"', "language is no language code"),
    ('answers = "first-draft"', 'answers = "the draft"', "answers is no document symbol"),
    ('text = "Something invented happens"', "text = 7", "text is not text"),
    ('certainty = "reported"', 'certainty = "sure"', "certainty is not known"),
    ('source = "Invented for the tests"', 'source = " "', "source is missing"),
    ('reason = "an invented', 'url = "example.org"\nreason = "an invented', "url is no web address"),
]


def _case(text: str) -> list[Bundle]:
    return read(WatchwordStarter(), [memory("case.toml", text.encode())])


def _builtin() -> list[Bundle]:
    return read(WatchwordStarter(), [builtin_entry()])


def _records(bundles: list[Bundle]) -> int:
    return sum(bool(b.document or b.roll_call or b.links or b.events) for b in bundles)


def test_only_cases_are_read() -> None:
    """A case is told by its name; nothing else in a folder is touched."""
    role = WatchwordStarter().role
    assert {role("case.toml"), role("a/case.toml"), role("a/other.case.toml")} == {FileRole.DOCUMENT}
    assert {role("lowercase.toml"), role("case.txt"), role("a.statement.toml")} == {FileRole.IGNORED}


def test_the_builtin_case_holds() -> None:
    """No row of what a new user sees first is at fault."""
    assert [issue for bundle in _builtin() for issue in bundle.issues] == []


@pytest.mark.parametrize(
    ("symbol", "date", "totals"),
    [
        ("A/HRC/RES/35/21", "2017-06-22", (30, 13, 3, 1)),
        ("A/HRC/RES/37/23", "2018-03-23", (28, 1, 17, 1)),
        ("A/HRC/RES/41/19", "2019-07-12", (33, 13, 0, 1)),
        ("A/HRC/RES/43/21", "2020-06-22", (23, 16, 8, 0)),
        ("A/HRC/RES/46/13", "2021-03-23", (26, 15, 6, 0)),
        ("A/HRC/RES/47/11", "2021-07-12", (31, 14, 2, 0)),
        ("A/HRC/RES/53/28", "2023-07-14", (30, 12, 5, 0)),
    ],
)
def test_the_seven_votes_recount(symbol: str, date: str, totals: tuple[int, ...]) -> None:
    """Each recorded vote of the two series has the totals on record, and ballots of 47 members that add up to them."""
    (bundle,) = [b for b in _builtin() if b.roll_call and b.roll_call.symbol == symbol]
    call = bundle.roll_call
    assert call and (call.date, call.yes, call.no, call.abstain, call.absent, call.members) == (date, *totals, 47)
    cast = Counter(ballot.position for ballot in bundle.ballots)
    order = (Position.YES, Position.NO, Position.ABSTAIN, Position.ABSENT)
    assert tuple(cast[position] for position in order) == totals
    assert {states.resolve(ballot.state, on=date).code == ballot.state for ballot in bundle.ballots} == {True}
    assert {ballot.roll_call for ballot in bundle.ballots} == {call.id}


def test_the_missing_member_of_2018_is_named() -> None:
    """28, 1 and 17 are 46 of 47: the forty-seventh member is Tunisia, absent, and not an abstention."""
    (bundle,) = [b for b in _builtin() if b.roll_call and b.roll_call.symbol == "A/HRC/RES/37/23"]
    assert [ballot.state for ballot in bundle.ballots if ballot.position is Position.ABSENT] == ["TUN"]
    assert bundle.roll_call and bundle.roll_call.text_voted == "A/HRC/37/L.36 as amended"
    assert bundle.roll_call.requested_by == "USA"


def test_adoption_without_a_vote_has_no_ballots() -> None:
    """The sibling series passed without a vote in 2025: that is an outcome of its own, not a tally of zeros."""
    (bundle,) = [b for b in _builtin() if b.roll_call and b.roll_call.symbol == "A/HRC/RES/59/19"]
    assert bundle.roll_call and bundle.roll_call.outcome is Outcome.WITHOUT_VOTE
    assert (bundle.roll_call.yes, bundle.roll_call.members, bundle.ballots) == (None, None, ())


def test_the_draft_that_was_voted_has_no_title() -> None:
    """The first title is reported of a first draft without a symbol, and is not put on A/HRC/37/L.36."""
    documents = {b.document.key: (b.document, b.blocks) for b in _builtin() if b.document}
    voted, _ = documents["watchword_starter:A/HRC/37/L.36:en"]
    first, blocks = documents["watchword_starter:hrc37-first-draft"]
    assert (voted.title, first.symbol) == ("", "")
    assert first.title == "Promoting the international human rights cause through win-win cooperation"
    assert ("certainty", "reported") in {(block.label, block.text) for block in blocks}


def test_one_resolution_has_two_titles_in_two_languages() -> None:
    """The Chinese title keeps the wording that the English one replaced: two expressions of one work."""
    works = [b.document for b in _builtin() if b.document and b.document.work == "A/HRC/RES/37/23"]
    assert {document.language for document in works} == {"en", "zh"}
    assert ["合作共赢" in document.title for document in works if document.language == "zh"] == [True]


def test_every_row_names_its_source_and_quotes_little() -> None:
    """Each document holds only its title, quotations of at most ten words, and notes, one of which is the source."""
    for bundle in _builtin():
        if bundle.document:
            assert bundle.document.stamp.source == "watchword_starter"
            assert [block.text for block in bundle.blocks if block.label == "source"] != []
            assert {block.kind for block in bundle.blocks} <= {"title", "body", "note"}
            assert all(count_words(block.text) <= QUOTATION_WORDS for block in bundle.blocks if block.kind == "body")
        assert all(link.evidence for link in bundle.links)
        assert all(event.source for event in bundle.events)


def test_our_own_notes_never_use_the_words() -> None:
    """Sources and notes are ours: a form of the formulation in them would be counted as somebody's use of it."""
    notes = [block.text for b in _builtin() for block in b.blocks if block.kind == "note"]
    assert [note for note in notes if FORMS.search(note)] == []


def test_every_quotation_and_link_serves_the_case() -> None:
    """Older users and other venues stand beside the case's own, so that nobody reads 2013 as the first use."""
    documents = [b.document for b in _builtin() if b.document]
    older = [d for d in documents if "older use" in d.subjects and d.date < "2013"]
    assert min(d.date for d in older) == "1962"
    assert {a.state for d in older for a in d.actors} >= {"YUG", "SUN", "SYC", "ETH"}
    assert {"objection", "reply", "counter-statement"} <= {s for d in documents for s in d.subjects}


def test_links_end_where_something_is() -> None:
    """Each end of each link is a work of the case or a document symbol in canonical form."""
    bundles = _builtin()
    works = {b.document.work for b in bundles if b.document}
    for link in (link for bundle in bundles for link in bundle.links):
        for end in (link.start, link.end):
            assert end in works or str(symbols.parse_one(end)) == end
    kinds = Counter(link.kind for bundle in bundles for link in bundle.links)
    assert kinds[LinkKind.DRAFT_OF] == 8
    assert kinds[LinkKind.RENAMES] == kinds[LinkKind.MANDATES] == 1


def test_events_are_dated_and_in_order() -> None:
    """The context line can be read as it stands."""
    events = read_events(builtin_entry())
    assert [event.date for event in events] == sorted(event.date for event in events)
    assert {"2013-03-23", "2015-09-28", "2018-03-23", "2020-06-26"} <= {event.date for event in events}
    assert events == tuple(event for bundle in _builtin() for event in bundle.events)


def test_a_case_of_ones_own_is_read_the_same_way() -> None:
    """Nothing is tied to the built-in case: another body, another year, other states."""
    bundles = _case(SOUND)
    assert [issue for bundle in bundles for issue in bundle.issues] == []
    vote, decision, work, speech, reply, link, event = bundles
    assert vote.roll_call and vote.roll_call.sponsors == ("KEN",)
    assert [(found.start, found.end) for found in vote.links] == [("A/HRC/91/L.3", "A/HRC/RES/91/7")]
    assert decision.roll_call and decision.links == ()
    assert work.document and work.document.kind is Kind.DRAFT
    assert speech.document and speech.document.work == "watchword_starter:speech"
    assert [(a.role, a.state, a.office) for a in speech.document.actors] == [(Role.SPEAKER, "YUG", "Minister")]
    assert reply.links[0].end == link.links[0].end == work.document.work
    assert [found.source for found in event.events] == ["reported: Invented for the tests"]


@pytest.mark.parametrize(("old", "new", "problem"), SPOILS)
def test_a_spoiled_row_is_left_out_with_the_reason(old: str, new: str, problem: str) -> None:
    """One wrong value costs its row and no other, and the issue says where and why."""
    assert old in SOUND
    bundles = _case(SOUND.replace(old, new, 1))
    issues = [issue for bundle in bundles for issue in bundle.issues]
    assert problem in {issue.problem for issue in issues}
    assert all(issue.file == "case.toml" and issue.place.startswith("[[") for issue in issues)
    assert {issue.severity for issue in issues} == {"left out"}
    assert _records(bundles) < 7
    assert len(issues) == len(set(issues))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "case = 1\nformat = 2",
        "format = 1\n[[wroks]]\nid = 1",
        "format = 1\nvotes = 3",
        "format = 1\nworks = [1]",
        "[[",
    ],
)
def test_what_is_no_case_is_refused(text: str) -> None:
    """A file of another format, with an unknown table or broken, is refused as a whole."""
    with pytest.raises(UnreadableInput, match=r"case\.toml"):
        _case(text)


def test_other_encodings_are_refused() -> None:
    """A case is UTF-8; a byte-order mark does no harm."""
    assert len(read(WatchwordStarter(), [memory("case.toml", b"\xef\xbb\xbf" + SOUND.encode())])) == 7
    with pytest.raises(UnreadableInput):
        read(WatchwordStarter(), [memory("case.toml", "é = 1".encode("latin-1"))])


@given(st.lists(st.from_regex(r"[a-z]{1,8}(-[a-z]{1,8})?", fullmatch=True)))
def test_words_are_counted_as_they_are_written(words: list[str]) -> None:
    """A hyphenated word is one, spaces and dashes are none."""
    assert count_words("  ".join(words)) == count_words(" – ".join(words)) == len(words)


@pytest.mark.parametrize(("text", "words"), [("合作共赢", 2), ("以合作共赢为核心的新型国际关系", 8), ("", 0), ("A/70 合作", 2)])
def test_unspaced_scripts_are_counted_too(text: str, words: int) -> None:
    """Two characters of a script without spaces make a word, so that a long Chinese quotation does not slip through."""
    assert count_words(text) == words


@pytest.mark.real
def test_the_votes_equal_the_record_state_by_state() -> None:
    """All eight decisions are those of the OHCHR library's records: totals, dates, drafts, and every ballot."""
    tables = {entry.name: entry for entry in real("hrc-votes.zip")}

    def rows(name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(tables[name].read().decode("utf-8-sig"))))

    records = {row["symbol"]: row for row in rows("resolutions.csv")}
    cells: dict[str, dict[str, str]] = {}
    for row in rows("votes_long_rebuilt.csv"):
        cells.setdefault(row["record_id"], {})[row["iso3"]] = row["vote"]
    letters = {Position.YES: "Y", Position.NO: "N", Position.ABSTAIN: "A", Position.ABSENT: "."}
    compared = 0
    for bundle in _builtin():
        if call := bundle.roll_call:
            record = records[call.symbol]
            names = {"yes": call.yes, "no": call.no, "abstain": call.abstain}
            names |= {"nonvoting": call.absent, "total": call.members}
            assert {name: record[name] for name in names} == {n: "" if v is None else str(v) for n, v in names.items()}
            assert (record["date"], record["meeting"]) == (call.date, f"Adopted at the {call.meeting}")
            assert record["draft"].replace("(", "").replace(")", "") == f"Draft resolution {call.text_voted}"
            assert record["title"].split(" :")[0] == call.title
            assert record["record_url"] == call.url
            cast = {ballot.state: letters[ballot.position] for ballot in bundle.ballots}
            assert cast == cells.get(record["record_id"], {})
            compared += len(cast)
    assert compared == 7 * 47


@pytest.mark.real
def test_quotations_from_the_general_debate_are_in_it() -> None:
    """Each quotation that names a speech of the General Debate Corpus stands in that speech, word for word."""
    speeches = {entry.name: entry for entry in real("ungdc.zip") if entry.name.endswith(".txt")}
    found = 0
    for bundle in _builtin():
        notes = {block.label: block.text for block in bundle.blocks if block.kind == "note"}
        if named := re.search(r"Corpus V13, (\w{3}_\d\d_\d{4})", notes.get("source", "")):
            text = " ".join(speeches[f"{named[1]}.txt"].read().decode("utf-8-sig").split())
            for block in bundle.blocks:
                if block.label == "quote":
                    assert block.text in text
                    found += 1
    assert found == 9
