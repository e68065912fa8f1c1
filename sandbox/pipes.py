"""Lines of a pipe or a file come at once: they wait until what they changed was read."""

import asyncio
import sys

from sandbox.feed_server import FeedServer

POLLS_A_LINE = 8  # an alert that left the feed is over after 4 polls
READ_S = 30
LOOK_S = 0.05


async def let_a_pipe_wait(feed: FeedServer) -> None:
    """At a terminal there is nothing to wait for."""
    if not sys.stdin.isatty():
        await wait_for_reads(feed, POLLS_A_LINE)


async def wait_for_reads(feed: FeedServer, count: int) -> None:
    """Wait until the feed was read so many times more.

    Raises:
        TimeoutError: nobody reads it.
    """
    reads = feed.requests + count
    async with asyncio.timeout(READ_S):
        while feed.requests < reads:  # noqa: ASYNC110  # the feed server counts, it does not call
            await asyncio.sleep(LOOK_S)
