"""On which line of a TOML file a key stands: what the parser does not say and a person who edits the file must know."""

import re

KeyPath = tuple[str | int, ...]

_HEADER = re.compile(r"\s*\[\[?\s*(?P<name>[\w.\-\s]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*(?P<quote>["']?)(?P<key>[\w\-]+)(?P=quote)\s*=""")
_FENCES = ('"""', "'''")


def locate_keys(text: str) -> dict[KeyPath, int]:
    """Return the line, counted from 1, of each table header and key of a TOML text.

    A path is the way to the value in the parsed tree: `("forms", 2, "scopes", 0, "works")`. Keys of inline tables are
    not in the result: ask `line_of`, which then gives the line of the nearest table around them.
    """
    places: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    fence = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if fence:
            fence = "" if fence in line else fence
            continue
        if header := _HEADER.match(line):
            table = _enter_table(header["name"], "[[" in line, counts)
            places.setdefault(table, number)
        elif key := _KEY.match(line):
            places.setdefault((*table, key["key"]), number)
            fence = next((mark for mark in _FENCES if line.count(mark) % 2), "")
    return places


def line_of(path: KeyPath, places: dict[KeyPath, int]) -> int:
    """Return the line of `path`, or of the nearest table around it, or 0 where neither is known."""
    while path:
        if path in places:
            return places[path]
        path = path[:-1]
    return 0


def _enter_table(name: str, is_array: bool, counts: dict[KeyPath, int]) -> KeyPath:
    """Return the path of the table that a header opens; an array's new element gets the next number."""
    parts = [part.strip() for part in name.split(".")]
    path: KeyPath = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, parts[-1])
    if is_array:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path
