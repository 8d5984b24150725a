"""Words: where text is cut, and what each language's data file must hold."""

import pytest

from watchword.lexicon.records import LANGUAGES
from watchword.text.languages import language, languages
from watchword.text.stems import stem
from watchword.text.words import find_words


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        ("Win-win co-operation, at last!", "en", ["win", "win", "co", "operation", "at", "last"]),
        ("l’État d'hier", "fr", ["l", "etat", "d", "hier"]),
        ("взаимовыгодного сотрудничества", "ru", ["взаимовыгодного", "сотрудничества"]),
        ("التَّعاون المفيد", "ar", ["التعاون", "المفيد"]),
        ("深化合作", "zh", ["深化", "合作"]),
        ("WTO规则", "", ["wto", "规则"]),
        ("", "en", []),
    ],
)
def test_words_are_cut_and_folded(text: str, code: str, expected: list[str]) -> None:
    """Alphabetic text is cut at what is no letter, Chinese by a dictionary; marks stay with their letters."""
    found = list(find_words(text, code))
    assert [word.folded for word in found] == expected
    assert all(text[word.start : word.end].strip() for word in found)


def test_every_language_of_the_lexicon_has_its_data_file() -> None:
    """A form can be in no language that cannot be read."""
    assert set(languages()) == set(LANGUAGES)
    assert all(entry.function_words for entry in languages().values())


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [("сотрудничества", "сотрудничество", "ru"), ("cooperaciones", "cooperacion", "es"), ("avantageuses", "avantageux", "fr")],
)
def test_inflected_forms_share_a_stem(one: str, other: str, code: str) -> None:
    """Snowball's stems join what inflection parts; Chinese has none to join."""
    assert stem(one, code) == stem(other, code)
    assert stem("合作", "zh") == "合作"
    assert language("xx").stemmer == ""
