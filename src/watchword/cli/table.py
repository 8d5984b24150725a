"""Lay out a table as text, cells folded where it is wider than the line.

It looks as the `rich` library draws its box SIMPLE_HEAD, and breaks lines as that does; rich itself takes a millisecond a row.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

import click

_GAP = 3


def draw_table(headings: Sequence[str], cells: Sequence[Sequence[str]], right: Sequence[bool], width: int) -> str:
    """Return a table of at most `width` characters; `right` says which columns stand flush right."""
    from rich.cells import cell_len

    natural = [max(_count_cells(cell, cell_len) for cell in column) for column in zip(headings, *cells, strict=True)]
    widths = _narrow(natural, width)
    whole = sum(widths) + _GAP * len(widths) - 1
    lines = [" " * whole, *(click.style(line, bold=True) for line in _draw_row(headings, widths, right, cell_len, bottom=True))]
    lines.append(" " + "─" * (whole - 2) + " ")
    for row in cells:
        lines += _draw_row(row, widths, right, cell_len)
    return "\n".join([*lines, " " * whole])


def _count_cells(cell: str, measure: Callable[[str], int]) -> int:
    return max(map(measure, cell.splitlines()), default=0)


def _narrow(natural: Sequence[int], width: int) -> list[int]:
    """Return the widths of columns that fit the line: the widest are made narrower until they are as wide as the next ones.

    A column is counted with the space around its cells, which the first and the last have on one side only.
    """
    spaces = [(at > 0) + (at < len(natural) - 1) for at in range(len(natural))]
    widths = [most + space for most, space in zip(natural, spaces, strict=True)]
    excess = sum(widths) + len(widths) + 1 - width
    while excess > 0:
        widest = max(widths)
        difference = widest - max((wide for wide in widths if wide != widest), default=0)
        left, sharing = excess, widths.count(widest)
        for at, wide in enumerate(widths):
            if wide == widest:
                less = min(excess, difference, round(left / sharing))
                widths[at], left, sharing = wide - less, left - less, sharing - 1
        excess = sum(widths) + len(widths) + 1 - width
    return [max(1, wide - space) for wide, space in zip(widths, spaces, strict=True)]


def _draw_row(
    row: Sequence[str], widths: Sequence[int], right: Sequence[bool], measure: Callable[[str], int], *, bottom: bool = False
) -> Iterator[str]:
    """Yield the lines of a row; cells of fewer lines stand at its top, or at its bottom."""
    folded = [_fold(cell, wide, measure) for cell, wide in zip(row, widths, strict=True)]
    if bottom:
        most = max(map(len, folded))
        folded = [[*[""] * (most - len(lines)), *lines] for lines in folded]
    for line in zip_longest(*folded, fillvalue=""):
        spaces = [" " * (wide - measure(piece)) for wide, piece in zip(widths, line, strict=True)]
        filled = (space + piece if flush else piece + space for piece, space, flush in zip(line, spaces, right, strict=True))
        yield " " + (" " * _GAP).join(filled) + " "


def _fold(cell: str, width: int, measure: Callable[[str], int]) -> list[str]:
    """Return the lines of a cell, broken between words, and within a word only where it is longer than the line."""
    if "\n" not in cell and "\t" not in cell and measure(cell) <= width:
        return [cell]
    from rich.console import Console
    from rich.text import Text

    return [line.plain.rstrip() for line in Text(cell).wrap(Console(), width, overflow="fold")]
