"""The error tree.

WatchwordError                 anything the program says no to, in one sentence
├── UsageError                 the call itself was wrong (exit code 2)
├── ConfigurationError         settings, a lexicon or a source descriptor is wrong: file, place, nearest valid name
├── WorkspaceError             a workspace cannot be opened, read or written
│   ├── WorkspaceLocked        another process is writing
│   ├── SchemaMismatch         written by a release with another schema version
│   ├── UnknownVersion         no such version of the workspace
│   └── IntegrityError         bytes on disk are not the bytes that were recorded
├── UnreadableInput            an input cannot be read as what it claims to be: file, place, expected, found
│   ├── MissingColumn          a table lacks a column that its format has
│   ├── UnsafeInput            refused: an entity, a bomb, a path that climbs out of its archive
│   └── CountMismatch          what was read does not recount to what was there
├── UnknownSymbol              no document symbol in this text
├── UnknownState               no state is known by this name or code on this date
├── UnknownFormulation         no formulation of this name in the lexicon
├── UnknownSource              no source of this name
├── NotHeld                    a record asked for is not in this version of the workspace
└── TallyMismatch              ballots do not add up to what they must
"""


class WatchwordError(Exception):
    """Base of every error the program raises on purpose."""


class UsageError(WatchwordError):
    """The call was wrong; nothing was done."""


class ConfigurationError(WatchwordError):
    """A settings, lexicon or descriptor file holds something it must not."""


class WorkspaceError(WatchwordError):
    """A workspace cannot be opened, read or written."""


class WorkspaceLocked(WorkspaceError):
    """Another process holds the writer's lock."""


class SchemaMismatch(WorkspaceError):
    """The workspace was written with another schema version."""


class UnknownVersion(WorkspaceError):
    """No such version in this workspace."""


class IntegrityError(WorkspaceError):
    """Bytes on disk differ from their recorded hash."""


class UnreadableInput(WatchwordError):
    """An input is not what it claims to be.

    `place` is where in the file (line, row, element), `expected` and `found` are short phrases.
    """

    def __init__(self, file: str, place: str, expected: str, found: str) -> None:
        self.file, self.place, self.expected, self.found = file, place, expected, found
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: expected {expected}, found {found}")


class MissingColumn(UnreadableInput):
    """A table lacks a column."""


class UnsafeInput(UnreadableInput):
    """An input was refused because reading it could do harm."""


class CountMismatch(UnreadableInput):
    """The records made from an input do not recount to what the input held."""


class UnknownSymbol(WatchwordError):
    """No document symbol could be read."""


class UnknownState(WatchwordError):
    """No state is known by this name or code on this date."""


class UnknownFormulation(WatchwordError):
    """No such formulation in the lexicon."""


class UnknownSource(WatchwordError):
    """No such source in the registry."""


class NotHeld(WatchwordError):
    """The record asked for is not held in this version of the workspace."""


class TallyMismatch(WatchwordError):
    """Ballots do not add up."""
