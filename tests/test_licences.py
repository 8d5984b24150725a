"""Nobody who installs the program gets a licence they did not bargain for."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PERMITTED = re.compile(r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|MPL|Mozilla|ISC|0BSD|Unlicense|Zlib|CC0)\b", re.IGNORECASE)
REFUSED = re.compile(r"\b(A?GPL|LGPL|GNU|SSPL|BUSL|Commons Clause)\b", re.IGNORECASE)
LOCKED = sorted(set(re.findall(r"^([A-Za-z0-9_.-]+)==", (ROOT / "requirements-dev.lock").read_text(encoding="utf-8"), re.MULTILINE)))


def said_licence(name: str) -> str:
    """Return all that a distribution says of its licence in its metadata's own fields."""
    about = metadata.metadata(name)
    said = [about.get("License-Expression") or "", (about.get("License") or "").strip().split("\n")[0]]
    said += [line for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    return " | ".join(part for part in said if part)


@pytest.mark.parametrize("name", LOCKED)
def test_every_locked_dependency_has_a_permitted_licence(name: str) -> None:
    """MIT, BSD, Apache, PSF, MPL and their like; nothing that would bind what is built on it."""
    try:
        said = said_licence(name)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{name} is locked for another platform or another Python and is not installed here")
    assert PERMITTED.search(said), f"{name}: no permitted licence in {said!r}"
    assert not REFUSED.search(said), f"{name}: {said!r}"


def direct() -> list[str]:
    """Return the names of the direct dependencies, extras included."""
    groups = [PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()]
    return sorted({canonicalize_name(Requirement(line).name) for group in groups for line in group})


def test_the_lock_holds_every_direct_dependency() -> None:
    """What `pyproject.toml` asks for is pinned."""
    assert set(direct()) <= {canonicalize_name(name) for name in LOCKED}


@pytest.mark.parametrize("name", direct())
def test_every_direct_dependency_earns_its_place(name: str) -> None:
    """`docs/dependencies.md` has a line that says what each is for."""
    page = ROOT / "docs" / "dependencies.md"
    assert re.search(rf"^\|\s*`?{re.escape(name)}`?\s*\|", page.read_text(encoding="utf-8"), re.MULTILINE), f"no line for {name}"
