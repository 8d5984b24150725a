"""Print key words in context, aligned on the key word, whatever the script."""

import shutil
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

_WIDTH = 160
_WHO = 18  # the states; else the symbol, such as S/PRST/2016/12; else the source
_RIGHT_TO_LEFT = ("R", "AL")
# Directional isolates (Unicode Standard Annex 9): each cell is laid out for itself, so that columns stay where they are.
_RLI, _PDI = "\u2067", "\u2069"


def print_lines(lines: Sequence[Any]) -> str:
    """Return one line of text for each line of a concordance: id, date, who, and the words around the key word."""
    width = shutil.get_terminal_size((_WIDTH, 0)).columns if sys.stdout.isatty() else _WIDTH
    heads = [(line.id, line.date or "undated", ",".join(line.actors)[:_WHO] or (line.symbol or line.source)[:_WHO]) for line in lines]
    widths = [max(len(head[at]) for head in heads) for at in range(3)]
    key = min(max(cell_width(clean(line.words)) for line in lines), width // 3)
    room = max(10, (width - sum(widths) - 3 * 2 - key - 4) // 2)
    return "\n".join(
        "  ".join(f"{part:<{size}}" for part, size in zip(head, widths, strict=True)) + "  " + _line(line, key, room)
        for line, head in zip(lines, heads, strict=True)
    )


def _line(line: Any, key: int, room: int) -> str:
    words = clean(line.words)
    before, behind = cut_end(clean(line.left), room), cut_start(clean(line.right), room)
    if is_right_to_left(words):
        # What comes before is read on the right: columns change sides, and each is set from right to left.
        before, behind = behind, before
        before, words, behind = (f"{_RLI}{cell}{_PDI}" if cell else "" for cell in (before, words, behind))
    return f"{_pad(before, room, left=True)}  {_pad(words, key, left=False)}  {behind}".rstrip()


def _pad(text: str, width: int, *, left: bool) -> str:
    space = " " * max(0, width - cell_width(text))
    return space + text if left else text + space


def clean(text: str) -> str:
    """Return the text on one line, without control characters that would steer a terminal."""
    return "".join(" " if character.isspace() else character for character in text if character.isspace() or character.isprintable())


def is_right_to_left(text: str) -> bool:
    """Say whether the first letter is one of a script read from right to left."""
    return next((unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text if c.isalpha()), False)


def cell_width(text: str) -> int:
    """Return how many columns of a terminal the text takes (East Asian width, marks that take none)."""
    from rich.cells import cell_len

    return cell_len(text.replace(_RLI, "").replace(_PDI, ""))


def cut_end(text: str, width: int) -> str:
    """Return as much of the end of the text as fits."""
    while cell_width(text) > width:
        text = text[max(1, (cell_width(text) - width) // 2) :]
    return text


def cut_start(text: str, width: int) -> str:
    """Return as much of the beginning of the text as fits."""
    while cell_width(text) > width:
        text = text[: -max(1, (cell_width(text) - width) // 2)]
    return text
