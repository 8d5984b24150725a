"""Read a file of prose, whatever it is: known by its content; its name or a given kind only decides where the content leaves it open."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from watchword.errors import UnreadableInput, UsageError
from watchword.evidence.reading.letters import is_binary, read_letters
from watchword.evidence.reading.plain import read_plain
from watchword.evidence.reading.prose import Prose

Watch = Callable[[Iterable[int], int], Iterable[int]]
KINDS = ("text", "markdown", "html", "word", "pdf")
FILE_LIMIT = 100_000_000
TEXT_LIMIT = 20_000_000
_EXPECTED = "text, Markdown, HTML, a Word file (.docx) or a PDF"
_SEEN = 4096
_HTML = re.compile(r"\A(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_SAVED = re.compile(rb"\A(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?content-type:\s*multipart/related", re.I)
# Signs of Markdown in a text whose name says nothing: two different ones are needed.
_SIGNS = tuple(re.compile(sign, re.M) for sign in (
    r"^#{1,6} \S", r"(?<!!)\[[^\]\n]+\]\([^)\s]+\)", r"^\[\^[\w-]+\]:", r"^(?:```|~~~)", r"\*\*\S[^*\n]*\*\*", r"^>\s", r"^[-*+] \S",
))  # fmt: skip
# What a file begins with that holds text, but in no form that is read here; or none.
_OTHERS = (
    (b"{\\rtf", "a file in Rich Text Format; save it as .docx"), (b"\x1f\x8b", "a gzip archive"), (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"), (b"\x89PNG", "a picture (PNG)"), (b"\xff\xd8\xff", "a picture (JPEG)"), (b"GIF8", "a picture (GIF)"),
    (b"\x7fELF", "a program"), (b"MZ\x90", "a program"), (b"SQLite format 3", "a database"), (b"PAR1", "a Parquet file"),
)  # fmt: skip


def read_prose(source: Path | bytes, name: str = "", kind: str = "", *, watch: Watch | None = None) -> Prose:
    """Return the prose of a file or of bytes.

    `name` is how messages call it (the path, if none is given); `kind`, one of `KINDS`, settles what the content leaves open between text,
    Markdown and HTML; `watch` is given the pages of a PDF and their number. Nothing is executed, fetched or unpacked to disk. Raises
    `UnreadableInput` (and its child `UnsafeInput`) for a file that is too large, damaged, encrypted or of no kind that is read, and for one
    that cannot be opened; `UsageError` for an unknown kind.
    """
    if kind not in ("", *KINDS):
        raise UsageError(f"no kind of file {kind!r}; there are {', '.join(KINDS)}")
    content = source if isinstance(source, bytes) else _read_file(source, name or str(source))
    name = name or ("" if isinstance(source, bytes) else str(source)) or "the text"
    if len(content) > FILE_LIMIT:
        raise UnreadableInput(name, "", f"a file of at most {FILE_LIMIT:,} bytes", f"{len(content):,}")
    if not content.strip():
        return Prose("", (), name, "text", ("the file is empty",))
    prose = _read_as(_find_kind(content, name, kind), content, name, watch)
    if not prose.text and not prose.notes:
        return replace(prose, notes=("no words were found in the file",))
    return prose


def _read_file(path: Path, name: str) -> bytes:
    """Return a file's bytes, one more than the limit at most."""
    try:
        with path.open("rb") as stream:
            content = stream.read(FILE_LIMIT + 1)
    except OSError as error:
        raise UnreadableInput(name, "", "a file that can be read", error.strerror or str(error)) from error
    if len(content) > FILE_LIMIT:
        raise UnreadableInput(name, "", f"a file of at most {FILE_LIMIT:,} bytes", "more")
    return content


def _find_kind(content: bytes, name: str, kind: str) -> str:
    """Return one of `KINDS`, or "saved page"; raise `UnreadableInput` with what it is where the content is none of them."""
    if b"%PDF-" in content[:1024]:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return "word"
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        found = "one that is protected by a password" if locked else "an old Office file; save it as .docx"
        raise UnreadableInput(name, "", _EXPECTED, found)
    for beginning, what in _OTHERS:
        if content.startswith(beginning):
            raise UnreadableInput(name, "", _EXPECTED, what)
    if _SAVED.match(content[: 4 * _SEEN]):
        return "saved page"
    if is_binary(content):
        raise UnreadableInput(name, "", _EXPECTED, "bytes that are no text")
    if kind in ("word", "pdf"):
        raise UnreadableInput(name, "", {"word": "a Word file", "pdf": "a PDF"}[kind], "a text")
    if len(content) > TEXT_LIMIT:
        raise UnreadableInput(name, "", f"a text or page of at most {TEXT_LIMIT:,} bytes", f"{len(content):,}")
    return kind or _guess_kind(content, name)


def _guess_kind(content: bytes, name: str) -> str:
    """Return "html", "markdown" or "text" by the beginning of a text, else by the file's ending, else by signs in it."""
    seen = read_letters(content[: 16 * _SEEN])[0]
    ending = Path(name).suffix.lower()
    if _HTML.match(seen[:_SEEN]):
        return "html"
    if ending in (".md", ".markdown", ".mdown", ".html", ".htm", ".xhtml"):
        return "html" if "htm" in ending else "markdown"
    if ending in (".txt", ".text"):
        return "text"
    return "markdown" if sum(bool(sign.search(seen)) for sign in _SIGNS) > 1 else "text"


def _read_as(kind: str, content: bytes, name: str, watch: Watch | None) -> Prose:
    """Return content of a known kind as prose; each reader is loaded when it is needed."""
    if kind == "pdf":
        from watchword.evidence.reading.pdf import read_pdf

        return read_pdf(content, name, watch)
    if kind == "word":
        from watchword.evidence.reading.word import read_word

        return read_word(content, name)
    if kind in ("html", "saved page"):
        from watchword.evidence.reading.web import read_saved_page, read_web

        return read_web(content, name) if kind == "html" else read_saved_page(content, name)
    text, doubt = read_letters(content)
    notes = (doubt,) if doubt else ()
    if kind == "markdown":
        from watchword.evidence.reading.markdown import read_markdown

        return read_markdown(text, name, notes)
    return read_plain(text, name, notes)
