"""How the texts write a candidate, and where it stands first."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from watchword.store.base import Row, View
from watchword.text.normalise import fold_text
from watchword.usage.attestation import say_rendering
from watchword.usage.discovery.records import Attested
from watchword.usage.discovery.sample import Sample

# What may stand between two words of a candidate: white space, hyphens, apostrophes, invisible marks.
_BETWEEN = "[\\s\\-'\u2010-\u2015\u2018\u2019\u00ad\u200b-\u200f\u2060\ufeff]+"
_MARKS = "[\u00ad\u0300-\u036f\u0640\u064b-\u065f\u0670]*"
_PIECE = re.compile(r"[^\W_][\w\u00ad\u0300-\u036f\u0640\u064b-\u065f\u0670]*")


def find_wording(
    view: View, sample: Sample, wanted: Sequence[tuple[tuple[str, ...], tuple[int, ...]]], separator: str
) -> list[tuple[str, Attested]]:
    """Return for each candidate its commonest spelling in a few documents, and its earliest attestation.

    `wanted` are the folded words and the numbers of documents, the earliest first. Where none of them spells the words in one piece (a
    hyphen at a line end), the folded words are given.
    """
    ids = sorted({sample.documents[number]["id"] for _, numbers in wanted for number in numbers})
    texts = _read_texts(view, ids)
    found = []
    for words, numbers in wanted:
        pattern = re.compile(make_pattern(words, separator), re.IGNORECASE)
        spelt = [search_wording(pattern, words, texts.get(sample.documents[number]["id"], []), separator) for number in numbers]
        common = Counter(spelling for spelling in spelt if spelling)
        spelling = min(common, key=lambda text: (-common[text], text)) if common else separator.join(words)
        row = sample.documents[numbers[0]]
        found.append((spelling, _attest(view, row, spelt[0] or separator.join(words))))
    return found


def make_pattern(words: Sequence[str], separator: str) -> str:
    """Return the pattern of a sequence in unfolded text: each letter with all that fold to it, and marks between letters."""
    alike = _alike()
    pieces = [_MARKS.join(f"[{re.escape(alike.get(letter, letter))}]" for letter in word) + _MARKS for word in words]
    if separator:
        return r"(?<!\w)" + _BETWEEN.join(pieces) + r"(?!\w)"
    return r"[\s\u200b\ufeff]*".join(pieces)


@cache
def _alike() -> dict[str, str]:
    """Return, for each letter of Latin, Cyrillic and Arabic scripts, the letters that fold to it."""
    found: dict[str, str] = {}
    for point in (*range(0x41, 0x250), *range(0x400, 0x460), *range(0x621, 0x64B), *range(0x1E00, 0x1F00)):
        folded = fold_text(chr(point))
        if len(folded) == 1:
            found[folded] = found.get(folded, "") + chr(point)
    return found


def search_wording(pattern: re.Pattern[str], words: Sequence[str], texts: Sequence[str], separator: str) -> str:
    """Return the first place that spells the words, "" where none does."""
    for text in texts:
        for match in pattern.finditer(text):
            spelling = " ".join(match.group().split())
            if not separator or [fold_text(piece) for piece in _PIECE.findall(spelling)] == list(words):
                return spelling
    return ""


def _read_texts(view: View, ids: Sequence[str]) -> dict[str, list[str]]:
    texts: dict[str, list[str]] = {}
    for first in range(0, len(ids), 200):
        some = ids[first : first + 200]
        marks = ", ".join("?" for _ in some)
        sql = f"SELECT document, text FROM paragraphs WHERE document IN ({marks}) ORDER BY document, position"
        for row in view.rows(sql, some):
            texts.setdefault(row["document"], []).append(row["text"])
    return texts


def _attest(view: View, row: Row, quote: str) -> Attested:
    found = view.rows("SELECT rendering, original_language, language, actors FROM documents WHERE id = ?", [row["id"]])
    translated = say_rendering(found[0]) if found else ""
    return Attested(row["id"], row["date"], row["title"], tuple(row["states"]), quote, translated)
