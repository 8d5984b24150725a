"""Read what stands in the braces of a claim: the kind, the record it names, the figures wanted of it, and options."""

import re
from difflib import get_close_matches

from watchword.evidence.entries.kinds import KINDS, MANY, POSITIONS, Kind
from watchword.evidence.entries.places import Places
from watchword.evidence.entries.record import Tie

_WORD = re.compile(r"[^\s\"{}=]+")
_OR = "or"
# (offset, key, value, whether it is quoted); the key is "" where there is none.
Token = tuple[int, str, str, bool]


def read_attributes(source: str, start: int, limit: int, places: Places) -> tuple[str, tuple[Tie, ...], int]:
    """Return the kind, the records and the offset behind `}`; `source[start]` is the `{`. Raise `UnreadableInput`."""
    tokens, end = _cut(source, start, limit, places)
    if not tokens:
        raise places.error(start, f"a kind of claim: one of {', '.join(KINDS)}", "nothing")
    at, key, name, quoted = tokens[0]
    if key or quoted or name not in KINDS:
        raise places.error(at, f"a kind of claim: {nearest(name, tuple(KINDS))}", f"{key}={name}" if key else name)
    groups: list[list[Token]] = [[]]
    for token in tokens[1:]:
        if token[1:] == ("", _OR, False):
            groups.append([])
        else:
            groups[-1].append(token)
    return name, tuple(_read_tie(name, group, places, end - 1) for group in groups), end


def nearest(name: str, known: tuple[str, ...]) -> str:
    """Return the nearest of the valid names, or all of them where none is near."""
    near = get_close_matches(name, known, n=2, cutoff=0.5)
    return " or ".join(near) if near else f"one of {', '.join(known)}"


def _cut(source: str, start: int, limit: int, places: Places) -> tuple[list[Token], int]:
    """Return the tokens and the offset behind the closing brace."""
    found: list[Token] = []
    at = start + 1
    while True:
        while at < limit and source[at].isspace():
            at += 1
        if at >= limit:
            raise places.error(start, "a } that ends what begins here", "none")
        if source[at] == "}":
            return found, at + 1
        begin, key = at, ""
        word = _WORD.match(source, at, limit)
        if word and source[word.end() : word.end() + 1] == "=" and word.end() < limit:
            key, at = word[0], word.end() + 1
            word = _WORD.match(source, at, limit)
        if at < limit and source[at] == '"':
            value, at = _quoted(source, at, limit, places)
            found.append((begin, key, value, True))
        elif word:
            at = word.end()
            found.append((begin, key, word[0], False))
        else:
            raise places.error(at, f"a value for {key}" if key else "a name, key=value or }", source[at : at + 1] if at < limit else "")


def _quoted(source: str, at: int, limit: int, places: Places) -> tuple[str, int]:
    """Return a value in double quotation marks, in which a backslash takes the next sign as it is, and the offset behind it."""
    begin, signs = at, []
    at += 1
    while at < limit and source[at] != '"':
        at += source[at] == "\\" and at + 1 < limit
        signs.append(source[at])
        at += 1
    if at >= limit:
        raise places.error(begin, 'a " that ends what begins here', "none")
    return " ".join("".join(signs).split()), at + 1


def _read_tie(kind_name: str, tokens: list[Token], places: Places, end: int) -> Tie:
    kind = KINDS[kind_name]
    bare = [token for token in tokens if not token[1]]
    options: dict[str, str] = {}
    for at, key, value, _ in tokens:
        if key and key not in kind.keys:
            raise places.error(at, f"a key of {kind_name}: {nearest(key, kind.keys)}", key)
        if key and (key in options or not value):
            raise places.error(at, f"one value for {key}", f"{key}={value}" if not value else "another")
        if key:
            options[key] = value
    most = MANY if kind.more else len(kind.names)
    names = tuple(value for _, _, value, _ in bare[:most])
    if len(names) < len(kind.names) or not all(names):
        raise places.error(end, f"{kind_name} {' '.join(kind.names)}", " ".join(names) or "no name")
    if missing := [key for key in kind.required if key not in options]:
        raise places.error(end, f"{'= and '.join(missing)}= in {kind_name}", "none")
    figures = tuple(_check_figure(kind_name, kind, token, places) for token in bare[most:])
    return Tie(names, figures, options)


def _check_figure(kind_name: str, kind: Kind, token: Token, places: Places) -> str:
    at, _, value, _ = token
    first, *rest = value.split(".")
    if first not in kind.figures:
        expected = f"a figure of {kind_name}: {nearest(first, kind.figures)}" if kind.figures else f"no more names in {kind_name}"
        raise places.error(at, expected, value)
    for part in rest:
        if part not in POSITIONS:
            raise places.error(at, f"a position behind {first}: {nearest(part, POSITIONS)}", value)
    counts = kind.parts.get(first, (0,))
    if len(rest) not in counts:
        raise places.error(
            at, f"{first} with {' or '.join(map(str, counts))} positions behind it, such as {first}{'.yes' * counts[-1]}", value
        )
    return value
