"""Markdown (CommonMark with tables and footnotes): its words without its marks, each paragraph with its line.

Parsed by markdown-it-py. Code is left out and counted; HTML inside is read as the HTML reader would; links and images keep their words.
"""

import re
from typing import TYPE_CHECKING

from watchword.evidence.reading.plain import read_plain
from watchword.evidence.reading.prose import Prose, Spot, Writer

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A---[ \t]*\n(?=[ \t]*(?:#.*\n[ \t]*)*[\w-][\w -]*:).*?^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.S)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BLOCK = re.compile(r"\n[ \t]*\n")
# Marks in one block without a blank line: more cost the parser their square.
_MOST_MARKS = 5_000
_SILENT = re.compile(r"<(script|style|template|iframe)\b.*?(?:</\1\s*>|\Z)", re.S | re.I)


def read_markdown(text: str, name: str = "", notes: tuple[str, ...] = ()) -> Prose:
    """Return a Markdown text as prose; front matter, code and comments are left out, footnotes stand behind the rest."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    if front:
        # Blank lines in its place, so that line numbers stay those of the file.
        text = "\n" * front[0].count("\n") + text[front.end() :]
    if any(sum(map(block.count, "[*_`!~<")) > _MOST_MARKS for block in _BLOCK.split(text)):
        return read_plain(text, name, (*notes, f"more than {_MOST_MARKS:,} marks of Markdown without a blank line: read as plain text"))
    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table").enable("strikethrough").use(footnote_plugin)
    writer, code, line = Writer(), 0, 1
    for token in parser.parse(text):
        if token.map:
            line = token.map[0] + 1
        if token.type in ("fence", "code_block"):
            code += 1
        elif token.type == "inline":
            _write_inline(writer, token, line)
            writer.end_paragraph()
        elif token.type == "html_block":
            _write_html(writer, token.content, line)
    if code:
        notes = (*notes, f"code left out: {code:,} {'block' if code == 1 else 'blocks'}")
    return writer.finish(name, "Markdown", notes)


def _write_inline(writer: Writer, token: "Token", line: int) -> None:
    """Write the words of a paragraph; a line of the file that ends inside it counts on."""
    struck = 0
    for child in token.children or ():
        if child.type in ("s_open", "s_close"):
            struck += 1 if child.type == "s_open" else -1
        elif child.type in ("softbreak", "hardbreak"):
            line += 1
            writer.space()
        elif not struck and child.type in ("text", "code_inline"):
            writer.add(child.content, Spot("line", line))
        elif not struck and child.type == "image":
            writer.add("".join(part.content for part in child.children or ()), Spot("line", line))


def _write_html(writer: Writer, content: str, line: int) -> None:
    """Write the words of a block of HTML without its tags, line by line."""
    from html import unescape

    def blank(found: re.Match[str]) -> str:
        return "\n" * found[0].count("\n")

    bare = _TAG.sub(" ", _COMMENT.sub(blank, _SILENT.sub(blank, content)))
    for number, words in enumerate(bare.split("\n"), line):
        writer.add(" ".join(unescape(words).split()), Spot("line", number))
        writer.space()
    writer.end_paragraph()
