"""Publishes again what the notifier has not taken over: a broker that forgets everything loses nothing."""

from collections import Counter
from collections.abc import AsyncIterator, Collection
from typing import Protocol

import structlog

from models.event import MOST_BYTES, AlertEvent
from pipeline.metrics import LEFT_ALONE, RELAYED
from pipeline.outbox import Waiting
from pipeline.publishing import Records, publish

log = structlog.get_logger()


class WaitingEvents(Protocol):
    """The outbox."""

    def waiting(self, feeds: Collection[str], *, longer_than_s: float) -> AsyncIterator[Waiting]:
        """Events of `feeds` published longer ago than that and not taken over."""
        ...

    async def mark_published(self, event: AlertEvent) -> None: ...


async def relay(
    feeds: Collection[str],
    outbox: WaitingEvents,
    records: Records,
    *,
    interval_s: float,
    most_publishes: int,
    event_most_bytes: int = MOST_BYTES,
) -> int:
    """Publish every waiting event of `feeds` once more; returns how many were."""
    waiting = [each async for each in outbox.waiting(feeds, longer_than_s=interval_s)]
    _report_left_alone(feeds, [each.event for each in waiting if each.publishes >= most_publishes])
    due = [each.event for each in waiting if each.publishes < most_publishes]
    # A publish counts only once a broker has it: an outage of the broker uses up no attempt.
    published = await publish(due, records, event_most_bytes=event_most_bytes)
    for event in published:
        await outbox.mark_published(event)
    if due:
        log.warning("events.relayed", due=_by_feed(due), published=_by_feed(published))
    for feed, count in _by_feed(published).items():
        RELAYED.labels(feed).inc(count)
    return len(published)


def _report_left_alone(feeds: Collection[str], left_alone: list[AlertEvent]) -> None:
    counts = _by_feed(left_alone)
    for feed in feeds:
        LEFT_ALONE.labels(feed).set(counts.get(feed, 0))
    if left_alone:
        log.error("events.left_alone", counts=counts, first=left_alone[0].event_id)


def _by_feed(events: list[AlertEvent]) -> dict[str, int]:
    return dict(Counter(event.feed for event in events))
