"""UN document symbols: parse, print, relate."""

from watchword.symbols.catalogues import parse_file_name, read_roll_call_number
from watchword.symbols.prose import find
from watchword.symbols.record import Symbol, base_of, body_and_session, relation, work_of
from watchword.symbols.reference import deciding_context, name_organ, parse, parse_one
from watchword.symbols.sessions import decide, years_of

__all__ = [
    "Symbol",
    "base_of",
    "body_and_session",
    "decide",
    "deciding_context",
    "find",
    "name_organ",
    "parse",
    "parse_file_name",
    "parse_one",
    "read_roll_call_number",
    "relation",
    "work_of",
    "years_of",
]
