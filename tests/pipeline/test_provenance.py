"""From a printed figure back to the bytes, and out again as files that check themselves."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run
from tests.corpora import data_file
from tests.workspaces import make_lab
from watchword.phrasing import say_count
from watchword.pipeline.opening import open_reading
from watchword.pipeline.why import find_subject

USAGE = "usage:win-win-cooperation:source=invented_speeches:language=en"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspaces `demo` (the built-in case, cited) and `lab` (invented texts, held); read only."""
    folder = tmp_path_factory.mktemp("provenance")
    assert run("demo", str(folder / "demo")).code == 0
    make_lab(folder)
    return folder


def copy_of(workspace: Path, target: Path) -> Path:
    shutil.copytree(workspace, target / workspace.name)
    return target / workspace.name


def flip(path: Path, at: int) -> None:
    """Change one byte of a file that nobody should change."""
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def why(name: str, workspace: Path) -> Any:
    return run("why", name, "-w", str(workspace), "--json").json


def test_a_usage_figure_leads_to_each_use_and_each_row(made: Path) -> None:
    """The figure is counted again, and every use in it is at its place in its paragraph and in its row's bytes."""
    chain = why(USAGE, made / "lab")
    assert chain["sound"], chain["problems"]
    assert [step["step"] for step in chain["steps"]][:3] == ["figure", "finder", "version"]
    assert {"text", "part", "extractor", "bytes", "retrieved", "licence"} <= {step["step"] for step in chain["steps"]}
    row = next(r for r in run("usage", "win-win-cooperation", "--by", "source,language", "-w", str(made / "lab"), "--json").json["rows"]
               if r["figure"] == USAGE)  # fmt: skip
    assert len(chain["records"]) == row["uses"] > 0
    assert len({record["id"] for record in chain["records"]}) == row["documents_with"]
    assert all(record["in_bytes"] and record["holds"] for record in chain["records"])


def test_every_figure_that_a_trace_prints_can_be_asked_for(made: Path) -> None:
    """No name on the page is dead, and each gives the value that is printed beside it."""
    trace = run("trace", "win-win-cooperation", "-w", str(made / "lab"), "--json").json
    with open_reading(made / "lab") as reading:
        for row in [*trace["spread"]["by_year"], *trace["spread"]["by_state"]]:
            if row["figure"] and row["holding"] == "held":
                said = find_subject(reading, f"{row['figure']}#documents_with").says
                assert said.startswith(f"documents_with = {row['documents_with']} "), row["figure"]
                assert f"; {say_count(row['uses'], 'use')}" in said
    assert trace["made"]["finders"]["spread"] == "usage.counts/2"


def test_a_figure_of_any_dimension_rests_on_its_own_uses_alone(made: Path) -> None:
    """The records behind a figure are as many as the figure says, by form, actor, month, group or office."""
    for by in ("form", "actor", "month", "group", "office"):
        rows = run("usage", "win-win-cooperation", "--by", f"source,language,{by}", "-w", str(made / "lab"), "--json").json["rows"]
        with open_reading(made / "lab") as reading:
            for row in [row for row in rows if row["uses"]][:6]:
                subject = find_subject(reading, row["figure"])
                assert len(subject.rests) == row["uses"], row["figure"]
                assert len({rest.id for rest in subject.rests}) == row["documents_with"], row["figure"]


def test_votes_shifts_symbols_and_rows_have_chains(made: Path) -> None:
    """Whatever a command prints, its id is one that `why` takes."""
    demo = made / "demo"
    tally = why("tally:A/HRC/RES/37/23#yes", demo)
    assert (tally["says"].split(" (")[0], tally["holding"], tally["sound"]) == ("yes = 28", "cited", True)
    assert why("shift:A/HRC/RES/37/23..A/HRC/RES/43/21", demo)["sound"]
    symbol = why("A/HRC/RES/37/23", demo)
    assert {record["table"] for record in symbol["records"]} == {"documents", "roll_calls"}
    part = next(step["says"].split(",")[0] for step in symbol["steps"] if step["says"].startswith("records/documents"))
    assert why(f"{part}:1", demo)["records"][0]["table"] == "documents"
    line = run("concordance", "win-win-cooperation", "--limit", "1", "-w", str(made / "lab"), "--json").json["lines"][0]
    by_id, by_place = why(line["id"], made / "lab"), why(f"{line['document']}:{line['paragraph']}:{line['start']}", made / "lab")
    assert by_id["records"] == by_place["records"]
    assert by_id["records"][0]["quote"] == line["words"]


def test_a_measured_figure_ends_at_the_hash_of_its_corpus(made: Path) -> None:
    """Nothing is said to be held that is not."""
    chain = why("usage:win-win-cooperation:source=gwr:language=zh:year=2006", made / "demo")
    assert (chain["holding"], chain["records"], chain["sound"]) == ("measured", [], True)
    assert any(step["step"] == "corpus" and "not in this workspace" in step["says"] for step in chain["steps"])


@pytest.mark.parametrize(
    ("name", "code", "words"),
    [
        ("", 1, "a blank names nothing"),
        ("nobody:nothing", 1, "nothing held is named"),
        ("usage:no-such-words:year=2020", 1, "formulation"),
        ("usage:win-win-cooperation:colour=red", 2, "no dimension"),
        ("usage:win-win-cooperation:source=nowhere", 1, "no document held or measured"),
        ("usage:win-win-cooperation:source=gwr:language=zh#colour", 2, "no column"),
        ("tally:A/HRC/RES/1/1", 1, "no vote on"),
        ("records/documents/none.parquet:1", 1, "is no part"),
        ("entries/none.md:3", 1, "entry"),
        ("watchword_starter:hrc37-first-draft:0:999999-1000000", 1, "there is nothing"),
        ("watchword_starter:hrc37-first-draft:99:0-1", 1, "no paragraph 99"),
        ("'; DROP TABLE documents; --", 1, "nothing held is named"),
    ],
)
def test_what_names_nothing_is_refused_in_one_sentence(made: Path, name: str, code: int, words: str) -> None:
    """Bad input never breaks out of the depths."""
    answer = run("why", name, "-w", str(made / "demo"))
    assert answer.code == code
    assert words in answer.err
    assert answer.err.count("\n") == 1


def test_one_changed_byte_of_the_archive_is_named(made: Path, tmp_path: Path) -> None:
    """`why` says which file, what its hash must be and what it is, and exits with 3; the bundle is not written."""
    lab = copy_of(made / "lab", tmp_path)
    record = why(USAGE, lab)["records"][0]
    digest = record["container_sha256"] or record["raw_sha256"]
    flip(lab / "archive" / digest[:2] / digest, 60)
    answer = run("why", USAGE, "-w", str(lab))
    assert answer.code == 3
    assert any(digest in line and "expected" in line and "found" in line for line in answer.out.splitlines())
    target = tmp_path / "bundle.zip"
    refused = run("export", "bundle", "win-win-cooperation", str(target), "-w", str(lab))
    assert refused.code == 3
    assert not target.exists()
    assert "was not written" in refused.out


def test_a_missing_file_and_a_changed_part_are_named(made: Path, tmp_path: Path) -> None:
    """The bytes may be gone, or the records changed under the figure: both are said."""
    lab = copy_of(made / "lab", tmp_path)
    chain = why(USAGE, lab)
    part = next(step["says"].split(",")[0] for step in chain["steps"] if step["says"].startswith("records/paragraphs"))
    flip(lab / part, 20)
    answer = run("why", USAGE, "-w", str(lab))
    assert answer.code == 3
    assert part in answer.out
    flip(lab / part, 20)
    digest = chain["records"][0]["container_sha256"] or chain["records"][0]["raw_sha256"]
    (lab / "archive" / digest[:2] / digest).unlink()
    assert "no file" in run("why", chain["records"][0]["id"], "-w", str(lab)).out


def test_a_bundle_is_the_same_bytes_twice_and_checks_itself_offline(made: Path, tmp_path: Path) -> None:
    """Its own verifier needs Python alone: it runs isolated, without this program on its path."""
    for name in ("one.zip", "two.zip"):
        assert run("export", "bundle", "win-win-cooperation", str(tmp_path / name), "-w", str(made / "lab")).code == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    folder = tmp_path / "unpacked"
    zipfile.ZipFile(tmp_path / "one.zip").extractall(folder)
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "everything holds" in done.stdout
    citations = json.loads((folder / "citations.json").read_text(encoding="utf-8"))
    assert len(citations) == len(json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["documents"])
    answer = run("verify-bundle", str(folder), "--json").json
    assert answer["sound"]
    assert answer["quotations"] == answer["in_paragraph"] > 0
    assert run("export", "bundle", "--check", str(tmp_path / "one.zip")).code == 0


def _spoil_bytes(folder: Path) -> str:
    path = sorted((folder / "bytes").iterdir())[0]
    flip(path, 30)
    return path.name


def _spoil_quotation(folder: Path) -> str:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    quotation = next(row for row in manifest["quotations"] if row["text"])
    quotation["quote"] = quotation["quote"][:-1] + "#"
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return str(quotation["document"])


def _drop_file(folder: Path) -> str:
    path = sorted((folder / "bytes").iterdir())[0]
    path.unlink()
    return path.name


def _add_file(folder: Path) -> str:
    (folder / "stranger.txt").write_text("not ours", encoding="utf-8")
    return "stranger.txt"


@pytest.mark.parametrize("spoil", [_spoil_bytes, _spoil_quotation, _drop_file, _add_file])
def test_a_spoiled_bundle_says_what_is_wrong(made: Path, tmp_path: Path, spoil: Any) -> None:
    """One byte, one quoted word, a file too few or too many: exit code 3 and a sentence that says which."""
    run("export", "bundle", "win-win-cooperation", str(tmp_path / "b.zip"), "-w", str(made / "lab"))
    folder = tmp_path / "b"
    zipfile.ZipFile(tmp_path / "b.zip").extractall(folder)
    named = spoil(folder)
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert named in done.stdout
    assert run("verify-bundle", str(folder)).code == 3


def test_what_is_no_bundle_is_refused(made: Path, tmp_path: Path) -> None:
    """A text, an empty folder, a zip of something else: one sentence each, no traceback."""
    (tmp_path / "text.zip").write_text("no zip", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("manifest.json", "[]")
    (tmp_path / "empty").mkdir()
    for name in ("text.zip", "other.zip", "empty", "none.zip"):
        answer = run("verify-bundle", str(tmp_path / name))
        assert (answer.code, answer.err.count("\n")) == (1, 1), name
    assert run("export", "bundle", "win-win-cooperation", "-w", str(made / "lab")).code == 2
    assert run("export", "bundle", "no-such-words", str(tmp_path / "x.zip"), "-w", str(made / "lab")).code == 1
    assert run("export", "bundle", "win-win-cooperation", str(tmp_path / "no" / "x.zip"), "-w", str(made / "lab")).code == 2


@pytest.mark.parametrize("workspace", ["demo", "lab"])
def test_a_replication_makes_the_printed_figures_again_in_a_fresh_folder(made: Path, tmp_path: Path, workspace: str) -> None:
    """The script shares no line with the program, and finds the same figures; one changed vote or count is found out."""
    target = tmp_path / "r.zip"
    written = run("export", "replication", "win-win-cooperation", str(target), "-w", str(made / workspace), "--json").json
    again = tmp_path / "again.zip"
    run("export", "replication", "win-win-cooperation", str(again), "-w", str(made / workspace))
    assert target.read_bytes() == again.read_bytes()
    folder = tmp_path / "fresh"
    zipfile.ZipFile(target).extractall(folder)
    script = [sys.executable, "-I", "replicate.py"]
    done = subprocess.run(script, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"figures: {written['figures']}; all are what was printed" in done.stdout
    assert "watchword" not in (folder / "requirements.txt").read_text(encoding="utf-8").replace("watchword==", "")
    data = folder / "data" / ("ballots.csv" if workspace == "demo" else "documents.csv")
    lines = data.read_text(encoding="utf-8").splitlines()
    data.write_text("\n".join([lines[0], *lines[2:]]) + "\n", encoding="utf-8")
    spoiled = subprocess.run(script, cwd=folder, capture_output=True, text=True, check=False)
    assert spoiled.returncode == 3
    assert "printed was" in spoiled.stdout


@pytest.mark.real
@pytest.mark.slow
def test_real_bytes_are_read_again_from_a_zip(tmp_path: Path) -> None:
    """A resolution and a vote lead into the publisher's own zip; licences decide what a bundle hands on."""
    workspace = tmp_path / "real"
    assert run("init", str(workspace)).code == 0
    assert run("ingest", "auto", str(data_file("marcxml.zip")), str(data_file("hrc-votes.zip")), "-w", str(workspace)).code == 0
    chain = why("tally:A/HRC/RES/37/23", workspace)
    assert chain["sound"], chain["problems"]
    assert {record["source"] for record in chain["records"]} == {"hrc_votes", "newsroom_hrc_tallies"}
    assert any(step["step"] == "container" and step["holds"] for step in chain["steps"])
    target = tmp_path / "b.zip"
    assert run("export", "bundle", "win-win-cooperation", str(target), "-w", str(workspace)).code == 0
    manifest = json.loads(zipfile.ZipFile(target).read("manifest.json"))
    withheld = [row for row in manifest["documents"] if row["source"] == "hrc_votes"]
    assert withheld
    assert all(not row["bytes"] and row["raw_sha256"] in row["how_to_get"] for row in withheld)
