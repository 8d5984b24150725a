"""What holds for every test: nothing leaves this machine, and slowness is no failure."""

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.workspaces import make_demo, make_lab, make_once, make_real

# A shared machine is slow at times, which is no mistake of the code; --hypothesis-profile=thorough looks harder.
settings.register_profile("quick", max_examples=50, deadline=None)
settings.register_profile("thorough", max_examples=3000, deadline=None)
settings.load_profile("quick")

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(scope="session", autouse=True)
def closed_sockets() -> Iterator[None]:
    """Refuse every connection but those to this machine, so that no test depends on a network."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex", "sendto"):
        patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
    patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
    yield
    patch.undo()


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a demo's workspace in `demo`, which is only copied, and what the demo printed."""
    return make_once(tmp_path_factory, "demo", make_demo)


@pytest.fixture(scope="session")
def kept_demo(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's workspace, which no test changes."""
    return Path(shutil.copytree(kept / "demo", tmp_path_factory.mktemp("kept") / "demo"))


@pytest.fixture(scope="session")
def new_lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the invented texts in six languages, which is only copied."""
    return make_once(tmp_path_factory, "lab", make_lab) / "lab"


@pytest.fixture(scope="session")
def kept_lab(new_lab: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace of the invented texts in six languages, which no test changes."""
    return Path(shutil.copytree(new_lab, tmp_path_factory.mktemp("kept") / "lab"))


@pytest.fixture(scope="session")
def kept_debate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the General Debate alone, which no test changes."""
    return make_once(tmp_path_factory, "debate", make_real("ungdc.zip")) / "real"


@pytest.fixture(scope="session")
def kept_council(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the compiled votes of the Commission and the Council, which no test changes."""
    return make_once(tmp_path_factory, "council", make_real("hrc-votes.zip", source="hrc_votes")) / "real"


@pytest.fixture(scope="session")
def kept_resolutions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the Human Rights Council's resolutions and the aligned sentences, which no test changes."""
    return make_once(tmp_path_factory, "resolutions", make_real("un-hrc-akn.zip", "parallel-devset.zip")) / "real"


def _guarded(original: Any) -> Any:
    def act(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        # A local socket of processes (AF_UNIX) has a path or bytes for an address.
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise AssertionError(f"a test tried to reach {address[0]}")
        return original(self, *arguments)

    return act


def _guarded_lookup(original: Any) -> Any:
    def look_up(host: Any, *arguments: Any, **options: Any) -> Any:
        if host not in _LOOPBACK and host is not None:
            raise AssertionError(f"a test tried to look up {host}")
        return original(host, *arguments, **options)

    return look_up
