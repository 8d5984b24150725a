"""The article that the demo checks."""

from importlib import resources
from pathlib import Path

from tests.cli.running import run
from tests.workspaces import read_printed


def _article(folder: Path) -> Path:
    path = folder / "article.md"
    path.write_bytes(resources.files("watchword.starter").joinpath("article.md").read_bytes())
    return path


def test_the_two_planted_errors_are_contradicted_and_nothing_else(kept_demo: Path, tmp_path: Path) -> None:
    """The wrong number and the wrong state are found, each with the record's value; all else in the article is true."""
    answer = run("check", str(_article(tmp_path)), "-w", str(kept_demo), "--json")
    assert answer.code == 3
    wrong = {claim["text"]: claim["recorded"] for claim in answer.json["claims"] if claim["verdict"] == "contradicted"}
    assert list(wrong) == ["26 votes in favour, 15 against and nine abstentions", "Brazil voted against"]
    assert "6 abstaining" in wrong["26 votes in favour, 15 against and nine abstentions"]
    assert wrong["Brazil voted against"] == "Brazil: yes"
    assert answer.json["counts"]["not checkable"] == 0
    assert 200 <= len(answer.json["text"].split()) <= 280


def test_the_renaming_in_it_is_cited_and_not_supported(kept_demo: Path, tmp_path: Path) -> None:
    """The first draft's title rests on a report, so it informs and verifies nothing."""
    answer = run("check", str(_article(tmp_path)), "-w", str(kept_demo), "--json")
    (former,) = [claim for claim in answer.json["claims"] if claim["kind"] == "former title"]
    assert former["verdict"] == "not contradicted by what is held"
    assert former["reason"].startswith("cited, not held")
    assert [ground["holding"] for ground in former["evidence"]] == ["cited"]


def test_the_demo_prints_what_is_wrong_and_writes_the_page(kept: Path, kept_demo: Path) -> None:
    """Its output names the errors with the record's values; the page holds the marked text and no script."""
    printed = read_printed(kept).out
    assert "2 contradicted" in printed
    assert "Brazil: yes" in printed
    page = (kept_demo / "checked.html").read_text(encoding="utf-8")
    assert "nine abstentions" in page
    assert "<script" not in page
