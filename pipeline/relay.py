"""Publishes again what the notifier has not taken over: a broker that forgets everything loses nothing."""

from collections.abc import AsyncIterator
from typing import Protocol

import structlog

from models.event import MOST_BYTES, AlertEvent
from pipeline.metrics import LEFT_ALONE, RELAYED
from pipeline.outbox import Waiting
from pipeline.publishing import Records, publish

log = structlog.get_logger()


class WaitingEvents(Protocol):
    """The feed's outbox."""

    def waiting(self, *, longer_than_s: float) -> AsyncIterator[Waiting]:
        """Events published longer ago than that and not taken over."""
        ...

    async def mark_published(self, event: AlertEvent) -> None: ...


async def relay(
    feed: str,
    outbox: WaitingEvents,
    records: Records,
    *,
    interval_s: float,
    most_publishes: int,
    event_most_bytes: int = MOST_BYTES,
) -> int:
    """Publish every waiting event once more; returns how many were."""
    waiting = [each async for each in outbox.waiting(longer_than_s=interval_s)]
    left_alone = [each for each in waiting if each.publishes >= most_publishes]
    LEFT_ALONE.labels(feed).set(len(left_alone))
    if left_alone:
        log.error("events.left_alone", feed=feed, count=len(left_alone), first=left_alone[0].event.event_id)
    due = [each.event for each in waiting if each.publishes < most_publishes]
    # A publish counts only once a broker has it: an outage of the broker uses up no attempt.
    published = await publish(due, records, event_most_bytes=event_most_bytes)
    for event in published:
        await outbox.mark_published(event)
    if due:
        RELAYED.labels(feed).inc(len(published))
        log.warning("events.relayed", feed=feed, due=len(due), published=len(published))
    return len(published)
