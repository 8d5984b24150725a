"""What holds for every test: nothing leaves this machine, and slowness is no failure."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import settings

# A shared machine is slow at times, which is no mistake of the code; --hypothesis-profile=thorough looks harder.
settings.register_profile("quick", deadline=None)
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
