"""A form is tried before it is written: what it would match, and what to mind."""

from pathlib import Path

import pytest

from tests.pipeline.invented import document, put
from watchword.errors import ConfigurationError, UsageError
from watchword.model import Bundle, Display
from watchword.pipeline.opening import Where, open_reading
from watchword.pipeline.starting import make_workspace
from watchword.pipeline.trying import Trial, Tried, ask_trial
from watchword.pipeline.uses import ensure_uses

TEXTS = (
    *(document(f"least{n}", "The least developed countries and the developing countries.", date=f"20{n + 10}-01-01") for n in range(6)),
    document("plain", "A developing country, and another developing country.", date="2009"),
    document("licensed", "Secret words before developing countries and after.", display=Display.NONE, source="closed"),
    document("french", "Les pays en développement.", language="fr"),
    document("chinese", "发展中国家要团结。", language="zh"),
    *(document(f"other{n}", "Boats at night.", date="2001") for n in range(40)),
)


def make(folder: Path, *texts: Bundle) -> Where:
    """Put texts into a new workspace."""
    make_workspace(folder).catalogue.close()
    put(folder, *texts)
    return Where(folder)


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Where:
    """The texts in a workspace."""
    return make(tmp_path_factory.mktemp("trying") / "w", *TEXTS)


def try_form(where: Where, notation: str, language: str = "", *, gap: int = 0, inflected: bool = False, limit: int = 10) -> Trial:
    """Try a form."""
    return ask_trial(where, Tried(notation, language, gap, inflected), limit)


def test_the_trap_of_an_inflected_form_is_told(where: Where) -> None:
    """An inflected "developing country" finds the developed ones, and so the least developed; both are said with their numbers."""
    trial = try_form(where, "developing country", "en", inflected=True)
    assert {(m.words, m.uses) for m in trial.matched} == {
        ("developed countries", 6),
        ("developing countries", 7),
        ("developing country", 2),
    }
    stems, neighbour = trial.warnings
    assert "'developed countries' (6)" in stems
    assert "in 6 of 6 uses of 'developed countries' the word before it is 'least'" in neighbour


def test_listed_endings_find_what_is_meant_and_nothing_is_warned_of(where: Where) -> None:
    """The same without inflection, its endings as a choice."""
    trial = try_form(where, "developing (country|countries)", "en")
    assert (trial.uses, trial.documents_with, trial.warnings) == (9, 8, ())
    assert [wording.text for wording in trial.wordings] == ["developing country", "developing countries"]
    assert {(c.source, c.documents, c.documents_with, c.uses) for c in trial.counts} == {("invented", 47, 7, 8), ("closed", 1, 1, 1)}


def test_a_form_in_a_file_finds_what_it_found_when_it_was_tried(where: Where, tmp_path: Path) -> None:
    """Trying reads with the matcher of the lexicon itself."""
    trial = try_form(where, "developing * developing", "en", gap=4)
    folder = make(tmp_path / "w", *TEXTS).folder
    (folder / "lexicon" / "tried.toml").write_text(
        'id = "tried"\nlabel = "tried"\ngloss = "x"\n[[forms]]\ntext = "developing * developing"\nlanguage = "en"\nrelation = "original"\n'
        'source = "x"\ngap = 4\n', encoding="utf-8",
    )  # fmt: skip
    with open_reading(folder) as reading:
        ensure_uses(reading.workspace, reading.view.version, reading.lexicon)
        assert reading.view.rows("SELECT count(*) AS n FROM uses WHERE formulation = 'tried'") == [{"n": trial.uses}] == [{"n": 1}]


def test_nothing_is_kept_and_no_version_is_made(where: Where) -> None:
    """A trial leaves the workspace as it was."""
    before = {path: path.stat().st_mtime_ns for path in where.folder.rglob("*") if path.is_file() and "index" not in path.parts}
    try_form(where, "boats")
    assert {path: path.stat().st_mtime_ns for path in where.folder.rglob("*") if path.is_file() and "index" not in path.parts} == before


def test_lines_show_no_more_than_the_licence_allows(where: Where) -> None:
    """A text of which nothing may be shown gives its use alone."""
    (line,) = [line for line in try_form(where, "developing countries", "en", limit=0).lines if line.source == "closed"]
    assert (line.left, line.words, line.right) == ("", "developing countries", "")


def test_the_sample_does_not_depend_on_the_order_of_the_texts(where: Where, tmp_path: Path) -> None:
    """The same documents, taken in backwards, give the same lines."""
    backwards = make(tmp_path / "w", *TEXTS[::-1])
    mine, other = (try_form(place, "developing countries", "en", limit=3) for place in (where, backwards))
    assert [line.id for line in mine.lines] == [line.id for line in other.lines]
    assert (mine.counts, mine.matched) == (other.counts, other.matched)


def test_the_language_follows_from_the_letters(where: Where) -> None:
    """Han characters are tried in Chinese, Latin letters in every language written so."""
    assert [count.language for count in try_form(where, "发展中国家").counts] == ["zh"]
    assert {wording.language for wording in try_form(where, "pays en développement").wordings} == {"en", "fr", "es", "de"}


def test_what_matches_too_much_or_nothing_is_said(where: Where, tmp_path: Path) -> None:
    """A word of most documents marks no formulation; one of none is said to be in none; an empty workspace gives a sentence too."""
    assert "may match too much: in invented (en) 40 of 47 documents" in try_form(where, "boats", "en").warnings[0]
    assert try_form(where, "hovercraft", "en").warnings == ("no text held in these languages has it",)
    assert try_form(make(tmp_path / "w"), "boats").warnings == ("no text held in these languages has it",)


@pytest.mark.parametrize(
    ("notation", "language", "said"),
    [("peace (with", "", "not closed"), ("the", "en", "function words only"), ("a * b", "en", "gap"), ("*", "en", "match everything"),
     (" ", "en", "match everything"), ("x" * 600, "en", "at most 500"), ("()", "en", "empty brackets"), ("\0\ud800", "en", "everywhere")],
)  # fmt: skip
def test_what_no_lexicon_would_take_is_refused_with_its_reason(where: Where, notation: str, language: str, said: str) -> None:
    """The sentence is that of a file with the same form."""
    with pytest.raises(ConfigurationError, match=said):
        try_form(where, notation, language)


def test_an_unknown_language_is_refused(where: Where) -> None:
    """With those that there are."""
    with pytest.raises(UsageError, match="no lexicon has the language 'xx'"):
        try_form(where, "peace", "xx")


def test_a_form_that_the_lexicon_has_is_named(where: Where) -> None:
    """Whoever tries a form that is there already learns where."""
    assert any("win-win-cooperation has this form already" in warning for warning in try_form(where, "win-win cooperation", "en").warnings)
