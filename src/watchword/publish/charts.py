"""The charts of the page as Vega-Lite specifications, drawn twice: as a picture in the page, and in the reader's browser.

The picture stands where no script runs, in print, and until the script has drawn its own. A specification is a plain dictionary with
its data inside. Wilson intervals come from the trace; nothing is computed here but what to show.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from watchword.phrasing import say_count
from watchword.publish.wording import name_language, name_state

WIDTH, HEIGHT = 340, 170
ACCENT = "#1f5673"
FEW = 20
"""A year with fewer documents than this is a hollow point by itself: its band would cover the panel, and a line would promise a trend."""
_BEFORE = 5
_STATES = 15
_END = re.compile(r"<(/script|!--)", re.IGNORECASE)
_INNER_NAME = re.compile(r"(?<=id=\")(?:clip|gradient)_?\d+(?=\")|(?<=url\(#)(?:clip|gradient)_?\d+(?=\))")

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_CONFIG: dict[str, Any] = {
    "background": None,
    "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif",
    "view": {"stroke": None},
    "axis": {"labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": "normal", "gridColor": "#d9d9d4", "domainColor": "#77776f",
             "tickColor": "#77776f", "labelColor": "#44443f", "titleColor": "#44443f"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart: its words, its specification, and the rows of the table that says the same."""

    source: str
    language: str
    holding: str
    name: str
    summary: str
    notes: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]
    specification: dict[str, Any]


def draw_curves(by_year: list[dict[str, Any]], name: Callable[[str], str]) -> list[Panel]:
    """Return a panel for each corpus and language with a use in scope, the most documents with a use first.

    `name` names a source. All panels share the years; each has its own scale of shares, since corpora differ a hundredfold in size.
    """
    corpora: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in by_year:
        corpora[row["source"], row["language"], row["holding"]].append(row)
    used = {key: rows for key, rows in corpora.items() if any(row["documents_with"] for row in rows)}
    years = [row["year"] for rows in used.values() for row in rows if row["documents_with"] and row["year"] is not None]
    if not years:
        return []
    last = max(row["year"] for rows in used.values() for row in rows if row["year"] is not None)
    span = (min(years) - _BEFORE, max(last, min(years) + 1))
    ranked = sorted(used.items(), key=lambda item: (-sum(row["documents_with"] for row in item[1]), item[0]))
    return [
        _draw_curve(key, rows, span, name(key[0]))
        for key, rows in ranked
        if any(row["documents_with"] and row["year"] is not None for row in rows)
    ]


def _draw_curve(key: tuple[str, str, str], rows: list[dict[str, Any]], span: tuple[int, int], name: str) -> Panel:
    source, language, holding = key
    dated = sorted((row for row in rows if row["year"] is not None), key=lambda row: row["year"])
    shown = [row for row in dated if row["year"] >= span[0]]
    with_use = [row for row in dated if row["documents_with"]]
    peak = max(with_use, key=lambda row: (row["share"], -row["year"]))
    summary = (
        f"{sum(row['documents_with'] for row in rows):,} of {sum(row['documents'] for row in rows):,} documents. First year with a use: "
        f"{with_use[0]['year']}. Highest: {peak['year']}, {peak['documents_with']} of {peak['documents']:,} documents "
        f"({peak['share']:.1%}; 95% interval {peak['share_low']:.1%} to {peak['share_high']:.1%})."
    )
    return Panel(
        source, language, holding, f"{name}, {name_language(language)}", summary, tuple(_curve_notes(rows, dated, shown)),
        tuple(shown), _curve_specification(shown, span, measured=holding == "measured"),
    )  # fmt: skip


def _curve_notes(rows: list[dict[str, Any]], dated: list[dict[str, Any]], shown: list[dict[str, Any]]) -> list[str]:
    """Say what the drawn years leave out."""
    notes = []
    before = dated[: len(dated) - len(shown)]
    if before:
        years = f"{before[0]['year']} to {before[-1]['year']}" if len(before) > 1 else str(before[0]["year"])
        notes.append(f"{years}, not drawn: {say_count(sum(row['documents'] for row in before), 'document')}, none with a use.")
    if gaps := sum(b["year"] - a["year"] - 1 for a, b in pairwise(shown)):
        notes.append(f"{gaps} {'year' if gaps == 1 else 'years'} without any document: the line breaks there.")
    if any(row["documents"] < FEW for row in shown):
        notes.append(f"Hollow points, not joined: years with fewer than {FEW} documents. Their intervals are wide and stand in the table.")
    if undated := [row for row in rows if row["year"] is None]:
        notes.append(f"{say_count(undated[0]['documents'], 'undated document')} not drawn ({undated[0]['documents_with']:,} with a use).")
    if older := sum(row["antecedent_documents"] for row in rows):
        notes.append(f"Not in this curve: {say_count(older, 'document')} with antecedent wording.")
    return notes


def _curve_specification(rows: list[dict[str, Any]], span: tuple[int, int], *, measured: bool) -> dict[str, Any]:
    solid = [row for row in rows if row["documents"] >= FEW]
    top = max([row["share_high"] for row in solid] + [1.15 * row["share"] for row in rows])
    held = {row["year"]: row for row in rows}
    values = [_point(held.get(year), year) for year in range(span[0], span[1] + 1)]
    year = {"field": "year", "type": "quantitative", "scale": {"domain": list(span), "nice": False},
            "axis": {"format": "d", "tickMinStep": 1, "tickCount": 6, "grid": False, "title": None}}  # fmt: skip
    scale = {"domain": [0, min(top, 1)], "nice": True, "clamp": False}
    percent = {"format": ".0%" if top > 0.04 else ".1%", "tickCount": 4, "title": None, "domain": False, "ticks": False}
    share = {"field": "share", "type": "quantitative", "scale": scale, "axis": percent}
    tooltip = _tooltip(year="Year", **{"with": "Documents with a use"}, percent="Share", interval="95% interval")
    shape = "diamond" if measured else "circle"
    few = {"test": f"datum.documents < {FEW}", "value": 0}
    band = {"mark": {"type": "area", "opacity": 0.22, "color": ACCENT, "clip": True, "invalid": "break-paths-show-domains"},
            "encoding": {"x": year, "y": share | {"field": "low"}, "y2": {"field": "high"}}}  # fmt: skip
    line = {"mark": {"type": "line", "color": ACCENT, "strokeWidth": 1.8, "strokeDash": [5, 3] if measured else [1, 0], "clip": True,
                     "invalid": "break-paths-show-domains"}, "encoding": {"x": year, "y": share | {"field": "joined"}}}  # fmt: skip
    seen = [{"filter": "isValid(datum.share)"}]
    points = {"transform": seen, "mark": {"type": "point", "shape": shape, "color": ACCENT, "fill": ACCENT, "strokeWidth": 1.2},
              "encoding": {"x": year, "y": share, "fillOpacity": {"condition": few, "value": 1},
                           "size": {"condition": {"test": "datum.share > 0", "value": 34}, "value": 9}}}  # fmt: skip
    hover = {"transform": seen, "mark": {"type": "rule", "strokeWidth": 340 / (span[1] - span[0] + 1), "opacity": 0},
             "encoding": {"x": year, "tooltip": tooltip}}  # fmt: skip
    return {"$schema": _SCHEMA, "width": WIDTH - 44, "height": HEIGHT - 34, "autosize": {"type": "pad"}, "padding": 4, "config": _CONFIG,
            "data": {"values": values}, "layer": [band, line, points, hover]}  # fmt: skip


def _point(row: dict[str, Any] | None, year: int) -> dict[str, Any]:
    """Return a year's values; a year without a document has no share, which is not a share of zero."""
    if row is None:
        return {"year": year, "share": None, "joined": None, "low": None, "high": None, "documents": 0}
    few = row["documents"] < FEW
    return {
        "year": year, "share": row["share"], "documents": row["documents"], "joined": None if few else row["share"],
        "low": None if few else row["share_low"], "high": None if few else row["share_high"],
        "with": f"{row['documents_with']:,} of {row['documents']:,}", "percent": f"{row['share']:.2%}",
        "interval": f"{row['share_low']:.2%} to {row['share_high']:.2%}",
    }  # fmt: skip


def draw_state_spans(by_state: list[dict[str, Any]], name: Callable[[str], str], *, fewest: int = 3) -> list[Panel]:
    """Return a panel for each corpus in which at least `fewest` states are dated: first and last use of each state, earliest first."""
    corpora: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in by_state:
        if row["first"]:
            corpora[row["source"], row["language"], row["holding"]].append(row)
    ranked = sorted(corpora.items(), key=lambda item: (-len(item[1]), item[0]))
    return [_draw_spans(key, rows, name(key[0])) for key, rows in ranked if len(rows) >= fewest and len({row["first"] for row in rows}) > 1]


def _draw_spans(key: tuple[str, str, str], rows: list[dict[str, Any]], name: str) -> Panel:
    source, language, holding = key
    most = sorted(rows, key=lambda row: (-row["documents_with"], row["first"], row["state"]))[:_STATES]
    shown = sorted(most, key=lambda row: (row["first"], -row["documents_with"], row["state"]))
    values = [
        {"state": name_state(row["state"]), "from": _year(row["first"]), "to": _year(row["last"] or row["first"]),
         "documents": row["documents_with"], "first": row["first"], "last": row["last"] or row["first"]}
        for row in shown
    ]  # fmt: skip
    low, high = min(value["from"] for value in values), max(value["to"] for value in values)
    order = [value["state"] for value in values]
    x: dict[str, Any] = {"type": "quantitative", "scale": {"domain": [int(low) - 1, int(high) + 1], "nice": False},
                         "axis": {"format": "d", "tickMinStep": 1, "tickCount": 6, "title": None}}  # fmt: skip
    y = {"field": "state", "type": "nominal", "sort": order, "axis": {"title": None, "domain": False, "ticks": False, "labelLimit": 130}}
    tooltip = _tooltip(state="State", documents="Documents", first="First", last="Last")
    size = {"field": "documents", "type": "quantitative", "scale": {"type": "sqrt", "domain": [0, most[0]["documents_with"]],
                                                                    "range": [8, 200]}, "legend": None}  # fmt: skip
    rule = {"mark": {"type": "rule", "color": ACCENT, "strokeWidth": 1.6},
            "encoding": {"x": x | {"field": "from"}, "x2": {"field": "to"}, "y": y, "tooltip": tooltip}}  # fmt: skip
    dot = {"mark": {"type": "point", "filled": True, "opacity": 1, "color": ACCENT},
           "encoding": {"x": x | {"field": "from"}, "y": y, "size": size, "tooltip": tooltip}}  # fmt: skip
    specification = {"$schema": _SCHEMA, "width": WIDTH - 140, "height": {"step": 17}, "padding": 4, "config": _CONFIG,
                     "data": {"values": values}, "layer": [rule, dot]}  # fmt: skip
    left = len(rows) - len(shown)
    notes = (f"The {len(shown)} states with the most documents are drawn; {left} more stand in the table.",) if left else ()
    summary = f"{say_count(len(rows), 'state')}. A point: the first use, its size the number of documents. The line runs to the last use."
    return Panel(source, language, holding, f"{name}, {name_language(language)}", summary, notes, tuple(rows), specification)


def _tooltip(**titles: str) -> list[dict[str, str]]:
    return [{"field": field, "title": title, "type": "nominal"} for field, title in titles.items()]


def _year(date: str) -> float:
    """Return a date as a decimal year, at the start of what is not known."""
    parts = [int(part) for part in date.split("-")] + [1, 1]
    return round(parts[0] + (parts[1] - 1) / 12 + (parts[2] - 1) / 372, 3)


def draw_picture(panel: Panel, number: int) -> str:
    """Return the panel as SVG markup; `number` keeps its inner names apart from those of the page's other pictures."""
    import vl_convert

    picture: str = vl_convert.vegalite_to_svg(panel.specification, show_warnings=False)
    names: dict[str, str] = {}
    # vl-convert numbers them through the life of the process: renumbered, the same chart is always the same picture.
    picture = _INNER_NAME.sub(lambda found: names.setdefault(found[0], f"p{number}-{len(names)}"), picture)
    return picture.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)


def print_specification(panel: Panel) -> str:
    """Return the specification as JSON that can stand inside a <script> element: no character of it can close the element."""
    text = json.dumps(panel.specification, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


_DRAW = """
const options = {ast: true, renderer: 'svg', actions: false, defaultStyle: false, tooltip: {disableDefaultStyle: true}, logLevel: 1};
for (const place of document.querySelectorAll('[data-chart]')) {
  const live = document.createElement('div');
  live.className = 'live'; live.setAttribute('aria-hidden', 'true');
  const specification = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  place.querySelector('.still').after(live);
  vegaEmbed(live, specification, options).then(
    () => { place.querySelector('.still').hidden = true; place.dataset.drawn = 'yes'; },
    (problem) => { live.remove(); place.dataset.drawn = 'no'; console.error(problem); });
}
for (const event of ['beforeprint', 'afterprint']) addEventListener(event, () => {
  for (const details of document.querySelectorAll('details.printed')) details.open = event === 'beforeprint';
});
"""


def bundle_script() -> str:
    """Return the script that draws the charts: Vega, Vega-Lite and vega-embed with its interpreter, and the lines above (about 0.9 MB).

    The interpreter (`ast`) reads chart expressions without `eval`, so that the page can forbid it.
    """
    import vl_convert

    script: str = vl_convert.javascript_bundle(_DRAW)
    return _END.sub(r"<\\\1", script)
