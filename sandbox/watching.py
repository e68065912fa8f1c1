"""Looks into the running product's database, to know when something has gone all the way through."""

import asyncio

from pymongo import AsyncMongoClient

from sandbox.stack import Stack


async def wait_for_fanout(stack: Stack, entity: str, *, timeout_s: float) -> None:
    """Wait until every rider concerned by that alert's event was looked at.

    Raises:
        TimeoutError: the event did not come through in time.
    """
    done = {"event.alert.entity_id": entity, "state": {"$ne": "open"}}
    async with AsyncMongoClient[dict[str, object]](stack.mongodb_uri) as client, asyncio.timeout(timeout_s):
        fanouts = client[stack.database]["fanouts"]
        while await fanouts.find_one(done) is None:  # noqa: ASYNC110  # another process cannot set an Event
            await asyncio.sleep(0.05)
