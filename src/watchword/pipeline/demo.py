"""The main job on the built-in case, for somebody who has never seen the program."""

import shutil
import tempfile
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

from watchword.errors import WorkspaceError
from watchword.pipeline.ingest import ingest
from watchword.pipeline.opening import open_reading
from watchword.pipeline.recognise import recognise
from watchword.pipeline.starting import make_workspace
from watchword.pipeline.trace import trace_formulation
from watchword.publish.page import write_page
from watchword.publish.story import print_story
from watchword.store.workspace import Workspace

FIRST_CASE = "win-win-cooperation"


def run_demo(folder: Path, data: Path | None, *, say: Callable[[str], object]) -> dict[str, Any]:
    """Make a workspace in `folder` (an earlier demo's is made anew), ingest, trace, write the page; return what was done."""
    begun = time.monotonic()
    _clear(folder)
    say(f"Watchword: the built-in case, in the folder {folder}")
    say("1. a workspace with a lexicon of contested formulations")
    with make_workspace(folder) as workspace:
        reports = [_ingest_starter(workspace)]
        say(f"2. the built-in case: {reports[0].counts['roll_calls']} decisions, {reports[0].counts['ballots']} ballots, cited")
        for source, path in recognise(data) if data else ():
            reports.append(ingest(workspace, source, path))
            counts = ", ".join(
                f"{reports[-1].counts[name]:,} {name.replace('_', ' ')}"
                for name in ("documents", "roll_calls", "ballots", "issues") if reports[-1].counts.get(name)
            )  # fmt: skip
            say(f"   {source}: {path.name}: {counts}")
    page = folder / "trace.html"
    with open_reading(folder) as reading:
        say("3. every form of every formulation found in every text; now the trace of the first")
        result = trace_formulation(reading, FIRST_CASE)
    write_page(result, page)
    seconds = time.monotonic() - begun
    say("")
    say(print_story(result))
    say("")
    say(f"Done in {seconds:.1f} s. Open {page} in a browser; ask more with: watchword --help (workspace: {folder})")
    return {
        "folder": str(folder),
        "page": str(page),
        "seconds": round(seconds, 1),
        "ingested": reports,
        "trace": result,
    }


def _clear(folder: Path) -> None:
    """Remove an earlier demo; refuse a folder that is not one."""
    if not folder.exists() or not any(folder.iterdir()):
        return
    if not (folder / "watchword.toml").is_file() or not (folder / "records").is_dir():
        raise WorkspaceError(f"{folder} holds other things; give the demo an empty or new folder")
    shutil.rmtree(folder)


def _ingest_starter(workspace: Workspace) -> Any:
    """Ingest the case that comes in the package."""
    content = resources.files("watchword.starter").joinpath("case.toml").read_bytes()
    with tempfile.TemporaryDirectory() as temporary:
        path = Path(temporary) / "case.toml"
        path.write_bytes(content)
        return ingest(workspace, "watchword_starter", path)
