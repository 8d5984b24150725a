"""Numbers in prose, against a speller that knows nothing of the reader's lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.evidence.prose.numbers import find_numbers, find_ordinals
from watchword.evidence.prose.vocabulary import vocabulary

_UNITS = {
    "en": "zero one two three four five six seven eight nine "
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit dix-neuf",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve "
    "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve "
    "veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun "
    "zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
}
_TENS = {
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante soixante quatre-vingt quatre-vingt",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
}


def _spell(number: int, language: str) -> str:  # noqa: PLR0911
    """Return a number from 0 to 199 in words, by the grammar of the language."""
    units, tens = _UNITS[language].split(), _TENS[language].split()
    if number >= 100:
        head = {"en": "one hundred", "fr": "cent", "es": "cien" if number == 100 else "ciento", "de": "hundert"}[language]
        joint = {"en": " and ", "fr": " ", "es": " ", "de": ""}[language]
        return head + (joint + _spell(number - 100, language) if number > 100 else "")
    if number < len(units):
        return units[number]
    ten, unit = divmod(number, 10)
    word = tens[ten - 2]
    if language == "fr":
        rest = unit + 10 if ten in (7, 9) else unit
        if not rest:
            return "quatre-vingts" if ten == 8 else word
        return f"{word} et {units[rest]}" if unit == 1 and ten < 8 else f"{word}-{units[rest]}"
    if not unit:
        return word
    if language == "de":
        return f"{'ein' if unit == 1 else units[unit]}und{word}"
    return f"{word}-{units[unit]}" if language == "en" else f"{word} y {units[unit]}"


@given(number=st.integers(0, 199), language=st.sampled_from(("en", "fr", "es", "de")))
def test_every_number_below_two_hundred_is_read(number: int, language: str) -> None:
    """A number in words is read as itself, whole, wherever it stands in a sentence."""
    words = _spell(number, language)
    text = f"… {words} …"
    found = list(find_numbers(text, vocabulary(language)))
    assert [(one.value, text[one.start : one.end]) for one in found] == [(number, words)]


@given(number=st.integers(0, 999_999))
def test_digits_are_read_with_and_without_groups(number: int) -> None:
    """Digits are read as they stand, with commas between groups of three and without."""
    for text in (str(number), f"{number:,}"):
        assert [one.value for one in find_numbers(f"with {text} votes", vocabulary("en"))] == [number]


@pytest.mark.parametrize("text", ["A/HRC/RES/37/23", "37/23", "2.5", "v3.1", "1994/47", "x12"])
def test_symbols_and_fractions_are_no_numbers(text: str) -> None:
    """The figures of a symbol and of a fraction are no numbers of anything."""
    assert not list(find_numbers(f"see {text} here", vocabulary("en")))


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("the third time", "en", 3), ("its 37th session", "en", 37), ("the twenty-second text", "en", 22), ("la deuxième fois", "fr", 2),
        ("la 3e fois", "fr", 3), ("la quinta vez", "es", 5), ("por 2ª vez", "es", 2), ("zum vierten Mal", "de", 4),
    ],
)  # fmt: skip
def test_ordinals_are_read(text: str, language: str, value: int) -> None:
    """Ordinals are read in words and in figures."""
    assert [one.value for one in find_ordinals(text, vocabulary(language))] == [value]
