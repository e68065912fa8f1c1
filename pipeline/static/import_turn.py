"""One process at a time imports a feed's static GTFS; the others wait for it."""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog
from pymongo.errors import PyMongoError

from models.documents.feed_state import FeedState
from runtime.lease import Lease
from runtime.mongo import collection_of

LEASE_S = 15.0
RETRY_S = 1.0
log = structlog.get_logger()


@asynccontextmanager
async def open_turn(feed: str, *, lease_s: float = LEASE_S) -> AsyncIterator[Lease]:
    """Wait for the turn, and keep it until the end."""
    holder = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(4)}"
    # No feed's id has a slash in it: this is nobody's state.
    lease = Lease(collection_of(FeedState), f"{feed}/import", holder=holder, ttl_s=lease_s)
    await _wait_for(lease, feed)
    renewing = asyncio.create_task(_renew(lease))
    try:
        yield lease
    finally:
        renewing.cancel()
        with suppress(asyncio.CancelledError):
            await renewing
        await lease.release()


async def _wait_for(lease: Lease, feed: str) -> None:
    if await lease.acquire():
        return
    log.info("catalogue.waiting", feed=feed)
    while True:
        await asyncio.sleep(RETRY_S)
        if await lease.acquire():
            return


async def _renew(lease: Lease) -> None:
    while True:
        await asyncio.sleep(lease.renew_after_s)
        try:
            await lease.acquire()
        except PyMongoError as error:
            log.warning("lease.unknown", error=str(error)[:200])
