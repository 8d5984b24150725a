"""Numbers of paragraphs as the six languages and German print them, made into one label: `OP4(b)(i)`.

"4.", "4 -" and "4-" are all paragraph 4; "(b)", "b)" and "(ب)" are all its point b; "(i)", "㈠" and "’1‘" are all the
first subpoint. Labels are the same in all languages so that a paragraph can be followed from one to the next.
"""

import re
from dataclasses import dataclass, field

_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}
_UNSEEN = re.compile(r"[ـ\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # stretched letters, marks of direction
_ROMAN = re.compile(r"(?=[ivxl])(xl|l?x{0,3})(ix|iv|v?i{0,3})\Z")
_NUMBER = re.compile(r"(\d+)\s*[.)]?\s*[-–—]?\Z")
_DOTTED_NUMBER = re.compile(r"(\d+(?:\.\d+)+)\.?\Z")
_BRACKETED_NUMBER = re.compile(r"\((\d+)\)\Z")
_LETTER = re.compile(r"\(?\s*([^\W\d_]{1,6})\s*[.)]\Z")
_QUOTED_NUMBER = re.compile(r"[’‘'`´“”\"]\s*(\d+)\s*[’‘'`´“”\"]\Z")
_BULLET = re.compile(r"[-–—•*·▪●○o§]\Z")
# The order in which UN documents in Arabic letter their points.
_ARABIC = dict(zip("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", "abcdefghijklmnopqrstuvwxyz", strict=False))
# Cyrillic letters typed where the Russian files otherwise print the Latin ones they look like.
_LOOK_ALIKE = {"а": "a", "с": "c", "е": "e", "о": "o", "р": "p", "х": "x", "і": "i"}


@dataclass(frozen=True, slots=True)
class Number:
    """What a `<num>` says: its part of the label, and on which level.

    Levels are "paragraph", "dotted" (2.1), "bracketed", "letter", "roman", "bullet", "other" (kept as printed) and
    "counted" (not printed at all).
    """

    level: str
    text: str


def roman_of(value: int) -> str:
    """Return a number from 1 to 89 as a small Roman numeral."""
    tens, ones = divmod(value, 10)
    head = "xl" if tens == 4 else "l" * (tens >= 5) + "x" * (tens % 5)
    return head + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]


def is_roman(text: str) -> bool:
    """Say whether `text` is a small Roman numeral."""
    return bool(_ROMAN.match(text))


def value_of(roman: str) -> int:
    """Return the value of a small Roman numeral."""
    total = 0
    for letter, following in zip(roman, [*roman[1:], "i"], strict=True):
        value = _ROMAN_VALUES[letter]
        total += -value if value < _ROMAN_VALUES[following] else value
    return total


def read_number(printed: str) -> Number:
    """Read the content of a `<num>`; one that follows no known pattern comes back as level "other", as printed."""
    text = " ".join(_UNSEEN.sub("", printed).split())
    if found := _NUMBER.match(text):
        return Number("paragraph", str(int(found[1])))
    for pattern, level in ((_DOTTED_NUMBER, "dotted"), (_BRACKETED_NUMBER, "bracketed")):
        if found := pattern.match(text):
            return Number(level, found[1])
    quoted = _QUOTED_NUMBER.match(text)
    if quoted or (len(text) == 1 and "㈠" <= text <= "㈩"):
        value = int(quoted[1]) if quoted else ord(text) - ord("㈠") + 1
        return Number("roman", roman_of(value) if 0 < value < 90 else str(value))
    if _BULLET.match(text):
        return Number("bullet", "•")
    if found := _LETTER.match(text):
        letter = found[1].lower()
        letter = "".join(_LOOK_ALIKE.get(each, each) for each in letter)
        letter = _ARABIC.get(letter, letter)
        if len(letter) == 1 or is_roman(letter) or len(set(letter)) == 1:
            return Number("roman" if len(letter) > 1 and is_roman(letter) else "letter", letter)
    return Number("other", text)


@dataclass(slots=True)
class Path:
    """Where in the numbering a text stands: the parts of its label, outermost first."""

    parts: list[Number] = field(default_factory=list)
    bullets: int = 0

    def __str__(self) -> str:
        """Return the label without its prefix: "4(b)(i)"."""
        return "".join(
            part.text if index == 0 and part.level in {"paragraph", "dotted", "counted"} else f"({part.text})"
            for index, part in enumerate(self.parts)
        )

    def copy(self) -> "Path":
        """Return a path that can be extended on its own."""
        return Path(list(self.parts))

    def extend(self, number: Number) -> "Path":
        """Return the path of a point nested directly below this one."""
        below = self.copy()
        if number.level == "bullet":
            self.bullets += 1
            number = Number("bullet", f"•{self.bullets}")
        below.parts.append(number)
        return below

    def follow(self, number: Number) -> "Path":
        """Return the path of a paragraph that comes after this one and is not nested in it by the mark-up.

        Much of the mark-up is flat: "4.", "(a)", "(i)" are then siblings. "(i)" is the ninth letter after "(h)", else a
        Roman numeral below the letter before it.
        """
        if number.level in {"paragraph", "dotted"}:
            return Path([number])
        parts = list(self.parts)
        if number.level == "letter" and is_roman(number.text) and self._is_roman_here(number.text):
            number = Number("roman", number.text)
        depth = next((index for index, part in enumerate(parts) if part.level == number.level), None)
        if depth is not None:
            if number.level == "bullet":
                last = parts[depth].text.lstrip("•")
                number = Number("bullet", f"•{int(last or 0) + 1}")
            return Path([*parts[:depth], number])
        if number.level == "bullet":
            number = Number("bullet", "•1")
        return Path([*parts, number])

    def _is_roman_here(self, text: str) -> bool:
        letters = [part.text for part in self.parts if part.level == "letter"]
        romans = [part.text for part in self.parts if part.level == "roman"]
        if romans:
            return value_of(text) == value_of(romans[-1]) + 1 if is_roman(romans[-1]) else False
        if letters and len(letters[-1]) == 1:
            return text == "i" and letters[-1] != "h"
        return text == "i"
