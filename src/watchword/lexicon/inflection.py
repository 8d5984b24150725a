"""Inflected words: which words of a text are one with a word of a form.

Two words are one where Snowball's stemmer (Porter, 2001; see `text.stems`) gives them a stem in common, the text's word begins with the
letters in which the form's word and its stem agree, and is not longer than the form's word by more than `LONGEST_ENDING` letters. Words
are stemmed as they are folded. Folding takes the accents, by which Snowball knows the endings of partagée and partagées, so that final
-ee and -ees get theirs back first; a Spanish word in -es is stemmed with and without one (interés, intereses). An Arabic word is stemmed
twice, as it is and as a noun with the article, and both times without the particles written on to it (و ف ب ك ل and the article itself):
تعاون, والتعاون, بالتعاون and تعاونا are one. There the letters in which form and stem agree may stand anywhere in the text's word.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from watchword.text.languages import language
from watchword.text.normalise import fold_text
from watchword.text.stems import stem

ARABIC_PROCLITICS = re.compile("[وف]?(?:[بكل]|لل|ال|بال|كال)?\\Z")
LONGEST_ENDING = 16  # letters by which a word of a text may be longer than the form's word: more than any stemmer takes away
_ARTICLE = re.compile("\\A[وف]?(?:لل|ال|بال|كال)(?=\\w{2})")
_FRENCH_FEMININE = re.compile("ee(s?)\\Z")
# Snowball rewrites the last letter of some stems of these (unilatéraux, sharing): it need not stand in the text.
_REWRITTEN = frozenset({"en", "fr", "es"})
_LONG_KEY = 5
_SHORTEST = 3  # letters: shorter words are sought as they are
_SHORTEST_KEY = 2


@dataclass(frozen=True, slots=True)
class Inflected:
    """A word of a form of which any inflection will do: as folded, its stems, and the letters in which word and stems agree."""

    word: str
    language: str
    stems: frozenset[str]
    key: str

    def matches(self, word: str) -> bool:
        """Say whether a folded word of a text is an inflection of this one."""
        agrees = self.key in word if self.language == "ar" else word.startswith(self.key)
        return agrees and len(word) <= len(self.word) + LONGEST_ENDING and not self.stems.isdisjoint(_stems(word, self.language))


def read_inflected(word: str, code: str) -> Inflected | None:
    """Return a folded word of a form as one to be inflected; None for function words, numbers and what has too few letters for a stem."""
    if len(word) < _SHORTEST or not word.isalpha() or word in language(code).function_words:
        return None
    bare = _ARTICLE.sub("", word, count=1) if code == "ar" else word
    stems = _stem_bare(bare, code)
    key = _begin_alike(bare, stems)
    if code == "ar":
        key = min((stem for stem in stems if stem in bare), key=lambda stem: (len(stem), stem), default=key)
    elif code in _REWRITTEN and len(key) >= _LONG_KEY:
        key = key[:-1]
    return Inflected(word, code, stems, key) if len(key) >= _SHORTEST_KEY else None


@lru_cache(1 << 16)
def _stems(word: str, code: str) -> frozenset[str]:
    """Return the stems that a folded word of a text may have: in Arabic those under each particle that may be written on."""
    if code != "ar":
        return _stem_bare(word, code)
    rests = (word[at:] for at in range(len(word) - 1) if ARABIC_PROCLITICS.match(word[:at]))
    return frozenset(stem for rest in rests for stem in _stem_bare(rest, code))


def _stem_bare(word: str, code: str) -> frozenset[str]:
    """Return the stems of a folded word without particles."""
    if code == "ar":
        return frozenset((stem(word, code), stem("ال" + word, code)))
    if code == "fr":
        return frozenset((fold_text(stem(_FRENCH_FEMININE.sub(r"ée\1", word), code)),))
    if code == "es" and word.endswith("es"):  # interés or intereses
        return frozenset((stem(word, code), fold_text(stem(word[:-2] + "és", code))))
    return frozenset((stem(word, code),))


def _begin_alike(word: str, others: frozenset[str]) -> str:
    """Return the letters with which a word and all others begin."""
    for at in range(len(word), 0, -1):
        if all(other.startswith(word[:at]) for other in others):
            return word[:at]
    return ""
