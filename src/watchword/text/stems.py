"""Stems of words by Snowball's algorithms (Porter, 2001; the `pystemmer` library): what the inflected forms of a word share."""

from functools import cache
from typing import Any

from watchword.text.languages import language


@cache
def _stemmer(algorithm: str) -> Any:
    import Stemmer

    return Stemmer.Stemmer(algorithm)


def stem(word: str, code: str) -> str:
    """Return the stem of a folded `word` in the language of this code; the word itself where the language has no stemmer."""
    algorithm = language(code).stemmer
    return str(_stemmer(algorithm).stemWord(word)) if algorithm else word
