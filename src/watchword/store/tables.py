"""DuckDB over the Parquet parts of one version: the embedded implementation of `store.base.View`."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from watchword.model import date_of
from watchword.settings import Settings
from watchword.store.base import Row, bound_of, ends
from watchword.store.schema import TABLES, USES
from watchword.store.workspace import Workspace

# Tables of which only current records are seen, and of dated ones (the first three) those up to `--until`; the whole is all_<name>.
_BOUNDED = ("documents", "roll_calls", "events", "properties")


class TablesView:
    """One version of a workspace, read through DuckDB. `use_files` are the matched uses of this version's paragraphs."""

    def __init__(self, workspace: Workspace, *, version: int, until: str = "", use_files: Sequence[Path] = ()) -> None:
        """Open the parts of `version`; `until` is an ISO date ("" for no bound)."""
        bound = bound_of("until", until)
        self.version = workspace.catalogue.check_version(version)
        self.until = until = date_of(until)
        self.settings: Settings = workspace.settings(version)
        self._connection = duckdb.connect(":memory:")
        self._connection.execute(f"SET threads = {self.settings.threads}")
        superseded = pa.table({"id": pa.array(workspace.catalogue.superseded(version), pa.string())})
        self._connection.register("superseded", superseded)
        for name, schema in TABLES.items():
            files = [str(workspace.folder / part.file) for part in workspace.catalogue.parts(version, name)]
            stored = f"all_{name}" if name in _BOUNDED else name
            self._define(stored, files, schema)
        self._define("all_uses", [str(path) for path in use_files], USES)
        for name in _BOUNDED:
            self._restrict(name, bound)
        outside = "WHERE document IN (SELECT id FROM documents)" if until or superseded.num_rows else ""
        self._connection.execute(f"CREATE VIEW uses AS SELECT * FROM all_uses {outside}")

    def _define(self, name: str, files: Sequence[str], schema: pa.Schema) -> None:
        """Make a view over Parquet files, or an empty table with the same columns."""
        if files:
            quoted = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
            self._connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet([{quoted}])')
        else:
            plain = pa.schema([(f.name, f.type.value_type if pa.types.is_dictionary(f.type) else f.type) for f in schema])
            self._connection.register(f"empty_{name}", plain.empty_table())
            self._connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM "empty_{name}"')

    def _restrict(self, name: str, until: str) -> None:
        """Define the current records of a table, up to the day `until`; a record without a date is left out when there is a bound.

        Properties are dated by what asks for them: whether one was in force is a question of the day of the vote.
        """
        conditions = ["true"] if name == "events" else ["r.id NOT IN (SELECT id FROM superseded)"]
        if until and name != "properties":
            conditions.append(f"r.date <> '' AND {ends('r.date')} <= '{until}'")
        columns, join = "r.*", ""
        if name == "roll_calls":
            # A vote that was read from another language's file is called by the English title of its text.
            columns = "r.* REPLACE (CASE WHEN r.title = '' THEN coalesce(t.title, '') ELSE r.title END AS title)"
            self._connection.execute(
                """CREATE TABLE english AS SELECT work, min(title) AS title FROM documents WHERE language = 'en' AND title <> ''
                   AND work IN (SELECT work FROM all_roll_calls WHERE title = '') GROUP BY work"""
            )
            join = "LEFT JOIN english t ON t.work = r.work"
        where = " AND ".join(conditions)
        self._connection.execute(f"CREATE VIEW {name} AS SELECT {columns} FROM all_{name} r {join} WHERE {where}")

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Row]:
        """Return the answer as a list of dictionaries."""
        found = self._connection.execute(sql, list(parameters))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def table(self, sql: str, parameters: Sequence[object] = ()) -> pa.Table:
        """Return the answer as an Arrow table."""
        return self._connection.sql(sql, params=list(parameters)).to_arrow_table()

    def join_ids(self, sql: str, ids: pa.Table) -> list[Row]:
        """Return the rows of a query that has a column `id`, for the ids of a one-column Arrow table."""
        self._connection.register("wanted_ids", ids)
        return self.rows(f"SELECT * FROM ({sql}) WHERE id IN (SELECT id FROM wanted_ids)")

    def join_works(self, works: Sequence[str]) -> list[Row]:
        """Return the expressions of these works: what is held or cited of each, without text."""
        self._connection.register("wanted_works", pa.table({"work": pa.array(list(works), pa.string())}))
        return self.rows(
            """SELECT id, work, symbol, kind, title, date, language, source, url FROM documents
               WHERE work IN (SELECT work FROM wanted_works) ORDER BY work, date, language, id"""
        )

    def close(self) -> None:
        """Let go of the files."""
        self._connection.close()
