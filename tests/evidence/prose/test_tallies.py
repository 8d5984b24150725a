"""How a vote is said to have gone."""

import pytest

from watchword.evidence.prose.numbers import mark_numbers
from watchword.evidence.prose.tallies import find_tallies
from watchword.evidence.prose.vocabulary import vocabulary

YES, NO, ABSTAIN = "yes", "no", "abstain"


def read(text: str, language: str = "en") -> list[dict[str, int]]:
    """Return the tallies of a sentence."""
    words = vocabulary(language)
    return [told.counts for told in find_tallies(text, *mark_numbers(text, words), words)]


@pytest.mark.parametrize(
    ("text", "language", "counts"),
    [
        ("It was adopted by 28 votes to 1, with 17 abstentions.", "en", {YES: 28, NO: 1, ABSTAIN: 17}),
        ("It passed 28-1-17.", "en", {YES: 28, NO: 1, ABSTAIN: 17}),
        ("Twenty-eight states voted in favour, one against and 17 abstained.", "en", {YES: 28, NO: 1, ABSTAIN: 17}),
        ("In favour: 28. Against: 1.", "en", {YES: 28, NO: 1}),
        ("No delegation voted against it.", "en", {NO: 0}),
        ("It won the backing of 22 members.", "en", {YES: 22}),
        ("Just 18 of the body’s 47 members opposed it.", "en", {NO: 18}),
        ("Elle a été adoptée par 28 voix contre une, avec 17 abstentions.", "fr", {YES: 28, NO: 1, ABSTAIN: 17}),
        ("Fue aprobada por 28 votos contra 1 y 17 abstenciones.", "es", {YES: 28, NO: 1, ABSTAIN: 17}),
        ("46 de los 47 miembros votaron a favor.", "es", {YES: 46}),
        ("Sie wurde mit 28 zu 1 Stimmen bei 17 Enthaltungen angenommen.", "de", {YES: 28, NO: 1, ABSTAIN: 17}),
    ],
)  # fmt: skip
def test_tallies_are_read(text: str, language: str, counts: dict[str, int]) -> None:
    """The figures of a sentence stand with their sides, in any order and four languages."""
    merged: dict[str, int] = {}
    for told in read(text, language):
        merged |= told
    assert merged == counts


@pytest.mark.parametrize(
    "text",
    ["The home side won 28 to 17.", "It costs 28 to 30 million dollars.", "Pages 23 to 28 deal with votes.", "She was 47 when she joined."],
)
def test_other_numbers_are_no_tallies(text: str) -> None:
    """Scores of matches, spans, prices and ages are no votes."""
    assert read(text) == []
