"""Which of the languages that are read a text is in, by its own words: what it quotes does not count."""

import re
from collections import Counter
from functools import cache

from watchword.evidence.prose.vocabulary import Vocabulary, languages, vocabulary
from watchword.text.languages import read_function_words

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»\n]{3,400}[”\"“»]|(?<!\w)[‘‚'][^‘’'\n]{8,300}[’'](?!\w)|(?<![*\w])[*_][^*_\n]{8,300}[*_](?![*\w])")
# So much of a text is enough to tell.
_MOST = 200_000
# A word for voting or a text says as much as so many function words.
_WEIGHT = 1
_USUAL = 7
# In so short a text the words for votes are looked for too.
_SHORT = 2_000


def guess_language(text: str) -> str:
    """Return the language, of those read, whose words are the most in a text outside its quotations; English where none is.

    A word that several languages have counts the less for each of them.
    """
    own = _QUOTED.sub(" ", text[:_MOST])
    words = Counter(found.casefold() for found in _WORD.findall(own))
    shares = {code: sum(count * _weights(code).get(word, 0) for word, count in words.items()) for code in languages()}
    if len(own) < _SHORT:
        shares = {code: share + _WEIGHT * _count_terms(own, vocabulary(code)) for code, share in shares.items()}
    return max(languages(), key=lambda code: shares[code])


@cache
def _weights(code: str) -> dict[str, float]:
    """Return a language's function words and those that stand about a count of votes, each with what it says for the language."""
    known = {each: read_function_words(each) | vocabulary(each).fill for each in languages()}
    return {word: 1 / sum(word in words for words in known.values()) ** 2 for word in known[code]}


def _count_terms(text: str, words: Vocabulary) -> int:
    """Return how many letters of a text stand in words for a side, an outcome, a text, a body or a change, by the word's usual length."""
    patterns = [*words.verbs.values(), *words.sides.values(), *words.outcomes.values(), *words.bodies.values()]
    patterns += [words.subjects["text"], words.words["won"], *(words.moves[name] for name in ("support", "fell", "rose", "change"))]
    return sum(len(found[0]) for pattern in patterns for found in pattern.finditer(text)) // _USUAL
