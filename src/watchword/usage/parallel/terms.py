"""Cut paragraphs into the terms that renderings are made of: stems of words, single characters in Chinese, and breaks between clauses.

A rendering never runs over punctuation, so that punctuation is a term of its own, `BREAK`. Function words keep their form; all other
words stand for their stem, so that the inflected forms of a rendering are one. Chinese is not segmented: a cut may fall inside a phrase.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from watchword.text.languages import language
from watchword.text.normalise import fold_text
from watchword.text.stems import stem

TERMS = "usage.parallel.terms/1"
BREAK = 0

_WITH_ARTICLE = 0.02
_PROCLITICS = ("و", "ف", "ب", "ل", "ك", "ال", "لل", "وال", "بال", "فال", "كال", "ولل", "وب", "ول", "وبال")

# A word of letters and digits with the marks that stand on them, one Han character, or what parts clauses. Spaces, hyphens, dashes and
# apostrophes only part words.
_PIECE = re.compile(
    "(?P<han>[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af])"
    "|(?P<word>(?:(?![\u3400-\u9fff\uf900-\ufaff])[^\\W_])(?:(?![\u3400-\u9fff\uf900-\ufaff])[\\w\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad])*)"
    "|(?P<stop>[^\\w\\s'\u2019\u02bc\\-\u2010-\u2013\u00ad\u200b-\u200f\u064b-\u0670])"
)


@dataclass(slots=True)
class Vocabulary:
    """The terms of one language by number."""

    code: str
    keys: list[str] = field(default_factory=lambda: [""])
    _numbers: dict[str, int] = field(default_factory=lambda: {"": BREAK})
    _seen: dict[str, int] = field(default_factory=dict)
    _known: dict[str, int] = field(default_factory=dict)

    def cut(self, texts: Sequence[str]) -> list[list[int]]:
        """Return the numbers of the terms of each text, giving one to every term that is new."""
        pieces = [["" if found.lastgroup == "stop" else found.group() for found in _PIECE.finditer(text)] for text in texts]
        new = sorted({piece for each in pieces for piece in each} - self._seen.keys() - {""})
        for word, key in zip(new, make_terms(new, self.code), strict=True):
            self._seen[word] = self.adopt(key)
        self._seen[""] = BREAK
        return [[self._seen[piece] for piece in each] for each in pieces]

    def adopt(self, key: str) -> int:
        """Return the number of a term, giving it one where it has none."""
        found = self._numbers.setdefault(key, len(self.keys))
        if found == len(self.keys):
            self.keys.append(key)
        return found

    def join_proclitics(self, terms: NDArray[np.int32]) -> NDArray[np.int32]:
        """Return `terms` with each that is another, more frequent one behind Arabic proclitics made that one.

        The stemmer leaves many of them on ("and", "by", "for", the article); only the words of the texts themselves can tell a proclitic
        from the first letter of a root.
        """
        counts = np.bincount(terms, minlength=len(self.keys))
        joined = np.arange(len(self.keys), dtype=np.int32)
        for number, key in enumerate(self.keys):
            for front in _PROCLITICS:
                bare = self._numbers.get(key[len(front) :], 0) if key.startswith(front) and len(key) > len(front) + 1 else 0
                # The article is no part of any root; of the others only a more frequent word without them tells that they are none.
                if bare and counts[bare] > counts[number] * (_WITH_ARTICLE if front.endswith(("ال", "لل")) else 1):
                    joined[number] = bare
        # What is behind several proclitics is led to the last of them: each step is a shorter word, so this ends.
        while (joined[joined] != joined).any():
            joined = joined[joined]
        self._numbers |= {self.keys[number]: int(joined[number]) for number in np.flatnonzero(joined != np.arange(len(joined))).tolist()}
        return joined[terms]

    def find(self, text: str) -> tuple[int, ...]:
        """Return the numbers of the terms of a text without its breaks; -1 where no paragraph has such a term."""
        words = [found.group() for found in _PIECE.finditer(text) if found.lastgroup != "stop"]
        return tuple(self._numbers.get(key, -1) for key in make_terms(words, self.code))

    def number(self, pieces: Sequence[str]) -> list[int]:
        """Return the numbers of pieces as `find_terms` yields them; -1 for a term that no paragraph has."""
        words = sorted({piece for piece in pieces if piece} - self._known.keys())
        self._known |= {word: self._numbers.get(key, -1) for word, key in zip(words, make_terms(words, self.code), strict=True)}
        return [self._known[piece] if piece else BREAK for piece in pieces]

    def find_weak(self) -> NDArray[np.bool_]:
        """Say of each term whether a rendering neither begins nor ends with it: numbers, breaks, and most function words."""
        known = language(self.code)
        return np.array([not key or key.isdigit() or (key[0] == "=" and key[1:] not in known.phrase_edges) for key in self.keys])


def make_terms(words: Sequence[str], code: str) -> list[str]:
    """Return the terms that words as printed stand for: a stem, or a function word behind "="."""
    functions = language(code).function_words
    together = fold_text("\n".join(words)).split(" ")
    # Folded one by one where one of them folds to nothing or to more than one word, and where spaces vanish, between Han characters.
    folded = together if len(together) == len(words) else [word if len(word) == 1 else fold_text(word) for word in words]
    return [f"={word}" if word in functions else stem(word, code) for word in folded]


def find_terms(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the pieces of a text that are terms: as printed, with their span in code points; a break is an empty piece."""
    for piece in _PIECE.finditer(text):
        yield ("" if piece.lastgroup == "stop" else piece.group()), piece.start(), piece.end()
