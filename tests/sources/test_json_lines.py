"""What reading JSON Lines by a mapping promises."""

import io
import json
import os
from hashlib import sha256
from pathlib import Path

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchword.errors import ConfigurationError, MissingColumn, UnreadableInput
from watchword.model import Bundle, Document, Issue, Kind, Rendering
from watchword.sources.base import Entry, FileRole
from watchword.sources.files import hash_file, walk
from watchword.sources.json_lines import JsonLines
from watchword.sources.mapped_rows import read_date
from watchword.sources.mapping import load_shipped, read_mapping

FIXTURES = Path(__file__).parents[1] / "data" / "json_lines"
DATA = Path(os.environ.get("WATCHWORD_DATA") or Path(__file__).parents[2].parent / "shared" / "data")

MAPPING = """
name = "own"
files = ["own.jsonl", "xinwen-lianbo.jsonl"]
publisher = "nobody"
licence = "CC0-1.0"
version = "1"
[columns]
id = "id"
text = "text"
"""


def read_all(path: Path) -> tuple[list[Bundle], list[Issue]]:
    source, issues, bundles = JsonLines(), [], []
    entries = list(walk(path, issues.append))
    read = source.reader([entry for entry in entries if source.role(entry.path) == FileRole.COMPANION])
    for entry in entries:
        if source.role(entry.path) == FileRole.DOCUMENT:
            for bundle in read(entry):
                issues += bundle.issues
                bundles += [bundle] if bundle.document else []
    return bundles, issues


def by_key(bundles: list[Bundle]) -> dict[str, Document]:
    return {bundle.document.key: bundle.document for bundle in bundles if bundle.document}


def test_known_collections_are_read_without_a_mapping_of_ones_own() -> None:
    """News, government reports, congress reports and spokesperson's remarks are known by their files' names."""
    bundles, _ = read_all(FIXTURES / "sound")
    documents = by_key(bundles)
    assert sorted(documents) == [
        "cpc_congress_reports:虚构 (一大)",
        "gwr:1954",
        "mfa_spokesperson_remarks_zh:raw/2",
        "mfa_spokesperson_remarks_zh:t20230901_1234567",
        "xinwen_lianbo:A1",
        "xinwen_lianbo:A2",
    ]
    report, congress = documents["gwr:1954"], documents["cpc_congress_reports:虚构 (一大)"]
    assert (report.date, report.kind, report.actors[0].state) == ("1954", Kind.REPORT, "CHN")
    assert (congress.date, congress.session, congress.rendering) == ("", "1", Rendering.UNKNOWN)
    assert documents["xinwen_lianbo:A2"].subjects == ("digest",)
    assert {document.language for document in documents.values()} == {"zh"}


def test_a_document_points_at_its_own_line() -> None:
    """Its hash is that of the line's bytes, its path names the line, and its container is the file that is kept."""
    bundles, _ = read_all(FIXTURES / "sound")
    stamp = by_key(bundles)["xinwen_lianbo:A2"].stamp
    path = FIXTURES / "sound" / "xinwen-lianbo.jsonl"
    assert stamp.raw_sha256 == sha256(path.read_bytes().split(b"\n")[1]).hexdigest()
    assert (stamp.source, stamp.path) == ("xinwen_lianbo", "xinwen-lianbo.jsonl#2")
    assert stamp.container_sha256 == hash_file(path)[0]
    assert stamp.extractor.startswith("json_lines/")


def test_a_title_without_a_text_is_kept_with_a_doubt() -> None:
    """An item that has only a title is searched by its title; a page far too short for a report is left out."""
    bundles, issues = read_all(FIXTURES / "sound")
    item = next(bundle for bundle in bundles if bundle.document and bundle.document.key == "xinwen_lianbo:A2")
    assert [block.kind for block in item.blocks] == ["title"]
    found = {(issue.source, issue.severity) for issue in issues if issue.problem == "row without its text"}
    assert found == {("xinwen_lianbo", "kept"), ("cpc_congress_reports", "left out")}


def test_two_dates_that_disagree_leave_what_they_share() -> None:
    """A date column that the title contradicts keeps the month on which both agree, and says so."""
    bundles, issues = read_all(FIXTURES / "sound")
    document = by_key(bundles)["mfa_spokesperson_remarks_zh:t20230901_1234567"]
    assert document.date == "2023-09"
    assert document.actors[0].name == "某某某"
    assert [issue.found for issue in issues if issue.problem == "date"] == ["2023-09-02"]


def test_packed_lines_are_the_same_documents(tmp_path: Path) -> None:
    """A packed file gives the same keys and hashes of lines, and is itself the container."""
    plain = FIXTURES / "sound" / "xinwen-lianbo.jsonl"
    with pyarrow.CompressedOutputStream(str(tmp_path / "xinwen-lianbo.jsonl.zst"), "zstd") as stream:
        stream.write(plain.read_bytes())
    packed, _ = read_all(tmp_path)
    loose, _ = read_all(plain)
    assert list(by_key(packed)) == list(by_key(loose))
    for one, two in zip(by_key(packed).values(), by_key(loose).values(), strict=True):
        assert (one.id, one.stamp.raw_sha256, one.stamp.path) == (two.id, two.stamp.raw_sha256, two.stamp.path)
        assert one.stamp.container_sha256 == hash_file(tmp_path / "xinwen-lianbo.jsonl.zst")[0]


def test_bad_lines_are_named_and_the_rest_is_read() -> None:
    """Broken JSON, bad bytes, half characters, no id and a second use of an id cost one line each, with its number."""
    bundles, issues = read_all(FIXTURES / "spoiled")
    documents = by_key(bundles)
    assert sorted(documents) == ["xinwen_lianbo:B1", "xinwen_lianbo:B3", "xinwen_lianbo:B6"]
    assert documents["xinwen_lianbo:B3"].date == ""
    left_out = {issue.place: issue.problem for issue in issues if issue.severity == "left out"}
    assert left_out == {
        "line 2": "line",
        "line 4": "duplicate id",
        "line 6": "line",
        "line 7": "line",
        "line 8": "row without an id",
        "line 9": "line",
    }
    assert {issue.place for issue in issues if issue.problem == "date"} == {"line 3"}
    assert [issue.found for issue in issues if issue.problem == "count"] == ["3"]


def test_a_file_without_its_columns_is_refused() -> None:
    """A file whose objects lack the mapped columns is an error that names them and the mapping."""
    with pytest.raises(MissingColumn, match="id, text"):
        read_all(FIXTURES / "columns")


def test_a_mapping_beside_the_data_wins(tmp_path: Path) -> None:
    """The user's mapping is used before the one that comes with the program; a file without any is an error."""
    (tmp_path / "own.mapping.toml").write_text(MAPPING)
    (tmp_path / "xinwen-lianbo.jsonl").write_text('{"id": 7, "text": "invented"}\n')
    bundles, _ = read_all(tmp_path)
    assert list(by_key(bundles)) == ["own:7"]
    (tmp_path / "unknown.jsonl").write_text('{"id": 7}\n')
    with pytest.raises(UnreadableInput, match=r"unknown\.jsonl\.mapping\.toml"):
        read_all(tmp_path)


@pytest.mark.parametrize(
    ("spoiled", "message"),
    [
        (MAPPING.replace("licence", "license"), "did you mean 'licence'"),
        (MAPPING.replace('text = "text"', 'body = "text"'), "columns holds 'body'"),
        (MAPPING.replace('text = "text"', ""), r"columns\.text is missing"),
        (MAPPING.replace('text = "text"', 'text = { column = "t", pattern = "(" }'), "unterminated"),
        (MAPPING + '[constants]\nkind = "sermon"\n', "sermon"),
        (MAPPING + '[constants]\nstate = "Atlantis"\n', "Atlantis"),
        ("name = ", "own.mapping.toml"),
    ],
)
def test_a_spoiled_mapping_says_what_is_wrong(spoiled: str, message: str) -> None:
    """A key or value that means nothing stops the run before anything is read."""
    with pytest.raises(ConfigurationError, match=message):
        read_mapping(spoiled.encode(), "own.mapping.toml")


def test_the_mappings_that_come_with_the_program_are_valid() -> None:
    """Each loads, under a name of its own, and names its publisher and licence."""
    mappings = load_shipped()
    assert len({mapping.name for mapping in mappings}) == len(mappings) == 4
    assert all(mapping.publisher and mapping.licence for mapping in mappings)


@pytest.mark.parametrize(
    ("printed", "form", "expected"),
    [
        ("2024-4-3", "", "2024-04-03"),
        ("1954", "", "1954"),
        ("2024-13", "", ""),
        ("2023-02-29", "", ""),
        ("3 March 2024", "%d %B %Y", "2024-03-03"),
        ("March 2024", "%B %Y", "2024-03"),
        ("2024", "%Y", "2024"),
        ("yesterday", "", ""),
    ],
)
def test_dates_keep_the_precision_they_are_printed_with(printed: str, form: str, expected: str) -> None:
    """A year stays a year, and an impossible day is no date."""
    assert read_date(printed, form) == expected


@given(st.lists(st.one_of(st.binary(max_size=30), st.text(max_size=20).map(lambda t: json.dumps({"id": t, "text": t}).encode()))))
def test_every_line_is_a_document_or_an_issue(lines: list[bytes]) -> None:
    """Whatever the lines hold, those that are not blank recount to documents and issues."""
    data = json.dumps({"id": "first", "text": "invented"}).encode() + b"\n" + b"\n".join(lines)
    mapping = Entry("own.mapping.toml", lambda: io.BytesIO(MAPPING.encode()), len(MAPPING))
    read = JsonLines().reader([mapping])
    bundles = list(read(Entry("own.jsonl", lambda: io.BytesIO(data), len(data))))
    left_out = sum(issue.severity == "left out" for bundle in bundles for issue in bundle.issues)
    documents = sum(bundle.document is not None for bundle in bundles)
    assert documents + left_out == sum(bool(line.strip()) for line in data.split(b"\n"))


@pytest.mark.real
@pytest.mark.parametrize(
    ("name", "counts"),
    [
        pytest.param("xinwen-lianbo.jsonl.zst", {"xinwen_lianbo": 75_806}, marks=pytest.mark.slow),
        ("zh-reports.zip", {"cpc_congress_reports": 15, "gwr": 55, "mfa_spokesperson_remarks_zh": 1_000}),
    ],
)
def test_the_real_collections_are_read_whole(name: str, counts: dict[str, int]) -> None:
    """Every line of the Chinese collections becomes a document, but for one page that only lists versions."""
    if not (DATA / name).exists():
        pytest.skip(f"{name} is not at hand")
    bundles, issues = read_all(DATA / name)
    found: dict[str, int] = {}
    for bundle in bundles:
        assert bundle.document is not None
        found[bundle.document.stamp.source] = found.get(bundle.document.stamp.source, 0) + 1
    assert found == counts
    assert sum(issue.severity == "left out" for issue in issues) == (name == "zh-reports.zip")
