"""TCP ports on loopback: finds a free one, asks whether one is served."""

import asyncio
import errno
import secrets
import socket
from collections.abc import Sequence

# Below those that systems give to outgoing connections: one of them would take it before its server is up.
PORTS = range(15_000, 32_768)


def free_port(among: Sequence[int] = PORTS) -> int:
    """Return a port that was free on loopback a moment ago.

    Raises:
        OSError: nothing can be bound on loopback at all.
    """
    while True:
        port = secrets.choice(among)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                if error.errno == errno.EADDRINUSE:
                    continue
                raise
        return port


async def is_served(port: int) -> bool:
    """Whether somebody accepts connections on a port of loopback."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
