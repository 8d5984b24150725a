"""The records of an entry: its head, its blocks, and the claims in them.

All offsets are code points of the entry's own file; lines and columns count from 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Head:
    """What stands between the two `+++` lines. `date` is that of the entry itself, as precise as it is given."""

    formulation: str
    title: str
    authors: tuple[str, ...]
    date: str
    licence: str
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of prose. `style` is "", "emphasis", "strong" or "code"; `address` is that of a link."""

    text: str
    style: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """One record that a claim names: its names in order, the figures it wants of it, and its options."""

    names: tuple[str, ...]
    figures: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Span:
    """A claim as it stands: `[words]{kind ...}`.

    `ties` has one record, or several with `or` between them: the first that the workspace has is asked. `start` and `end` are those of
    the whole notation, from its `[` to behind its `}`. `judgement` says that it stands in a block of the author's judgement,
    `language` is that of the entry.
    """

    kind: str
    ties: tuple[Tie, ...]
    pieces: tuple[Piece, ...]
    start: int
    end: int
    line: int
    column: int
    judgement: bool = False
    language: str = "en"

    @property
    def words(self) -> str:
        """The author's words, without styles and with single spaces."""
        return " ".join("".join(piece.text for piece in self.pieces).split())


@dataclass(frozen=True, slots=True)
class Block:
    """A heading ("heading", with its `level`), a paragraph ("paragraph") or an item of a list ("item")."""

    kind: str
    parts: tuple[Piece | Span, ...]
    line: int
    level: int = 0
    judgement: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry, read. `name` is the file's, without folder and ending."""

    name: str
    file: str
    head: Head
    blocks: tuple[Block, ...]
    source: str

    def spans(self) -> Iterator[Span]:
        """Yield the claims in the order of the text."""
        for block in self.blocks:
            yield from (part for part in block.parts if isinstance(part, Span))
