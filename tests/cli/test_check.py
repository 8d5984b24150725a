"""`check` as a reader of articles meets it."""

import io
import sys
from pathlib import Path
from types import SimpleNamespace

import docx
import pytest

from tests.cli.running import run
from tests.evidence.reading.made import make_pdf, make_word, set_page, word_paragraph

RIGHT = "The Human Rights Council adopted resolution A/HRC/RES/37/23 by 28 votes to 1, with 17 abstentions."
WRONG = "The Human Rights Council adopted resolution A/HRC/RES/37/23 by 29 votes to 1, with 17 abstentions."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's workspace, which no test changes."""
    folder = tmp_path_factory.mktemp("check") / "made"
    assert run("demo", str(folder)).code == 0
    return folder


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder with an article and a picture."""
    monkeypatch.chdir(tmp_path)
    Path("article.txt").write_text(WRONG)
    Path("picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize(("text", "code"), [(RIGHT, 0), (WRONG, 3), ("Twenty-eight countries attended.", 0), ("", 0)])
def test_the_exit_code_says_whether_something_is_contradicted(made: Path, tmp_path: Path, text: str, code: int) -> None:
    """3 where it is, else 0; the same with --json."""
    (tmp_path / "article.txt").write_text(text)
    said, value = (run("check", str(tmp_path / "article.txt"), "-w", str(made), *more) for more in ((), ("--json",)))
    assert (said.code, value.code, said.err, value.err) == (code, code, "", "")
    assert value.json["holds"] is (code == 0)
    assert value.json["file"].endswith("article.txt")


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx", "a.pdf"])
def test_the_same_statement_is_judged_the_same_in_every_form(made: Path, tmp_path: Path, name: str) -> None:
    """A tally that is wrong by one is contradicted wherever it is written."""
    half = len(WRONG) // 2
    content = {
        "a.txt": WRONG.encode(), "a.md": f"# News\n\n{WRONG.replace('29 votes', '*29* votes')}\n".encode(),
        "a.html": f"<!doctype html><nav>Menu</nav><main><p>{WRONG}</p></main>".encode(),
        "a.docx": make_word(word_paragraph(WRONG[:half], WRONG[half:])), "a.pdf": make_pdf([set_page([[WRONG[:60], WRONG[60:]]])]),
    }[name]  # fmt: skip
    (tmp_path / name).write_bytes(content)
    answer = run("check", str(tmp_path / name), "-w", str(made), "--only", "contradicted", "--json")
    assert answer.code == 3
    assert [claim["text"] for claim in answer.json["claims"]] == ["29 votes to 1, with 17 abstentions"]
    assert "28 in favour" in answer.json["claims"][0]["recorded"]


def test_standard_input_is_a_file(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads what is piped in."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(WRONG.encode())))
    answer = run("check", "-", "-w", str(made))
    assert answer.code == 3
    assert answer.out.startswith("standard input (text, English)")


def test_page_and_word_file_are_written(made: Path, tmp_path: Path) -> None:
    """Both beside the answer, which names them."""
    source, page, word = tmp_path / "a.docx", tmp_path / "out.html", tmp_path / "out.docx"
    source.write_bytes(make_word(word_paragraph(WRONG)))
    answer = run("check", str(source), "-w", str(made), "--html", str(page), "--docx", str(word))
    assert answer.code == 3
    assert str(page) in answer.out
    assert str(word) in answer.out
    assert "✗ contradicted" in page.read_text(encoding="utf-8")
    assert any("contradicted" in comment.text for comment in docx.Document(str(word)).comments)
    assert docx.Document(str(word)).paragraphs[0].text == WRONG


@pytest.mark.parametrize(("words", "code", "said"), [
    (("none.txt",), 1, "none.txt: expected a file that can be read, found No such file"),
    (("picture.png",), 1, "found a picture"),
    (("article.txt", "--language", "xx"), 2, "xx"),
    (("article.txt", "--html", "no/such/folder.html"), 2, "the page cannot be written"),
    (("article.txt", "--docx", "no/such/folder.docx"), 2, "the Word file cannot be written"),
    (("article.txt", "--only", "true"), 2, "contradicted"),
])  # fmt: skip
@pytest.mark.usefixtures("beside")
def test_what_cannot_be_done_is_one_sentence(made: Path, words: tuple[str, ...], code: int, said: str) -> None:
    """Nothing on standard output, the reason on standard error."""
    answer = run("check", *words, "-w", str(made))
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert "Traceback" not in answer.err
