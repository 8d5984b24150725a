"""What a user may count on from statements described by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import UnreadableInput, UnsafeInput
from watchword.model import Bundle, Display, Document, Kind, LinkKind, Rendering, Role
from watchword.sources.base import Entry, FileRole
from watchword.sources.statements import Statements

from .entries import DATA, folder, memory, read

SOUND, SPOILED = DATA / "statements" / "sound", DATA / "statements" / "spoiled"


def _read(path: str) -> Bundle:
    """Return the bundle of one description of the sound folder."""
    return _only(folder(SOUND), path)


def _only(entries: list[Entry], path: str) -> Bundle:
    companions = [entry for entry in entries if Statements().role(entry.path) is FileRole.COMPANION]
    (bundle,) = read(Statements(), [*companions, *(entry for entry in entries if entry.path == path)])
    return bundle


def _document(bundle: Bundle) -> Document:
    assert bundle.document
    return bundle.document


def _spoiled(name: str) -> Bundle:
    return _only(folder(SPOILED), f"{name}.statement.toml")


def test_a_description_is_a_document_and_a_text_its_companion() -> None:
    """Only descriptions make documents; text files are read through them, anything else is left alone."""
    role = Statements().role
    assert role("a/b.statement.toml") is FileRole.DOCUMENT
    assert {role("a/b.txt"), role("a/B.MD")} == {FileRole.COMPANION}
    assert {role("a/b.toml"), role("a/b.pdf")} == {FileRole.IGNORED}


def test_an_explanation_of_vote_comes_in_whole() -> None:
    """Who spoke for whom, on what, when and from where is in the record, and the text is verbatim without its mark."""
    bundle = _read("explanation.statement.toml")
    document = _document(bundle)
    assert not bundle.issues
    assert (document.kind, document.date, document.organ, document.session) == (
        Kind.STATEMENT,
        "2031-04-02",
        "HRC",
        "91",
    )
    assert (document.display, document.rendering) == (Display.FULL, Rendering.ORIGINAL)
    assert [(actor.name, actor.role, actor.state) for actor in document.actors] == [
        ("Ms. Example", Role.SPEAKER, ""),
        ("France", Role.ON_BEHALF_OF, "FRA"),
        ("JPN", Role.ON_BEHALF_OF, "JPN"),
    ]
    (body,) = [block for block in bundle.blocks if not block.segmented]
    assert body.text == (SOUND / "explanation.txt").read_text(encoding="utf-8-sig")
    assert [block.text for block in bundle.blocks if block.label == "source"] == ["Invented for the tests"]


def test_a_statement_is_linked_to_the_text_it_answers() -> None:
    """One symbol or several: each becomes a link that says so."""
    (link,) = _read("explanation.statement.toml").links
    assert (link.end, link.kind) == ("A/HRC/91/L.4", LinkKind.RESPONDS_TO)
    assert link.start == _document(_read("explanation.statement.toml")).work
    assert [link.end for link in _read("letters/joint.statement.toml").links] == ["A/HRC/91/L.4", "A/HRC/RES/88/2"]


def test_the_stamp_is_that_of_the_words() -> None:
    """The hash under a quotation is the hash of the file that holds the words, with the licence stated for them."""
    entries = {entry.path: entry for entry in folder(SOUND)}
    stamp = _document(_read("explanation.statement.toml")).stamp
    assert (stamp.raw_sha256, stamp.path) == (entries["explanation.txt"].sha256(), "explanation.txt")
    assert stamp.licence == "CC0"
    assert _document(_read("short.statement.toml")).stamp.path == "short.statement.toml"


def test_organisations_that_sign_are_kept_as_names() -> None:
    """A letter of organisations and a state keeps all names; one issue says which are no states."""
    bundle = _read("letters/joint.statement.toml")
    assert [(actor.name, actor.state) for actor in _document(bundle).actors] == [
        ("Invented Rights Watch", ""),
        ("Chile", "CHL"),
        ("Society for Made-up Law", ""),
    ]
    (issue,) = bundle.issues
    assert (issue.severity, issue.found) == ("kept", "Invented Rights Watch; Society for Made-up Law")


def test_a_short_text_may_stand_in_its_description() -> None:
    """A text inside the description, a date of TOML's own and a state that speaks for itself are all read."""
    bundle = _read("short.statement.toml")
    document = _document(bundle)
    assert (document.date, document.kind, document.display) == ("2031-04-03", Kind.SPEECH, Display.QUOTE)
    assert [(actor.name, actor.state) for actor in document.actors] == [("Chile", "CHL")]
    assert not bundle.issues


def test_doubtful_keys_become_issues_and_the_rest_is_read() -> None:
    """Each wrong value is named with its key and what was expected; nothing is guessed in its place."""
    bundle = _spoiled("doubtful")
    document = _document(bundle)
    issues = {(issue.place, issue.severity): issue for issue in bundle.issues}
    assert set(issues) == {
        ("anwsers", "left out"), ("answers", "left out"), ("office", "left out"), ("rendering", "left out"),
        ("date", "kept"), ("language", "kept"), ("kind", "kept"), ("display", "kept"), ("on_behalf_of", "kept"),
        ("source", "kept"),
    }  # fmt: skip
    assert issues["anwsers", "left out"].expected == "answers"
    assert issues["on_behalf_of", "kept"].found == "Atlantis"
    assert (document.date, document.language, document.display) == ("", "", Display.QUOTE)
    assert [(actor.name, actor.state) for actor in document.actors] == [("Atlantis", ""), ("Japan", "JPN")]
    assert not bundle.links


@pytest.mark.parametrize(("name", "place"), [("gone", "text"), ("untitled", "title"), ("twice", "text")])
def test_without_title_or_text_there_is_no_document(name: str, place: str) -> None:
    """What cannot be a document is left out, and the issue names the key that is at fault."""
    bundle = _spoiled(name)
    assert bundle.document is None
    assert place in {issue.place for issue in bundle.issues if issue.severity == "left out"}


def test_another_encoding_is_refused_by_name() -> None:
    """A text that is not UTF-8 is refused with the file and the byte, never read as mojibake; so is UTF-16."""
    with pytest.raises(UnreadableInput, match=r"latin\.txt, byte 1: expected UTF-8"):
        _spoiled("latin")
    sheet = memory("a.statement.toml", b'title = "Invented"\ntext = "a.txt"\n')
    for encoding in ("utf-16", "utf-16-le"):
        with pytest.raises(UnreadableInput, match=r"a\.txt"):
            read(Statements(), [sheet, memory("a.txt", "invented".encode(encoding))])


def test_a_path_that_climbs_is_refused() -> None:
    """A description may name a file beside or below it and no other."""
    with pytest.raises(UnsafeInput):
        _spoiled("climbing")
    for name in ("/etc/passwd", "C:/secret.txt", "a/../../b.txt"):
        with pytest.raises(UnsafeInput):
            read(Statements(), [memory("a.statement.toml", f'title = "Invented"\ntext = "{name}"'.encode())])


def test_a_description_that_is_no_toml_is_refused() -> None:
    """A broken description is refused with its name."""
    with pytest.raises(UnreadableInput, match=r"broken\.statement\.toml"):
        _spoiled("broken")


def test_a_changed_text_or_description_is_a_new_expression() -> None:
    """The key stays and the id changes when either of the two files does."""
    sheet, text = b'title = "Invented"\ntext = "a.txt"\n', b"Invented words."
    made = [
        _document(_only([memory("a.statement.toml", one), memory("a.txt", other)], "a.statement.toml"))
        for one, other in ((sheet, text), (sheet + b'language = "en"\n', text), (sheet, text + b"!"))
    ]
    assert {document.key for document in made} == {"statements:a"}
    assert len({document.id for document in made}) == 3


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1).filter(str.strip))
def test_the_text_is_verbatim(text: str) -> None:
    """Whatever the words, line ends and all, the block holds them unchanged."""
    sheet = memory("a.statement.toml", b'title = "Invented"\ntext = "a.txt"\n')
    bundle = _only([sheet, memory("a.txt", text.encode())], "a.statement.toml")
    assert [block.text for block in bundle.blocks if not block.segmented] == [text]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """No description breaks the reader: it is read, or refused with a clear error."""
    try:
        read(Statements(), [memory("a.statement.toml", data)])
    except UnreadableInput as error:
        assert "a.statement.toml" in str(error)
