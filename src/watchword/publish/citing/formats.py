"""References as files that reference managers read: CSL-JSON 1.0.2, BibTeX, RIS."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from watchword.publish.citing.reference import Reference

_BIBTEX = {"report": "techreport", "speech": "misc", "article-newspaper": "article"}
_RIS = {"report": "RPRT", "speech": "SLIDE", "article-newspaper": "NEWS"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SPECIAL = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "#": r"\#", "$": r"\$", "_": r"\_",
            "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def name_key(reference: Reference) -> str:
    """Return a key that BibTeX takes: letters, digits and hyphens of the symbol, else of the record's key."""
    plain = unicodedata.normalize("NFKD", reference.number or reference.record)
    return "-".join(re.findall(r"[A-Za-z0-9]+", plain)).lower() or "watchword"


def name_keys(references: Sequence[Reference]) -> list[str]:
    """Return a key for each reference, no two the same."""
    found: list[str] = []
    for reference in references:
        plain, number = name_key(reference), 1
        key = plain
        while key in found:
            number += 1
            key = f"{plain}-{number}"
        found.append(key)
    return found


def to_csl(reference: Reference, key: str) -> dict[str, Any]:
    """Return a reference as an item of CSL-JSON."""
    date, note = [int(part) for part in reference.date.split("-")] if reference.date else [], _note(reference)
    pairs: dict[str, Any] = {
        "id": key, "type": reference.type, "title": reference.title,
        "author": [{"literal": reference.author}] if reference.author else [], "issued": {"date-parts": [date]} if date else {},
        "genre": reference.called, "number": reference.number, "publisher": reference.publisher, "container-title": reference.container,
        "event-title": reference.meeting, "note": f"{note}; watchword: {reference.record}" if note else f"watchword: {reference.record}",
        "language": reference.language, "URL": reference.url,
    }  # fmt: skip
    return {name: value for name, value in pairs.items() if value}


def print_csl(references: Sequence[Reference]) -> str:
    """Return references as a CSL-JSON file."""
    return json.dumps([to_csl(*pair) for pair in zip(references, name_keys(references), strict=True)], ensure_ascii=False, indent=2) + "\n"


def print_bibtex(references: Sequence[Reference]) -> str:
    """Return references as BibTeX in UTF-8; a name that is no person's stands in braces of its own."""
    return "\n".join(_print_entry(*pair) for pair in zip(references, name_keys(references), strict=True))


def _print_entry(reference: Reference, key: str) -> str:
    kind = _BIBTEX[reference.type]
    year, month = [*reference.date.split("-"), "", ""][:2]
    where = {"techreport": "institution", "misc": "howpublished", "article": "journal"}[kind]
    fields = {
        "author": f"{{{_escape(reference.author)}}}" if reference.author else "",
        "title": f"{{{_escape(reference.title)}}}" if reference.title else "",
        where: _escape(reference.container or reference.publisher),
        "type": _escape(reference.called) if kind == "techreport" else "", "number": _escape(reference.number),
        "year": year, "note": _escape(_note(reference)),
        "language": reference.language, "date": reference.date, "url": reference.url,
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    if month:
        lines.append(f"  month = {_MONTHS[int(month) - 1]},")
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def _escape(text: str) -> str:
    return "".join(_SPECIAL.get(character, character) for character in _one_line(text))


def print_ris(references: Sequence[Reference]) -> str:
    """Return references as RIS: a tag, two spaces, a hyphen, a space, the value; lines end in CR LF as its specification has it."""
    return "".join(
        f"{line}\r\n" for pair in zip(references, name_keys(references), strict=True) for line in [*_ris_lines(*pair), "ER  - ", ""]
    )


def _ris_lines(reference: Reference, key: str) -> list[str]:
    year, month, day = [*reference.date.split("-"), "", "", ""][:3]
    pairs: Mapping[str, str] = {
        "TY": _RIS[reference.type], "ID": key, "AU": _unsplit(reference.author), "TI": reference.title,
        "T2": reference.container, "M3": reference.called, "SN": reference.number, "PB": reference.publisher, "PY": year,
        "DA": f"{year}/{month}/{day}/" if year else "", "N1": _note(reference),
        "LA": reference.language, "UR": reference.url,
    }  # fmt: skip
    return [f"{tag}  - {_one_line(value)}" for tag, value in pairs.items() if value]


def _note(reference: Reference) -> str:
    return "; ".join(part for part in (reference.meeting, reference.vote, reference.reported) if part)


def _unsplit(author: str) -> str:
    """Return an author that a reader of RIS takes for one name: a comma would part family name and given name."""
    return author.replace(", ", " - ")


def _one_line(text: str) -> str:
    """Return the text on one line: a line end would begin a new field."""
    return " ".join(text.split())


WRITERS: Mapping[str, Any] = {"bibtex": print_bibtex, "ris": print_ris, "csl-json": print_csl}
