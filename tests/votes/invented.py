"""An invented record of votes, for tests. Nobody cast any of this."""

from collections.abc import Callable, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from watchword.settings import Settings
from watchword.store.base import View
from watchword.store.schema import TABLES

# What the fixture `hold` gives: a function that puts bundles into a new workspace and opens it.
Hold = Callable[..., View]


class Invented:
    """A view of invented roll calls, ballots and properties."""

    version, until, settings = 1, "", Settings()

    def __init__(self, calls: list[dict[str, Any]], ballots: list[tuple[str, str, str]], properties: Sequence[dict[str, Any]] = ()) -> None:
        self._connection = duckdb.connect(":memory:")
        for name, rows in (
            ("roll_calls", calls),
            ("ballots", [dict(zip(TABLES["ballots"].names, (*row, ""), strict=True)) for row in ballots]),
            ("properties", [dict.fromkeys(TABLES["properties"].names) | row for row in properties]),
            ("issues", []),
        ):
            plain = pa.schema([(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in TABLES[name]])
            self._connection.register(name, pa.Table.from_pylist(rows, schema=plain))

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        found = self._connection.execute(sql, list(parameters))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def table(self, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
        return self._connection.sql(sql, params=list(parameters)).to_arrow_table()

    def join_works(self, works: Sequence[str]) -> list[dict[str, Any]]:
        raise NotImplementedError

    def close(self) -> None:
        self._connection.close()


def call(key: str, **changes: Any) -> dict[str, Any]:
    """An invented record of the Council."""
    row = dict.fromkeys(TABLES["roll_calls"].names) | {
        "id": f"{key}@1", "key": key, "symbol": f"A/HRC/RES/99/{key}", "work": "", "title": f"Puddles {key}", "question": "adoption",
        "date": "2018-03-23", "organ": "HRC", "session": "99", "outcome": "adopted by vote", "text_voted": "", "subjects": ["RAIN"],
        "sponsors": [], "source": "hrc_votes",
    }  # fmt: skip
    return row | changes


def cast(key: str, **positions: str) -> list[tuple[str, str, str]]:
    """Ballots of a record."""
    return [(f"{key}@1", state, position) for state, position in positions.items()]
