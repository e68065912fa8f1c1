"""A free port is free, and stays so until its server is up."""

import socket

import pytest

from sandbox import ports
from sandbox.ports import free_port


def test_no_outgoing_connection_is_given_it() -> None:
    with socket.socket() as outgoing:
        outgoing.bind(("127.0.0.1", 0))
        given = outgoing.getsockname()[1]

    assert max(free_port() for _ in range(200)) < 32_768 <= given


def test_a_port_that_is_taken_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as server:
        taken = free_port()
        server.bind(("127.0.0.1", taken))
        others = [port for port in (free_port(), free_port()) if port != taken]
        monkeypatch.setattr(ports, "PORTS", [taken, *others])
        found = {free_port() for _ in range(50)}

    assert found == set(others)
