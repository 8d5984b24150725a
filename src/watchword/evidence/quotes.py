"""Exact quotations: the words, where they stand, and the hash of the paragraph they stand in.

A quotation is anchored by document, paragraph and the first digits of the paragraph's SHA-256, with the words before and behind it where
the same words stand there twice (the text quote selector of the W3C Web Annotation model, bound to one state of the text). It is never
moved: where the paragraph is not what it was, the fault says what changed and where the words stand now, and a person decides.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

from watchword.errors import NotHeld
from watchword.model import Display
from watchword.store.base import Row, View
from watchword.text.words import find_words

FINDER = "evidence.quotes/1"
HASH_DIGITS = 8
MOST_WORDS = 10
"""A quotation from a text whose licence does not let us show it in full has at most so many words."""
_CONTEXT = 24
_CHARACTERS_A_WORD = 2
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quotation stands: a document's id or key, the paragraph's position (from 0) and the first digits of its SHA-256.

    `prefix` and `suffix` are what stands right before and behind the words; they are needed where the words stand twice.
    """

    document: str
    paragraph: int
    digits: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in its place: `start` and `end` are code points of the paragraph's text, `text_sha256` is that text's hash."""

    document: str
    paragraph: int
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    text_sha256: str

    @property
    def anchor(self) -> Anchor:
        """The anchor with which the quotation is found again; its context is written out only where the words stand twice."""
        return Anchor(self.document, self.paragraph, self.text_sha256[:HASH_DIGITS], self.prefix, self.suffix)


def find_quotes(view: View, document: Row, words: str) -> list[Quotation]:
    """Return every place of these exact words in a document (a row with `id` and `key`); raise `NotHeld` where there is none.

    A quotation that stands once in its paragraph has no prefix and suffix, one that stands more often has those that tell it apart.
    """
    paragraphs = _read_paragraphs(view, document["id"])
    found = [place for row in paragraphs for place in _places(document["key"], row, words)]
    if not found:
        near = _nearest([row["text"] for row in paragraphs], words)
        raise NotHeld(f"{document['key']} does not hold these exact words: {words!r}{f'; the nearest are {near!r}' if near else ''}")
    return found


def check_quote(view: View, document: Row, anchor: Anchor, words: str) -> tuple[Quotation | None, str]:
    """Return the quotation and "" where it stands exactly as anchored, else None and what is expected and found.

    `document` is the row of the expression that is held now, with `id`, `key` and `display`.
    """
    paragraphs = _read_paragraphs(view, document["id"])
    row = next((row for row in paragraphs if row["position"] == anchor.paragraph), None)
    fault = _check_length(document, words) or _check_paragraph(paragraphs, row, anchor, words)
    if fault or row is None:
        return None, fault
    places = _places(document["key"], row, words)
    place = f"paragraph {anchor.paragraph} of {document['key']}"
    if not places:
        there = f"{_say_nearest(row['text'], words)}{_say_elsewhere(paragraphs, anchor.paragraph, words)}"
        return None, f"expected words that stand in {place}; found {words!r}{there}"
    fitting = [each for each in places if _fits(row["text"], each, anchor)]
    if len(fitting) == 1:
        return fitting[0], ""
    want = "prefix= and suffix= that tell the place" if len(fitting) > 1 else "the words behind the prefix and before the suffix given"
    return None, f"expected {want}; found that they stand {len(places)} times in {place}, {len(fitting)} of them so"


def _check_paragraph(paragraphs: Sequence[Row], row: Row | None, anchor: Anchor, words: str) -> str:
    """Return "" where the paragraph is the one that was quoted, to the letter; else what is expected and found."""
    place, elsewhere = f"paragraph {anchor.paragraph} of {anchor.document}", _say_elsewhere(paragraphs, anchor.paragraph, words)
    if row is None:
        return f"expected {place}; found {len(paragraphs)} paragraphs, numbered from 0{elsewhere}"
    own = sha256(row["text"].encode()).hexdigest()
    if own != row["text_sha256"]:
        return f"expected {place} with the recorded SHA-256 {row['text_sha256'][:16]}; found {own[:16]}: the stored text was changed"
    if own.startswith(anchor.digits) and len(anchor.digits) >= HASH_DIGITS:
        return ""
    moved = [other["position"] for other in paragraphs if other["text_sha256"].startswith(anchor.digits)]
    if moved and len(anchor.digits) >= HASH_DIGITS:
        return f"expected {place} with the hash {anchor.digits}; found that paragraph moved to {moved[0]}"
    now = f"found one with the hash {own[:HASH_DIGITS]}: the paragraph changed"
    return f"expected {place} with the hash {anchor.digits}; {now}{_say_here(row['text'], words)}{elsewhere}"


def count_words(words: str) -> int:
    """Return how many words a quotation has; a Chinese word is taken to have two characters."""
    han = sum("\u4e00" <= sign <= "\u9fff" for sign in words)
    return sum(1 for word in find_words(words, "en") if not "\u4e00" <= word.folded[:1] <= "\u9fff") + -(-han // _CHARACTERS_A_WORD)


def _check_length(document: Row, words: str) -> str:
    count = count_words(words)
    if document["display"] != Display.FULL and count > MOST_WORDS:
        return f"expected at most {MOST_WORDS} words, as the licence of {document['key']} has it; found {count}"
    return ""


def _read_paragraphs(view: View, document: str) -> list[Row]:
    return view.rows("SELECT position, text, text_sha256 FROM paragraphs WHERE document = ? ORDER BY position", [document])


def _places(name: str, row: Row, words: str) -> list[Quotation]:
    """Return the places of the words in a paragraph, each with the context that tells it apart where there are several."""
    text, spans = row["text"], list(_find_words(row["text"], words))
    context = _CONTEXT if len(spans) > 1 else 0
    return [
        Quotation(name, row["position"], start, end, text[start:end], text[max(0, start - context) : start], text[end : end + context],
                  row["text_sha256"])
        for start, end in spans
    ]  # fmt: skip


def _find_words(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield where the words stand. A line break of the source's file inside a paragraph is no wording: any space matches any."""
    pattern, at = re.compile(r"\s+".join(map(re.escape, words.split())) or r"(?!)"), 0
    while found := pattern.search(text, at):
        yield found.span()
        at = found.start() + 1


def _fits(text: str, place: Quotation, anchor: Anchor) -> bool:
    """Say whether the given prefix and suffix stand around a place; spaces at their ends do not matter, since an attribute drops them."""
    before, behind = " ".join(text[: place.start].split()), " ".join(text[place.end :].split())
    return before.endswith(" ".join(anchor.prefix.split())) and behind.startswith(" ".join(anchor.suffix.split()))


def _say_elsewhere(paragraphs: Sequence[Row], paragraph: int, words: str) -> str:
    others = [str(row["position"]) for row in paragraphs if row["position"] != paragraph and any(_find_words(row["text"], words))]
    return f"; the words stand in paragraph {', '.join(others)}" if others else ""


def _say_here(text: str, words: str) -> str:
    return "; the words still stand in it: read it, and anchor them anew" if any(_find_words(text, words)) else _say_nearest(text, words)


def _say_nearest(text: str, words: str) -> str:
    near = _nearest([text], words)
    return f"; it has {near!r}" if near else ""


def _nearest(texts: Sequence[str], words: str) -> str:
    """Return the words most like these, of the same length in words; "" where none is at all like them."""
    best, score = "", 0.6
    wanted = words.split()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(words)
    for text in texts:
        held = text.split()
        first = set(wanted)
        for at in range(max(1, len(held) - len(wanted) + 1)):
            window = held[at : at + len(wanted)]
            if not first & set(window) and len(wanted) > 1:
                continue
            matcher.set_seq1(" ".join(window))
            if matcher.quick_ratio() > score and (ratio := matcher.ratio()) > score:
                best, score = " ".join(window), ratio
    return best[:_SHOWN]
