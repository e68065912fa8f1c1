"""Watches one feed: holds its lease, polls it while that is held, publishes again what was not taken over."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from pipeline import metrics
from pipeline.poller import Polled
from runtime.lease import LeaseLostError
from runtime.process import Stop

RETRY_LEASE_S = 1.0
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
            await self._lease.release()
        except PyMongoError as error:
            log.warning("lease.not_released", feed=self.feed, error=str(error)[:200])

    async def poll(self) -> None:
        """Poll once, unless another process does."""
        if not self._lease.is_held:
            return
        try:
            self.last = await self._poller.poll(self._now())
            _report(self.feed, self.last)
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


def _report(feed: str, polled: Polled) -> None:
    memory = polled.memory
    metrics.POLLS.labels(feed, polled.outcome).inc()
    metrics.OPEN_INCIDENTS.labels(feed).set(polled.open_incidents)
    metrics.ENTITIES.labels(feed).set(memory.alert_count)
    metrics.SKIPPED.labels(feed).inc(polled.skipped)
    metrics.HELD.labels(feed, "clears").set(memory.drop is not None)
    metrics.HELD.labels(feed, "openings").set(memory.held_openings > 0)
    if polled.unresolved is not None:
        metrics.UNRESOLVED.labels(feed).set(polled.unresolved)
    if memory.good_at:
        metrics.GOOD_POLL.labels(feed).set(memory.good_at.timestamp())
    if memory.stamped_at:
        metrics.FEED_STAMP.labels(feed).set(memory.stamped_at.timestamp())
    for event in polled.events:
        metrics.EVENTS.labels(feed, event.change.value).inc()
        log.info("event", event_id=event.event_id, change=event.change.value, routes=list(event.targets), why=event.why)
    if polled.outcome == "accept":
        log.info(
            "poll.news",
            feed=feed,
            good_poll=memory.good_polls,
            alerts=memory.alert_count,
            events=len(polled.events),
            skipped=polled.skipped,
            unresolved=polled.unresolved,
            is_stale=memory.is_stale,
            held_openings=memory.held_openings,
            clears_held=memory.drop is not None,
        )
