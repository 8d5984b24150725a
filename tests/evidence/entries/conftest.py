"""Two workspaces that entries are built on: the demo's, and that of the invented texts."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def demo(kept_demo: Path) -> Path:
    """The demo's workspace: its votes and texts are cited, its figures measured."""
    return kept_demo


@pytest.fixture(scope="session")
def lab(kept_lab: Path) -> Path:
    """The workspace of the invented texts, which are held."""
    return kept_lab
