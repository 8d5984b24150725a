"""Where each state's tile lies: the places of states moved onto a grid, each to a cell of its own, by the least sum of squared moves.

The assignment is solved exactly (Jonker and Volgenant's algorithm as scipy has it: Crouse 2016). Today's members are laid out once and
together, so that a state's tile is the same on every map; a state that is gone, or no member, takes the nearest free cell.
"""

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from watchword.states import memberships, place_of

ACROSS, DOWN = 34, 21
# Degrees and the column or row they fall on: wider where states stand close, so that neighbours stay neighbours.
_LONGITUDES = ((-118.0, -60.0, -30.0, -10.0, 30.0, 45.0, 100.0, 190.0), (0.0, 6.0, 9.0, 11.0, 21.0, 23.5, 28.0, 33.0))
_LATITUDES = ((-42.0, 12.0, 35.0, 60.0, 66.0), (20.0, 13.0, 9.0, 1.0, 0.0))
_DATE_LINE = -150
"""Places west of this are drawn in the east, beside the islands that they belong with."""
Cell = tuple[int, int]


def lay_tiles(codes: Iterable[str]) -> dict[str, Cell]:
    """Return the (column, row) of each state that has a place, from the upper left; the states given beside today's members too."""
    tiles = dict(_lay_members())
    others = sorted(code for code in set(codes) - set(tiles) if place_of(code))
    return tiles | _assign(others, tuple(tiles.values()))


@cache
def _lay_members() -> dict[str, Cell]:
    return _assign(sorted(seat.state for seat in memberships("GA") if not seat.end and place_of(seat.state)), ())


def _assign(codes: Sequence[str], taken: Sequence[Cell]) -> dict[str, Cell]:
    from scipy.optimize import linear_sum_assignment

    if not codes:
        return {}
    cells = np.array([(x, y) for y in range(DOWN) for x in range(ACROSS) if (x, y) not in set(taken)], dtype=float)
    wanted = np.array([_project(code) for code in codes])
    moves: NDArray[np.float64] = ((wanted[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    rows, columns = linear_sum_assignment(moves)
    return {codes[row]: (int(cells[column][0]), int(cells[column][1])) for row, column in zip(rows, columns, strict=True)}


def _project(code: str) -> tuple[float, float]:
    """Return a state's place in units of cells."""
    longitude, latitude = place_of(code) or (0, 0)
    east = longitude + 360 if longitude < _DATE_LINE else longitude
    return float(np.interp(east, *_LONGITUDES)), float(np.interp(latitude, *_LATITUDES))
