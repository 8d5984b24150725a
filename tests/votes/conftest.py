"""Workspaces for tests of votes: two that many read and none changes, and new ones for bundles of a test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pipeline.invented import put
from tests.votes.invented import Hold
from watchword.model import Bundle
from watchword.pipeline.starting import make_workspace
from watchword.store.base import View
from watchword.store.tables import TablesView
from watchword.store.workspace import Workspace


@pytest.fixture(scope="session")
def starter(kept_demo: Path) -> str:
    """A demo's workspace."""
    return str(kept_demo)


@pytest.fixture(scope="session")
def council(kept_council: Path) -> str:
    """A workspace of the compiled votes of the Commission and the Council."""
    return str(kept_council)


@pytest.fixture
def hold(tmp_path: Path) -> Iterator[Hold]:
    """A function that puts bundles into a new workspace and opens it."""
    views: list[TablesView] = []

    def act(*bundles: Bundle) -> View:
        folder = tmp_path / f"workspace{len(views)}"
        make_workspace(folder).catalogue.close()
        put(folder, *bundles)
        with Workspace(folder) as workspace:
            views.append(TablesView(workspace, version=workspace.catalogue.head()))
        return views[-1]

    yield act
    for view in views:
        view.close()
