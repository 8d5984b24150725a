"""What the finders see of a store: one version of a workspace, read only, asked in a common subset of SQL.

Tables: `documents` (current expressions), `all_documents` (superseded ones too), `paragraphs`, `uses`, `roll_calls`, `ballots`,
`properties`, `links`, `events`, `issues`, `sources`. `documents`, `roll_calls` and `events` obey `--until`; `uses` holds current
documents only. The columns are those of `store.schema`, with `year` (integer, null where the date is unknown) on documents and
roll calls.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import pyarrow as pa

from watchword.settings import Settings

Row = dict[str, Any]

# The source whose records are references to what we do not hold: they inform, they never verify, and no count includes them.
CITED_ONLY = "watchword_starter"


class View(Protocol):
    """One version of a workspace."""

    version: int
    until: str
    settings: Settings

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return the answer as a list of dictionaries."""
        ...

    def table(self, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
        """Return the answer as an Arrow table."""
        ...

    def join_works(self, works: Sequence[str]) -> list[Row]:
        """Return the current expressions of these works, without text."""
        ...

    def close(self) -> None:
        """Let go of files and memory."""
        ...
