"""Which parts of a version hold which records, and one row of a part."""

from collections.abc import Collection
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from watchword.errors import NotHeld
from watchword.store.catalogue import Part
from watchword.store.workspace import Workspace, hash_file


def locate_parts(workspace: Workspace, version: int, table: str, column: str, values: Collection[str]) -> list[Part]:
    """Return the parts of `table` that hold a row with one of these values in `column`, in the order in which they were added."""
    parts = workspace.catalogue.parts(version, table)
    if not parts or not values:
        return []
    wanted = pa.table({"v": pa.array(sorted(set(values)), pa.string())})
    with duckdb.connect(":memory:") as connection:
        connection.register("wanted", wanted)
        quoted = ", ".join("'" + str(workspace.folder / part.file).replace("'", "''") + "'" for part in parts)
        found = connection.execute(
            f"SELECT DISTINCT filename FROM read_parquet([{quoted}], filename = true) WHERE {column} IN (SELECT v FROM wanted)"
        ).fetchall()
    files = {Path(row[0]).name for row in found}
    return [part for part in parts if Path(part.file).name in files]


def find_part(workspace: Workspace, file: str) -> Part:
    """Return the part with this path in the workspace; raise `NotHeld`."""
    for part in workspace.catalogue.all_parts():
        if part.file == file:
            return part
    raise NotHeld(f"{file} is no part of this workspace; `watchword why` names those that it has")


def hash_part(workspace: Workspace, part: Part) -> str:
    """Return the SHA-256 of a part's file as it is now, "no file" where it is gone."""
    path = workspace.folder / part.file
    return hash_file(path) if path.is_file() else "no file"


def read_part_row(workspace: Workspace, part: Part, row: int) -> dict[str, Any]:
    """Return a row of a part, counted from 1; raise `NotHeld` where there is none."""
    if not 1 <= row <= part.rows:
        raise NotHeld(f"{part.file} has rows 1 to {part.rows:,}, not {row:,}")
    file = pq.ParquetFile(workspace.folder / part.file)
    at = row - 1
    for group in range(file.num_row_groups):
        size = file.metadata.row_group(group).num_rows
        if at < size:
            found: dict[str, Any] = file.read_row_group(group).slice(at, 1).to_pylist()[0]
            return found
        at -= size
    raise NotHeld(f"{part.file} has no row {row:,}")
