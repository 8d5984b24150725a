"""Two votes may have been on different words: what is held says so, and what is not held is not guessed."""

from pathlib import Path

from tests.pipeline.invented import document, put, vote
from watchword.model import Bundle, Position
from watchword.pipeline.starting import make_workspace
from watchword.store.base import CITED_ONLY
from watchword.store.tables import TablesView
from watchword.store.workspace import Workspace
from watchword.votes.shift import compare_votes

ONE, TWO = "A/HRC/RES/99/1", "A/HRC/RES/99/2"


def wording(folder: Path, *texts: Bundle) -> str:
    """Return the caution on wording of the shift between two invented votes, with these texts held."""
    make_workspace(folder).catalogue.close()
    put(folder, vote(ONE, {"FRA": Position.YES}), vote(TWO, {"FRA": Position.NO}), *texts)
    with Workspace(folder) as workspace:
        view = TablesView(workspace, version=workspace.catalogue.head())
        try:
            return next(caution for caution in compare_votes(view, ONE, TWO).cautions if "wording" in caution or "word for word" in caution)
        finally:
            view.close()


def test_paragraphs_are_compared_word_for_word(tmp_path: Path) -> None:
    """A paragraph that stands twice in the new text and once in the old one counts once."""
    texts = document("one", "a b\nc d\ne f", symbol=ONE), document("two", "a b\na b\ne f\nc d!", symbol=TWO)
    assert wording(tmp_path / "w", *texts).startswith(f"2 of 4 paragraphs of {TWO} are the same word for word as one of the 3 of {ONE}")


def test_texts_in_two_languages_or_cited_extracts_are_not_compared(tmp_path: Path) -> None:
    """A translation differs in every word, and an extract is not the text."""
    one = document("one", "a b", symbol=ONE)
    assert "is not compared" in wording(tmp_path / "none")
    assert "is not compared" in wording(tmp_path / "languages", one, document("two", "a b", symbol=TWO, language="fr"))
    extracts = [document(name, "a b", symbol=symbol, source=CITED_ONLY) for name, symbol in (("one", ONE), ("two", TWO))]
    assert "is not compared" in wording(tmp_path / "cited", *extracts)
