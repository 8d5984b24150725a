"""The elements of a page of HTML in document order, parsed by Lexbor (the HTML Standard's own algorithm) through selectolax.

What would cost the parser the square of its length is refused before it is parsed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from watchword.errors import UnreadableInput, UnsafeInput

SILENT = frozenset(
    "head script style noscript template iframe object embed applet svg math canvas audio video map select option datalist textarea "
    "button input dialog nav aside del".split()
)
_MOST = 500_000
# Browsers stop at this depth too (Blink's parser at 512); deeper nesting costs Lexbor the square of it.
_DEEPEST = 512
_SCRIPTS = re.compile(r"<(script|style|textarea|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
# Elements that need no end tag, or have none: they do not nest by being left open.
_UNCLOSED = frozenset(
    "p li dt dd tr td th thead tbody tfoot option optgroup colgroup rt rp area base br col embed hr img input link meta param source track "
    "wbr path circle rect line polygon polyline ellipse use stop".split()
)
# A tag of more attributes than this is refused: Lexbor compares each with all before it.
_MOST_ATTRIBUTES, _LONG_TAG = 4_000, 8_000
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_ATTRIBUTES = ("class", "id", "hidden", "aria-hidden", "role", "style")


@dataclass(slots=True)
class Element:
    """An element or a stretch of text, in document order; `end` is the index behind its last descendant, `size` its words' length."""

    tag: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    depth: int = 0
    end: int = 0
    size: int = 0
    linked: int = 0


def _check_tags(text: str, name: str) -> None:
    """Raise `UnsafeInput` where elements nest too deep or have too many attributes, before the page is parsed."""
    for tag in text.split("<"):
        if len(tag) > _LONG_TAG and len(re.findall(r"[\s/\"]+", _QUOTED.sub('"', tag).partition(">")[0])) > _MOST_ATTRIBUTES:
            raise UnsafeInput(name, "", f"elements of at most {_MOST_ATTRIBUTES:,} attributes", "more")
    depth = 0
    for found in _TAGS.finditer(_SCRIPTS.sub("", text)):
        if found[2].lower() not in _UNCLOSED:
            depth = max(0, depth - 1) if found[1] else depth + 1
            if depth > _DEEPEST:
                raise UnsafeInput(name, "", f"elements nested at most {_DEEPEST} deep", "deeper ones, or tags that are never closed")


def list_elements(text: str, name: str) -> list[Element]:
    """Return the page's elements and stretches of text in document order, with the length of their words.

    Raises `UnsafeInput` for a page that nests too deep or crowds a tag, `UnreadableInput` for one of too many elements.
    """
    from selectolax.lexbor import LexborHTMLParser

    _check_tags(text, name)
    root = LexborHTMLParser(text).root
    elements: list[Element] = []
    open_elements: list[int] = []
    for node, depth in _walk(root):
        while open_elements and elements[open_elements[-1]].depth >= depth:
            _close(elements, open_elements)
        if len(elements) >= _MOST:
            raise UnreadableInput(name, "", f"a page of at most {_MOST:,} elements", "more")
        tag = node.tag
        if tag == "-text":
            words = node.text_content or ""
            elements.append(Element(tag, words, depth=depth, end=len(elements) + 1, size=len(words.strip())))
            if open_elements:
                elements[open_elements[-1]].size += elements[-1].size
        elif tag and not tag.startswith(("-", "!")):
            given = node.attributes
            attributes = {key: given[key] or "" for key in _ATTRIBUTES if key in given} if given else {}
            open_elements.append(len(elements))
            elements.append(Element(tag, attributes=attributes, depth=depth))
    while open_elements:
        _close(elements, open_elements)
    return elements


def _walk(root: Any) -> Iterator[tuple[Any, int]]:
    """Yield the nodes below and at `root` with their depth, in document order, however deep."""
    node, depth = root, 0
    while node is not None:
        yield node, depth
        child = node.child
        if child is not None:
            node, depth = child, depth + 1
            continue
        while node is not None and node.next is None:
            node, depth = node.parent, depth - 1
            if depth <= 0:
                return
        node = node.next if node is not None else None


def _close(elements: list[Element], open_elements: list[int]) -> None:
    """Close the innermost open element: its end is known, and its words count in what it stands in."""
    element = elements[open_elements.pop()]
    element.end = len(elements)
    if element.tag in SILENT:
        element.size = 0
    if element.tag == "a":
        element.linked = element.size
    if open_elements:
        outer = elements[open_elements[-1]]
        outer.size += element.size
        outer.linked += element.linked
