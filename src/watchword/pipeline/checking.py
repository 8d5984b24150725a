"""Check a file of prose against a workspace: read it, judge its statements, write what was asked for."""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from watchword.evidence.claims import Checked, Verdict
from watchword.evidence.mentions import Mentions
from watchword.evidence.reading.prose import Prose
from watchword.evidence.reading.read import FILE_LIMIT, read_prose
from watchword.pipeline.opening import Reading, Where, open_reading
from watchword.pipeline.progress import track

VERDICTS = {verdict.value.replace(" by what is held", "").replace("sources ", "").replace(" ", "-"): verdict for verdict in Verdict}
"""The verdicts by their names on the command line: "supported", "contradicted", "disagree", "not-contradicted", "not-checkable"."""


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file's prose, what came of its statements, and its bytes where it is a Word file (else nothing)."""

    prose: Prose
    checked: Checked
    original: bytes = b""

    def write_page(self, target: Path, only: Sequence[Verdict] = ()) -> None:
        """Write the text with its claims as one page; raise `UsageError` where that cannot be written."""
        from watchword.publish.checked.page import render_checked
        from watchword.publish.target import write_target

        write_target(target, render_checked(self.checked, self.prose, only), "the page")

    def write_word(self, target: Path, only: Sequence[Verdict] = ()) -> None:
        """Write the text as a Word file with a comment at each claim; raise `UsageError` where that cannot be written."""
        from watchword.publish.checked.word import write_comments
        from watchword.publish.target import write_target

        write_target(target, write_comments(self.checked, self.prose, self.original, only), "the Word file")


def check_file(where: Where, file: str, *, language: str = "", kind: str = "") -> CheckedFile:
    """Return a file ("-" is standard input) with its statements judged by a workspace.

    `language` "" is guessed from the text, `kind` "" from the content. Raises what `read_prose`, `open_reading` and `check_text` raise.
    """
    content = sys.stdin.buffer.read(FILE_LIMIT + 1) if file == "-" else None
    prose = read_prose(Path(file) if content is None else content, "standard input" if file == "-" else file, kind, watch=_watch_pages)
    with open_reading(where.folder, as_of=where.as_of, until=where.until) as reading:
        found = check_prose(reading, prose, language=language)
    original = (content if content is not None else Path(file).read_bytes()) if prose.kind == "Word" else b""
    return replace(found, original=original)


def check_prose(reading: Reading, prose: Prose, *, language: str = "") -> CheckedFile:
    """Return prose that was read with its statements judged by a workspace that is open."""
    from watchword.evidence.check import check_text

    checked = check_text(reading.view, reading.lexicon, prose.text, language=language, watch=_watch_sentences)
    return CheckedFile(prose, replace(checked, notes=(*reading.notes, *prose.notes, *checked.notes)))


def _watch_pages(pages: Iterable[int], total: int) -> Iterable[int]:
    return track(pages, "pages read", total)


def _watch_sentences(sentences: Iterable[Mentions], total: int) -> Iterable[Mentions]:
    return track(sentences, "sentences checked", total)
