"""The house's plan: which room may see which. Lazy and type-only imports count."""

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "src" / "watchword"
CORE = {"errors", "model", "phrasing", "symbols", "states", "settings"}
# What each room may import besides itself: a room's name, or one module of a room.
SEES: dict[str, set[str]] = {
    "__init__": set(),
    "errors": set(),
    "model": set(),
    "phrasing": set(),
    "symbols": {"errors", "model"},
    "states": {"errors", "model"},
    "settings": {"errors"},
    "sources": CORE,
    "starter": set(),
    "text": {"errors", "model"},
    # The workspace pins the program's version.
    "store": CORE | {"text", "__init__"},
    "lexicon": CORE | {"text"},
    "usage": CORE | {"text", "store.base", "lexicon.records"},
    "votes": CORE | {"text", "store.base", "lexicon.records"},
    # A statement is judged by the finders that print the figures: a second tally or matcher would be a second truth.
    "evidence": CORE | {"text", "store.base", "lexicon", "usage", "votes"},
    "publish": CORE | {"store.base", "evidence", "__init__"},
    "pipeline": CORE | {"sources", "text", "store", "lexicon", "usage", "votes", "evidence", "publish", "starter", "__init__"},
    "cli": CORE | {"pipeline", "publish", "__init__"},
}


def name_of(path: Path) -> str:
    """Return a module's dotted name below the package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {name_of(path): path for path in sorted(ROOT.rglob("*.py"))}


@cache
def imports_of(module: str) -> frozenset[str]:
    """Return the modules of the package that a module imports anywhere in its text."""
    found = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are written out, not relative"
            names = [f"{node.module}.{alias.name}" for alias in node.names] + [str(node.module)]
        else:
            continue
        for name in names:
            if name == "watchword" or name.startswith("watchword."):
                short = name.removeprefix("watchword").removeprefix(".") or "__init__"
                if short in MODULES:
                    found.add(short)
    # `from watchword.cli import records` names the room as well as its module; the room's own file is then not meant.
    inner = {other for other in found if other != "__init__"}
    if "__init__" in found and inner and not _asks_root(MODULES[module]):
        found.discard("__init__")
    return frozenset(target for target in found if not any(other.startswith(f"{target}.") for other in found))


def _asks_root(path: Path) -> bool:
    """Say whether a module imports something that the package's own file defines, such as the version."""
    return "from watchword import __version__" in path.read_text(encoding="utf-8")


def room_of(module: str) -> str:
    """Return the room of a module."""
    return module.partition(".")[0]


@pytest.mark.parametrize("module", sorted(MODULES))
def test_a_module_sees_only_the_rooms_its_room_may_see(module: str) -> None:
    """Imports follow the data's way: from sources towards pages, and rooms meet only in the pipeline."""
    room = room_of(module)
    assert room in SEES, f"{module} is in no room of the plan"
    for target in imports_of(module):
        if room_of(target) == room:
            continue
        allowed = any(target == seen or target.startswith(f"{seen}.") for seen in SEES[room])
        assert allowed, f"{module} imports {target}; {room} may see {', '.join(sorted(SEES[room])) or 'nothing'}"


def test_no_module_needs_itself() -> None:
    """Imports make no circle, so every module can be read, tested and moved alone."""
    try:
        list(TopologicalSorter({module: imports_of(module) for module in MODULES}).static_order())
    except CycleError as error:
        pytest.fail(f"modules import each other in a circle: {' -> '.join(error.args[1])}")


def test_every_room_of_the_plan_stands() -> None:
    """The plan names no room that is not there."""
    assert set(SEES) == {room_of(module) for module in MODULES}
