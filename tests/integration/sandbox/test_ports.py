"""A free port is free, and stays so until its server is up."""

import socket
from pathlib import Path

import pytest

from sandbox.ports import PORTS, free_port

GIVEN_OUT = Path("/proc/sys/net/ipv4/ip_local_port_range")


def test_no_outgoing_connection_is_given_it() -> None:
    if not GIVEN_OUT.exists():
        pytest.skip("not Linux: nobody says which ports are given out")
    lowest, _highest = map(int, GIVEN_OUT.read_text(encoding="ascii").split())
    if lowest < PORTS.stop:
        pytest.skip(f"this machine gives out ports from {lowest} on")

    assert free_port() < lowest


def test_a_port_that_is_taken_is_not_found() -> None:
    with socket.socket() as server:
        taken = free_port()
        server.bind(("127.0.0.1", taken))
        other = next(port for port in iter(free_port, None) if port != taken)

        assert {free_port([taken, other]) for _ in range(50)} == {other}
