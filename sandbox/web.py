"""Serves an aiohttp application inside the running event loop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web


@asynccontextmanager
async def open_site(app: web.Application, *, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[str]:
    """Serve until the context is left; yields the base URL, with the port that was really bound."""
    # Handlers that hang on purpose would otherwise hold up the shutdown for a minute.
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        bound_port = runner.addresses[0][1]
        # A wildcard address is for listening only: nobody can be sent there.
        shown_host = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104  # compared with, not bound
        yield f"http://{shown_host}:{bound_port}"
    finally:
        await runner.cleanup()
