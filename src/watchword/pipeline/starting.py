"""A new workspace, with what comes in the package: the starter lexicon and its measurements."""

from importlib import resources
from pathlib import Path

from watchword.pipeline.measured import FILE, shipped_measurements
from watchword.store.workspace import Workspace


def make_workspace(folder: Path, *, entries: bool = False) -> Workspace:
    """Make a workspace with the starter lexicon, and with the entries that come in the package where its case will be ingested too.

    Raises `WorkspaceError` where the folder is not empty.
    """
    lexicon = resources.files("watchword.starter").joinpath("lexicon")
    files = {f"lexicon/{item.name}": item.read_bytes() for item in lexicon.iterdir() if item.name.endswith(".toml")}
    if entries:
        shipped = resources.files("watchword.starter").joinpath("entries")
        files |= {f"entries/{item.name}": item.read_bytes() for item in shipped.iterdir() if item.name.endswith(".md")}
    return Workspace.create(folder, {**dict(sorted(files.items())), FILE: shipped_measurements()})
