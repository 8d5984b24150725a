"""A new workspace, with what comes in the package: the starter lexicon and its measurements."""

from importlib import resources
from pathlib import Path

from watchword.pipeline.measured import FILE, shipped_measurements
from watchword.store.workspace import Workspace


def make_workspace(folder: Path) -> Workspace:
    """Make a workspace with the starter lexicon; raises `WorkspaceError` where the folder is not empty."""
    lexicon = resources.files("watchword.starter").joinpath("lexicon")
    files = {f"lexicon/{item.name}": item.read_bytes() for item in lexicon.iterdir() if item.name.endswith(".toml")}
    return Workspace.create(folder, {**dict(sorted(files.items())), FILE: shipped_measurements()})
