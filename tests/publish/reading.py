"""Reading a page as a visitor does."""

from typing import Any

from lxml import html


def visible_text(page: str) -> str:
    """Return the page's text as a reader gets it, white space collapsed, without styles and scripts."""
    return text_of(html.document_fromstring(page))


def section_text(page: str, name: str) -> str:
    """Return the text of one section by its anchor."""
    (section,) = html.document_fromstring(page).xpath(f"//section[@id='{name}']")
    return text_of(section)


def text_of(tree: Any) -> str:
    """Return the text of an element; cells, items and paragraphs stand apart as they do on the screen."""
    for element in tree.xpath(".//script | .//style"):
        element.drop_tree()
    for element in tree.xpath(".//td | .//th | .//li | .//p | .//dt | .//dd | .//summary | .//br"):
        element.tail = " " + (element.tail or "")
    return " ".join(str(tree.text_content()).split())
