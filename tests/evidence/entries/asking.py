"""Build single claims, and whole entries, against a workspace."""

from dataclasses import replace
from pathlib import Path

from tests.pipeline.invented import put
from watchword.evidence.entries.judging import Built, Judged, judge_entry
from watchword.evidence.entries.notation import read_entry
from watchword.model import Bundle
from watchword.pipeline.entries import open_desk
from watchword.pipeline.opening import open_reading
from watchword.sources.archive import Archive
from watchword.store.workspace import Workspace

HEAD = """+++
formulation = "win-win-cooperation"
title = "An invented entry"
authors = ["Nobody"]
date = "2026-01-01"
licence = "CC0-1.0"
+++

"""


def judge(folder: Path, *spans: str) -> list[Judged]:
    """Return what comes of some spans, each a paragraph of one entry."""
    with open_reading(folder) as reading:
        return list(judge_entry(open_desk(reading), read_entry(HEAD + "\n\n".join(spans) + "\n", "entries/test.md")).claims)


def write(folder: Path, text: str, name: str = "test") -> Path:
    """Write an entry with this body into a workspace."""
    path = folder / "entries" / f"{name}.md"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def put_held(folder: Path, bundle: Bundle) -> None:
    """Put a bundle with a roll call into a workspace, and the bytes it says it was read from into the archive."""
    assert bundle.roll_call
    path = folder.parent / "invented.bytes"
    path.write_text(repr(bundle), encoding="utf-8")
    with Workspace(folder) as workspace:
        kept = Archive(workspace.folder / "archive").keep(path, origin="invented")
    roll_call = replace(bundle.roll_call, stamp=replace(bundle.roll_call.stamp, raw_sha256=kept.sha256))
    put(folder, replace(bundle, roll_call=roll_call))


def build(folder: Path) -> Built:
    """Return the one entry of a workspace, built with its archive and records."""
    from watchword.pipeline.entries import build_entries
    from watchword.pipeline.opening import Where

    return build_entries(Where(folder), ["test"])[0]
