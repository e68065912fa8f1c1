"""One HTTP request for a feed."""

import asyncio
import gzip
import io
import zlib
from collections.abc import Callable

import httpx
import pytest

from pipeline.reading.fetch import FeedBody, FetchError, HttpFeed, NotModified

URL = "https://feeds.example/alerts"
Handler = Callable[[httpx.Request], httpx.Response]


async def fetch(
    handler: Handler, *, etag: str | None = None, last_modified: str | None = None, timeout_s: float = 5
) -> FeedBody | NotModified:
    async with httpx.AsyncClient(transport=httpx.MockTransport(handler)) as client:
        feed = HttpFeed(client, URL, headers={"X-Api-Key": "k"}, timeout_s=timeout_s, most_bytes=1000)
        return await feed.fetch(etag=etag, last_modified=last_modified)


async def test_a_200_is_the_feed() -> None:
    answer = await fetch(lambda _: httpx.Response(200, content=b"feed", headers={"ETag": '"x"', "Last-Modified": "d"}))

    assert answer == FeedBody(b"feed", '"x"', "d")


async def test_the_feeds_own_headers_and_conditions_are_sent() -> None:
    seen: list[httpx.Headers] = []

    def remember(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers)
        return httpx.Response(304)

    assert await fetch(remember, etag='"x"', last_modified="d") == NotModified()
    assert [seen[0][name] for name in ("X-Api-Key", "If-None-Match", "If-Modified-Since")] == ["k", '"x"', "d"]


async def test_a_server_may_take_as_long_as_the_feed_allows_and_not_the_client() -> None:
    patience: list[float] = []

    def remember(request: httpx.Request) -> httpx.Response:
        patience.append(request.extensions["timeout"]["read"])
        return httpx.Response(200)

    await fetch(remember, timeout_s=120)

    assert patience == [120]


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        pytest.param(httpx.Response(204), "status", id="204"),
        pytest.param(httpx.Response(206, content=b"part"), "status", id="a part"),
        pytest.param(httpx.Response(304), "status", id="a 304 nobody asked for"),
        pytest.param(httpx.Response(403, content=b"<html>"), "status", id="403"),
        pytest.param(httpx.Response(500), "status", id="500"),
        pytest.param(httpx.Response(200, content=b"x" * 1001), "too_large", id="too large"),
        pytest.param(
            httpx.Response(302, headers={"Location": "https://login.example/"}), "redirect", id="to another host"
        ),
        pytest.param(
            httpx.Response(302, headers={"Location": "http://feeds.example/alerts"}), "redirect", id="to plain HTTP"
        ),
        pytest.param(httpx.Response(302, headers={"Location": URL}), "redirect", id="in a circle"),
    ],
)
async def test_anything_else_is_no_information(response: httpx.Response, reason: str) -> None:
    with pytest.raises(FetchError) as error:
        await fetch(lambda _: response)
    assert error.value.reason == reason


BOMB = gzip.compress(b"0" * 50_000_000)


async def unpack(content: bytes, packing: str) -> FeedBody | NotModified:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={"Content-Encoding": packing}, stream=httpx.ByteStream(content))

    return await fetch(answer)


@pytest.mark.parametrize(
    ("content", "packing", "expected"),
    [
        pytest.param(gzip.compress(b"feed"), "gzip", b"feed", id="gzip"),
        pytest.param(zlib.compress(b"feed"), "deflate", b"feed", id="deflate"),
        pytest.param(b"feed", "identity", b"feed", id="as it is"),
        pytest.param(gzip.compress(b"x" * 1000), "GZIP", b"x" * 1000, id="as large as it may be"),
        pytest.param(gzip.compress(b"feed") + b"junk", "gzip", b"feed", id="something behind it"),
    ],
)
async def test_what_is_packed_is_unpacked(content: bytes, packing: str, expected: bytes) -> None:
    assert await unpack(content, packing) == FeedBody(expected)


@pytest.mark.parametrize(
    ("content", "packing", "reason"),
    [
        pytest.param(BOMB, "gzip", "too_large", id="fifty thousand bytes that unpack to fifty million"),
        pytest.param(gzip.compress(BOMB), "gzip, gzip", "encoding", id="packed twice"),
        pytest.param(b"\x00", "br", "encoding", id="packed as we did not ask for"),
        pytest.param(gzip.compress(b"feed")[:-9], "gzip", "encoding", id="cut off"),
        pytest.param(b"feed", "gzip", "encoding", id="not packed at all"),
    ],
)
async def test_what_unpacks_to_too_much_or_to_nothing_is_no_information(
    content: bytes, packing: str, reason: str
) -> None:
    with pytest.raises(FetchError) as error:
        await unpack(content, packing)

    assert error.value.reason == reason


async def test_a_body_can_be_saved_as_it_comes() -> None:
    file = io.BytesIO()
    async with httpx.AsyncClient(
        transport=httpx.MockTransport(lambda _: httpx.Response(200, content=b"zip"))
    ) as client:
        await HttpFeed(client, URL, headers={}, timeout_s=5, most_bytes=10).save(file)

    assert file.getvalue() == b"zip"


async def test_a_redirect_on_the_same_host_is_followed() -> None:
    def move(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/alerts":
            return httpx.Response(301, headers={"Location": "/v2/alerts"})
        return httpx.Response(200, content=request.headers["X-Api-Key"].encode())

    assert await fetch(move) == FeedBody(b"k")


async def test_a_server_that_is_not_there_is_no_information() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(FetchError, match="unreachable: refused"):
        await fetch(refuse)


async def test_a_feed_that_hangs_is_given_up() -> None:
    async def hang(_: httpx.Request) -> httpx.Response:
        await asyncio.Event().wait()
        raise AssertionError

    async with httpx.AsyncClient(transport=httpx.MockTransport(hang)) as client:
        feed = HttpFeed(client, URL, headers={}, timeout_s=0.01, most_bytes=10)
        with pytest.raises(FetchError, match="timeout"):
            await feed.fetch()
