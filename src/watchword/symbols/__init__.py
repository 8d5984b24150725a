"""UN document symbols: parse, print, relate."""

from watchword.symbols.catalogues import read_roll_call_number
from watchword.symbols.numbering import years_of
from watchword.symbols.prose import decide, deciding_context, find, parse, parse_one
from watchword.symbols.record import Symbol, base_of, body_and_session, relation, work_of

__all__ = [
    "Symbol",
    "base_of",
    "body_and_session",
    "decide",
    "deciding_context",
    "find",
    "parse",
    "parse_one",
    "read_roll_call_number",
    "relation",
    "work_of",
    "years_of",
]
