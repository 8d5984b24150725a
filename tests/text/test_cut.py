"""Many texts are cut into the words that one text at a time would give, and each word stands where it is said to stand."""

import re

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.text.cut import cut_texts
from watchword.text.normalise import fold, fold_text
from watchword.text.words import find_words

from ..writing import texts

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "")


def words_of(found: list[str], code: str, *, batch: bool = True) -> list[list[str]]:
    """Return the words of each text."""
    cut = cut_texts(pa.array(found, pa.large_string()), code)
    names = cut.vocabulary.to_pylist()
    rows: list[list[str]] = [[] for _ in found]
    for row, word in zip(cut.row.tolist(), cut.word.tolist(), strict=True):
        rows[row].append(names[word])
    return rows


@given(st.lists(texts, max_size=6), st.sampled_from(LANGUAGES))
def test_texts_together_give_the_words_of_each_alone(found: list[str], code: str) -> None:
    """Nothing runs over from one text into the next."""
    assert words_of(found, code) == [[word.folded for word in find_words(text, code)] for text in found]


@given(texts, st.sampled_from(["en", "ru", "ar"]))
def test_words_are_the_runs_of_letters_of_the_folded_text(text: str, code: str) -> None:
    """A slow reading of the folded text, character by character, gives the same words."""
    folded = fold(text.encode()).data.decode()
    assert [word.folded for word in find_words(text, code)] == re.findall("[^\\W_]+", folded)


@given(texts, st.sampled_from(LANGUAGES))
def test_every_word_stands_at_its_place(text: str, code: str) -> None:
    """Words are in order, do not overlap, lie in the text, and fold to what they are called."""
    last = 0
    for word in find_words(text, code):
        assert last <= word.start < word.end <= len(text)
        last = word.start
        if text[word.start : word.end].isascii():
            assert fold_text(text[word.start : word.end]).replace(" ", "") == word.folded


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("co-\noperation of peo-\n  ples", "en", ["cooperation", "of", "peoples"]),
        ("snake_case 3rd", "en", ["snake", "case", "3rd"]),
        ("构建人类命运共同体", "zh", ["构建", "人类", "命运", "共同体"]),
        ("构建 人类\n命运", "zh", ["构建", "人类", "命运"]),
        ("сотрудничества中", "zh", None),
        ("2020年GDP", "zh", None),
        ("\x00a\x00", "en", ["a"]),
        ("𝐀𝐁 😀 𠀀", "en", None),
    ],
)
def test_hard_cases(text: str, code: str, expected: list[str] | None) -> None:
    """Words broken over lines are one; odd characters break nothing; no letter or digit is lost."""
    found = [word.folded for word in find_words(text, code)]
    assert expected is None or found == expected
    assert "".join(found) == "".join(c for c in fold_text(text) if c.isalnum())


def test_a_text_of_ten_megabytes_is_cut() -> None:
    """Size breaks nothing."""
    text = "Win-win cooperation. " * 500_000
    cut = cut_texts(pa.array([text, "end"], pa.large_string()), "en", places=True)
    assert len(cut.word) == 1_500_001
    assert (cut.row[-1], cut.start[-1], cut.end[-1]) == (1, 0, 3)


def test_no_text_has_no_words() -> None:
    """An empty table and empty texts give nothing."""
    assert len(cut_texts(pa.array([], pa.large_string()), "en").word) == 0
    assert words_of(["", "—", ""], "zh") == [[], [], []]
