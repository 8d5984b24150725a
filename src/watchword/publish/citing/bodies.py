"""Names in full: what a citation calls a body, its committees, and what a text is."""

from watchword.errors import UnknownSymbol
from watchword.symbols import Symbol, parse_one

_BODIES = {
    "HRC": "Human Rights Council",
    "CHR": "Commission on Human Rights",
    "GA": "General Assembly",
    "SC": "Security Council",
    "ECOSOC": "Economic and Social Council",
    "CEDAW": "Committee on the Elimination of Discrimination against Women",
    "CRC": "Committee on the Rights of the Child",
    "CERD": "Committee on the Elimination of Racial Discrimination",
    "CAT": "Committee against Torture",
    "CCPR": "Human Rights Committee",
    "CRPD": "Committee on the Rights of Persons with Disabilities",
    "UNEP": "United Nations Environment Programme",
    "TD": "United Nations Conference on Trade and Development",
    "NPC": "National People's Congress of China",
    "CPC": "Communist Party of China",
}
_COMMITTEES = {"C.1": "First Committee", "C.2": "Second Committee", "C.3": "Third Committee", "C.4": "Special Political and Decolonization "
               "Committee", "C.5": "Fifth Committee", "C.6": "Sixth Committee"}  # fmt: skip
_KINDS = {"draft": "Draft", "amendment": "Amendment", "report": "Report", "statement": "Statement", "meeting record": "Meeting record"}


def name_body(organ: str, symbol: str = "") -> str:
    """Return a body's name in full with the committee that the symbol names, "" for one whose name is not known here."""
    name = _BODIES.get(organ, "")
    read = read_symbol(symbol)
    if read and organ == "GA" and read.committee in _COMMITTEES:
        return f"{name}, {_COMMITTEES[read.committee]}"
    return name


def name_text(kind: str, symbol: str, date: str) -> str:
    """Return what a text is called by its number: "Resolution 37/23", "Decision 2/102", "Resolution 2344 (2017)"; else its kind, or ""."""
    read = read_symbol(symbol)
    if not read or read.series not in ("RES", "DEC") or read.is_unnumbered:
        return "Statement by the President" if read and read.series == "PRST" else _KINDS.get(kind, "")
    word = "Resolution" if read.series == "RES" else "Decision"
    if read.organ == "SC":
        year = read.year or date[:4]
        return f"{word} {read.number}{f' ({year})' if year else ''}"
    if "(" in str(read):
        return f"{word} {read.number} ({read.session})"
    return f"{word} {'/'.join(part for part in (read.year, read.session, read.number) if part)}"


def read_symbol(symbol: str) -> Symbol | None:
    """Return the symbol read, None where it is none that is known."""
    try:
        return parse_one(symbol) if symbol else None
    except UnknownSymbol:
        return None
