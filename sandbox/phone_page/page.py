"""The page's server: phones, the feed and the way of each alert, in a browser on this machine."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from importlib.resources import files
from pathlib import Path
from typing import Any

from aiohttp import web

from runtime.settings import KafkaSettings
from sandbox.phone_page.following import follow_database, follow_incidents, follow_kafka
from sandbox.phone_page.guard import add_headers, guard
from sandbox.phone_page.requests import PageRequests
from sandbox.phone_page.show import Part, Show
from sandbox.twilio_simulator.background import open_background
from sandbox.web import open_site

PORT = 8080
MOST_BYTES = 64 * 1024  # of what it is told
LOOK_S = 0.1
STILL_THERE_S = 15.0  # a stream that says nothing looks like one that was lost
STATIC = files("sandbox.phone_page") / "static"


class PhonePage:
    """Serves from the start; what is shown while everything starts is what is being started."""

    def __init__(self) -> None:
        self.url = ""
        self._requests = PageRequests()
        self._steps: list[str] = []

    def progress(self, step: str) -> None:
        self._steps.append(step)

    @asynccontextmanager
    async def showing(self, show: Show) -> AsyncIterator[None]:
        """Show the running product until the context is left."""
        env = show.stack.env
        kafka = KafkaSettings(kafka_bootstrap_servers=env["KAFKA_BOOTSTRAP_SERVERS"])
        async with open_background() as start:
            start(follow_kafka(kafka, show.journeys))
            start(follow_database(env["MONGODB_URI"], env["MONGODB_DATABASE"], show.journeys))
            if show.feed.desk is None:
                start(follow_incidents(env["MONGODB_URI"], env["MONGODB_DATABASE"], show.show_incidents))
            self._requests.show = show
            try:
                yield
            finally:
                self._requests.show = None
                self.progress("stopping")

    def app(self) -> web.Application:
        app = web.Application(middlewares=[guard], client_max_size=MOST_BYTES)
        app.on_response_prepare.append(add_headers)
        app.add_routes([*self._requests.routes(), web.get("/events", self.events), web.get("/", _index)])
        app.router.add_static("/static", Path(str(STATIC)))
        return app

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: every part at once, then each one when it has changed."""
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        with suppress(ConnectionResetError):  # the page was closed
            await self._stream(response)
        return response

    async def _stream(self, response: web.StreamResponse) -> None:
        sent: dict[str, str] = {}
        silent_s = 0.0
        while True:
            news = {name: text for name, text in self._parts().items() if sent.get(name) != text}
            sent |= news
            silent_s = 0.0 if news else silent_s + LOOK_S
            for name, text in news.items():
                await response.write(f"event: {name}\ndata: {text}\n\n".encode())
            if silent_s > STILL_THERE_S:
                await response.write(b": still there\n\n")
                silent_s = 0.0
            await asyncio.sleep(LOOK_S)

    def _parts(self) -> Mapping[str, str]:
        show = self._requests.show
        starting: Mapping[str, Part] = {"scene": {"is_ready": False, "steps": self._steps}}
        parts: Mapping[str, Any] = show.parts() if show else starting
        return {name: json.dumps(part, separators=(",", ":")) for name, part in parts.items()}


@asynccontextmanager
async def open_phone_page(*, port: int = PORT) -> AsyncIterator[PhonePage]:
    """Serve the page until the context is left: at `port`, or at a free one where that is taken."""
    page = PhonePage()
    async with AsyncExitStack() as stack:
        try:
            page.url = await stack.enter_async_context(open_site(page.app(), port=port))
        except OSError:
            page.url = await stack.enter_async_context(open_site(page.app()))
        yield page


async def _index(_request: web.Request) -> web.Response:
    return web.Response(text=(STATIC / "index.html").read_text(encoding="utf-8"), content_type="text/html")
