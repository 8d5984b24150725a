"""Mappings: small files that say which column of a table or of JSON Lines holds what, for a collection with a name."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fnmatch import fnmatchcase
from importlib import resources
from typing import Any

from watchword.errors import ConfigurationError, UnknownState
from watchword.model import Display, Kind, Rendering, Role
from watchword.sources.base import Entry
from watchword.sources.files import PACKED_SUFFIXES
from watchword.states import state

SUFFIX = ".mapping.toml"

# What a column can be, and what can be the same for all rows.
COLUMNS = (
    "id", "date", "title", "text", "url", "symbol", "session", "language", "original_language", "speaker", "state",
    "office", "agenda", "subject",
)  # fmt: skip
CONSTANTS = (
    "language", "original_language", "rendering", "kind", "organ", "session", "speaker", "state", "office", "role",
    "agenda", "title",
)  # fmt: skip
_TOP = (
    "name", "title", "files", "publisher", "licence", "version", "url", "display", "notes", "columns", "constants",
    "flags", "skip", "encoding", "delimiter", "date_format", "title_block", "text_at_least", "expects", "check_date",
)  # fmt: skip
_NEEDED = ("name", "files", "publisher", "licence", "version", "columns")


@dataclass(frozen=True, slots=True)
class Pick:
    """How a value is taken from a row: a column, and where a pattern is given only what its groups match."""

    column: str
    pattern: re.Pattern[str] | None = None
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """What a mapping file says. `columns` holds for each field the picks to try; the first that gives a value wins."""

    name: str
    file: str
    files: tuple[str, ...]
    publisher: str
    licence: str
    version: str
    columns: dict[str, tuple[Pick, ...]]
    title: str = ""
    constants: dict[str, str] = field(default_factory=dict)
    flags: dict[str, str] = field(default_factory=dict)
    skip: tuple[tuple[str, object, str], ...] = ()
    display: Display = Display.QUOTE
    url: str = ""
    encoding: str = "utf-8"
    delimiter: str = ""
    date_format: str = ""
    check_date: tuple[Pick, ...] = ()
    title_block: bool = False
    text_at_least: int = 1
    expects: tuple[int, int] | None = None

    def matches(self, entry: Entry) -> bool:
        """Say whether the mapping is for this file: one of its patterns is the file's name, packed or not."""
        return any(fnmatchcase(unpacked_name(entry.name), unpacked_name(pattern)) for pattern in self.files)

    @property
    def needed_columns(self) -> tuple[str, ...]:
        """The columns without which a row makes no document."""
        return tuple(dict.fromkeys(picks[0].column for name, picks in self.columns.items() if name in ("id", "text")))


def unpacked_name(name: str) -> str:
    """Return a file's name without the suffix of its packing."""
    for suffix in PACKED_SUFFIXES:
        name = name.removesuffix(suffix)
    return name


def find_mapping(entry: Entry, mappings: Sequence[Mapping]) -> Mapping | None:
    """Return the mapping for a file: the user's own before the ones that come with the program."""
    return next((mapping for mapping in (*mappings, *load_shipped()) if mapping.matches(entry)), None)


def load_shipped() -> tuple[Mapping, ...]:
    """Return the mappings that come with the program, sorted by name."""
    folder = resources.files("watchword.sources").joinpath("mappings")
    files = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    return tuple(read_mapping(each.read_bytes(), f"mappings/{each.name}") for each in files)


def load_companions(companions: Sequence[Entry]) -> tuple[Mapping, ...]:
    """Return the mappings among the companions of a run, sorted by path."""
    chosen = sorted((entry for entry in companions if entry.name.endswith(SUFFIX)), key=lambda entry: entry.place)
    return tuple(read_mapping(entry.read(), entry.place) for entry in chosen)


def read_mapping(data: bytes, file: str) -> Mapping:
    """Read a mapping; raise `ConfigurationError`, with the nearest valid name, for a key or value it must not hold."""
    try:
        table: dict[str, Any] = tomllib.loads(data.decode("utf-8"))
        _refuse_unknown(table, _TOP, file, "")
        missing = [key for key in _NEEDED if key not in table]
        if missing:
            raise ConfigurationError(f"{file}: missing keys {', '.join(missing)}")
        return _build(table, file)
    except (ValueError, TypeError, KeyError, re.error, UnknownState) as error:
        raise ConfigurationError(f"{file}: {error}") from error


def _build(table: dict[str, Any], file: str) -> Mapping:
    _refuse_unknown(table["columns"], COLUMNS, file, "columns")
    constants = {key: str(value) for key, value in table.get("constants", {}).items()}
    _refuse_unknown(constants, CONSTANTS, file, "constants")
    _check_constants(constants)
    columns = {key: _picks(value) for key, value in table["columns"].items()}
    for needed in ("id", "text"):
        if needed not in columns:
            raise ConfigurationError(f"{file}: columns.{needed} is missing: which column is it?")
    expects = table.get("expects")
    plain = ("name", "title", "publisher", "licence", "version", "url", "encoding", "delimiter", "date_format")
    return Mapping(
        **{key: str(table[key]) for key in plain if key in table},
        file=file,
        files=tuple(table["files"]),
        columns=columns,
        constants=constants,
        flags={key: str(value) for key, value in table.get("flags", {}).items()},
        skip=tuple((row["column"], row["value"], row["reason"]) for row in table.get("skip", [])),
        display=Display(table.get("display", "quote")),
        check_date=_picks(table["check_date"]) if "check_date" in table else (),
        title_block=bool(table.get("title_block", False)),
        text_at_least=int(table.get("text_at_least", 1)),
        expects=(int(expects["minimum"]), int(expects["maximum"])) if expects else None,
    )


def _picks(value: object) -> tuple[Pick, ...]:
    """Return picks from "column", from {column, pattern, separator}, or from a list of either."""
    if isinstance(value, list):
        return tuple(pick for each in value for pick in _picks(each))
    if isinstance(value, str):
        return (Pick(value),)
    if not isinstance(value, dict) or set(value) - {"column", "pattern", "separator"}:
        raise ValueError(f"a column is a name or a table of column, pattern and separator, not {value!r}")
    pattern = re.compile(value["pattern"]) if "pattern" in value else None
    return (Pick(str(value["column"]), pattern, str(value.get("separator", ""))),)


def _check_constants(constants: dict[str, str]) -> None:
    Kind(constants.get("kind", Kind.OTHER))
    Rendering(constants.get("rendering", Rendering.UNKNOWN))
    Role(constants.get("role", Role.SPEAKER))
    if code := constants.get("state"):
        state(code)


def _refuse_unknown(found: dict[str, Any], known: Sequence[str], file: str, section: str) -> None:
    for key in found:
        if key not in known:
            near = get_close_matches(key, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; it may hold {', '.join(known)}"
            raise ConfigurationError(f"{file}: {section or 'the file'} holds {key!r}, which means nothing here{hint}")
