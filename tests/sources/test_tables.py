"""What reading tables by a mapping promises."""

import shutil
from hashlib import sha256
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

from watchword.errors import MissingColumn, UnreadableInput
from watchword.model import Bundle, Document, Issue, Kind
from watchword.sources.base import FileRole
from watchword.sources.files import walk
from watchword.sources.tables import Tables

FIXTURES = Path(__file__).parents[1] / "data" / "tables"


def read_all(path: Path) -> tuple[list[Bundle], list[Issue]]:
    source, issues, bundles = Tables(), [], []
    entries = list(walk(path, issues.append))
    read = source.reader([entry for entry in entries if source.role(entry.path) == FileRole.COMPANION])
    for entry in entries:
        if source.role(entry.path) == FileRole.DOCUMENT:
            for bundle in read(entry):
                issues += bundle.issues
                bundles += [bundle] if bundle.document else []
    return bundles, issues


def documents_of(bundles: list[Bundle]) -> list[Document]:
    return [bundle.document for bundle in bundles if bundle.document]


def test_a_row_becomes_a_document() -> None:
    """Date, speaker, state, symbol, subjects and flags are read as the mapping says, over quoted line ends."""
    bundles, issues = read_all(FIXTURES / "sound")
    first, second, third = documents_of(bundles)
    assert not issues
    assert (first.key, first.work, first.symbol) == ("invented_statements:1", "A/HRC/99/1", "A/HRC/99/1")
    assert (first.date, first.kind, first.organ) == ("2013-03-24", Kind.STATEMENT, "HRC")
    assert (first.actors[0].name, first.actors[0].state) == ("Ms. A", "CHN")
    assert first.subjects == ("oral statement", "water", "air")
    assert bundles[0].blocks[0].text == "An invented statement,\r\nover two lines."
    assert (second.actors[0].state, second.subjects) == ("VNM", ())
    assert third.actors == ()
    assert [document.stamp.path for document in (first, second, third)] == [
        "invented.csv#2", "invented.csv#4", "invented.csv#6",
    ]  # fmt: skip


def test_a_row_is_hashed_by_its_own_bytes() -> None:
    """The hash is that of the lines of the file that make the row."""
    bundles, _ = read_all(FIXTURES / "sound")
    raw = (FIXTURES / "sound" / "invented.csv").read_bytes().split(b"\r\n")
    assert documents_of(bundles)[0].stamp.raw_sha256 == sha256(raw[1] + b"\r\n" + raw[2]).hexdigest()
    assert documents_of(bundles)[1].stamp.raw_sha256 == sha256(raw[3]).hexdigest()


def test_spoiled_rows_are_named_and_the_rest_is_read() -> None:
    """A short row, bad bytes, a second use of an id and a quotation without an end are issues with their lines."""
    bundles, issues = read_all(FIXTURES / "spoiled")
    assert [document.key[-1] for document in documents_of(bundles)] == ["1", "2"]
    assert documents_of(bundles)[0].actors[0].state == ""
    assert documents_of(bundles)[1].date == ""
    places = [(issue.place, issue.problem, issue.severity) for issue in issues]
    assert places == [
        ("line 2", "state", "kept"),
        ("line 3", "date", "kept"),
        ("line 4", "row", "left out"),
        ("line 5", "duplicate id", "left out"),
        ("line 6", "row", "left out"),
        ("line 7", "row", "left out"),
        ("", "count", "kept"),
    ]
    assert "lines 7 to 8" in issues[5].found


def test_parquet_gives_the_same_documents(tmp_path: Path) -> None:
    """The same rows in Parquet give the same keys, dates and texts."""
    shutil.copy(FIXTURES / "sound" / "invented.mapping.toml", tmp_path)
    columns = {"no": [1, 2, 3], "day": ["24.03.2013"] * 3, "statement": ["a", "b", "c"], "heading": ["A", "B", None]}
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "invented.parquet")
    bundles, issues = read_all(tmp_path)
    assert [document.key for document in documents_of(bundles)] == [f"invented_statements:{n}" for n in (1, 2, 3)]
    assert [bundle.blocks[0].text for bundle in bundles] == ["a", "b", "c"]
    assert len({document.stamp.raw_sha256 for document in documents_of(bundles)}) == 3
    assert not issues
    (tmp_path / "invented.parquet").write_bytes(b"PAR1 spoiled")
    with pytest.raises(UnreadableInput, match="Parquet"):
        read_all(tmp_path)


def test_a_table_without_its_columns_is_refused(tmp_path: Path) -> None:
    """A missing or doubled column is an error of the whole file."""
    shutil.copy(FIXTURES / "sound" / "invented.mapping.toml", tmp_path)
    (tmp_path / "invented.csv").write_text("no,words\n1,invented\n")
    with pytest.raises(MissingColumn, match="statement"):
        read_all(tmp_path)
    (tmp_path / "invented.csv").write_text("no,statement,no\n1,invented,2\n")
    with pytest.raises(UnreadableInput, match="no twice"):
        read_all(tmp_path)


def test_long_cells_are_read(tmp_path: Path) -> None:
    """A speech longer than the csv module's own limit is read whole."""
    shutil.copy(FIXTURES / "sound" / "invented.mapping.toml", tmp_path)
    (tmp_path / "invented.csv").write_text("no,statement\n1," + "invented " * 50_000 + "\n")
    bundles, _ = read_all(tmp_path)
    assert len(bundles[0].blocks[0].text) == 450_000
