"""Read an entry: a TOML head between `+++` lines, then a small Markdown with claims. The grammar is in docs/entries.md.

What the notation does not know is an error with its line and column, never text that is passed over: a claim that lost its brackets would
otherwise be prose that nobody checks.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import fields
from difflib import get_close_matches
from itertools import groupby

from watchword.errors import UnreadableInput
from watchword.evidence.entries.attributes import read_attributes
from watchword.evidence.entries.places import Places
from watchword.evidence.entries.record import Block, Entry, Head, Piece, Span
from watchword.evidence.prose.vocabulary import languages
from watchword.model import date_of

_FENCE = "+++"
_BLOCKS = ("judgement",)
_HEADING = re.compile(r"(#{1,3}) +(?=\S)")
_ITEM = re.compile(r"[-*] +(?=\S)")
_ADDRESS = re.compile(r"https?://[^\s()<>\"]+\Z")
_PLAIN = re.compile(r"[^\\*`\[\]{}]+")
# A claim is a phrase or a sentence.
_MOST = 1_000
_STYLES = {"*": "emphasis", "**": "strong"}


def read_entry(source: str, file: str) -> Entry:
    """Return the entry in a file's text; raise `UnreadableInput` with line and column for what is no entry."""
    source = source.replace("\r\n", "\n").removeprefix("\ufeff")
    places = Places(source, file)
    head, body = _read_head(source, places)
    blocks = tuple(_read_blocks(source, body, places, head.language))
    name = file.rpartition("/")[2].removesuffix(".md")
    return Entry(name, file, head, blocks, source)


def _read_head(source: str, places: Places) -> tuple[Head, int]:
    """Return the head and where the body begins."""
    if not source.startswith(f"{_FENCE}\n"):
        raise places.error(0, f"a head: a line {_FENCE}, keys in TOML, a line {_FENCE}", source.partition("\n")[0])
    end = source.find(f"\n{_FENCE}\n", len(_FENCE))
    if end < 0:
        raise places.error(0, f"a line {_FENCE} that ends the head", "none")
    try:
        table = tomllib.loads(source[len(_FENCE) + 1 : end + 1])
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise UnreadableInput(places.file, f"line {int(line[1]) + 1 if line else 2}", "a head in TOML", str(error)) from error
    known = {item.name: item for item in fields(Head)}
    for key in table:
        if key not in known:
            at = source.find(key)
            raise places.error(at, f"a key of the head: {_nearest(key, tuple(known))}", key)
    values = {key: _head_value(key, value, places, source) for key, value in table.items()}
    missing = [key for key in ("formulation", "title", "authors", "date", "licence") if not values.get(key)]
    if missing:
        raise places.error(0, f"{', '.join(missing)} in the head", "nothing")
    if (language := str(values.get("language", "en"))) not in languages():
        raise places.error(source.find("language"), f"a language in which prose is read: {', '.join(languages())}", language)
    return Head(**values), end + len(_FENCE) + 2  # type: ignore[arg-type]


def _head_value(key: str, value: object, places: Places, source: str) -> object:
    at = source.find(key)
    if key == "authors":
        names = [value] if isinstance(value, str) else value
        if isinstance(names, list) and names and all(isinstance(name, str) and name.strip() for name in names):
            return tuple(names)
        raise places.error(at, "authors: a list of names", repr(value))
    text = value.isoformat() if key == "date" and hasattr(value, "isoformat") else value
    if not isinstance(text, str):
        raise places.error(at, f"{key}: text in quotation marks", repr(value))
    if key == "date" and not date_of(text):
        raise places.error(at, 'date: a date such as "2026-01-31", "2026-01" or "2026"', repr(value))
    return text.strip()


def _read_blocks(source: str, start: int, places: Places, language: str) -> Iterator[Block]:
    """Yield the blocks of the body."""
    opened = -1
    for kind, level, begin, end in _cut_blocks(source, start):
        line = source[begin:end]
        if kind == "fence":
            name = line.strip().removeprefix(":::").strip()
            if name and name not in _BLOCKS:
                raise places.error(begin, f"a block: {_nearest(name, _BLOCKS)}", name)
            if bool(name) == (opened >= 0):
                raise places.error(begin, "the end of the block before (:::)" if name else "a block to end", line.strip())
            opened = begin if name else -1
            continue
        reader = _Inline(source, begin, end, places, (language, opened >= 0))
        yield Block(kind, tuple(reader.read()), places.line(begin), level, opened >= 0)
    if opened >= 0:
        raise places.error(opened, "a line ::: that ends the block", "none")


def _cut_blocks(source: str, start: int) -> Iterator[tuple[str, int, int, int]]:
    """Yield (kind, level, start, end): headings, items and fences are lines, other lines run together until a blank one."""
    at, open_block = start, None
    for line in source[start:].splitlines(keepends=True):
        text, begin, at = line.strip(), at, at + len(line)
        lead = begin + len(line) - len(line.lstrip())
        heading, item = _HEADING.match(line), _ITEM.match(line)
        if open_block and (not text or heading or item or text.startswith(":::")):
            yield open_block
            open_block = None
        if text.startswith(":::"):
            yield "fence", 0, lead, lead + len(text)
        elif heading:
            yield "heading", len(heading[1]), begin + heading.end(), lead + len(text)
        elif item:
            open_block = ("item", 0, begin + item.end(), lead + len(text))
        elif text:
            kind, level, first, _ = open_block or ("paragraph", 0, lead, 0)
            open_block = (kind, level, first, lead + len(text))
    if open_block:
        yield open_block


class _Inline:
    """Reads the prose of one block, from `begin` to `end` of the source; `about` is its language, and whether it is judgement."""

    def __init__(self, source: str, begin: int, end: int, places: Places, about: tuple[str, bool]) -> None:
        self._source, self._at, self._end, self._places, self._about = source, begin, end, places, about

    def read(self) -> list[Piece | Span]:
        """Return pieces of prose and claims."""
        return list(_join(self._parts(inside=-1)))

    def _parts(self, inside: int) -> Iterator[Piece | Span]:
        """Yield parts until the end, or until the `]` that ends the words begun at `inside`."""
        style, opened, source = "", -1, self._source
        while self._at < self._end:
            sign, here = source[self._at], self._at
            if sign == "]" and inside >= 0:
                break
            if sign == "\\" and self._at + 1 < self._end and not source[self._at + 1].isalnum():
                self._at += 2
                yield Piece(source[here + 1], style)
            elif sign == "*":
                mark = "**" if source.startswith("**", here) and style != "emphasis" else "*"
                if style and style != _STYLES[mark]:
                    raise self._places.error(here, f"the end of the {style} before it (\\* is the sign itself)", mark)
                style, opened = ("" if style else _STYLES[mark]), here
                self._at += len(mark)
            elif sign == "`":
                yield Piece(self._until("`", here), "code")
            elif sign == "[" and inside < 0:
                yield from self._bracket(here, style)
            elif sign in "[]{}":
                raise self._places.error(here, f"no bracket here (\\{sign} is the sign itself)", sign)
            else:
                plain = _PLAIN.match(source, here, self._end)
                self._at = plain.end() if plain else here + 1
                yield Piece(source[here : self._at], style)
        if style:
            raise self._places.error(opened, f"the end of the {style} that begins here (\\* is the sign itself)", "none")

    def _bracket(self, here: int, style: str) -> Iterator[Piece | Span]:
        """Yield the claim or link that begins here."""
        self._at += 1
        pieces = tuple(self._parts(inside=here))
        if self._at >= self._end:
            raise self._places.error(here, "a ] that ends the words (\\[ is the sign itself)", "none")
        self._at += 1
        following = self._source[self._at : self._at + 1] if self._at < self._end else ""
        plain = tuple(piece for piece in pieces if isinstance(piece, Piece))
        if not "".join(piece.text for piece in plain).strip():
            raise self._places.error(here, "words between the brackets", "none")
        if following == "(":
            address = self._until(")", self._at)
            if not _ADDRESS.match(address):
                raise self._places.error(here, "an address that begins with http:// or https://", address)
            yield from (Piece(piece.text, piece.style or style, address) for piece in plain)
            return
        if following != "{":
            raise self._places.error(
                self._at - 1, "{ with the record, or ( with an address, right behind ] (\\[ and \\] are the signs)", "none"
            )
        kind, ties, self._at = read_attributes(self._source, self._at, self._end, self._places)
        if sum(len(piece.text) for piece in plain) > _MOST:
            raise self._places.error(here, f"a claim of at most {_MOST:,} signs", "more")
        dressed = (Piece(piece.text, piece.style or style) for piece in plain)
        merged = tuple(piece for piece in _join(dressed) if isinstance(piece, Piece))
        yield Span(kind, ties, merged, here, self._at, *self._places.of(here), self._about[1], self._about[0])

    def _until(self, mark: str, here: int) -> str:
        """Return what stands between the sign at `here` and `mark`, and go behind it."""
        end = self._source.find(mark, here + 1, self._end)
        if end < 0:
            raise self._places.error(here, f"a {mark} that ends what begins here (\\{self._source[here]} is the sign itself)", "none")
        self._at = end + 1
        return self._source[here + 1 : end]


def _join(parts: Iterable[Piece | Span]) -> Iterator[Piece | Span]:
    """Yield parts with neighbouring pieces of one style as one."""
    for key, group in groupby(parts, key=lambda part: (part.style, part.address) if isinstance(part, Piece) else part.start):
        if isinstance(key, int):
            yield from group
        else:
            yield Piece("".join(part.text for part in group if isinstance(part, Piece)), *key)


def _nearest(name: str, known: tuple[str, ...]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=0.4)
    return near[0] if near else ", ".join(known)
