"""Which of the languages that are read a text is in, by its own words: what it quotes does not count."""

import re
from collections import Counter

from watchword.evidence.prose.vocabulary import Vocabulary, languages, vocabulary
from watchword.text.languages import language as language_of

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»\n]{3,400}[”\"“»]|(?<!\w)[‘‚'][^‘’'\n]{8,300}[’'](?!\w)|(?<![*\w])[*_][^*_\n]{8,300}[*_](?![*\w])")
# So much of a text is enough to tell.
_MOST = 200_000
# A word for voting or a text says as much as so many function words.
_WEIGHT = 2
# In so short a text the words for votes are looked for too.
_SHORT = 2_000


def guess_language(text: str) -> str:
    """Return the language, of those read, whose words are the most in a text outside its quotations; English where none is."""
    own = _QUOTED.sub(" ", text[:_MOST])
    words = Counter(found.casefold() for found in _WORD.findall(own))
    shares = {code: sum(words[word] for word in language_of(code).function_words) for code in languages()}
    if len(own) < _SHORT:
        shares = {code: share + _WEIGHT * _count_terms(own, vocabulary(code)) for code, share in shares.items()}
    return max(languages(), key=lambda code: shares[code])


def _count_terms(text: str, words: Vocabulary) -> int:
    """Return how many words for a side, an outcome, a text or a body stand in a text."""
    patterns = (*words.verbs.values(), words.outcomes["adopted"], words.outcomes["without_vote"], words.subjects["text"])
    return sum(len(pattern.findall(text)) for pattern in (*patterns, *words.bodies.values()))
