"""From a claim of an entry back to the bytes, and the entry out again as a bundle that checks itself."""

import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import run

NAME = "win-win-cooperation"


def why(name: str, workspace: Path) -> Any:
    return run("why", name, "-w", str(workspace), "--json").json


def flip(path: Path, at: int) -> None:
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


@pytest.fixture
def demo(kept_demo: Path, tmp_path: Path) -> Path:
    """A copy of the demo's workspace."""
    return Path(shutil.copytree(kept_demo, tmp_path / "demo"))


@pytest.fixture
def lab(kept_lab: Path, tmp_path: Path) -> Path:
    """A copy of the workspace of the invented texts with an entry drafted from it."""
    folder = Path(shutil.copytree(kept_lab, tmp_path / "lab"))
    assert run("entry", "new", NAME, "-w", str(folder)).code == 0
    return folder


def test_the_claims_of_a_line_and_one_claim_lead_to_the_bytes(kept_demo: Path) -> None:
    """All claims that begin on a line are held again; one by its number is the same claim."""
    (built,) = run("entry", "build", NAME, "-w", str(kept_demo), "--json").json
    claim = next(claim for claim in built["claims"] if claim["kind"] == "vote")
    mine = [each["id"] for each in built["claims"] if each["line"] == claim["line"]]
    line, one = why(f"entries/{NAME}.md:{claim['line']}", kept_demo), why(claim["id"], kept_demo)
    assert (line["kind"], line["sound"], one["sound"], one["holding"]) == ("claim", True, True, "cited")
    assert [step["says"].split(",")[0] for step in line["steps"][1:] if step["step"] == "claim"] == mine
    assert {"entry", "finder", "version", "cited", "part", "bytes", "file", "retrieved", "licence"} <= {s["step"] for s in one["steps"]}
    assert one["records"]
    assert all(record["holds"] for record in one["records"])


def test_every_claim_of_the_first_entry_says_where_it_comes_from(kept_demo: Path) -> None:
    """Each is held, cited or measured: cited ones name their place, measured ones the hash of their corpus, or it is not checked here."""
    (built,) = run("entry", "build", NAME, "-w", str(kept_demo), "--json").json
    lines = sorted({claim["line"] for claim in built["claims"]})
    for line in lines:
        chain = why(f"entries/{NAME}.md:{line}", kept_demo)
        assert chain["sound"], chain["problems"]
        steps = [step["step"] for step in chain["steps"]]
        holdings = {claim["holding"] for claim in built["claims"] if claim["line"] == line}
        assert ("cited" in steps) == ("cited" in holdings)
        assert ("corpus" in steps) == ("measured" in holdings)


def test_a_count_rests_on_each_of_its_uses(lab: Path) -> None:
    """What is held leads to every use that is counted, word for word."""
    (built,) = run("entry", "build", NAME, "-w", str(lab), "--json").json
    claim = next(claim for claim in built["claims"] if claim["kind"] == "usage" and claim["holding"] == "held")
    chain = why(claim["id"], lab)
    assert (chain["sound"], chain["holding"]) == (True, "held")
    uses = re.search(r"(\d+) uses", claim["recorded"])
    assert uses
    assert len(chain["records"]) == int(uses[1])
    assert len({record["id"] for record in chain["records"]}) == int(claim["recorded"].split(" of ")[0])


def test_a_claim_that_no_longer_holds_is_named(demo: Path) -> None:
    """One wrong figure: exit code 3, and what was expected and found."""
    path = demo / "entries" / f"{NAME}.md"
    path.write_text(path.read_text(encoding="utf-8").replace("23 votes to 16, with 8", "24 votes to 16, with 8"), encoding="utf-8")
    (built,) = run("entry", "build", NAME, "-w", str(demo), "--json").json
    wrong = next(claim for claim in built["claims"] if not claim["holds"])
    answer = run("why", wrong["id"], "-w", str(demo))
    assert answer.code == 3
    assert "expected 23 (yes), found 24" in answer.out
    target = demo.parent / "b.zip"
    refused = run("export", "bundle", NAME, str(target), "-w", str(demo))
    assert (refused.code, target.exists()) == (3, False)
    assert f"line {wrong['line']}" in refused.out


def test_one_changed_byte_behind_a_claim_is_named(demo: Path) -> None:
    """The archived file's hash as it must be and as it is, for a claim as for a figure."""
    record = why(f"{NAME}#2", demo)["records"][0]
    flip(demo / "archive" / record["raw_sha256"][:2] / record["raw_sha256"], 60)
    answer = run("why", f"{NAME}#2", "-w", str(demo))
    assert answer.code == 3
    assert any(record["raw_sha256"] in line and "found" in line for line in answer.out.splitlines())


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (f"{NAME}#999", "it has claims 1 to"),
        (f"{NAME}#0", "it has claims 1 to"),
        (f"entries/{NAME}.md:1", "claims begin on lines"),
        ("entries/nothing.md:3", "no entry 'nothing'"),
        ("win-win-coperation#3", "did you mean win-win-cooperation?"),
    ],
)
def test_what_names_no_claim_is_refused_in_one_sentence(kept_demo: Path, name: str, words: str) -> None:
    """A wrong line, number or name is said, with what there is."""
    answer = run("why", name, "-w", str(kept_demo))
    assert (answer.code, answer.err.count("\n")) == (1, 1)
    assert words in answer.err


def pack(workspace: Path, folder: Path) -> Path:
    target = folder / "entry.zip"
    assert run("export", "bundle", NAME, str(target), "-w", str(workspace)).code == 0
    zipfile.ZipFile(target).extractall(folder / "unpacked")
    return folder / "unpacked"


def verify(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", "verify.py"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("workspace", ["demo", "lab"])
def test_the_bundle_of_an_entry_checks_itself_offline(request: pytest.FixtureRequest, tmp_path: Path, workspace: str) -> None:
    """It has every claim with its grounds, the entry as written and as built, and the same bytes twice."""
    place = request.getfixturevalue(workspace)
    folder = pack(place, tmp_path)
    done = verify(folder)
    assert (done.returncode, done.stderr) == (0, "")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (built,) = run("entry", "build", NAME, "-w", str(place), "--json").json
    assert [finding["figure"] for finding in manifest["findings"]] == [claim["id"] for claim in built["claims"]]
    assert [len(f["values"]["grounds"]) for f in manifest["findings"]] == [len(claim["evidence"]) for claim in built["claims"]]
    assert all(row["retrieved"] and (row["bytes"] or row["how_to_get"]) for row in manifest["documents"])
    assert (folder / manifest["entry"]["file"]).read_bytes() == (place / manifest["entry"]["file"]).read_bytes()
    assert "<html" in (folder / manifest["entry"]["page"]).read_text(encoding="utf-8")
    assert run("export", "bundle", NAME, str(tmp_path / "again.zip"), "-w", str(place)).code == 0
    assert (tmp_path / "again.zip").read_bytes() == (tmp_path / "entry.zip").read_bytes()


def _spoil_byte(folder: Path) -> str:
    path = sorted((folder / "bytes").iterdir())[0]
    flip(path, 30)
    return path.name


def _spoil_entry(folder: Path) -> str:
    path = folder / "entries" / f"{NAME}.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("economic mutual benefit and", "economic mutual profits and"), encoding="utf-8")
    return f"{NAME}#2 in entries/{NAME}.md, line 14"


def _spoil_quotation(folder: Path) -> str:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    row = next(row for row in manifest["quotations"] if "economic mutual benefit" in row["quote"])
    row["quote"] = row["quote"].replace("benefit", "profits")
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return f"{NAME}#2: “economic mutual benefit and win-win cooperation” is no quotation of paragraph 1"


def _spoil_page(folder: Path) -> str:
    flip(folder / "entries" / f"{NAME}.html", 400)
    return f"entries/{NAME}.html"


@pytest.mark.parametrize("spoil", [_spoil_byte, _spoil_entry, _spoil_quotation, _spoil_page])
def test_a_spoiled_bundle_of_an_entry_says_which(kept_demo: Path, tmp_path: Path, spoil: Any) -> None:
    """One byte, one quoted word in the entry or in the list of quotations, the page: exit code 3 and a sentence that names it."""
    folder = pack(kept_demo, tmp_path)
    named = spoil(folder)
    done = verify(folder)
    assert done.returncode == 3
    assert named in done.stdout
    assert run("verify-bundle", str(folder)).code == 3
