"""Looks into the running product, to know when something has gone all the way through."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from pymongo import AsyncMongoClient

from runtime.process import end_where_cancelled

EVERY_S = 0.05
# By collection, in the order in which news goes through them: what has left one is already in the next.
_UNDER_WAY: dict[str, dict[str, object]] = {
    "incidents": {"$or": [{"events.0": {"$exists": True}}, {"state": "open", "missing_since": {"$ne": None}}]},
    "fanouts": {"state": {"$in": ["open", "sweeping"]}},
    "deliveries": {"state": {"$in": ["sending", "unknown", "retry"]}},
}


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

    async def open_incidents(self) -> dict[str, tuple[str, ...]]:
        """The incidents that are going on, each with its routes as riders write them."""
        async with AsyncMongoClient[dict[str, Any]](self._uri) as client:
            rows = client[self._database]["incidents"].find({"state": "open"}, {"routes": 1})
            return {row["_id"]: tuple(_number(route) for route in row["routes"]) async for row in rows}

    async def wait_until_settled(self, *, timeout_s: float) -> None:
        """Wait until nothing is under way: no alert that is about to be over, no event, no text.

        Raises:
            TimeoutError: something still was.
        """
        async with AsyncMongoClient[dict[str, object]](self._uri) as client:
            database = client[self._database]

            async def is_settled() -> bool:
                found = [await database[name].find_one(query) for name, query in _UNDER_WAY.items()]
                return not any(found)

            await wait_until(is_settled, timeout_s=timeout_s)

    async def _wait_for_row(self, collection: str, query: dict[str, object], timeout_s: float) -> None:
        async with AsyncMongoClient[dict[str, object]](self._uri) as client:
            rows = client[self._database][collection]

            async def is_there() -> bool:
                return await rows.find_one(query) is not None

            await wait_until(is_there, timeout_s=timeout_s)


def _number(route: dict[str, str]) -> str:
    return route["short_name"] or route["long_name"] or route["route_id"]


async def wait_until(holds: Callable[[], Awaitable[bool]], *, timeout_s: float) -> None:
    """Ask until the answer is yes.

    Raises:
        TimeoutError: it was not in time.
    """
    deadline = time.monotonic() + timeout_s
    while not await holds():
        end_where_cancelled()
        if time.monotonic() > deadline:
            raise TimeoutError
        await asyncio.sleep(EVERY_S)
    end_where_cancelled()


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
