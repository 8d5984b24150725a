"""Cut a query into tokens, and the error that points at a character of it."""

import re
import unicodedata
from dataclasses import dataclass

from watchword.errors import UsageError

_CLOSE = {
    '"': '"“”＂', "“": '"“”', "”": '"“”', "„": '"“”', "«": "»", "»": "«", "「": "」", "『": "』", "＂": '"＂',
}  # fmt: skip
_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<open>[(（])|(?P<close>[)）])|(?P<near>NEAR(?:/(?P<width>\d+))?(?=[\s(（]|\Z))"
    r"|(?P<field>[A-Za-z_]+)[:：](?!//)|(?P<minus>-(?=[^\s-]))"
    rf"|(?P<word>[^\s()（）{re.escape(''.join(_CLOSE))}]+)"
)
_DISTANCE = re.compile(r"~\d*")
_VALUE = re.compile(r"[^\s()（）]+")


class QueryError(UsageError):
    """A query that cannot be read; `at` is the place in it, counted from 0."""

    def __init__(self, query: str, at: int, problem: str) -> None:
        self.at = at
        first = max(0, at - 60)
        shown = re.sub(r"\s", " ", query[first : at + 60]).encode(errors="replace").decode()
        width = sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in shown[: at - first])
        super().__init__(f"{problem} (character {at + 1} of the query)\n  {shown}\n  {' ' * width}^")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (word, phrase, field, open, close, near, minus), text, span in the query, and what follows a phrase ("~3")."""

    kind: str
    text: str
    at: int
    end: int
    mark: str = ""


def scan(query: str) -> list[Token]:
    """Cut a query into tokens."""
    tokens, at = [], 0
    while at < len(query):
        if query[at] in _CLOSE:
            end = next((i for i in range(at + 1, len(query)) if query[i] in _CLOSE[query[at]]), -1)
            if end < 0:
                raise QueryError(query, at, "this quotation mark is never closed")
            found = _DISTANCE.match(query, end + 1)
            tokens.append(Token("phrase", query[at + 1 : end], at, found.end() if found else end + 1, found.group() if found else ""))
            at = tokens[-1].end
            continue
        found = _TOKEN.match(query, at)
        if not found:
            raise QueryError(query, at, f"{query[at]!r} cannot stand here")
        kind = found.lastgroup if found.lastgroup != "width" else "near"
        if kind == "minus" and tokens and tokens[-1].kind == "field":
            kind, found = "word", _VALUE.match(query, at) or found
        if kind != "space":
            text = found["field"] if kind == "field" else found["width"] or "" if kind == "near" else found.group()
            tokens.append(Token(str(kind), text, at, found.end()))
        at = found.end()
    return tokens
