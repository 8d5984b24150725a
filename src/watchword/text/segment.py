"""Cut running text into paragraphs without ever cutting a sentence that runs on.

Real files break lines at a fixed width, break pages inside sentences and leave blank lines anywhere. A new paragraph begins
where the text before has ended a sentence, where a numbered paragraph starts, or after a heading that stands alone. Only white
space falls between two paragraphs, so the text can be put together again.
"""

import re
from collections.abc import Iterator

_LINE = re.compile(r"[^\n\f\x0b\x85\u2028\u2029]+")
_ENDED = re.compile(r"[.!?:;…。！？：；][\"'”’»）)\]]*\Z")
_NUMBERED = re.compile(r"\d{1,3}\s*[.)]\s|\([a-z]{1,3}\)\s")
_HEADING_LENGTH = 80


def segment(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs of `text` as (start, end) code-point offsets, without white space at their ends."""
    start = end = -1
    lines = 0
    for found in _LINE.finditer(text):
        line = found.group()
        stripped = line.strip("\ufeff \t\r\xa0\u3000")
        if not stripped:
            continue
        at = found.start() + line.index(stripped[0])
        if start >= 0 and _begins(text, (start, end), at, stripped, lines):
            yield start, end
            start, lines = at, 0
        elif start < 0:
            start = at
        end = at + len(stripped)
        lines += 1
    if start >= 0:
        yield start, end


def _begins(text: str, before: tuple[int, int], at: int, line: str, lines: int) -> bool:
    """Say whether `line`, at offset `at`, begins a paragraph after the text that spans `before`."""
    if _NUMBERED.match(line):
        return True
    tail = text[max(before[0], before[1] - 8) : before[1]]
    if _ENDED.search(tail):
        return not line[0].islower()
    blank_between = text.count("\n", before[1], at) > 1 or "\f" in text[before[1] : at]
    alone = lines == 1 and before[1] - before[0] < _HEADING_LENGTH
    return blank_between and alone and not line[0].islower() and not tail.endswith((",", "-", "،", "，", "、"))
