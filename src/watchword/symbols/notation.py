"""Symbols in formal notation (A/HRC/37/L.36/Rev.1): from a place in a shadow text to a `Symbol` and where it ends."""

import re
from dataclasses import replace

from watchword.symbols.adopted import ADOPTED, read_adopted
from watchword.symbols.documents import read_document, read_free
from watchword.symbols.endings import read_tail
from watchword.symbols.record import Symbol
from watchword.symbols.shadow import SEP, pattern, tidy

_OTHERS = "CCPR|CEDAW|CRC|CERD|CAT|CRPD|CMW|CED|HRI|CBD|FCCC|UNEP|SPLOS|ISBA|LOS|HSP|UNW|IDB|DP|TD|ST"
_STRONG = r"(?:hrc|res|dec|prst|cn\.\d|c\.\d|ac\.\d|pv\.?\d|l\.\d|es-\d|s-\d|hr/)"
# Where a symbol may begin. A lone small "a/" begins one only before letters that nothing else has; capitals run on to
# the word before them in some catalogues ("Draft resolutionE/CN.4/1984/L.20").
START = re.compile(
    rf"(?<![A-Za-z\u00c0-\u024f0-9_])(?<![A-Z0-9]/)"
    rf"(?:[AES](?={SEP})|(?i:[aes])(?={SEP}(?i:{_STRONG}))|(?:{_OTHERS})(?={SEP})"
    rf"|HRC(?={SEP}(?:RES|DEC|PRST|(?:S-)?\d+{SEP}L)))"
    rf"|(?<=[a-z0-9])[AE](?=/(?:HRC|CN\.4)/)"
)
_BODY = pattern(rf"{SEP}(HRC|CN\s?\.\s?4|HR)(?=\s*/)")
_COMMITTEE = pattern(rf"{SEP}((?:C|AC|CN|SUB|CONF|WG|PC|SC)\s?\.\s?\d+|CONF/\d+|AC|EMRIP)(?=\s*/)")
_MISFILED = pattern(rf"{SEP}(?:RES|DEC)(?={SEP})")
_ORGANS = {"A": "GA", "E": "ECOSOC", "S": "SC", "HRC": "HRC"}
_BODIES = {("A", "HRC"): Symbol("HRC"), ("E", "CN.4"): Symbol("CHR"), ("E", "HR"): Symbol("CHR", "HR")}


def read_formal(text: str, place: int) -> tuple[Symbol, int] | None:
    """Read the symbol that begins at `place` of a shadow text, where `START` matched; None where there is none."""
    start = START.match(text, place)
    if not start:
        return None
    root, end = start[0].upper(), start.end()
    if root not in _ORGANS:
        read = read_free(Symbol(root), text, end)
    else:
        body, end = _read_body(root, text, end)
        # A catalogue's "A/HRC/RES/56/L.33" is the in-session document A/HRC/56/L.33: `ADOPTED` passes it by.
        adopted = ADOPTED.match(text, end)
        if adopted:
            read = read_adopted(replace(body, series=adopted[1].upper()), text, adopted.end())
        else:
            misfiled = _MISFILED.match(text, end)
            read = read_document(body, text, misfiled.end() if misfiled else end)
    if not read or read[0].number.split(" ")[0] == "0":
        return None
    return read_tail(read[0], text, read[1])


def _read_body(root: str, text: str, end: int) -> tuple[Symbol, int]:
    symbol = Symbol(_ORGANS[root])
    found = _BODY.match(text, end)
    known = _BODIES.get((root, tidy(found[1]))) if found else None
    if found and known:
        symbol, end = known, found.end()
    while committee := _COMMITTEE.match(text, end):
        name = tidy(committee[1]).replace("SUB.", "Sub.").replace("/", ".")
        symbol, end = replace(symbol, committee="/".join(filter(None, (symbol.committee, name)))), committee.end()
    return symbol, end
