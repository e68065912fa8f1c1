"""Watches one feed: holds its lease, polls it while that is held, publishes again what was not taken over."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import pymongo
import structlog
from pymongo.errors import PyMongoError

from pipeline import metrics
from pipeline.polled import Polled
from pipeline.reporting import report
from runtime.lease import LeaseLostError
from runtime.process import Stop

RETRY_LEASE_S = 1.0
RELEASE_S = 2.0
log = structlog.get_logger()


class FeedLease(Protocol):
    """The right to poll the feed."""

    @property
    def is_held(self) -> bool: ...

    @property
    def epoch(self) -> int: ...

    @property
    def renew_after_s(self) -> float: ...

    async def acquire(self) -> bool: ...

    async def release(self) -> None: ...


class Polling(Protocol):
    """One poll of the feed."""

    async def poll(self, now: datetime) -> Polled:
        """Poll; raises LeaseLostError where somebody else does by now."""
        ...


class Watch:
    """One feed's watch in this process; another process may hold the lease, then this one stands by."""

    def __init__(self, feed: str, *, lease: FeedLease, poller: Polling, now: Callable[[], datetime]) -> None:
        self.feed = feed
        self._lease = lease
        self._poller = poller
        self._now = now
        self.last: Polled | None = None

    @property
    def is_held(self) -> bool:
        return self._lease.is_held

    async def keep_lease(self, stop: Stop) -> None:
        """Take the lease when it is free, and renew it, until `stop`."""
        while not stop.is_set():
            await self.acquire()
            await stop.wait_for(self._lease.renew_after_s if self._lease.is_held else RETRY_LEASE_S)

    async def acquire(self) -> None:
        """Take or renew the lease, if nobody else has it."""
        try:
            was_held = self._lease.is_held
            if await self._lease.acquire() and not was_held:
                log.info("lease.taken", feed=self.feed, epoch=self._lease.epoch)
        except PyMongoError as error:
            log.warning("lease.unknown", feed=self.feed, error=str(error)[:200])
        metrics.IS_POLLER.labels(self.feed).set(self._lease.is_held)

    async def release(self) -> None:
        if not self._lease.is_held:
            return
        try:
            # A stop must not wait for a database that is away: the lease runs out by itself.
            with pymongo.timeout(RELEASE_S):
                await self._lease.release()
        except PyMongoError as error:
            log.warning("lease.not_released", feed=self.feed, error=str(error)[:200])

    async def poll(self) -> None:
        """Poll once, unless another process does."""
        if not self._lease.is_held:
            return
        try:
            self.last = await self._poller.poll(self._now())
            report(self.feed, self.last)
        except LeaseLostError as error:
            metrics.POLLS.labels(self.feed, "lease_lost").inc()
            log.warning("poll.lease_lost", feed=self.feed, error=str(error))
        except PyMongoError as error:
            metrics.POLLS.labels(self.feed, "database").inc()
            log.warning("poll.no_database", feed=self.feed, error=str(error)[:200])
        except Exception:  # one feed's surprise must not end the polls of the others
            metrics.POLLS.labels(self.feed, "failed").inc()
            log.exception("poll.failed", feed=self.feed)

    def freshness(self) -> dict[str, object]:
        """What /readyz says of this feed."""
        memory = self.last.memory if self.last else None
        return {
            "is_held": self.is_held,
            "outcome": self.last.outcome if self.last else None,
            "good_at": memory.good_at.isoformat() if memory and memory.good_at else None,
            "stamped_at": memory.stamped_at.isoformat() if memory and memory.stamped_at else None,
            "is_stale": memory.is_stale if memory else None,
        }
