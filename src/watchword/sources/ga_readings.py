"""What one row of the General Assembly's roll calls says: text, question, date, outcome. Rules: see `ga_votes.toml`."""

import re
from dataclasses import dataclass

from watchword import symbols
from watchword.errors import UnknownSymbol
from watchword.model import Outcome, Question, date_of

_SPECIAL = re.compile(r"(?P<kind>E?S)S/(?P<number>\d{1,2})(?:/|\Z)")
_REGULAR = re.compile(r"R/(?P<session>\d{1,3})/")
_AMENDMENT_FIRST = re.compile(r"(?:(?!resol).)*?\bamend(?:ments?)?\b", re.IGNORECASE | re.DOTALL)
_MOTION = re.compile(r"\bmotion\b|\bno action\b|\bpriority\b.{0,30}\bvot|\badjourn", re.IGNORECASE)
_ADOPTION = re.compile(r"\s*to (?:adopt|approve)\b.*\bresol", re.IGNORECASE | re.DOTALL)
_ADOPTED = re.compile(r"\bresolution\s*/\s*adopted by the General Assembly\b", re.IGNORECASE)
_TAIL = re.compile(r"\s*:?\s*resolution\s*/\s*adopted by the General Assembly.*", re.IGNORECASE | re.DOTALL)
_LAST_WEEKDAY = 7
_FIRST_NUMBERED_SESSION = 31  # from 1976 on resolutions are numbered by session, and the file's numbers are theirs


@dataclass(frozen=True, slots=True)
class RollCallRow:
    """One row, white space evened out; `alone` says whether no other unflagged row bears the same number."""

    rcid: str
    session: str
    date: str
    unres: str
    amend: bool
    para: bool
    short: str
    descr: str
    alone: bool = True


@dataclass(frozen=True, slots=True)
class TextNamed:
    """What `unres` names: a symbol (None for none), whether its part is in doubt, whether it contradicts the row."""

    symbol: symbols.Symbol | None = None
    part_in_doubt: bool = False
    contradicts: bool = False


def read_text_named(row: RollCallRow) -> TextNamed:
    """Read the number of the text; a session in it that is not the row's names nothing."""
    candidates: tuple[symbols.Symbol, ...]
    if row.unres[:2] in ("A/", "S-", "ES"):
        try:
            candidates = (symbols.parse_one(row.unres),)
        except UnknownSymbol:
            candidates = ()
    else:
        candidates = symbols.read_roll_call_number(row.unres)
    printed = _REGULAR.match(row.unres)
    if printed and row.session.isdigit() and int(printed["session"]) != int(row.session):
        return TextNamed(contradicts=True)
    return TextNamed(candidates[0], len(candidates) > 1) if candidates else TextNamed()


def read_session(row: RollCallRow, named: TextNamed) -> str:
    """Return the session: "74", or "S-1" and "ES-10" where the number says a special or emergency special one."""
    special = _SPECIAL.match(row.unres)
    if special:
        return f"{special['kind']}-{special['number']}"
    if named.symbol and named.symbol.session.startswith(("S-", "ES-")):
        return named.symbol.session
    return row.session


def read_date(row: RollCallRow, last_session_without_days: int) -> str:
    """Return the date, to the month where its day is none."""
    date = date_of(row.date)
    doubtful = row.session.isdigit() and int(row.session) <= last_session_without_days
    return date[:7] if doubtful and date[8:] and int(date[8:]) <= _LAST_WEEKDAY else date


def read_question(row: RollCallRow, named: TextNamed) -> Question:
    """Say what was put to the vote, as far as flags and description agree."""
    if row.amend:
        return Question.AMENDMENT if _AMENDMENT_FIRST.match(row.descr) else Question.UNKNOWN
    if row.para:
        return Question.PARAGRAPH
    says_adopted = _says_adopted(row)
    if not says_adopted and _MOTION.search(row.descr):
        return Question.MOTION
    named_alone = row.alone and ((named.symbol and not named.part_in_doubt) or _ADOPTION.match(row.descr))
    return Question.ADOPTION if says_adopted or named_alone else Question.UNKNOWN


def _says_adopted(row: RollCallRow) -> bool:
    return bool(_ADOPTED.search(f"{row.short} {row.descr}"))


def read_outcome(row: RollCallRow, named: TextNamed, question: Question, carried: bool) -> Outcome:
    """Say what became of it, where that follows from the row; `carried` is whether more said yes than no."""
    if question is not Question.ADOPTION:
        return Outcome.UNKNOWN
    if _says_adopted(row):
        return Outcome.ADOPTED
    numbered = row.session.isdigit() and int(row.session) >= _FIRST_NUMBERED_SESSION
    resolved = named.symbol is not None and named.symbol.series == "RES"
    return Outcome.ADOPTED if numbered and resolved and row.alone and carried else Outcome.UNKNOWN


def read_title(row: RollCallRow) -> str:
    """Return the short title, else the description, without the catalogue's tail."""
    return _TAIL.sub("", row.short) or _TAIL.sub("", row.descr)


def read_text_voted(row: RollCallRow) -> str:
    """Return the symbol of the draft that the description names, or "" where it names none or several."""
    if "/L." not in row.descr.replace(" ", ""):
        return ""
    drafts = {str(symbol) for symbol in symbols.parse(row.descr) if symbol.kind == "draft"}
    return drafts.pop() if len(drafts) == 1 else ""
