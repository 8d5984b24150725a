"""Paragraphs and sentences of prose, with their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n|[ \t]*(?:[-*•#>]|\d{1,2}[.)])[ \t]))*")
# A full stop after which no sentence ends: initials, abbreviations of titles, symbols and numbers.
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Sen|Gen|Amb|No|Nos|Res|res|Dec|dec|para|paras|art|cf|vs|v|ca|e\.g|i\.e|etc|approx|Add|Rev|Corr|Amend"
    r"|L|PV|SR|Nr|Abs|bzw|z\.B|d\.h|M|Mme|Sr|Sra|EE\.UU|pág|núm|No|U\.S|U\.N|U\.K|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|janv|févr|juil|déc)"
    r"|\d)\.\Z"
)
_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-ZÀ-ÖØ-ÞА-Я0-9])|[。！？]|[.!?…][\"'”’»)\]]*\s*\Z")
_MONTHS_AFTER = re.compile(r"\s+(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])", re.IGNORECASE)
# A sentence longer than this is a table, a list or no prose at all.
_LONGEST = 3_000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its place in the text, the text, and the number of its paragraph, from 0."""

    start: int
    end: int
    text: str
    paragraph: int


def split_sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text in order; a blank line, a list item and a heading end a paragraph.

    A full stop after an abbreviation, an initial or inside a symbol ends nothing; where in doubt sentences stay together.
    """
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        start, whole = paragraph.start(), paragraph[0]
        for end in [*_ends(whole), len(whole)]:
            for begin, stop in _cut(whole, start - paragraph.start(), end):
                piece = whole[begin:stop]
                lead = len(piece) - len(piece.lstrip())
                stripped = piece.strip()
                if stripped:
                    at = paragraph.start() + begin + lead
                    yield Sentence(at, at + len(stripped), stripped, number)
            start = paragraph.start() + end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a sentence's span, in pieces where it is no sentence that anybody wrote: what reads it need not bound itself."""
    while end - start > _LONGEST:
        blank = text.rfind(" ", start + 1, start + _LONGEST)
        stop = blank if blank > start else start + _LONGEST
        yield start, stop
        start = stop
    yield start, end


def _ends(text: str) -> Iterator[int]:
    for found in _END.finditer(text):
        stop = found.start() + 1
        if found[0][0] == "." and _ABBREVIATION.search(text, max(0, stop - 12), stop):
            is_number = text[stop - 2].isdigit()
            # A year or a count may well end a sentence; "23. März" does not.
            if not is_number or _MONTHS_AFTER.match(text, found.end()):
                continue
        if found.end() < len(text):
            yield found.end()
