"""A URL is looked at twice."""

from collections.abc import Callable

import httpx
import pytest

from pipeline.check.looking import download, look_at_url
from pipeline.check.sample import Observed
from pipeline.reading.fetch import FetchError
from pipeline.reading.frame import UnreadableError
from tests.builders import after, encode_feed, make_alert

Answer = Callable[[httpx.Request], httpx.Response]
URL = "https://gtfs.example.org/alerts"


async def look(answer: Answer, **headers: str) -> Observed:
    async with httpx.AsyncClient(transport=httpx.MockTransport(answer)) as client:
        return await look_at_url(client, URL, headers, between_s=0)


async def test_a_server_that_knows_etags_answers_304_the_second_time() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers.get("If-None-Match") == "x":
            return httpx.Response(304)
        return httpx.Response(200, content=encode_feed([make_alert()]), headers={"ETag": "x"})

    observed = await look(answer)

    assert observed.validators == ("ETag",)
    assert observed.again is not None
    assert observed.again.frame is None


async def test_a_header_that_moves_is_seen() -> None:
    bodies = [encode_feed([make_alert()], stamped_at=after(seconds=each)) for each in (0, 2)]
    observed = await look(lambda _: httpx.Response(200, content=bodies.pop(0)))

    assert observed.again is not None
    assert observed.again.frame is not None
    assert observed.again.frame.stamped_at == after(seconds=2)


async def test_a_second_answer_that_fails_is_told_apart() -> None:
    answers = [httpx.Response(200, content=encode_feed([make_alert()])), httpx.Response(500)]

    assert (await look(lambda _: answers.pop(0))).again is None


async def test_a_key_is_sent() -> None:
    heard: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(request.headers["X-Key"])
        return httpx.Response(200, content=encode_feed())

    await look(answer, **{"X-Key": "secret"})

    assert heard == ["secret", "secret"]


async def test_a_page_is_no_feed() -> None:
    with pytest.raises(UnreadableError):
        await look(lambda _: httpx.Response(200, text="<html>We are sorry</html>"))


async def test_a_refusal_is_no_feed() -> None:
    with pytest.raises(FetchError):
        await look(lambda _: httpx.Response(403))


async def test_static_gtfs_is_downloaded_as_it_is() -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, content=b"PK"))
    async with httpx.AsyncClient(transport=transport) as client:
        assert await download(client, URL) == b"PK"
