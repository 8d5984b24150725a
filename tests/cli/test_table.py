"""A table looks as rich draws it, whatever it holds and however narrow the line."""

import io

import click
from hypothesis import given, settings
from hypothesis import strategies as st
from rich import box
from rich.console import Console
from rich.table import Table

from watchword.cli.table import draw_table

_WORDS = st.sampled_from(["a", "vote", "documents", "以人民为中心", "1,234", "-", "développement", "x\ny", "supercalifragilistic"])
_CELLS = st.lists(_WORDS, max_size=6).map(" ".join)


def _draw_with_rich(headings: list[str], cells: list[list[str]], right: list[bool], width: int) -> str:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading, is_right in zip(headings, right, strict=True):
        table.add_column(heading, justify="right" if is_right else "left", overflow="fold")
    for line in cells:
        table.add_row(*line)
    drawn = io.StringIO()
    Console(width=width, highlight=False, markup=False, file=drawn).print(table)
    return drawn.getvalue()


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(1, 10), st.sampled_from([80, 160]))
def test_a_table_is_drawn_and_folded_as_rich_does_it(data: st.DataObject, columns: int, width: int) -> None:
    """Columns of Latin and Chinese words, folded or not, flush left or right."""
    headings = data.draw(st.lists(_WORDS, min_size=columns, max_size=columns))
    cells = data.draw(st.lists(st.lists(_CELLS, min_size=columns, max_size=columns), min_size=1, max_size=4))
    right = data.draw(st.lists(st.booleans(), min_size=columns, max_size=columns))
    assert click.unstyle(draw_table(headings, cells, right, width)) + "\n" == _draw_with_rich(headings, cells, right, width)
