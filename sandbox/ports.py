"""TCP ports on loopback: finds a free one, asks whether one is served."""

import asyncio
import socket


def free_port() -> int:
    """Return a port that was free on loopback a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def is_served(port: int) -> bool:
    """Whether somebody accepts connections on a port of loopback."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
