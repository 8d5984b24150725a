"""Positions over time: a line for each chosen state with the band of its uncertainty, all other states faint behind."""

from collections.abc import Mapping, Sequence
from typing import Any

from watchword.errors import NotHeld, UsageError
from watchword.publish.pictures.record import Picture, stem_of
from watchword.publish.pictures.sheet import INK, LINE, MARGIN, SOFT, Sheet

MOST = 6
"""So many states can be told apart by their lines; more are refused."""
# Okabe and Ito's colours for the colour-blind, dark enough for lines on white; each with its own dashes and its name at the end.
_LINES = (("#1f5673", ()), ("#b4432a", (7, 3)), ("#007a5a", (2, 2)), ("#8a5a00", (10, 3, 2, 3)), ("#7a3b69", (4, 4)), ("#1b1b19", (1, 3)))
_WIDTH, _HEIGHT, _NAMES = 840, 380.0, 195
_KEYS = ("state", "name", "group", "session", "date", "position", "low", "high", "votes")


def draw_positions(rows: Sequence[Mapping[str, Any]], chosen: Sequence[str], title: str, basis: str) -> Picture:
    """Return positions over time.

    Each row has `state`, `name`, `group`, `session`, `date` (ISO), `position`, `low` and `high` (the band, None where there is none) and
    `votes`; `chosen` are the codes to show; `basis` says which votes these are. Raises `NotHeld` where a chosen state has no position,
    `UsageError` for more than `MOST`.
    """
    placed = [row for row in rows if row["position"] is not None and row["date"]]
    if len(set(chosen)) > MOST:
        raise UsageError(f"{len(set(chosen))} states were named; lines of more than {MOST} cannot be told apart: name fewer")
    absent = [code for code in chosen if not any(row["state"] == code for row in placed)]
    if absent or not placed:
        raise NotHeld(f"no position of {', '.join(absent) or 'any state'} in these votes")
    lines: dict[str, list[Mapping[str, Any]]] = {}
    for row in sorted(placed, key=lambda row: (row["state"], row["date"], str(row["session"]))):
        lines.setdefault(row["state"], []).append(row)
    sheet = Sheet(_WIDTH)
    top = sheet.heading(title, basis) + 8
    scale = _Scale(placed, chosen, top)
    scale.draw_axes(sheet)
    for code, points in lines.items():
        if code not in chosen:
            sheet.path(_line(scale, points), stroke="#b9b9b2", strokeWidth=0.6, opacity=0.5, tooltip=points[0]["name"])
    ends = []
    for code, (color, dash) in zip(dict.fromkeys(chosen), _LINES, strict=False):
        points = lines[code]
        banded = [point for point in points if point["low"] is not None and point["high"] is not None]
        if len(banded) > 1:
            sheet.path(_band(scale, banded), fill=color, opacity=0.16)
        sheet.path(_line(scale, points), stroke=color, strokeWidth=2, strokeDash=list(dash))
        for point in points:
            x, y = scale.at(point["date"], point["position"])
            if len(points) == 1 and point["low"] is not None:
                sheet.path(f"M{x:.2f},{scale.height(point['low']):.2f}V{scale.height(point['high']):.2f}", stroke=color, strokeWidth=1.4)
            sheet.path(f"M{x - 2.5:.2f},{y:.2f}a2.5,2.5 0 1 0 5,0a2.5,2.5 0 1 0 -5,0Z", fill=color,
                       tooltip=f"{point['name']}, {point['session']}: {point['position']:.2f}, {point['votes']} votes")  # fmt: skip
        ends.append((scale.height(points[-1]["position"]), points[-1]["name"], color))
    _name_ends(sheet, ends, scale.right + 10)
    sheet.notes(
        "Bands: the model's own interval of each chosen state's position, no sampling error. Grey: all other states.",
        "The scale has no unit and says nothing of motives; which end is up is fixed only by the states that anchor it.",
    )
    kept = tuple({key: row[key] for key in _KEYS} for points in lines.values() for row in points)
    alt = describe_positions(title, basis, lines, tuple(dict.fromkeys(chosen)))
    return Picture(stem_of("positions", *dict.fromkeys(chosen)), title, alt, sheet.specification(alt), kept)


class _Scale:
    """Places on the sheet of dates and positions."""

    def __init__(self, rows: Sequence[Mapping[str, Any]], chosen: Sequence[str], top: float) -> None:
        values = [row["position"] for row in rows]
        values += [row[side] for row in rows if row["state"] in chosen for side in ("low", "high") if row[side] is not None]
        years = [_year(row["date"]) for row in rows]
        spread = max(values) - min(values) or 1.0
        self.low, self.high = min(values) - 0.03 * spread, max(values) + 0.03 * spread
        self.first, self.last = min(years), max(*years, min(years) + 1)
        self.top, self.left, self.right = top, MARGIN + 30.0, _WIDTH - MARGIN - _NAMES

    def height(self, position: float) -> float:
        """Return how far down a position is."""
        return float(self.top + (self.high - position) / (self.high - self.low) * _HEIGHT)

    def at(self, date: str, position: float) -> tuple[float, float]:
        """Return the place of a position on a date."""
        return self.left + (_year(date) - self.first) / (self.last - self.first) * (self.right - self.left), self.height(position)

    def draw_axes(self, sheet: Sheet) -> None:
        """Draw the whole numbers (or halves of less) across, and years below."""
        step = next(step for step in (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 1e9) if (self.high - self.low) / step <= 8)
        number = -int(-self.low // step) * step
        while number <= self.high:
            y = self.height(number)
            sheet.path(f"M{self.left},{y:.2f}H{self.right}", stroke=LINE, strokeWidth=0.6)
            sheet.words(self.left - 7, y, f"{number:g}".replace("-", "−"), 10.5, align="right", color=SOFT)
            number = round(number + step, 6)
        years = max(1, round((self.last - self.first) / 9))
        for year in range(int(-(-self.first // 1)), int(self.last) + 1, years):
            x, _ = self.at(str(year), 0)
            sheet.path(f"M{x:.2f},{self.top + _HEIGHT}v5", stroke=SOFT, bottom=self.top + _HEIGHT + 5)
            sheet.words(x, self.top + _HEIGHT + 14, str(year), 10.5, align="center", color=SOFT)


def _year(date: str) -> float:
    """Return a date as a decimal year, at the start of what is not known."""
    parts = [int(part) for part in date.split("-")] + [1, 1]
    return parts[0] + (parts[1] - 1) / 12 + (parts[2] - 1) / 372


def _line(scale: _Scale, points: Sequence[Mapping[str, Any]]) -> str:
    return "M" + "L".join("{:.2f},{:.2f}".format(*scale.at(point["date"], point["position"])) for point in points)


def _band(scale: _Scale, points: Sequence[Mapping[str, Any]]) -> str:
    there = ["{:.2f},{:.2f}".format(*scale.at(point["date"], point["high"])) for point in points]
    back = ["{:.2f},{:.2f}".format(*scale.at(point["date"], point["low"])) for point in reversed(points)]
    return "M" + "L".join(there + back) + "Z"


def _name_ends(sheet: Sheet, ends: Sequence[tuple[float, str, str]], x: float) -> None:
    """Write each line's name at its end, moved down where it would lie on another."""
    below = 0.0
    for y, name, color in sorted(ends):
        below = max(y, below + 14)
        sheet.words(x, below, name if len(name) <= 32 else f"{name[:31]}…", 11, color=color or INK, weight="bold")


def describe_positions(title: str, basis: str, lines: Mapping[str, Sequence[Mapping[str, Any]]], chosen: Sequence[str]) -> str:
    """Return the words that say what the picture shows: each chosen state's first and last position with its interval."""
    said = [f"{title}. {basis}. {len(lines)} states; {len(chosen)} are drawn out."]
    for code in chosen:
        first, last = lines[code][0], lines[code][-1]
        said.append(f"{first['name']}: {_say(first)}" + (f"; {_say(last)}." if last is not first else "."))
    return " ".join(said)


def _say(point: Mapping[str, Any]) -> str:
    band = f" ({point['low']:.2f} to {point['high']:.2f})" if point["low"] is not None and point["high"] is not None else ""
    return f"{point['position']:.2f}{band} in session {point['session']} ({point['date']}, {point['votes']} votes)"
