"""Holds the leases of all feeds watched here: takes what is free, renews what is held, gives all up at the end."""

import asyncio
from collections.abc import Collection, Sequence
from typing import Protocol

import pymongo
import structlog
from pymongo.errors import PyMongoError

from pipeline.watch import Watch
from runtime.clock import boottime_s
from runtime.process import Stop

RETRY_S = 1.0
RELEASE_S = 2.0
AT_ONCE = 16  # leases that are asked for by themselves at the same time
log = structlog.get_logger()


class Leases(Protocol):
    """The leases of this process."""

    @property
    def renew_after_s(self) -> float: ...

    async def renew(self) -> bool:
        """Renew all that are held; False where not all are still ours."""
        ...

    async def taken(self, keys: Collection[str]) -> set[str]:
        """Those that somebody else holds."""
        ...

    async def release(self) -> None: ...


async def hold(watches: Sequence[Watch], leases: Leases, stop: Stop) -> None:
    """Keep the leases until `stop`; `watches` may grow meanwhile."""
    renewed_s = boottime_s()
    while not stop.is_set():
        try:
            if boottime_s() - renewed_s >= leases.renew_after_s:
                renewed_s = await _renew(watches, leases)
            await _take_free(watches, leases)
        except PyMongoError as error:
            log.warning("leases.unknown", error=str(error)[:200])
        await stop.wait_for(min(RETRY_S, leases.renew_after_s))


async def give_up(leases: Leases) -> None:
    try:
        # A stop must not wait for a database that is away: the leases run out by themselves.
        with pymongo.timeout(RELEASE_S):
            await leases.release()
    except PyMongoError as error:
        log.warning("leases.not_released", error=str(error)[:200])


async def _renew(watches: Sequence[Watch], leases: Leases) -> float:
    asked_s = boottime_s()
    if not await leases.renew():
        # One is lost: which one, each finds out by itself.
        await _acquire([watch for watch in watches if watch.is_held])
    return asked_s


async def _take_free(watches: Sequence[Watch], leases: Leases) -> None:
    not_held = [watch for watch in watches if not watch.is_held]
    if not_held:
        taken = await leases.taken([watch.feed for watch in not_held])
        await _acquire([watch for watch in not_held if watch.feed not in taken])


async def _acquire(watches: Sequence[Watch]) -> None:
    for start in range(0, len(watches), AT_ONCE):
        async with asyncio.TaskGroup() as group:
            for watch in watches[start : start + AT_ONCE]:
                group.create_task(watch.acquire())
