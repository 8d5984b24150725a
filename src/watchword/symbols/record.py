"""A document symbol as a value: its fields, its one canonical spelling, and how two of them relate.

The rules of the symbols are those of the Dag Hammarskjöld Library's guide "UN document symbols"
(research.un.org/docs/symbols); the older series of the Commission on Human Rights are as the OHCHR library's
catalogue lists them.
"""

import re
from dataclasses import dataclass, replace

_PREFIXES = {"GA": "A", "HRC": "A/HRC", "SC": "S", "ECOSOC": "E", "CHR": "E/CN.4"}
_KINDS = {
    "RES": "resolution",
    "DEC": "decision",
    "PRST": "presidential statement",
    "L": "draft",
    "PV": "meeting record",
    "SR": "meeting record",
}
ADOPTED = frozenset({"RES", "DEC", "PRST"})
DOTTED = frozenset({"L", "PV", "SR", "CRP", "R", "WP"})
_ROMAN = re.compile(r"(?:(?:ES|S)-)?[IVXLC]+\Z")
_DEEDS = {"Rev": "revises", "Add": "adds to", "Corr": "corrects", "Amend": "amends"}
_REVERSED = {"revises": "revised by", "adds to": "added to by", "corrects": "corrected by", "amends": "amended by"}


@dataclass(frozen=True, slots=True)
class Symbol:
    """One UN document symbol; `str()` prints its canonical spelling, which `parse` reads back to an equal symbol.

    `organ` is "GA", "HRC", "SC", "ECOSOC", "CHR", or the first letters of the symbol for other bodies ("CEDAW", "TD");
    `committee` is the sub-body ("C.3", "AC.109", "Sub.2", "WG.6"). `session` is as the symbol prints it ("37",
    "ES-11", "S-30", "XXV", "OM/1"), `year` the year of a series numbered by year. `series` is the letters before the
    number: "RES", "DEC", "PRST", "L", "PV", ..., "" for a plain document. `number` keeps part letters after a space
    ("290 B", "128 A-B"); it is "" where the catalogue gives one symbol to all texts of a session (see
    `is_unnumbered`). `portion` is "Part II", "Vol. I", "Resumption 1". `suffixes` keep their order, since an addendum
    to a revision is not a revision of an addendum.
    """

    organ: str
    committee: str = ""
    series: str = ""
    session: str = ""
    number: str = ""
    year: str = ""
    portion: str = ""
    suffixes: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What the symbol says the document is; "draft" is the limited series, with a few reports in it."""
        return _KINDS.get(self.series, "document")

    @property
    def revision(self) -> int:
        """The number of the last revision, 0 where it is none."""
        return int(_last(self.suffixes, "Rev") or 0)

    @property
    def addendum(self) -> str:
        """The number of the last addendum, "" where it is none."""
        return _last(self.suffixes, "Add")

    @property
    def corrigendum(self) -> str:
        """The number of the last corrigendum, "" where it is none."""
        return _last(self.suffixes, "Corr")

    @property
    def amendment(self) -> str:
        """The number of the last `Amend.` suffix, "" where it is none."""
        return _last(self.suffixes, "Amend")

    @property
    def is_unnumbered(self) -> bool:
        """Whether the symbol names a whole session's texts and therefore no single one: E/CN.4/RES(I), E/HR/RES."""
        return not self.number

    def __str__(self) -> str:
        portion = f" ({self.portion})" if self.portion else ""
        return "/".join((_stem(self) + portion, *self.suffixes))


def _last(suffixes: tuple[str, ...], name: str) -> str:
    numbers = [suffix.partition(".")[2] for suffix in suffixes if suffix.startswith(f"{name}.")]
    return numbers[-1] if numbers else ""


def prefix_of(organ: str, committee: str) -> str:
    """Return the letters a symbol of this body begins with: "A/C.3", "E/CN.4/Sub.2", "E/HR"."""
    if (organ, committee) == ("CHR", "HR"):
        return "E/HR"  # the nuclear Commission of 1946
    return "/".join(part for part in (_PREFIXES.get(organ, organ), committee) if part)


def _stem(symbol: Symbol) -> str:
    prefix = prefix_of(symbol.organ, symbol.committee)
    if symbol.series in ADOPTED:
        start = f"{prefix}/{symbol.series}"
        if _ROMAN.match(symbol.session) and not symbol.year:
            return f"{start}/{symbol.number} ({symbol.session})" if symbol.number else f"{start}({symbol.session})"
        if symbol.organ == "SC" and symbol.series == "RES":
            return f"{start}/{symbol.number} ({symbol.year})" if symbol.year else f"{start}/{symbol.number}"
        return "/".join(part for part in (start, symbol.year, symbol.session, symbol.number) if part)
    place = [part for part in (prefix, symbol.year, symbol.session) if part]
    if symbol.series in DOTTED:
        return "/".join((*place, f"{symbol.series}.{symbol.number}"))
    return "/".join(part for part in (*place, symbol.series, symbol.number) if part)


def work_of(symbol: Symbol) -> str:
    """Return the language-free name of the work.

    It is the canonical symbol without `Corr.` (a corrigendum belongs to the work it corrects); drafts, revisions,
    addenda and adopted texts keep their own. A Security Council resolution is named without its year, since its
    number alone names it and publishers print it both ways: "S/RES/2344 (2017)" and "S/RES/2344" are the work
    "S/RES/2344".
    """
    kept: list[str] = []
    for suffix in symbol.suffixes:
        if suffix.startswith("Corr."):
            break
        kept.append(suffix)
    year = "" if symbol.organ == "SC" and symbol.series == "RES" else symbol.year
    return str(replace(symbol, suffixes=tuple(kept), year=year))


def base_of(symbol: Symbol) -> Symbol:
    """Return the symbol without revision, addendum, corrigendum, amendment and portion: L.36/Rev.1 -> L.36."""
    return replace(symbol, suffixes=(), portion="")


def body_and_session(symbol: Symbol) -> tuple[str, str]:
    """Return the organ and its session, or the year of a series numbered by year; "" where the symbol has neither.

    A committee's drafts count as its organ's ("A/C.3/78/L.41" is ("GA", "78")), because the organ adopts them.
    """
    return symbol.organ, symbol.session or symbol.year


def relation(a: Symbol, b: Symbol) -> str | None:
    """Say how `a` relates to `b` as far as their symbols tell; None where they tell nothing.

    "revises", "adds to", "corrects", "amends" (and "revised by", ... the other way round), "same work", or "same
    session": of one body and session, so that a draft may be the draft of an adopted text; only the texts can say.
    """
    deed = _deed(a, b)
    if deed:
        return deed
    reverse = _deed(b, a)
    if reverse:
        return _REVERSED[reverse]
    if work_of(a) == work_of(b) and not a.is_unnumbered:
        return "same work"
    place = body_and_session(a)
    return "same session" if place[1] and place == body_and_session(b) else None


def _deed(a: Symbol, b: Symbol) -> str:
    """Return what `a` does to `b`: it carries one suffix more, or a later revision of the same."""
    if not a.suffixes or work_of(base_of(a)) != work_of(base_of(b)) or a.portion != b.portion:
        return ""
    name, _, number = a.suffixes[-1].partition(".")
    if a.suffixes[:-1] == b.suffixes:
        return _DEEDS[name]
    earlier = b.suffixes[-1] if b.suffixes else ""
    same_stem = a.suffixes[:-1] == b.suffixes[:-1]
    if name == "Rev" and same_stem and earlier.startswith("Rev.") and int(number) > int(earlier[4:]):
        return "revises"
    return ""
