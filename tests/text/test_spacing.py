"""Spaced text keeps every word, and leads back to where it stood."""

import re

from hypothesis import given
from hypothesis import strategies as st

from watchword.text.normalise import fold_text
from watchword.text.spacing import DOCUMENT, PARAGRAPH, SIGN, guard, space, split_words

_TEXT = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("ab é-– \n,“”合作共赢國والتَّعاونёйЙﬁ2０\u00ad\x01\x02")), max_size=60
)


def test_words_signs_and_characters_are_set_apart() -> None:
    """Each script is cut by its own rule."""
    assert split_words("Win–Win, people’s co-\noperation") == ["win", "win", SIGN, "people", SIGN, "s", "cooperation"]
    assert split_words("合作共赢 2030年5G") == ["合", "作", "共", "赢", "2030", "年", "5g"]
    assert split_words("والتَّعاون") == ["والتعاون"]
    assert split_words(" …, ") == []


@given(_TEXT)
def test_each_word_leads_back_to_its_place(text: str) -> None:
    """What a word's span holds of the text folds to that word."""
    spaced = space(guard(text))
    for found in re.finditer(rb"(?<= )[^ \x01]+", spaced.data):
        ((start, end),) = spaced.find_spans([found.span()])
        assert found.group().decode() in fold_text(text[start:end])


@given(st.lists(_TEXT, min_size=1, max_size=5))
def test_texts_spaced_together_are_spaced_as_alone(texts: list[str]) -> None:
    """Neither a paragraph nor a document leaks into its neighbour."""
    for bound in (PARAGRAPH, DOCUMENT):
        together = space(bound.join(map(guard, texts))).data.split(f" {bound}".encode())
        assert [words.split() for words in together] == [space(guard(text)).data.split() for text in texts]
