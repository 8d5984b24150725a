"""A text over its sessions: one row a state, one column a decision; blank where the state had no seat."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from watchword.publish.pictures.marks import LOOKS, ORDER, draw_legend, draw_seat
from watchword.publish.pictures.record import Picture, stem_of
from watchword.publish.pictures.sheet import LINE, MARGIN, SOFT, Sheet, width_of
from watchword.publish.wording import name_state

BLANK = "not a member"
_LABEL, _CELL, _ROW = 182, 32.0, 16.0
_LONGEST = 52
"""Rows of one panel; more states stand in further panels beside it. Wide grids have fewer and longer panels."""
_FEW = 6


def draw_grid(title: str, grid: Sequence[Mapping[str, Any]], decisions: Sequence[Mapping[str, Any]], source: str) -> Picture:
    """Return the grid of a series.

    `grid` has a row for each state: `state`, `name`, `group` and `cells`, one for each decision and in its order, with `symbol`, `date`
    and `position` ("not a member" is blank); `decisions` have `symbol`, `date` and `outcome`; `source` says whose records they are.
    """
    ordered = sorted(grid, key=lambda row: (row["group"] == "", row["group"], row["name"]))
    lines = _lines_of(ordered)
    longest_panel = _LONGEST * (1 if len(decisions) <= _FEW else 2 if len(decisions) <= 2 * _FEW else 4)
    panels = _fold(lines, longest_panel)
    wide = _LABEL + _CELL * len(decisions) + 26
    longest = max(width_of(f"{d['symbol']}  {d['date']}", 9.5) for d in decisions)
    sheet = Sheet(max(2 * MARGIN + wide * len(panels) - 26 + longest * 0.5, 620))
    first, last = decisions[0], decisions[-1]
    under = f"{len(decisions)} decisions, {first['symbol']} ({first['date']}) to {last['symbol']} ({last['date']}); {len(grid)} states"
    counts = Counter(cell["position"] for row in ordered for cell in row["cells"])
    y = draw_legend(sheet, sheet.heading(title, under), MARGIN, [(p, LOOKS[p].said) for p in ORDER if counts[p]])
    sheet.words(MARGIN, y - 4, "Blank: not a member on that day.", 11, color=SOFT)
    top = y + 8 + longest * 0.8
    for number, panel in enumerate(panels):
        _draw_panel(sheet, (MARGIN + number * wide, top), panel, decisions)
    sheet.notes(f"Roll calls as recorded. {source} Absence is not abstention; adopted without a vote is not support by all.")
    rows = tuple(
        {"state": row["state"], "name": row["name"], "group": row["group"], "symbol": cell["symbol"], "date": cell["date"],
         "position": cell["position"]}
        for row in ordered for cell in row["cells"]
    )  # fmt: skip
    alt = describe_grid(title, ordered, decisions)
    return Picture(stem_of("grid", last["symbol"]), f"{title}: who stood where, vote by vote", alt, sheet.specification(alt), rows)


def _lines_of(grid: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any] | str]:
    """Return the rows with a group's name before its first."""
    lines: list[Mapping[str, Any] | str] = []
    for index, row in enumerate(grid):
        if index == 0 or grid[index - 1]["group"] != row["group"]:
            lines.append(row["group"] or "no group")
        lines.append(row)
    return lines


def _fold(lines: Sequence[Mapping[str, Any] | str], longest: int) -> list[list[Mapping[str, Any] | str]]:
    """Return the lines in panels; a group that runs on has its name again, and no panel ends with a name alone."""
    panels: list[list[Mapping[str, Any] | str]] = [[]]
    group = ""
    for index, line in enumerate(lines):
        last = isinstance(line, str) and len(panels[-1]) == longest - 1 and index + 1 < len(lines)
        if len(panels[-1]) == longest or last:
            panels.append([] if isinstance(line, str) else [f"{group} (continued)"])
        group = line if isinstance(line, str) else group
        panels[-1].append(line)
    return panels


def _draw_panel(
    sheet: Sheet, at: tuple[float, float], lines: Sequence[Mapping[str, Any] | str], decisions: Sequence[Mapping[str, Any]]
) -> None:
    left, y = at
    for column, decision in enumerate(decisions):
        x = left + _LABEL + column * _CELL + _CELL / 2
        sheet.words(x, y - 6, f"{decision['symbol']}  {decision['date']}", 9.5, angle=-50)
    for line in lines:
        if isinstance(line, str):
            sheet.words(left, y + 8, line, 10, weight="bold", color=SOFT)
        else:
            sheet.words(left, y + 8, _shorten(line["name"]), 10)
            sheet.box(left, y + _ROW - 0.5, _LABEL + _CELL * len(decisions), 0.4, fill=LINE)
            for column, cell in enumerate(line["cells"]):
                if cell["position"] != BLANK:
                    place = (left + _LABEL + column * _CELL + 2, y + 1, _CELL - 4, _ROW - 3)
                    said = f"{line['name']}, {cell['symbol']}: {LOOKS[cell['position']].said}"
                    draw_seat(sheet, cell["position"], LOOKS[cell["position"]].letter, place, 8.5, tooltip=said)
        y += _ROW


def _shorten(name: str) -> str:
    return name if width_of(name, 10) <= _LABEL - 6 else f"{name[:27].rstrip()}…"


def describe_grid(title: str, grid: Sequence[Mapping[str, Any]], decisions: Sequence[Mapping[str, Any]]) -> str:
    """Return the words that say what a grid shows: the counts of each decision, and who changed among yes, no and abstain."""
    said = [f"{title}. Each state's position in {len(decisions)} decisions."]
    for column, decision in enumerate(decisions):
        counts = Counter(row["cells"][column]["position"] for row in grid)
        listed = ", ".join(f"{counts[p]} {LOOKS[p].said}" for p in ORDER if counts[p])
        said.append(f"{decision['symbol']} of {decision['date']} ({decision['outcome']}): {listed or 'no roll call'}.")
    answers = {row["state"]: {cell["position"] for cell in row["cells"]} & {"yes", "no", "abstain"} for row in grid}
    changed = sorted(name_state(state) for state, held in answers.items() if len(held) > 1)
    twice = sum(sum(cell["position"] in ("yes", "no", "abstain") for cell in row["cells"]) > 1 for row in grid)
    said.append(f"Of {twice} states that voted more than once, {len(changed)} did not vote the same each time"
                + (f": {', '.join(changed)}." if changed else "."))  # fmt: skip
    return " ".join(said)
