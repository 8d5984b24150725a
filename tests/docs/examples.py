"""The examples in the documentation: files to write, commands to run, and what they print.

A fenced block after `<!-- file: NAME -->` is written to that file. In one after `<!-- run -->` each line that starts with "$ " is run,
in an empty folder with a demo's workspace in `demo`, and what follows it must be its output; `<!-- run: 6 -->` shows the first six lines
of each output and then "...". `<!-- demo output -->` in the README is the output of the demo, each section cut after a few lines.

Examples that name the workspace `lab` find there one of the invented texts of `docs/invented`, made as its README says.

`python -m tests.docs.examples [PAGE.md]...` writes the outputs anew, of all pages or of these.
"""

import io
import os
import re
import runpy
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from tests.cli.running import run
from tests.workspaces import make_demo, make_lab, read_printed

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"^<!-- (?P<mark>file|run)(?:: (?P<argument>[^>]+?))? -->\n```(?P<language>\w*)\n(?P<body>.*?)^```$", re.M | re.S)
_DEMO = re.compile(r"(?<=<!-- demo output -->\n)(.*?)(?=<!-- end of demo output -->)", re.S)
# Lines of a section that the README shows; more of those that carry the case.
_SECTION_LINES = 9
_MORE_LINES = {"WHERE THE WORDS FIRST STAND": 18, "VOTES": 25, "held": 16}


@dataclass(frozen=True, slots=True)
class Block:
    """One marked block of a page: a file or commands."""

    mark: str
    argument: str
    body: str
    start: int
    end: int


def blocks_of(text: str) -> list[Block]:
    """Return the marked blocks of a page."""
    return [Block(m["mark"], m["argument"] or "", m["body"], m.start("body"), m.end("body")) for m in _BLOCK.finditer(text)]


def play(page: Path, demo: Path, lab: Path) -> str:
    """Run a page's examples and return the page as it must read. Raises `AssertionError` where an example fails.

    `demo` is a folder that `make_demo` made, `lab` the workspace of the invented texts; the examples are run on copies.
    """
    text = page.read_text(encoding="utf-8")
    pieces, at = [], 0
    with in_new_folder(demo / "demo"):
        if "-w lab" in text:
            shutil.copytree(lab, "lab")
        for block in blocks_of(text):
            if block.mark == "file":
                Path(block.argument).parent.mkdir(parents=True, exist_ok=True)
                Path(block.argument).write_text(block.body, encoding="utf-8")
                continue
            pieces += [text[at : block.start], _play_commands(block, page)]
            at = block.end
    whole = "".join([*pieces, text[at:]])
    return _DEMO.sub(lambda _: f"```\n{shorten(read_printed(demo).out)}```\n", whole)


@contextmanager
def in_new_folder(demo: Path) -> Iterator[None]:
    """Work in an empty folder that holds a copy of a demo's workspace; modules written there can be imported."""
    before, path, modules = Path.cwd(), list(sys.path), set(sys.modules)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        sys.path.insert(0, folder)
        try:
            shutil.copytree(demo, "demo")
            yield
        finally:
            os.chdir(before)
            sys.path[:] = path
            for name in set(sys.modules) - modules:
                if str(getattr(sys.modules[name], "__file__", None) or "").startswith(folder):
                    del sys.modules[name]


def _play_commands(block: Block, page: Path) -> str:
    lines = []
    for line in block.body.splitlines():
        if line.startswith("$ "):
            lines += [line, *_output(line[2:], page, int(block.argument or 0))]
    return "".join(f"{line}\n" for line in lines)


def _output(command: str, page: Path, limit: int) -> list[str]:
    program, *arguments = shlex.split(command)
    if program == "watchword":
        answer = run(*arguments)
        printed, failed = answer.out + answer.err, answer.code == 2
    else:
        assert program == "python", f"{page.name}: only watchword and python are run, not {program}"
        out = io.StringIO()
        with redirect_stdout(out):
            runpy.run_path(arguments[0], run_name="__main__")
        printed, failed = out.getvalue(), False
    assert not failed, f"{page.name}: {command}: {printed}"
    shown = [line.rstrip() for line in steady(printed).splitlines() if line.strip()]
    return [*shown[:limit], "..."] if limit and len(shown) > limit else shown


def steady(text: str) -> str:
    """Return an output without what differs from run to run: the seconds taken, the time of day, and what is named or hashed by them."""
    text = re.sub(r"Done in [\d.]+ s", "Done in 1 s", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2026-01-01T00:00:00Z", text)
    text = re.sub(r"(records/\w+/\d{6})-[0-9a-f]{12}", r"\1-000000000000", text)
    text = re.sub(r"manifest SHA-256 [0-9a-f]{64}", f"manifest SHA-256 {'0' * 64}", text)
    text = re.sub(r"((?:quotations|ballots), )[\d,]+ bytes", r"\g<1>9,999 bytes", text)
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", "2026-01-01T00:00:00+00:00", text)


def shorten(output: str) -> str:
    """Return the demo's output with each section cut after a few lines, and "..." where it was cut."""
    lines: list[str] = []
    section: list[str] = []
    for line in [*steady(output).splitlines(), "END"]:
        if (line.isupper() and line[0].isalpha()) or line.startswith("held:") or line == "END":
            limit = _MORE_LINES.get(section[0].partition(":")[0], _SECTION_LINES) if section else 0
            lines += section if len(section) <= limit + 1 or not lines else [*section[:limit], "...", ""]
            section = []
        section.append(line.rstrip())
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        make_demo(Path(made))
        make_lab(Path(made))
        for each in [page for page in PAGES if page.name in sys.argv[1:]] or PAGES:
            played = play(each, Path(made), Path(made) / "lab")
            if played != each.read_text(encoding="utf-8"):
                each.write_text(played, encoding="utf-8")
                sys.stdout.write(f"written anew: {each.relative_to(ROOT)}\n")
