"""On real texts in six languages, search finds each phrase in exactly the documents in which the matcher of formulations finds it."""

from pathlib import Path

import pytest
from benchmarks.searching import LANGUAGES, match_phrases, read_texts, sample_phrases

from tests.store.searching.asking import ask


@pytest.fixture(scope="module")
def folder(kept_resolutions: Path) -> Path:
    """A workspace of the Human Rights Council's texts and the aligned sentences."""
    return kept_resolutions


@pytest.mark.real
@pytest.mark.slow
def test_phrases_are_counted_as_a_full_scan_counts_them(folder: Path) -> None:
    """For phrases drawn at random in each of six languages, the documents found are those of a scan through every paragraph."""
    table = read_texts(folder)
    phrases = sample_phrases(table, 25)
    assert {language for language, _ in phrases} == set(LANGUAGES)
    expected = match_phrases(table, phrases)
    for language, phrase in phrases:
        answer = ask(folder, f'"{phrase}" language:{language}', snippets=0)
        assert {item.document for item in answer.found} == expected[language, phrase], phrase
        assert answer.documents + answer.cited == len(answer.found)


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize(("right", "wrong"), [("合作共赢", "赢共作合"), ("命运共同体", "体同共运命")])
def test_characters_count_in_their_order(folder: Path, right: str, wrong: str) -> None:
    """Han characters in another order are other words."""
    assert ask(folder, wrong).documents == 0
    assert ask(folder, f"{right} OR 人权").documents > 0
