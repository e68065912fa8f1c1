"""Looks into the running product, to know when something has gone all the way through."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import aiohttp
from pymongo import AsyncMongoClient

EVERY_S = 0.05


class Watcher:
    """Reads the product's database, and asks its processes how they are."""

    def __init__(self, mongodb_uri: str, database: str) -> None:
        self._uri = mongodb_uri
        self._database = database

    async def wait_for_first_poll(self, *, timeout_s: float) -> None:
        """Wait until the feed's baseline is stored: what it lists from then on is news.

        Raises:
            TimeoutError: no good poll in time.
        """
        await self._wait_for_row("feed_states", {"memory.good_polls": {"$gte": 1}}, timeout_s)

    async def wait_for_fanout(self, entity: str, *, timeout_s: float) -> None:
        """Wait until every rider concerned by that alert's event was looked at.

        Raises:
            TimeoutError: the event did not come through in time.
        """
        await self._wait_for_row("fanouts", {"event.alert.entity_id": entity, "state": {"$ne": "open"}}, timeout_s)

    async def _wait_for_row(self, collection: str, query: dict[str, object], timeout_s: float) -> None:
        async with AsyncMongoClient[dict[str, object]](self._uri) as client:
            rows = client[self._database][collection]

            async def is_there() -> bool:
                return await rows.find_one(query) is not None

            await wait_until(is_there, timeout_s=timeout_s)


async def wait_until(holds: Callable[[], Awaitable[bool]], *, timeout_s: float) -> None:
    """Ask until the answer is yes.

    Raises:
        TimeoutError: it was not in time.
    """
    deadline = time.monotonic() + timeout_s
    while not await holds():
        if time.monotonic() > deadline:
            raise TimeoutError
        await asyncio.sleep(EVERY_S)


async def is_healthy(url: str) -> bool:
    """Whether a process answers its health check with 200."""
    try:
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return response.status == 200
    except aiohttp.ClientError:
        return False


async def knows_routes(url: str) -> bool:
    """Whether the bot has read a catalogue."""
    try:
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            return any((await response.json()).get("routes", {}).values())
    except aiohttp.ClientError:
        return False
