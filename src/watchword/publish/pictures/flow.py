"""Where each state went between two votes: bands from the positions of the first to those of the second."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from watchword.publish.pictures.marks import LOOKS, ORDER
from watchword.publish.pictures.record import Picture, stem_of
from watchword.publish.pictures.sheet import INK, MARGIN, PAPER, SOFT, Sheet
from watchword.publish.wording import name_state

OUTSIDE = "not a member"
_WIDTH, _BAR, _HEIGHT, _GAP = 760, 26, 400.0, 16.0
_SIDE = 175
_READABLE = 9.0
_NODES = (*ORDER, OUTSIDE)


def draw_flow(shift: Mapping[str, Any], moves: Sequence[Mapping[str, str]]) -> Picture:
    """Return the flow between two votes.

    `shift` has the fields of a shift; `moves` has for each state `state`, `from` and `to`: a position, "no ballot" or "not a member".
    """
    flows = Counter((move["from"], move["to"]) for move in moves)
    unit = (_HEIGHT - _GAP * 5) / max(len(moves), 1)
    sheet = Sheet(_WIDTH)
    titles = (shift["before_title"] or shift["before"], shift["after_title"] or shift["after"])
    title = titles[1] if titles[0] == titles[1] else " → ".join(titles)
    y = sheet.heading(title, f"From {shift['before']} ({shift['before_date']}) to {shift['after']} ({shift['after_date']}): "
                             f"a band is as high as it has states")  # fmt: skip
    left, right = MARGIN + _SIDE, _WIDTH - MARGIN - _SIDE
    sheet.words(left + _BAR, y, shift["before_date"], 12, weight="bold", align="right")
    sheet.words(right - _BAR, y, shift["after_date"], 12, weight="bold")
    starts = _draw_nodes(sheet, flows, 0, (left, y + 16, unit), "Seats in")
    ends = _draw_nodes(sheet, flows, 1, (right - _BAR, y + 16, unit), "Seats out")
    for a in _NODES:
        for b in _NODES:
            if count := flows[a, b]:
                _draw_band(sheet, (left + _BAR, starts[a]), (right - _BAR, ends[b]), count * unit, _style(a, b, count))
                starts[a], ends[b] = starts[a] + count * unit, ends[b] + count * unit
    sheet.notes(*(f"{caution[0].upper()}{caution[1:]}." for caution in shift["cautions"]),
                f"Roll calls as recorded ({shift['holding']}). Absence is not abstention.")  # fmt: skip
    rows = tuple(
        {"state": move["state"], "name": name_state(move["state"]), "before": shift["before"], "after": shift["after"],
         "from": move["from"], "to": move["to"]}
        for move in sorted(moves, key=lambda move: (_NODES.index(move["from"]), _NODES.index(move["to"]), move["state"]))
    )  # fmt: skip
    alt = describe_flow(shift, flows, moves)
    name = stem_of("flow", shift["before"], "to", shift["after"])
    return Picture(name, f"{shift['before']} to {shift['after']}: {title}", alt, sheet.specification(alt), rows)


def _draw_nodes(
    sheet: Sheet, flows: Mapping[tuple[str, str], int], side: int, at: tuple[float, float, float], outside: str
) -> dict[str, float]:
    """Draw one side's bars with their names and numbers; return where each bar's bands begin."""
    x, y, unit = at
    tops = {}
    for node in _NODES:
        count = sum(number for pair, number in flows.items() if pair[side] == node)
        if not count:
            continue
        look = LOOKS.get(node)
        style = {"fill": look.fill, "stroke": look.stroke, "strokeDash": list(look.dash)} if look else {"fill": PAPER, "stroke": SOFT}
        sheet.box(x, y, _BAR, count * unit, **style)
        if look and count * unit >= 10:
            sheet.words(x + _BAR / 2, y + count * unit / 2, look.letter, 10, align="center", weight="bold", color=look.ink)
        said = f"{look.said}: {count}" if look else f"{outside}: {count}"
        middle = y + count * unit / 2
        sheet.words(x - 8 if side == 0 else x + _BAR + 8, middle, said, 11.5, align="right" if side == 0 else "left", weight="bold")
        tops[node] = y
        y += count * unit + _GAP
    return tops


def _style(a: str, b: str, count: int) -> dict[str, Any]:
    look = LOOKS.get(a)
    fill = look.fill if look and look.fill != PAPER else "#c9c9c2"
    said = f"{LOOKS[a].said if look else 'seats in'} → {LOOKS[b].said if b in LOOKS else 'seats out'}: {count}"
    return {"fill": fill, "stroke": fill, "strokeWidth": 0.5, "opacity": 0.7 if a != b else 0.4, "tooltip": said, "count": count}


def _draw_band(sheet: Sheet, start: tuple[float, float], end: tuple[float, float], high: float, style: dict[str, Any]) -> None:
    (x0, y0), (x1, y1) = start, end
    middle = (x0 + x1) / 2
    path = (f"M{x0:.2f},{y0:.2f}C{middle:.2f},{y0:.2f} {middle:.2f},{y1:.2f} {x1:.2f},{y1:.2f}v{high:.2f}"
            f"C{middle:.2f},{y1 + high:.2f} {middle:.2f},{y0 + high:.2f} {x0:.2f},{y0 + high:.2f}Z")  # fmt: skip
    count = style.pop("count")
    sheet.path(path, bottom=max(y0, y1) + high, **style)
    if high >= _READABLE:  # thinner ones would lie on each other; the bar beside them, the words and the rows have their number
        sheet.words(x0 + 6, y0 + high / 2, str(count), 9.5, color=INK)
        sheet.words(x1 - 6, y1 + high / 2, str(count), 9.5, color=INK, align="right")


def describe_flow(shift: Mapping[str, Any], flows: Mapping[tuple[str, str], int], moves: Sequence[Mapping[str, str]]) -> str:
    """Return the words that say what a flow shows: each band's number, and the states of those that changed."""
    said = [f"From {shift['before']} of {shift['before_date']} to {shift['after']} of {shift['after_date']}. {shift['sentence']}"]
    for (a, b), count in sorted(flows.items(), key=lambda item: (_NODES.index(item[0][0]), _NODES.index(item[0][1]))):
        way = f"{LOOKS[a].said if a in LOOKS else 'seats in'} to {LOOKS[b].said if b in LOOKS else 'seats out'}: {count}"
        names = sorted(name_state(move["state"]) for move in moves if (move["from"], move["to"]) == (a, b))
        said.append(f"{way} ({', '.join(names)})." if a != b and len(names) <= 15 else f"{way}.")
    return " ".join(said)
