"""What a user may count on of the denominators."""

from hypothesis import given

from watchword.text.count import count_han, count_words

from ..writing import texts


@given(texts)
def test_words_and_han_are_counted_as_python_sees_them(text: str) -> None:
    """A word is a run without white space; a Han character is one of the unified ideographs."""
    assert count_words(text) == len(text.split())
    ranges = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x323AF))
    assert count_han(text) == sum(any(first <= ord(c) <= last for first, last in ranges) for c in text)


def test_examples() -> None:
    """Punctuation is no Han character, kana neither; rare ideographs are."""
    assert count_han("合作共赢，カ𠀀a") == 5
    assert count_words("win-win cooperation,\nnow") == 3
