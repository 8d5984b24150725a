"""What a user may count on from catalogue records in MARCXML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import UnreadableInput, UnsafeInput
from watchword.model import Bundle, Document, Kind, LinkKind, Outcome, Position, Role, RollCall
from watchword.sources.base import FileRole
from watchword.sources.marc_drafts import read_printed_date
from watchword.sources.marc_records import put_back
from watchword.sources.marcxml import MarcXml

from .entries import DATA, memory, read, real

SOUND = (DATA / "marcxml" / "sound.xml").read_bytes()
OHCHR = (DATA / "marcxml" / "ohchr.xml").read_bytes()
SPOILED = (DATA / "marcxml" / "spoiled.xml").read_bytes()


def _read(data: bytes) -> list[Bundle]:
    return read(MarcXml(), [memory("records.xml", data)])


def _document(bundle: Bundle) -> Document:
    assert bundle.document
    return bundle.document


def _roll_call(bundle: Bundle) -> RollCall:
    assert bundle.roll_call
    return bundle.roll_call


def _problems(bundles: list[Bundle]) -> str:
    return "\n".join(f"{i.place}: {i.problem} [{i.severity}] {i.found}" for bundle in bundles for i in bundle.issues)


def _names(document: Document, role: Role) -> list[str]:
    return [actor.state or actor.name for actor in document.actors if actor.role is role]


def test_xml_files_are_read() -> None:
    """Files named as MARCXML are read, others are not."""
    assert MarcXml().role("a/b.XML") is FileRole.DOCUMENT
    assert MarcXml().role("a/b.mrcx") is FileRole.DOCUMENT
    assert MarcXml().role("a/b.mrc") is FileRole.IGNORED


def test_draft() -> None:
    """A draft comes with its symbol, date, title, agenda, subjects and the English text's address."""
    document = _document(_read(SOUND)[0])
    assert (document.kind, document.symbol, document.organ) == (Kind.DRAFT, "A/C.3/99/L.90/Rev.1", "GA")
    assert (document.date, document.session, document.language) == ("2044-11-08", "99", "en")
    assert document.title == "Sharing of tidal pools (invented) : rights of swimmers"
    assert document.subjects == ("SWIMMING", "TIDES")
    assert document.agenda == "A/99/251 71b Invented agenda item."
    assert document.url.endswith("-EN.pdf")
    assert [block.text for block in _read(SOUND)[0].blocks] == [document.title]


def test_sponsors_are_told_from_groups_and_additional_sponsors() -> None:
    """China in "the Group of 77 and China" is no sponsor; additional sponsors have their own role."""
    bundle = _read(SOUND)[0]
    document = _document(bundle)
    assert _names(document, Role.SPONSOR) == ["ARG", "BOL", "CUB", "NLD", "TUR"]
    assert _names(document, Role.ON_BEHALF_OF) == ["the Group of 77 and China"]
    assert _names(document, Role.ADDITIONAL_SPONSOR) == ["ATG", "IRL", "ZMB"]
    assert "had been read as Latin-1" in _problems([bundle])
    assert "The draft was revised orally." in _problems([bundle])
    assert "authority" not in _problems([bundle])


def test_amendment_is_linked_to_what_it_amends() -> None:
    """An amendment names the draft it amends, and its printed date is read."""
    bundle = _read(SOUND)[1]
    assert (_document(bundle).kind, _document(bundle).date) == (Kind.AMENDMENT, "2044-11-09")
    (link,) = bundle.links
    assert (link.kind, link.start, link.end) == (LinkKind.AMENDS, "A/C.3/99/L.95", "A/C.3/99/L.90/Rev.1")


def test_author_is_no_sponsor() -> None:
    """A statement submitted by the Secretary-General has an author and no sponsors."""
    document = _document(_read(SOUND)[2])
    assert (document.kind, document.date) == (Kind.STATEMENT, "2044-09")
    assert [actor.role for actor in document.actors] == [Role.AUTHOR]


def test_vote_of_the_un_digital_library() -> None:
    """A voting record becomes a roll call with its ballots; a member without a vote is absent."""
    bundle = _read(SOUND)[3]
    call = _roll_call(bundle)
    assert (call.symbol, call.date, call.meeting) == ("A/RES/99/214", "2018-03-20", "A/99/PV.69")
    assert (call.yes, call.no, call.abstain, call.absent, call.members) == (2, 1, 0, 1, 4)
    assert call.outcome is Outcome.ADOPTED
    assert {ballot.state: ballot.position for ballot in bundle.ballots} == {
        "USA": Position.NO,
        "GBR": Position.YES,
        "CUB": Position.YES,
        "RUS": Position.ABSENT,
    }
    assert [(link.kind, link.start) for link in bundle.links] == [(LinkKind.DRAFT_OF, "A/C.3/99/L.91")]
    assert not bundle.issues


def test_vote_of_the_ohchr_library() -> None:
    """The OHCHR library's country codes in another subfield, and a record without a collection, are read as well."""
    (bundle,) = _read(OHCHR)
    assert [ballot.state for ballot in bundle.ballots] == ["CHN", "CUB", "DEU", "TUN"]
    assert (_roll_call(bundle).organ, _roll_call(bundle).outcome) == ("HRC", Outcome.ADOPTED)


def test_doubtful_votes_are_reported() -> None:
    """A roll call that does not recount, an unknown state, two votes of one state: kept where possible and reported."""
    bundle = _read(SPOILED)[0]
    positions = {ballot.state: ballot.position for ballot in bundle.ballots}
    problems = _problems([bundle])
    assert positions["CUB"] is Position.UNKNOWN
    assert positions["MEX"] is Position.UNKNOWN
    assert _roll_call(bundle).no is None
    assert _roll_call(bundle).outcome is Outcome.REJECTED
    for words in ("do not recount", "XXQ", "different positions", "not a number", "a vote that is not known"):
        assert words in problems


def test_doubtful_drafts_are_reported() -> None:
    """A record without symbol is left out; names, dates and notes that cannot be read are said, not guessed."""
    bundles = _read(SPOILED)
    assert bundles[1].document is None
    assert "a record without a symbol was left out" in _problems([bundles[1]])
    document = _document(bundles[2])
    assert (document.date, document.symbol) == ("", "no symbol")
    problems = _problems([bundles[2]])
    for words in ("Ruritania", "removed from the list", "no date can be read", "authority entries"):
        assert words in problems


def test_broken_file_is_read_up_to_the_break() -> None:
    """The records before the place where a file breaks off are kept, and the place is named."""
    bundles = _read(SOUND[: SOUND.index(b"9000003")])
    assert [bundle.document is not None for bundle in bundles] == [True, True, False]
    assert "the XML breaks off" in _problems(bundles)


@pytest.mark.parametrize("data", [b"", b"no XML at all", b"<collection><record>", b"<html><body/></html>"])
def test_file_without_records_is_refused(data: bytes) -> None:
    """A file that holds no record is refused, not read as empty."""
    with pytest.raises(UnreadableInput):
        _read(data)


def test_doctype_is_refused() -> None:
    """A file with a DOCTYPE is refused before any entity in it could do harm."""
    bomb = b'<!DOCTYPE c [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><collection><record>&b;</record></collection>'
    with pytest.raises(UnsafeInput, match="DOCTYPE"):
        _read(bomb)


@pytest.mark.parametrize(
    ("printed", "date"),
    [("8 Nov. 2023", "2023-11-08"), ("Sept. 2023", "2023-09"), ("[2023]", "2023"), ("31 Feb. 2023", ""), ("n.d.", "")],
)
def test_printed_date(printed: str, date: str) -> None:
    """Dates are read as precisely as they are printed, and impossible ones are unknown."""
    assert read_printed_date(printed) == date


@given(st.text())
def test_mangled_text_is_put_back_exactly(text: str) -> None:
    """UTF-8 that was read as Latin-1 comes back as it was."""
    mangled = text.encode("utf-8", "surrogatepass").decode("latin-1")
    if not text.isascii() and max(text, default="") < "\ud800":
        assert put_back(mangled) == text


@pytest.mark.parametrize("text", ["Türkiye", "Côte d’Ivoire", "合作共赢", "plain", "Ørsted"])
def test_correct_text_is_left_alone(text: str) -> None:
    """Text that was never mangled is not touched."""
    assert put_back(text) == text


@pytest.mark.real
def test_real_records() -> None:
    """94 drafts with their sponsors, and a voting record trimmed to 3 of 193 ballots that says so."""
    bundles = read(MarcXml(), real("marcxml.zip"))
    documents = [bundle.document for bundle in bundles if bundle.document]
    calls = [bundle for bundle in bundles if bundle.roll_call]
    assert (len(documents), len(calls)) == (94, 1)
    revised = next(document for document in documents if document.symbol == "A/C.3/78/L.49/Rev.1")
    assert len(_names(revised, Role.SPONSOR)) == 24
    assert len(_names(revised, Role.ADDITIONAL_SPONSOR)) == 49
    assert all(document.date.startswith("2023-") for document in documents)
    assert (_roll_call(calls[0]).symbol, _roll_call(calls[0]).yes) == ("A/RES/80/214", 167)
    assert [ballot.state for ballot in calls[0].ballots] == ["USA", "GBR", "RUS"]
    assert "do not recount" in _problems(calls)
