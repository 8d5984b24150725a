"""A sheet to draw on: boxes, paths and words at places that we compute, gathered into one Vega specification.

Lengths are points of the drawing, from the upper left. Widths of words are estimates for Liberation Sans and Arial, on the wide side.
"""

import textwrap
from typing import Any

FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, SOFT, LINE, PAPER = "#1b1b19", "#5a5a53", "#d0d0ca", "#ffffff"
MARGIN = 24
_SCHEMA = "https://vega.github.io/schema/vega/v6.json"
_NARROW = frozenset("iljtfrI.,:;'|!()[]- ")


def width_of(text: str, size: float) -> float:
    """Return the estimated width of a line of words."""
    return sum(0.32 if c in _NARROW else 1.05 if ord(c) > 0x2E7F else 0.72 if c.isupper() else 0.58 for c in text) * size


def wrap(text: str, size: float, width: float, most: int = 3) -> list[str]:
    """Return the words as at most `most` lines that fit into `width`; what is left over ends in an ellipsis."""
    return textwrap.wrap(text, max(8, int(width / (0.51 * size))), max_lines=most, placeholder=" …") or [""]


class Sheet:
    """What has been drawn so far; marks drawn later lie on top, words on all."""

    def __init__(self, width: float) -> None:
        """Begin a sheet of this width; its height is where the lowest mark ends."""
        self.width, self.bottom = width, 0.0
        self._shapes: list[dict[str, Any]] = []
        self._words: list[dict[str, Any]] = []

    def path(self, path: str, *, bottom: float = 0.0, **style: Any) -> None:
        """Draw an SVG path. Styles: fill, stroke, strokeWidth, strokeDash, opacity, tooltip."""
        self.bottom = max(self.bottom, bottom)
        self._shapes.append({"fill": "transparent", "stroke": "transparent", "strokeWidth": 1, "strokeDash": [], "opacity": 1,
                             "tooltip": ""} | style | {"path": path})  # fmt: skip

    def box(self, x: float, y: float, width: float, height: float, round_by: float = 0, **style: Any) -> None:
        """Draw a box with corners rounded by a radius."""
        r = min(round_by, width / 2, height / 2)
        corner = f"a{r:g},{r:g} 0 0 1" if r else ""
        path = f"M{x + r:.2f},{y:.2f}h{width - 2 * r:.2f}" + "".join(
            (f"{corner} {turn}" if r else "") + side
            for turn, side in (
                (f"{r:g},{r:g}", f"v{height - 2 * r:.2f}"), (f"{-r:g},{r:g}", f"h{2 * r - width:.2f}"),
                (f"{-r:g},{-r:g}", f"v{2 * r - height:.2f}"), (f"{r:g},{-r:g}", "Z"),
            )
        )  # fmt: skip
        self.path(path, bottom=y + height, **style)

    def words(self, x: float, y: float, text: str, size: float = 11, *, tooltip: str = "", **style: Any) -> None:
        """Write one line with its middle at height `y`. Styles: align, weight, color, angle (degrees), halo."""
        self.bottom = max(self.bottom, y + size * 0.7)
        self._words.append({"align": "left", "weight": "normal", "color": INK, "angle": 0} | style |
                           {"x": round(x, 2), "y": round(y, 2), "text": text, "size": size, "tooltip": tooltip})  # fmt: skip

    def heading(self, title: str, under: str) -> float:
        """Write title and line under it at the top; return the height where the picture may begin."""
        y = float(MARGIN)
        for line in wrap(title, 16, self.width - 2 * MARGIN, 2):
            self.words(MARGIN, y, line, 16, weight="bold")
            y += 21
        for line in wrap(under, 11.5, self.width - 2 * MARGIN):
            self.words(MARGIN, y, line, 11.5, color=SOFT)
            y += 16
        return y + 14

    def notes(self, *notes: str) -> None:
        """Write notes below everything."""
        y = self.bottom + 22
        for note in notes:
            for line in wrap(note, 9.5, self.width - 2 * MARGIN, 4):
                self.words(MARGIN, y, line, 9.5, color=SOFT)
                y += 13

    def specification(self, description: str) -> dict[str, Any]:
        """Return the Vega specification of the sheet."""
        shape = {name: {"field": name} for name in ("path", "fill", "stroke", "strokeWidth", "strokeDash", "opacity", "tooltip")}
        word = {name: {"field": name} for name in ("x", "y", "text", "align", "angle", "tooltip")} | {
            "fontSize": {"field": "size"}, "fontWeight": {"field": "weight"}, "fill": {"field": "color"},
            "font": {"value": FONT}, "baseline": {"value": "middle"},
        }  # fmt: skip
        return {
            "$schema": _SCHEMA, "description": description, "background": PAPER, "padding": 0, "autosize": "none",
            "width": round(self.width), "height": round(self.bottom + MARGIN * 0.75),
            "data": [{"name": "shapes", "values": self._shapes}, {"name": "words", "values": self._words}],
            "marks": [
                {"type": "path", "from": {"data": "shapes"}, "encode": {"enter": shape}},
                {"type": "text", "from": {"data": "words"}, "encode": {"enter": word}},
            ],
        }  # fmt: skip
