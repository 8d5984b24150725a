"""What reading plain text files promises."""

from pathlib import Path

from watchword.errors import UnreadableInput
from watchword.model import Bundle, Issue
from watchword.sources.base import FileRole
from watchword.sources.files import walk
from watchword.sources.plain_text import PlainText

FIXTURES = Path(__file__).parents[1] / "data" / "plain_text"


def read_all(path: Path, language: str = "") -> tuple[dict[str, Bundle], list[Issue], list[UnreadableInput]]:
    source, issues, errors, bundles = PlainText(language), [], [], {}
    read = source.reader([])
    for entry in walk(path, issues.append, wanted=lambda each: source.role(each) == FileRole.DOCUMENT):
        try:
            for bundle in read(entry):
                issues += bundle.issues
                if bundle.document:
                    bundles[bundle.document.key] = bundle
        except UnreadableInput as error:
            errors.append(error)
    return bundles, issues, errors


def test_a_file_becomes_a_document() -> None:
    """The path is the key, the first line the title, and only the file's name gives a date."""
    bundles, issues, errors = read_all(FIXTURES / "sound", "en")
    assert not errors
    assert sorted(bundles) == ["plain_text:2018-03-23 note", "plain_text:deep/plain"]
    note, plain = (bundles[key].document for key in sorted(bundles))
    assert note is not None
    assert plain is not None
    assert (note.title, note.date, note.language) == ("An invented note", "2018-03-23", "en")
    assert (plain.title, plain.date) == ("An invented text for a test.", "")
    assert bundles["plain_text:deep/plain"].blocks[0].text.startswith("\nAn invented")
    assert [issue.problem for issue in issues] == ["byte-order mark"]


def test_nothing_is_guessed() -> None:
    """Without being told, the language is unknown."""
    bundles, _, _ = read_all(FIXTURES / "sound")
    assert {bundle.document.language for bundle in bundles.values() if bundle.document} == {""}


def test_spoiled_files_are_named_and_the_rest_is_read() -> None:
    """Bad bytes and blank files are errors, an impossible date is unknown, a second file of a name is left out."""
    bundles, issues, errors = read_all(FIXTURES / "spoiled")
    assert sorted(bundles) == ["plain_text:2018-13-45", "plain_text:same"]
    impossible = bundles["plain_text:2018-13-45"].document
    assert impossible is not None
    assert impossible.date == ""
    assert sorted((error.file, error.place) for error in errors) == [("blank.txt", ""), ("latin.txt", "byte 21")]
    assert sorted(issue.problem for issue in issues) == ["date", "duplicate key"]
