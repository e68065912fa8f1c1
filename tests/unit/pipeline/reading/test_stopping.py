"""A stop does not wait for a server that hangs."""

import asyncio

import pytest

from pipeline.reading.fetch import FeedBody, FetchError, NotModified
from pipeline.reading.stopping import StoppableFeed
from runtime.process import Stop
from tests.fakes.served_feed import ServedFeed


class HangingFeed:
    """Never answers."""

    async def fetch(self, *, etag: str | None, last_modified: str | None) -> FeedBody | NotModified:
        await asyncio.Event().wait()
        raise AssertionError((etag, last_modified))


async def test_an_answer_is_passed_on() -> None:
    feed = StoppableFeed(ServedFeed(b"feed"), Stop())

    assert await feed.fetch(etag=None, last_modified=None) == FeedBody(b"feed")


async def test_a_failure_is_passed_on() -> None:
    served = ServedFeed()
    served.failure = "timeout"

    with pytest.raises(FetchError, match="timeout"):
        await StoppableFeed(served, Stop()).fetch(etag=None, last_modified=None)


async def test_a_stop_ends_the_wait() -> None:
    stop = Stop()
    stop.set()

    with pytest.raises(FetchError, match="stopping"):
        await StoppableFeed(HangingFeed(), stop).fetch(etag=None, last_modified=None)
