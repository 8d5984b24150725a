"""The main job on the built-in case, for somebody who has never seen the program."""

import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import Any

from watchword.errors import SchemaMismatch, WorkspaceError
from watchword.evidence.reading.read import read_prose
from watchword.pipeline.checking import CheckedFile, check_prose
from watchword.pipeline.entries import build_open
from watchword.pipeline.ingest import ingest
from watchword.pipeline.opening import Reading, open_reading
from watchword.pipeline.recognise import recognise
from watchword.pipeline.starting import make_workspace
from watchword.pipeline.trace import trace_formulation
from watchword.pipeline.unread import list_unread
from watchword.publish.checked.terminal import say_briefly
from watchword.publish.entry import write_entry
from watchword.publish.entry_words import say_entry
from watchword.publish.page import write_page
from watchword.publish.story import print_story
from watchword.store.workspace import Workspace

FIRST_CASE = "win-win-cooperation"
MARK = "DEMO.txt"
ARTICLE = "article.md"
CHECKED = "checked.html"
_WARNING = "Made by `watchword demo`, which makes this folder anew each time it is run here. Keep work of your own in another folder.\n"


def run_demo(folder: Path, data: Path | None, *, say: Callable[[str], object]) -> dict[str, Any]:
    """Make a workspace in `folder` (an earlier demo's is made anew), ingest, trace, write the page; return what was done."""
    begun = time.monotonic()
    _clear(folder)
    say(f"Watchword: the built-in case, in the folder {folder}")
    say("1. a workspace with a lexicon of contested formulations")
    with make_workspace(folder, entries=True) as workspace:
        (folder / MARK).write_text(_WARNING, encoding="utf-8")
        reports = [_ingest_starter(workspace)]
        say(f"2. the built-in case: {reports[0].counts['roll_calls']} decisions, {reports[0].counts['ballots']} ballots, cited")
        pairs = recognise(data) if data else []
        for source, path in pairs:
            reports.append(ingest(workspace, source, path))
            counts = ", ".join(
                f"{reports[-1].counts[name]:,} {name.replace('_', ' ')}"
                for name in ("documents", "roll_calls", "ballots", "properties", "issues") if reports[-1].counts.get(name)
            )  # fmt: skip
            say(f"   {source}: {path.name}: {counts or 'no records'}")
        unread = [str(path.relative_to(data)) for path in list_unread(data, pairs)] if data else []
        if unread or (data and not pairs):
            say(f"   not recognised by any source, not read: {', '.join(unread) or data}")
    page = folder / "trace.html"
    with open_reading(folder) as reading:
        say("3. every form of every formulation found in every text; now words are counted, works in several languages aligned, once,")
        say("   and the first formulation traced")
        result = trace_formulation(reading, FIRST_CASE, prepare=True)
        say("4. its dictionary entry built: every claim held against the records")
        built = build_open(reading)
        say("5. an article about it checked, with two errors planted")
        checked = _check_article(reading)
    write_page(result, page)
    checked.write_page(folder / CHECKED)
    entries = [write_entry(each, folder / "entries-built")[0] for each in built]
    seconds = time.monotonic() - begun
    say("")
    say(print_story(result))
    say("")
    for each, path in zip(built, entries, strict=True):
        say(f"{say_entry(each)}: {path}" if each.holds else say_entry(each))
    say(say_briefly(checked.checked, checked.prose))
    say(f"The text with its claims marked: {folder / CHECKED}")
    say("")
    say(f"Done in {seconds:.1f} s. Open {page} in a browser.")
    return {
        "folder": str(folder),
        "page": str(page),
        "seconds": round(seconds, 1),
        "ingested": reports,
        "unread": unread,
        "trace": result,
        "checked": {"page": str(folder / CHECKED), "claims": len(checked.checked.claims), "counts": checked.checked.counts},
        "entries": [{"name": each.entry.name, "holds": each.holds, "page": str(path)} for each, path in zip(built, entries, strict=True)],
    }


def _check_article(reading: Reading) -> CheckedFile:
    """Check the article that comes in the package, as `watchword check` checks a file."""
    content = resources.files("watchword.starter").joinpath(ARTICLE).read_bytes()
    return check_prose(reading, read_prose(content, ARTICLE, "markdown"))


def _clear(folder: Path) -> None:
    """Remove an earlier demo; refuse any other folder, and a demo in which somebody has begun to work."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / MARK).is_file():
        raise WorkspaceError(f"{folder} holds other things (no {MARK}); give the demo an empty or new folder")
    with suppress(SchemaMismatch), Workspace(folder) as workspace:
        made, now = workspace.catalogue.files(1), workspace.working_files()
        changed = sorted(path for path in made.keys() | now.keys() if made.get(path) != now.get(path))
        if changed:
            raise WorkspaceError(f"{folder} is a demo with changes of yours ({', '.join(changed)}); give the new demo another folder")
    shutil.rmtree(folder)


def _ingest_starter(workspace: Workspace) -> Any:
    """Ingest the case that comes in the package."""
    content = resources.files("watchword.starter").joinpath("case.toml").read_bytes()
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "case.toml"
        path.write_bytes(content)
        return ingest(workspace, "watchword_starter", path)
