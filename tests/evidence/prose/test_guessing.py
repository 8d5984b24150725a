"""The language of a short text."""

import pytest

from watchword.evidence.prose.guessing import guess_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("La résolution « Promoting the enjoyment of all the rights of the people of the world » a été adoptée.", "fr"),
        ("La resolución “The right of everyone to the enjoyment of the highest standard of health” fue aprobada.", "es"),
        ("Die Resolution „The question of the death penalty“ wurde angenommen.", "de"),
        ("China abstained.", "en"),
        ("Les voix en faveur ont reculé.", "fr"),
        ("Chile se abstuvo.", "es"),
        ("", "en"),
        ("“”“”“”", "en"),
    ],
)
def test_quoted_titles_do_not_tell_the_language(text: str, language: str) -> None:
    """A text is in the language of its own words, whatever the language of the titles it quotes."""
    assert guess_language(text) == language
