"""A feed that gives up when the process is asked to stop: nothing has been decided yet."""

import asyncio

from pipeline.poller import Feed
from pipeline.reading.fetch import FeedBody, FetchError, NotModified
from runtime.process import Stop


class StoppableFeed:
    """Wraps a feed; a server that hangs does not hold up a stop."""

    def __init__(self, feed: Feed, stop: Stop) -> None:
        self._feed = feed
        self._stop = stop

    async def fetch(self, *, etag: str | None, last_modified: str | None) -> FeedBody | NotModified:
        """The wrapped feed's answer; raises FetchError where it has none, or the stop came first."""
        async with asyncio.TaskGroup() as group:
            stopping = group.create_task(self._stop.wait())
            fetching = group.create_task(_outcome(self._feed, etag, last_modified))
            await asyncio.wait({stopping, fetching}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            fetching.cancel()
        if fetching.cancelled():
            raise FetchError("stopping")
        answer = fetching.result()
        if isinstance(answer, FetchError):
            raise answer
        return answer


async def _outcome(feed: Feed, etag: str | None, last_modified: str | None) -> FeedBody | NotModified | FetchError:
    try:
        return await feed.fetch(etag=etag, last_modified=last_modified)
    except FetchError as error:
        return error  # raised inside the group it would come out as a group
