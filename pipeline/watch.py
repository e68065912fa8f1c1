"""Watches one feed: polls it while its lease is held here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Protocol

import structlog
from pymongo.errors import PyMongoError

from models.event import AlertEvent
from pipeline import metrics
from pipeline.deciding.belief import Stamp
from pipeline.polled import Polled
from pipeline.reporting import forget, report, report_events
from runtime.clock import boottime_s
from runtime.lease import LeaseLostError
from runtime.tracing import span

log = structlog.get_logger()


class FeedLease(Protocol):
    """The right to poll the feed."""

    @property
    def is_held(self) -> bool: ...

    @property
    def epoch(self) -> int: ...

    async def acquire(self) -> bool: ...


class Polling(Protocol):
    """One feed's poller."""

    async def poll(self, now: datetime) -> Polled:
        """Poll; raises LeaseLostError where somebody else does by now."""
        ...

    async def keep_time(self, now: datetime) -> tuple[AlertEvent, ...]:
        """Tell what is due by the clock alone; raises LeaseLostError as `poll` does."""
        ...

    def next_moment(self, now: datetime) -> datetime | None: ...


class Watch:
    """One feed's watch in this process; another process may hold the lease, then this one stands by."""

    def __init__(
        self,
        feed: str,
        *,
        lease: FeedLease,
        poller: Polling,
        now: Callable[[], datetime],
        stamp: Stamp = Stamp.GENERATED,
    ) -> None:
        self.feed = feed
        self._lease = lease
        self._poller = poller
        self.now = now
        self._stamp = stamp
        self.last: Polled | None = None

    @property
    def is_held(self) -> bool:
        return self._lease.is_held

    @property
    def age_s(self) -> float | None:
        """Seconds since the producer made what we know, or, where it does not say that, since the last good poll."""
        memory = self.last.memory if self.last else None
        if memory is None or memory.good_at is None:
            return None
        says_when = self._stamp is Stamp.GENERATED and memory.stamped_at
        return (self.now() - (says_when or memory.good_at)).total_seconds()

    async def acquire(self) -> None:
        """Take or renew the lease, if nobody else has it."""
        try:
            was_held = self._lease.is_held
            if await self._lease.acquire() and not was_held:
                log.info("lease.taken", feed=self.feed, epoch=self._lease.epoch)
        except PyMongoError as error:
            log.warning("lease.unknown", feed=self.feed, error=str(error)[:200])

    async def poll(self) -> None:
        """Poll once, unless another process does."""
        if not self._lease.is_held:
            forget(self.feed)
            return
        began_s = boottime_s()
        with span("poll", feed=self.feed), self._surprises():
            self.last = await self._poller.poll(self.now())
            report(self.feed, self.last)
        metrics.POLL_SECONDS.labels(self.feed).inc(boottime_s() - began_s)

    async def keep_time(self) -> None:
        """Tell what is due by the clock, unless another process does."""
        if not self._lease.is_held:
            return
        with self._surprises():
            report_events(self.feed, await self._poller.keep_time(self.now()))

    def next_moment(self) -> datetime | None:
        """When something will be due by the clock; None where nothing is, or another process looks after it."""
        return self._poller.next_moment(self.now()) if self._lease.is_held else None

    @contextmanager
    def _surprises(self) -> Iterator[None]:
        try:
            yield
        except LeaseLostError as error:
            metrics.POLLS.labels(self.feed, "lease_lost").inc()
            log.warning("poll.lease_lost", feed=self.feed, error=str(error))
        except PyMongoError as error:
            metrics.POLLS.labels(self.feed, "database").inc()
            log.warning("poll.no_database", feed=self.feed, error=str(error)[:200])
        except Exception:  # one feed's surprise must not end the polls of the others
            metrics.POLLS.labels(self.feed, "failed").inc()
            log.exception("poll.failed", feed=self.feed)

    def late(self) -> None:
        """Count a poll that was not begun in time, unless another process is who polls."""
        if self.is_held:
            metrics.LATE.labels(self.feed).inc()

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
