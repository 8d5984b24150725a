"""HTML: the words of a page's main part, without menus, scripts and what is hidden. Nothing is executed and nothing is fetched.

A saved page in one file (MHTML, RFC 2557) is opened first.
"""

import re
from collections import Counter
from collections.abc import Sequence

from watchword.errors import UnreadableInput
from watchword.evidence.reading.letters import read_letters
from watchword.evidence.reading.prose import Prose, Spot, Writer
from watchword.evidence.reading.web_elements import SILENT, Element, list_elements

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot th thead tr ul".split()
)
_FURNITURE_ROLES = frozenset("navigation banner contentinfo search complementary menu menubar toolbar dialog alertdialog".split())
_FURNITURE = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|consent|newsletter|subscribe|sidebar|share|sharing|social|related|"
    r"recommended|advert|advertisement|ads|promo|banner|pagination|pager|skip-?link|toc|site-?footer|site-?header)(?![a-z])",
    re.I,
)
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.I)
_MARKER = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡]|[a-z])[\])]?(?:[\s,]+[\[(]?\d{1,3}[\])]?){0,5}")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
# The main part must hold this share of the page's words; furniture by its class must not.
_SHARE = 0.4


def read_web(content: bytes, name: str = "", declared: str = "") -> Prose:
    """Return a page as prose; raise `UnsafeInput` for one that nests too deep, `UnreadableInput` for one of too many elements."""
    text, doubt = read_letters(content, declared)
    elements = list_elements(text, name)
    left: Counter[str] = Counter()
    chosen = _choose_main(elements)
    writer = _write(elements, chosen, left)
    notes = [doubt] if doubt else []
    if left:
        notes.append("left out: " + ", ".join(f"{reason} ({count:,})" for reason, count in sorted(left.items())))
    return writer.finish(name, "HTML", tuple(notes))


def read_saved_page(content: bytes, name: str = "") -> Prose:
    """Return the page of an MHTML file as prose; raise `UnreadableInput` where there is none in it."""
    from email import message_from_bytes
    from email.policy import compat32

    message = message_from_bytes(content, policy=compat32)
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            if isinstance(page, bytes):
                said = _CHARSET.search(str(part.get("Content-Type", "")))
                return read_web(page, name, said[1] if said else "")
    raise UnreadableInput(name, "", "a saved page with a part of HTML", "no such part")


def _choose_main(elements: Sequence[Element]) -> tuple[int, int]:
    """Return the range of the element that is the page's main part: <main>, else a single <article>, if it holds enough; else all."""
    whole = elements[0].size if elements else 0
    found: dict[str, list[int]] = {"main": [], "article": []}
    for at, element in enumerate(elements):
        if element.tag == "main" or element.attributes.get("role", "").lower() == "main":
            found["main"].append(at)
        elif element.tag == "article":
            found["article"].append(at)
    for candidates in found.values():
        best = max(candidates, key=lambda at: elements[at].size, default=-1)
        others = sum(elements[at].size for at in candidates if not elements[best].end > at >= best) if best >= 0 else 0
        if best >= 0 and elements[best].size > _SHARE * whole and others < elements[best].size / 2:
            return best, elements[best].end
    return 0, len(elements)


def _reason_to_leave(element: Element, whole: int, *, inside: bool) -> str:
    """Return why an element's words are no part of the text, "" where they are; `inside` the main part a header is a headline."""
    attributes = element.attributes
    if element.tag in SILENT or (element.tag in ("header", "footer") and not inside):
        return "navigation" if element.tag in ("nav", "aside", "header", "footer") else "script or form" if element.size else "silent"
    if "hidden" in attributes or attributes.get("aria-hidden", "").lower() == "true" or _HIDDEN.search(attributes.get("style", "")):
        return "hidden"
    if attributes.get("role", "").lower() in _FURNITURE_ROLES:
        return "navigation"
    named = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if element.tag not in ("html", "body", "main", "article", "p") and element.size < _SHARE * whole and _FURNITURE.search(named):
        return "navigation"
    if element.tag in ("ul", "ol") and element.size and element.linked > 0.9 * element.size:
        return "list of links"
    return ""


def _write(elements: Sequence[Element], chosen: tuple[int, int], left: Counter[str]) -> Writer:
    """Write the words of the chosen range; count what is left out by its reason."""
    writer, counts = Writer(), Counter[str]()
    start, end = chosen
    counts.update(element.tag for element in elements[:start])
    whole = elements[start].size if elements else 0
    blocks: list[tuple[int, Spot]] = []
    inside = elements[start].tag in ("main", "article") if elements else False
    at = start
    while at < end:
        element = elements[at]
        while blocks and blocks[-1][0] <= at:
            blocks.pop()
            writer.end_paragraph()
        if element.tag == "-text":
            spot = blocks[-1][1] if blocks else Spot("html", 1)
            _write_words(writer, element.text, spot)
            at += 1
            continue
        counts[element.tag] += 1
        reason = _reason_to_leave(element, whole, inside=inside)
        if not reason and element.tag == "sup" and _is_marker(elements, at):
            reason = "note markers"
        if reason:
            counts.update(inner.tag for inner in elements[at + 1 : element.end])
            if reason != "silent":
                left[reason] += 1
            at = element.end
            if element.tag in _BLOCKS:
                writer.end_paragraph()
            continue
        if element.tag in _BLOCKS:
            writer.end_paragraph()
            blocks.append((element.end, Spot(element.tag, counts[element.tag])))
        elif element.tag == "br":
            writer.space()
        at += 1
    return writer


def _write_words(writer: Writer, text: str, spot: Spot) -> None:
    """Write a stretch of text with its white space made single spaces, as a browser shows it."""
    writer.add(re.sub(r"[ \t\n\f\r]+", " ", text), spot)


def _is_marker(elements: Sequence[Element], at: int) -> bool:
    """Say whether a raised stretch is a note's marker: figures, or a letter or dagger that is linked, perhaps in brackets."""
    inner = elements[at : elements[at].end]
    words = "".join(element.text for element in inner if element.tag == "-text").strip()
    linked = any(element.tag == "a" for element in inner)
    return bool(_MARKER.fullmatch(words)) and (linked or words.strip("[]() ").isdigit())
