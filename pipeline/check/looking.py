"""Looks at a feed: a file as it is, a URL twice."""

import asyncio
from collections.abc import Mapping
from pathlib import Path

import httpx

from pipeline.check.sample import Again, Observed
from pipeline.reading.fetch import FeedBody, FetchError, HttpFeed, NotModified
from pipeline.reading.frame import UnreadableError
from pipeline.reading.frame_formats import read_poll

FETCH_S, MOST_BYTES = 10.0, 20_000_000
STATIC_S, STATIC_MOST_BYTES = 120.0, 300_000_000
BETWEEN_S = 2.0


def is_url(place: str) -> bool:
    return place.startswith(("http://", "https://"))


def look_at_file(file: Path) -> Observed:
    """Raises OSError or UnreadableError."""
    content = file.read_bytes()
    return Observed(str(file), read_poll(content), len(content))


async def look_at_url(
    client: httpx.AsyncClient, url: str, headers: Mapping[str, str], *, between_s: float = BETWEEN_S
) -> Observed:
    """The feed's answer, and the one it gives a moment later.

    Raises:
        FetchError: it does not answer.
        UnreadableError: the answer is no feed.
    """
    feed = HttpFeed(client, url, headers=headers, timeout_s=FETCH_S, most_bytes=MOST_BYTES)
    first = await feed.fetch()
    if isinstance(first, NotModified):
        raise FetchError("status", "304, though nothing was known")
    frame = read_poll(first.content)
    await asyncio.sleep(between_s)
    again = await _look_again(feed, first)
    offered = {"ETag": first.etag, "Last-Modified": first.last_modified}
    validators = tuple(name for name, value in offered.items() if value)
    return Observed(url, frame, len(first.content), is_live=True, again=again, validators=validators)


async def download(client: httpx.AsyncClient, url: str) -> bytes:
    """A static GTFS's zip; raises FetchError."""
    place = HttpFeed(client, url, headers={}, timeout_s=STATIC_S, most_bytes=STATIC_MOST_BYTES)
    answer = await place.fetch()
    return answer.content if isinstance(answer, FeedBody) else b""


async def _look_again(feed: HttpFeed, first: FeedBody) -> Again | None:
    try:
        answer = await feed.fetch(etag=first.etag, last_modified=first.last_modified)
        frame = read_poll(answer.content) if isinstance(answer, FeedBody) else None
    except (FetchError, UnreadableError):
        return None
    return Again(frame)
