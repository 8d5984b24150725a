"""What a user may count on from the UN's machine-readable resolutions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import UnreadableInput, UnsafeInput
from watchword.model import Bundle, Kind, LinkKind, Outcome, Position, Rendering, Role
from watchword.sources.base import FileRole
from watchword.sources.un_akoma_ntoso import UnAkomaNtoso
from watchword.sources.un_akoma_ntoso_labels import Path, is_roman, read_number, roman_of, value_of
from watchword.sources.un_akoma_ntoso_language import language_of
from watchword.sources.un_akoma_ntoso_metadata import name_numbers

from .entries import DATA, memory

FOLDER = DATA / "un_akoma_ntoso"
COUNCIL, DRAFT = "A_HRC_RES_97_3E.xml", "S_2038_212-3812345E.xml"
PARTS, STATEMENT = "A_RES_97_84 A-B-3812346E.xml", "S_PRST_2038_6-3812347E.xml"


def _bytes(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def _read(name: str, *changes: tuple[str, str], path: str = "") -> list[Bundle]:
    text = _bytes(name).decode()
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return list(UnAkomaNtoso().reader([])(memory(path or name, text.encode())))


def _one(name: str, *changes: tuple[str, str], path: str = "") -> Bundle:
    (bundle,) = _read(name, *changes, path=path)
    return bundle


def _labels(bundle: Bundle) -> dict[str, str]:
    return {block.label: block.text for block in bundle.blocks}


def _problems(bundle: Bundle) -> dict[str, str]:
    return {issue.problem: issue.found for issue in bundle.issues}


def test_roles() -> None:
    """XML files are read; extracts, notes and place holders are left alone."""
    source = UnAkomaNtoso()
    roles = [source.role(f"x/{name}") for name in ("a.xml", "B.XML", "57session.json", "README.md", "test.txt", "test")]
    assert roles == [FileRole.DOCUMENT] * 2 + [FileRole.IGNORED] * 4


def test_a_resolution_says_what_it_is() -> None:
    """Symbol, work, dates, languages, sponsors, agenda and subjects come from the file, without duplicates."""
    bundle = _one(COUNCIL)
    document = bundle.document
    assert document is not None
    assert not bundle.issues
    assert (document.symbol, document.work, document.key) == (
        "A/HRC/RES/97/3",
        "A/HRC/RES/97/3",
        "un_akoma_ntoso:A/HRC/RES/97/3/en",
    )
    assert (document.kind, document.organ, document.session, document.date) == (Kind.RESOLUTION, "HRC", "97", "2038-10-07")
    assert (document.language, document.original_language, document.rendering) == ("en", "en", Rendering.ORIGINAL)
    assert document.title == "The right to fly invented kites"
    assert (document.agenda, document.subjects) == ("3 Kites and lanterns", ("KITES",))
    assert [(actor.state, actor.role) for actor in document.actors] == [
        ("CHL", Role.SPONSOR),
        ("BOL", Role.SPONSOR),
        ("KEN", Role.SPONSOR),
        ("PER", Role.ADDITIONAL_SPONSOR),
    ]


def test_paragraphs_carry_the_labels_that_people_cite() -> None:
    """Nested and flat mark-up give the same labels: OP2(a)(i), OP3(a)(i)."""
    labels = [block.label for block in _one(COUNCIL).blocks]
    assert labels == [
        *["title", "formula", "PP1", "PP2", "PP2(a)", "PP2(b)", "heading", "OP1"],
        *["OP2", "OP2(a)", "OP2(a)(i)", "OP2(a)(ii)", "OP2(b)", "OP2 continued", "OP3", "OP3(a)", "OP3(a)(i)", "OP3(b)"],
        *["annex heading", "annex heading", "annex 1", "annex 1 table", "annex 1 table", "note 1"],
    ]


def test_footnotes_stand_apart_and_words_stay_whole() -> None:
    """A footnote's marker and text are in no paragraph, an exponent stays, links do not split a symbol."""
    labels = _labels(_one(COUNCIL))
    assert labels["PP1"].startswith("Recalling the invented Charter of Kites, and the lanterns")
    assert labels["note 1"] == "Invented Series, vol. 7."
    assert labels["OP1"] == "Welcomes the Charter and its 9 m3 of silk (see A/97/4);"
    assert labels["annex 1 table"] == "Red Long"


def test_the_draft_is_linked() -> None:
    """The draft that the workflow names, its revision included, is the draft of the adopted work."""
    (link,) = _one(COUNCIL).links
    assert (link.start, link.end, link.kind) == ("A/HRC/97/L.8/Rev.1", "A/HRC/RES/97/3", LinkKind.DRAFT_OF)


def test_amendments_named_by_the_workflow_are_linked_to_the_draft() -> None:
    """ "L.8, as amended in L.40" links both."""
    links = _one(COUNCIL, ("L.8/Rev.1", "L.8 (as amended in A/HRC/97/L.40 and A/HRC/97/L.41)")).links
    assert [(link.start, link.end, link.kind) for link in links] == [
        ("A/HRC/97/L.8", "A/HRC/RES/97/3", LinkKind.DRAFT_OF),
        ("A/HRC/97/L.40", "A/HRC/97/L.8", LinkKind.AMENDS),
        ("A/HRC/97/L.41", "A/HRC/97/L.8", LinkKind.AMENDS),
    ]


def test_a_recorded_vote_recounts() -> None:
    """Lists and totals give one roll call; nobody absent is made up."""
    bundle = _one(COUNCIL)
    call = bundle.roll_call
    assert call is not None
    assert (call.outcome, call.yes, call.no, call.abstain, call.absent) == (Outcome.ADOPTED, 3, 1, 1, None)
    assert (call.text_voted, call.meeting, call.date) == ("A/HRC/97/L.8/Rev.1", "41st meeting", "2038-10-07")
    assert {ballot.state: ballot.position for ballot in bundle.ballots} == {
        "CHL": Position.YES,
        "KEN": Position.YES,
        "NLD": Position.YES,
        "JPN": Position.NO,
        "IND": Position.ABSTAIN,
    }


def test_a_spoiled_vote_is_kept_with_its_doubts() -> None:
    """A state twice, one under two positions, an unknown one and totals that differ are each named."""
    bundle = _one("A_HRC_RES_97_3E_spoiled.xml", path=COUNCIL)
    problems = _problems(bundle)
    assert problems["state listed twice"] == "CHILE"
    assert problems["state listed under two positions"] == "JAPAN: yes and no"
    assert problems["voter is no known state"] == "ATLANTIS"
    assert problems["sponsor is no known state"] == "Atlantis"
    assert {"official totals disagree", "ballots do not recount to the total", "printed list differs"} <= set(problems)
    assert {ballot.state: ballot.position for ballot in bundle.ballots} == {
        "CHL": Position.YES,
        "KEN": Position.YES,
        "JPN": Position.UNKNOWN,
        "IND": Position.ABSTAIN,
    }
    assert bundle.document is not None
    assert bundle.document.date == ""  # printed 6 October, identification 7 October
    assert [actor.state for actor in bundle.document.actors if actor.name == "Atlantis"] == [""]


FRENCH = (
    ('language="eng"', 'language="fra"'),
    (
        "and the lanterns of all the islands, of which the people of this fixture are fond,",
        "et les lampes des îles sur la mer dans le vent du sud " * 8,
    ),
)


def test_six_languages_are_one_work_and_one_vote() -> None:
    """A translation is another document of the same work, and its vote is the same roll call."""
    english, french = _one(COUNCIL), _one(COUNCIL, *FRENCH, path="French/A_HRC_RES_97_3F.xml")
    assert english.document and french.document and english.roll_call and french.roll_call
    assert french.document.language == "fr"
    assert french.document.rendering is Rendering.TRANSLATION
    assert french.document.work == english.document.work
    assert french.document.id != english.document.id
    assert (french.roll_call.key, french.roll_call.id) == (english.roll_call.key, english.roll_call.id)
    assert not french.issues


def test_a_translation_with_a_damaged_vote_gives_none() -> None:
    """What a translation's file lost never stands beside the English vote as a second one."""
    bundle = _one(COUNCIL, *FRENCH, ("KENYA", "ATLANTIS"), path="French/A_HRC_RES_97_3F.xml")
    assert bundle.roll_call is None
    assert "vote left to the English file" in _problems(bundle)


def test_a_french_text_in_an_english_folder_is_french() -> None:
    """The text decides, and the folder's claim is named."""
    bundle = _one(COUNCIL, *FRENCH, path="English/A_HRC_RES_97_3F.xml")
    assert bundle.document is not None
    assert bundle.document.language == "fr"
    assert _problems(bundle)["witnesses disagree on the language"] == "folder en"


def test_the_text_outweighs_the_identification() -> None:
    """A text in English whose identification says Russian is English, with an issue."""
    bundle = _one(COUNCIL, ('language="eng"', 'language="rus"'))
    assert bundle.document is not None
    assert bundle.document.language == "en"
    assert "FRBRlanguage ru" in _problems(bundle)["witnesses disagree on the language"]


def test_a_draft_not_adopted_is_never_a_resolution() -> None:
    """A vetoed draft is a draft, rejected; its sponsors are those of the draft."""
    bundle = _one(DRAFT)
    assert bundle.document and bundle.roll_call
    assert (bundle.document.kind, bundle.document.symbol) == (Kind.DRAFT, "S/2038/212")
    assert bundle.roll_call.outcome is Outcome.REJECTED
    assert (bundle.roll_call.yes, bundle.roll_call.no, bundle.roll_call.abstain) == (2, 1, 0)
    assert not bundle.issues
    renamed = _one(DRAFT, ('name="draftResolution"', 'name="resolution"'))
    assert renamed.document is not None
    assert renamed.document.kind is Kind.DRAFT
    assert "name and symbol disagree on what this is" in _problems(renamed)


def test_a_veto_that_was_no_vote_against_is_named() -> None:
    """The member named as vetoing must be among those against."""
    bundle = _one(DRAFT, ("Council (France)", "Council (China)"))
    assert _problems(bundle)["named as vetoing but did not vote no"] == "China"


def test_a_symbol_that_cannot_be_settled_leaves_the_text_out() -> None:
    """A draft whose cover bears another number than its file is in no record, and the issue names both."""
    bundle = _one("S_2038_212-3812345E_spoiled.xml", path=DRAFT)
    assert bundle.document is None
    (issue,) = bundle.issues
    assert (issue.problem, issue.severity) == ("symbol cannot be settled", "left out")
    assert "S/2038/187" in issue.found and "S_2038_212" in issue.found


def test_a_template_left_behind_is_not_believed() -> None:
    """Where title and file name agree against the cover, the text takes their number and no vote of the other text."""
    bundle = _one(COUNCIL, ("A/HRC/RES/97/3<", "A/HRC/RES/97/1<"))
    assert bundle.document is not None
    assert bundle.document.symbol == "A/HRC/RES/97/3"
    assert bundle.roll_call is None
    assert not bundle.links and not bundle.document.actors and not bundle.document.subjects
    assert {"cover and identification are of another text", "steps and votes are of another text"} <= set(_problems(bundle))


def test_parts_are_resolutions_of_their_own() -> None:
    """76/84 A and B are two works, each with its own paragraph 1."""
    first, second = _read(PARTS)
    assert first.document and second.document and first.roll_call and second.roll_call
    assert [bundle.document.work for bundle in (first, second) if bundle.document] == ["A/RES/97/84 A", "A/RES/97/84 B"]
    assert second.document.title == "Policies on kites"
    assert _labels(second)["OP1"] == "Decides that kites are free."
    assert second.roll_call.outcome is Outcome.WITHOUT_VOTE
    assert second.roll_call.text_voted == "A/97/420, para. 8"
    assert [(actor.name, actor.state) for actor in first.document.actors] == [("submitted by the Committee on Kites", "")]
    assert not first.issues and not second.issues


def test_a_collection_without_components_is_unreadable() -> None:
    """A publication whose parts are missing says so."""
    with pytest.raises(UnreadableInput, match="expected a statement in each component, found none"):
        _read("A_RES_97_84 A-B-3812346E_spoiled.xml")


def test_a_presidential_statement_has_paragraphs_and_no_vote() -> None:
    """Nothing is made up about how a statement was agreed."""
    bundle = _one(STATEMENT)
    assert bundle.document is not None
    assert (bundle.document.kind, bundle.document.session) == (Kind.STATEMENT, "2038")
    assert bundle.roll_call is None
    assert [block.label for block in bundle.blocks] == ["title", "P1", "P2"]
    assert not bundle.issues


def test_broken_xml_names_line_and_reason() -> None:
    """A file that is not well-formed is unreadable, with the line."""
    with pytest.raises(UnreadableInput, match=r"line \d+: expected well-formed XML, found .*mismatch"):
        _read("S_PRST_2038_6-3812347E_spoiled.xml")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "an empty file"),
        (b" \n", "an empty file"),
        (b"<html/>", "root element: expected akomaNtoso"),
        (b'<akomaNtoso xmlns="http://example.org/"/>', "root element: expected akomaNtoso"),
        (b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"/>', "found nothing"),
        (b"not XML", "well-formed XML"),
    ],
)
def test_what_is_no_akoma_ntoso_is_unreadable(data: bytes, words: str) -> None:
    """Anything else is refused with what was expected and found."""
    with pytest.raises(UnreadableInput, match=words):
        list(UnAkomaNtoso().reader([])(memory("x.xml", data)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_external_references_are_refused(encoding: str) -> None:
    """No declaration is read, in whatever encoding, so no entity can grow or fetch."""
    text = '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/hostname">]>' + _bytes(COUNCIL).decode()
    with pytest.raises(UnsafeInput):
        list(UnAkomaNtoso().reader([])(memory(COUNCIL, text.encode(encoding))))


def test_an_unknown_language_or_symbol_is_unreadable() -> None:
    """A language that is none of the seven, or a number that is no symbol, leaves the file unread."""
    with pytest.raises(UnreadableInput, match="FRBRlanguage: expected one of eng"):
        _read(COUNCIL, ('language="eng"', 'language="tlh"'))
    with pytest.raises(UnreadableInput, match="docNumber: expected a document symbol"):
        _read(COUNCIL, ("A/HRC/RES/97/3<", "97 kites, 3 lanterns<"))


def test_dates_that_are_no_dates_are_unknown() -> None:
    """0001-01-01 is unknown; with no other witness the text has no date, and the issue says so."""
    bundle = _one(COUNCIL, ("2038-10-07", "0001-01-01"))
    assert bundle.document is not None
    assert bundle.document.date == ""
    assert "0001-01-01" in _problems(bundle)["date unknown"]


def test_a_reissue_is_another_expression_of_the_same_work() -> None:
    """Its key says so; the work is the same."""
    first, again = _one(COUNCIL).document, _one(COUNCIL, path="A_HRC_RES_97_3E_reissue.xml").document
    assert first and again
    assert again.key == first.key + "/reissue"
    assert again.work == first.work


def test_sponsors_on_behalf_of_a_group_and_those_who_left() -> None:
    """A group is an actor of its own; a state that left is named in an issue."""
    by = "Chile, Bolivia (Plurinational State of) and Kenya"
    bundle = _one(COUNCIL, (by, "Kenya (on behalf of the Group of African States)"))
    assert bundle.document is not None
    assert [(each.name, each.role) for each in bundle.document.actors][:2] == [
        ("Kenya", Role.SPONSOR),
        ("on behalf of the Group of African States", Role.ON_BEHALF_OF),
    ]
    left = _one(COUNCIL, (by, "Chile and Kenya. - Peru was removed from the list of sponsors of the draft"))
    assert _problems(left)["left the sponsors"] == "Peru"


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("4.", "4"), ("4 -", "4"), ("\u200f4-", "4"), ("(b)", "b"), ("b)", "b"), ("(ب)", "b"), ("(هـ)", "e"),
        ("(ii)", "ii"), ("㈡", "ii"), ("’2‘", "ii"), ("а)", "a"), ("•", "•"), ("(aa)", "aa"), ("2.1.", "2.1"),
    ],
)  # fmt: skip
def test_numbers_read_alike_in_all_languages(printed: str, label: str) -> None:
    """One label for what the languages print in different ways."""
    assert read_number(printed).text == label


def test_the_letter_i_is_told_from_the_numeral() -> None:
    """ "(i)" follows "(h)" as a letter and any other letter as a numeral."""
    path = Path()
    seen = []
    for printed in ("1.", "(a)", "(i)", "(ii)", "(b)", "(h)", "(i)", "(j)", "2."):
        path = path.follow(read_number(printed))
        seen.append(str(path))
    assert seen == ["1", "1(a)", "1(a)(i)", "1(a)(ii)", "1(b)", "1(h)", "1(i)", "1(j)", "2"]


@given(st.integers(1, 89))
def test_roman_numerals_come_back(value: int) -> None:
    """A numeral that is printed is read as the same number."""
    assert is_roman(roman_of(value))
    assert value_of(roman_of(value)) == value


@given(st.integers(1, 9999), st.integers(1946, 2100))
def test_names_of_files_give_their_numbers(number: int, year: int) -> None:
    """The publisher's ways of naming files, and no number where the name is the user's own."""
    assert name_numbers(f"S_PRST_{year}_{number}-0035804E.xml") == (year, number)
    assert name_numbers(f"A_HRC_RES_57_{number % 999}E.xml") == (57, number % 999)
    assert name_numbers(f"S_RES_{number % 9000 + 1000} (2021)-2116627E.xml") == (number % 9000 + 1000,)
    assert name_numbers(f"my file {number}.xml") == ()


@given(st.lists(st.text(st.characters(categories=["L", "P", "Zs"]), min_size=1), min_size=1, max_size=5))
def test_no_letter_of_a_paragraph_is_lost(words: list[str]) -> None:
    """Whatever stands in and around links and spans comes out in the order it stands in."""
    from xml.sax.saxutils import escape

    inside = "".join(f"<span>{escape(word)}</span>{escape(word)}" for word in words)
    text = _labels(_one(COUNCIL, ("A kite is an invented thing.", f"x{inside}x")))["annex 1"]
    expected = "x" + "".join(word + word for word in words) + "x"
    assert [sign for sign in text if sign.isalpha()] == [sign for sign in expected if sign.isalpha()]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The people of the island and the people of the sea in the boat", "en"),
        ("Die Leute der Insel und die Leute des Meeres in den Booten auf dem Meer", "de"),
        ("Les gens de la mer et les gens des îles dans le bateau sur les eaux", "fr"),
        ("Люди моря и люди острова в лодке на море", "ru"),
        ("岛上的人和海上的人都在船上看书写字", "zh"),
        ("أهل الجزيرة وأهل البحر في القارب", "ar"),
        ("Kites 123", ""),
    ],
)
def test_seven_languages_are_told_apart(text: str, language: str) -> None:
    """A text too short to tell has no language."""
    assert language_of(text) == language
