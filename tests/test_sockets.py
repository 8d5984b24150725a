"""The tests' own guard."""

import socket

import pytest


def test_no_test_reaches_the_network() -> None:
    """A connection to another machine fails at once, by name or by number."""
    with socket.socket() as probe, pytest.raises(AssertionError, match=r"192\.0\.2\.1"):
        probe.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError, match="look up"):
        socket.getaddrinfo("example.org", 80)


def test_this_machine_can_be_reached() -> None:
    """A server of a test's own on the loopback is allowed."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()) as client:
        assert client.getpeername() == server.getsockname()
