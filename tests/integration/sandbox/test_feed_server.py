"""The feed server serves what it is given, and fails as it is told."""

import httpx
import pytest

from sandbox.feed_server import open_feed_server


async def test_the_current_bytes_are_served_and_counted() -> None:
    async with open_feed_server() as server, httpx.AsyncClient() as client:
        for body in (b"one", b"two"):
            server.body = body
            assert (await client.get(server.url)).content == body

        assert server.requests == 2
        assert server.served_at is not None


async def test_an_unchanged_body_is_not_sent_twice_to_who_knows_its_etag() -> None:
    async with open_feed_server() as server, httpx.AsyncClient() as client:
        server.body, server.etag = b"one", True
        tag = (await client.get(server.url)).headers["ETag"]

        unchanged = await client.get(server.url, headers={"If-None-Match": tag})
        server.body = b"two"
        changed = await client.get(server.url, headers={"If-None-Match": tag})

        assert (unchanged.status_code, changed.status_code) == (304, 200)


async def test_it_fails_and_hangs_as_told() -> None:
    async with open_feed_server() as server, httpx.AsyncClient() as client:
        server.status = 503
        assert (await client.get(server.url)).status_code == 503

        server.hang = True
        with pytest.raises(httpx.ReadTimeout):
            await client.get(server.url, timeout=0.1)
