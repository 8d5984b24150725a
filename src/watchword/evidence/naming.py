"""The names of figures: one readable text for each figure that a page or export shows, which `why` reads back.

    usage:FORMULATION[:KEY=VALUE]...       uses and shares in the documents of which this is so (keys: the dimensions of `usage --by`)
    attestation:FORMULATION[:KEY=VALUE]... the earliest uses in a corpus and language (keys: source, language)
    tally:VOTE                             how a vote went; VOTE is a symbol or a record's key
    shift:VOTE..VOTE                       what changed between two votes

A column may follow after "#" ("#documents_with"): it says which figure of the row is meant.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from watchword.errors import UsageError

KINDS = ("usage", "attestation", "tally", "shift")
_NEXT_KEY = re.compile(r":(?=[a-z_]+=)")
_ESCAPED = {"%": "%25", ":": "%3A", "#": "%23"}


@dataclass(frozen=True, slots=True)
class FigureName:
    """A figure by name: its kind, what it is of (a formulation's id, one vote, or two), where it was counted, and which column."""

    kind: str
    subject: tuple[str, ...]
    where: Mapping[str, str] = field(default_factory=dict)
    column: str = ""

    def __str__(self) -> str:
        where = "".join(f":{key}={_escape(value)}" for key, value in self.where.items())
        return f"{self.kind}:{'..'.join(self.subject)}{where}{f'#{self.column}' if self.column else ''}"


def name_usage(formulation: str, where: Mapping[str, object]) -> str:
    """Return the name of a usage figure; an undated year is "unknown"."""
    return str(FigureName("usage", (formulation,), {key: "unknown" if value is None else str(value) for key, value in where.items()}))


def name_series(formulation: str, source: str, language: str) -> str:
    """Return the name of the earliest uses in a corpus and language."""
    return str(FigureName("attestation", (formulation,), {"source": source, "language": language}))


def name_tally(record: str) -> str:
    """Return the name of a vote's tally."""
    return str(FigureName("tally", (record,)))


def name_shift(before: str, after: str) -> str:
    """Return the name of what changed between two votes."""
    return str(FigureName("shift", (before, after)))


def read_name(text: str) -> FigureName | None:
    """Return the figure that `text` names, None where it begins with no kind of figure; raise `UsageError` where the rest is wrong."""
    kind, sign, rest = text.strip().partition(":")
    if kind not in KINDS or not sign:
        return None
    rest, _, column = rest.partition("#")
    subject, *pairs = _NEXT_KEY.split(rest)
    where = {}
    for pair in pairs:
        key, _, value = pair.partition("=")
        if key in where:
            raise UsageError(f"{text!r} gives {key} twice")
        where[key] = _unescape(value)
    subjects = tuple(part.strip() for part in subject.split("..")) if kind == "shift" else (subject.strip(),)
    if not all(subjects) or len(subjects) != (2 if kind == "shift" else 1):
        wanted = {"shift": "shift:VOTE..VOTE", "tally": "tally:VOTE"}.get(kind, f"{kind}:FORMULATION[:KEY=VALUE]...")
        raise UsageError(f"cannot read {text!r} as the name of a figure: expected {wanted}")
    if where and kind in ("tally", "shift"):
        raise UsageError(f"cannot read {text!r}: a {kind} takes no {next(iter(where))}=")
    return FigureName(kind, subjects, where, column)


def _escape(value: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in value)


def _unescape(value: str) -> str:
    for character, escape in reversed(_ESCAPED.items()):
        value = value.replace(escape, character)
    return value
