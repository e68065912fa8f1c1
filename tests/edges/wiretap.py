"""A road on which every request is written down as it went over the wire, and passed on."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

import aiohttp
from aiohttp import web
from yarl import URL

from sandbox.web import open_site

KEPT_HEADERS = ("Authorization", "Content-Type", "Accept")


@dataclass(frozen=True, slots=True)
class Passed:
    """One request and the status of its answer."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]
    form: tuple[tuple[str, str], ...]
    status: int


@dataclass(slots=True)
class Wiretap:
    """Passes requests on to `upstream`; `prefer` asks Prism for a certain answer."""

    upstream: str
    session: aiohttp.ClientSession
    url: str = ""
    prefer: str = ""
    passed: list[Passed] = field(default_factory=list)

    async def pass_on(self, request: web.Request) -> web.Response:
        body = await request.read()
        headers = {name: request.headers[name] for name in KEPT_HEADERS if name in request.headers}
        if self.prefer:
            headers["Prefer"] = self.prefer
        target = URL(self.upstream + request.raw_path, encoded=True)
        async with self.session.request(request.method, target, data=body, headers=headers) as answer:
            content = await answer.read()
        self.passed.append(
            Passed(
                request.method,
                request.path,
                tuple(_pairs(request.raw_path.partition("?")[2])),
                tuple(_pairs(body.decode())),
                answer.status,
            )
        )
        return web.Response(status=answer.status, body=content, content_type=answer.content_type)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    yield from parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text))


@asynccontextmanager
async def open_wiretap(upstream: str) -> AsyncIterator[Wiretap]:
    async with aiohttp.ClientSession() as session:
        tap = Wiretap(upstream, session)
        app = web.Application()
        app.router.add_route("*", "/{anything:.*}", tap.pass_on)
        async with open_site(app) as tap.url:
            yield tap
