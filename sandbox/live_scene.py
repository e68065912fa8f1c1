"""The demonstration of an agency's live feed: the pipeline reads it where it is."""

import asyncio
from dataclasses import replace
from urllib.parse import urlsplit

import httpx

from pipeline.reading.decode import decode
from pipeline.reading.fetch import FeedBody, FetchError, HttpFeed
from pipeline.reading.frame import UnreadableError
from pipeline.reading.snapshot import FeedSnapshot
from sandbox.live_feed import LiveFeed
from sandbox.poll_series import named_routes
from sandbox.scene import Asked, Scene, about_routes, agency_for, watched_feed
from sandbox.watched import UnplayableError

POLL_S = 20.0
FETCH_S = 10.0
MOST_BYTES = 20_000_000
USER_AGENT = "Headway (GTFS-realtime reader)"


def live_scene(asked: Asked) -> Scene:
    """The scene of a URL, which is read once to see that it can be.

    Raises:
        UnplayableError: it cannot, or what was asked for does not fit.
    """
    agency = agency_for(asked, name=urlsplit(asked.feed).hostname or asked.feed)
    snapshot = asyncio.run(_read(asked.feed))
    watched = watched_feed(asked, agency, named_routes(snapshot.alerts, {}), speed=1)
    return Scene(
        replace(watched, url=asked.feed, poll_interval_s=POLL_S),
        (
            f"Watching {asked.feed} every {POLL_S:.0f} s, by the rules' own durations.",
            "What it lists now is known, and texts nobody; what changes is texted.",
            about_routes(asked),
            "Type /help for the rest.",
        ),
        LiveFeed,
    )


async def _read(url: str) -> FeedSnapshot:
    async with httpx.AsyncClient(timeout=FETCH_S, headers={"User-Agent": USER_AGENT}) as client:
        feed = HttpFeed(client, url, headers={}, timeout_s=FETCH_S, most_bytes=MOST_BYTES)
        try:
            answer = await feed.fetch()
            return decode(answer.content if isinstance(answer, FeedBody) else b"")
        except FetchError as error:
            raise UnplayableError(f"FEED: {url} cannot be read: {error}") from error
        except UnreadableError as error:
            raise UnplayableError(f"FEED: {url} answers, but not with a binary FeedMessage: {error}") from error
