"""How a position looks: colour, outline, corners and a letter, so that none is told by colour alone.

Blue and vermilion stay apart under the common kinds of colour blindness; in grey the letters and corners tell them.
"""

from dataclasses import dataclass
from typing import Any

from watchword.publish.pictures.sheet import INK, LINE, PAPER, SOFT, Sheet, width_of


@dataclass(frozen=True, slots=True)
class Look:
    """A position's letter, its words, and its colours; `dash` is the outline's, `round_by` the corner's share of the height."""

    letter: str
    said: str
    fill: str
    stroke: str
    ink: str
    dash: tuple[float, ...] = ()
    round_by: float = 0.0


LOOKS = {
    "yes": Look("Y", "yes", "#1f5673", "#1f5673", PAPER, round_by=0.5),
    "abstain": Look("A", "abstained", "#f3e3b3", INK, INK, round_by=0.2),
    "no": Look("N", "no", "#b4432a", "#b4432a", PAPER),
    "absent": Look("–", "absent", PAPER, SOFT, SOFT, dash=(2, 2)),
    "unknown": Look("?", "not recorded", PAPER, SOFT, SOFT, dash=(2, 2)),
    "no ballot": Look("…", "no ballot in the record", PAPER, SOFT, SOFT, dash=(1, 3)),
    "without a vote": Look("=", "adopted without a vote", "#e6e6e1", "#e6e6e1", SOFT),
    "not decided": Look("×", "withdrawn, not considered or outcome unknown", PAPER, LINE, SOFT),
}  # fmt: skip
ORDER = tuple(LOOKS)


def draw_seat(sheet: Sheet, position: str, text: str, box: tuple[float, float, float, float], size: float, *, tooltip: str = "") -> None:
    """Draw one state's place: a box (x, y, width, height) in the look of its position, with words in it, one line or two."""
    look, (x, y, width, height) = LOOKS[position], box
    style: dict[str, Any] = {"fill": look.fill, "stroke": look.stroke, "strokeDash": list(look.dash), "tooltip": tooltip}
    sheet.box(x, y, width, height, look.round_by * height, **style)
    lines = text.split("\n")
    for number, line in enumerate(lines):
        middle = y + height / 2 + 0.5 + (number - (len(lines) - 1) / 2) * size
        sheet.words(x + width / 2, middle, line, size, align="center", color=look.ink, weight="bold", tooltip=tooltip)


def draw_legend(sheet: Sheet, y: float, left: float, shown: list[tuple[str, str]]) -> float:
    """Draw (position, its words) in rows from `left` on; return the height below."""
    x = left
    for position, said in shown:
        wide = 30 + width_of(said, 11)
        if x > left and x + wide > sheet.width - left:
            x, y = left, y + 24
        draw_seat(sheet, position, LOOKS[position].letter, (x, y, 22, 16), 10)
        sheet.words(x + 29, y + 8.5, said, 11)
        x += wide + 14
    return y + 30
