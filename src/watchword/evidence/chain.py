"""The records of a chain from anything that is printed back to the archived bytes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One link of a chain: `step` names it (figure, finder, version, record, text, part, extractor, bytes, container, retrieved, licence).

    `holds` is true where it was checked just now and holds, false where it does not, None where there is nothing to check; `expected` and
    `found` are what was compared.
    """

    step: str
    says: str
    holds: bool | None = None
    expected: str = ""
    found: str = ""


@dataclass(frozen=True, slots=True)
class Traced:
    """One record that a figure rests on: `table` and `id`, the place in it (`paragraph` -1: the whole record), and its bytes.

    `quote` is what stands at the place; `in_bytes` says whether these words stand in the archived bytes as they are, mark-up and white
    space apart (None where they were not looked for). `holds` is false where something does not check, and `problem` says what; `display`
    is how much of the text the licence lets us show.
    """

    table: str
    id: str
    key: str
    symbol: str
    date: str
    title: str
    paragraph: int
    start: int
    end: int
    quote: str
    text_sha256: str
    extractor: str
    raw_sha256: str
    container_sha256: str
    path: str
    origin: str
    retrieved: str
    source: str
    publisher: str
    licence: str
    display: str
    url: str
    in_bytes: bool | None
    holds: bool | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Chain:
    """All steps, from what was asked for to the bytes; `problems` are sentences, and there are none where every check holds."""

    id: str
    kind: str
    says: str
    holding: str
    version: int
    until: str
    steps: tuple[Step, ...]
    records: tuple[Traced, ...]
    problems: tuple[str, ...]
    sound: bool
