"""References as text, by the Citation Style Language (citationstyles.org, 1.0.2) with our own three styles.

`un` follows the examples of the United Nations' Editorial Manual and of its library: a resolution by body and number, title, symbol,
meeting and date; another document by "United Nations", body, title, symbol and date. `chicago` is the bibliography entry of the Chicago
Manual of Style for an organisation's report, `apa` the reference of the APA's manual for one.
"""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

from watchword.publish.citing.formats import name_key, to_csl
from watchword.publish.citing.reference import Reference

STYLES = ("un", "chicago", "apa")


def print_text(references: Sequence[Reference], style: str) -> list[str]:
    """Return each reference as one line of text in a style of `STYLES`."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    found = []
    for reference in references:
        item = _prepare(reference, style)
        bibliography = CitationStylesBibliography(_load(style), CiteProcJSON([item]), formatter.plain)
        bibliography.register(Citation([CitationItem(item["id"])]))
        found.append(_tidy("".join(str(part) for part in bibliography.bibliography()[0])))
    return found


def _prepare(reference: Reference, style: str) -> dict[str, Any]:
    """Return the item as the processor wants it: CSL 1.0.1's names of variables, and what was decided apart from our own key."""
    item = to_csl(reference, name_key(reference)) | {"event": reference.meeting, "language": "en"}
    item["note"] = "; ".join(part for part in (reference.vote, reference.reported) if part)
    item.pop("event-title", None)
    if style == "un" and not reference.is_numbered:
        # Only resolutions and decisions are called by their number; of others the kind is named where there is no title.
        item["title"] = reference.title or reference.called[:1].lower() + reference.called[1:]
        item["genre"] = ""
    return {name: value for name, value in item.items() if value}


@cache
def _load(style: str) -> Any:
    from citeproc import CitationStylesStyle
    from citeproc.frontend import CitationStylesXML

    class OwnStyle(CitationStylesStyle):  # type: ignore[misc]
        """A style whose terms are in its own file: the processor's locale files are not read."""

        def __init__(self, file: Any) -> None:
            CitationStylesXML.__init__(self, file, validate=False)
            self.root.locales = self.root.findall("cs:locale", self.root.nsmap)
            for locale in self.root.locales:
                locale.style = self.root

    with resources.files("watchword.publish.citing").joinpath(f"{style}.csl").open("rb") as file:
        return OwnStyle(file)


def _tidy(text: str) -> str:
    """Return the text with each stop said once, whatever parts were left out."""
    text = " ".join(text.split())
    for doubled, single in (("?.", "?"), ("!.", "!"), (",.", "."), (" ,", ","), (" .", "."), ("”.", ".”")):
        text = text.replace(doubled, single)
    return text.strip(" ,")
