"""One address for several bots: connections go to one of them by chance, to another where that one is gone."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress

PIECE = 65_536


@asynccontextmanager
async def open_balancer(ports: Sequence[int], dice: random.Random) -> AsyncIterator[int]:
    """Balance until the context is left; yields its port. `ports` may grow meanwhile."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            for port in dice.sample(list(ports), len(ports)):
                try:
                    behind = await asyncio.open_connection("127.0.0.1", port)
                except OSError:
                    continue
                await asyncio.gather(_pipe(reader, behind[1]), _pipe(behind[0], writer))
                break
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while piece := await reader.read(PIECE):
            writer.write(piece)
            await writer.drain()
    writer.close()
