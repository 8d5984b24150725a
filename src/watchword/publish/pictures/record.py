"""A picture, and the files that it becomes."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from watchword.errors import UsageError

SCALE = 2.0
"""Dots of the PNG for each point of the drawing."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture of votes.

    `name` is the stem of its files; `alt` says in words what it shows, with its numbers; `specification` is Vega JSON with its data
    inside; `rows` are the data as a table, every row with the same keys.
    """

    name: str
    title: str
    alt: str
    specification: dict[str, Any]
    rows: tuple[dict[str, Any], ...]


def sign_picture(picture: Picture, made: Mapping[str, Any], figure: str) -> Picture:
    """Return the picture with what made it, `made` (finders, program, version) and `figure`, in its specification and its table.

    `figure` is the name that `watchword why` leads back to the archived bytes, "" where it has none.
    """
    finder = ", ".join(made["finders"].values())
    columns = {"figure": figure, "finder": finder, "version": made["version"]}
    specification = picture.specification | {"usermeta": {"made": dict(made), "figure": figure}}
    return replace(picture, specification=specification, rows=tuple(row | columns for row in picture.rows))


def render_svg(picture: Picture) -> str:
    """Return the picture as SVG that names and describes itself to a screen reader."""
    import vl_convert

    drawn: str = vl_convert.vega_to_svg(picture.specification)
    head, end, body = drawn.partition(">")
    named = f'<title id="title">{escape(picture.title)}</title><desc id="description">{escape(picture.alt)}</desc>'
    return f'{head} role="img" aria-labelledby="title description"{end}{named}{body}\n'


def render_csv(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return rows as CSV (UTF-8, RFC 4180); a text that a spreadsheet would run as a formula is led by an apostrophe."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(rows[0] if rows else [])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r", "\n"):
        return f"'{value}"
    return "" if value is None else value


def write_picture(picture: Picture, folder: Path) -> dict[str, str]:
    """Write NAME.vg.json, .svg, .png, .csv and .txt (the words) into `folder`, made if missing, and return their paths by kind.

    Raises `UsageError` where the folder cannot be written to.
    """
    import vl_convert

    svg = render_svg(picture)
    contents: dict[str, str | bytes] = {
        "vg.json": json.dumps(picture.specification, ensure_ascii=False, indent=1, sort_keys=True) + "\n",
        "svg": svg,
        "png": vl_convert.svg_to_png(svg, scale=SCALE),
        # The mark at the start tells spreadsheets that the file is UTF-8.
        "csv": "\ufeff" + render_csv(picture.rows),
        "txt": f"{picture.title}\n\n{picture.alt}\n",
    }
    written = {}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for kind, content in contents.items():
            target = folder / f"{picture.name}.{kind}"
            target.write_bytes(content.encode() if isinstance(content, str) else content)
            written[kind] = str(target)
    except OSError as error:
        raise UsageError(f"the picture cannot be written to {folder}: {error.strerror}; name a folder that can be written") from error
    return written


def stem_of(*words: str) -> str:
    """Return a file's stem from words such as symbols: what is no letter or digit becomes a hyphen; at most 100 characters."""
    joined = "-".join(words)
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in joined).split())[:100]
