"""TCP ports on loopback: finds a free one, asks whether one is served."""

import asyncio
import secrets
import socket

# Below those that systems give to outgoing connections: one of them would take it before its server is up.
PORTS = range(15_000, 32_768)


def free_port() -> int:
    """Return a port that was free on loopback a moment ago."""
    while True:
        port = secrets.choice(PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port


async def is_served(port: int) -> bool:
    """Whether somebody accepts connections on a port of loopback."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
