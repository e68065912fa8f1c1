"""A feed producer on loopback: serves whatever bytes a test or the demo puts in its hands."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.feed_changes import FeedChanges
from sandbox.web import open_site

PATH = "/alerts.pb"


@dataclass(slots=True)
class FeedServer:
    """What the next request gets; every field may be changed while it serves, at the latest by `refresh`."""

    url: str = ""
    body: bytes = b""
    status: int = 200
    content_type: str = "application/x-protobuf"
    etag: bool = False
    hang: bool = False
    requests: int = 0
    served_at: float | None = None
    refresh: Callable[[], None] | None = None
    changes: FeedChanges = field(default_factory=FeedChanges)

    async def serve_alerts(self, request: web.Request) -> web.Response:
        """Answer one poll."""
        self.requests += 1
        if self.hang:
            await asyncio.Event().wait()
        if self.refresh is not None:
            self.refresh()
        self.served_at = time.time()
        if not self.etag:
            return web.Response(status=self.status, body=self.body, content_type=self.content_type)

        tag = f'"{hashlib.sha256(self.body).hexdigest()}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304, headers={"ETag": tag})
        return web.Response(status=self.status, body=self.body, content_type=self.content_type, headers={"ETag": tag})


@asynccontextmanager
async def open_feed_server(
    server: FeedServer | None = None, *, host: str = "127.0.0.1", port: int = 0, more: Iterable[web.RouteDef] = ()
) -> AsyncIterator[FeedServer]:
    """Serve `GET /alerts.pb`, and `more`, until the context is left."""
    server = server or FeedServer()
    app = web.Application()
    app.add_routes(more)
    app.router.add_get(PATH, server.serve_alerts)
    async with open_site(app, host=host, port=port) as base_url:
        server.url = base_url + PATH
        yield server
