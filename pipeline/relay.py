"""Publishes again what the notifier has not taken over: a broker that forgets everything loses nothing."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from typing import Protocol

import structlog

from models.event import MOST_BYTES, AlertEvent
from pipeline.metrics import LEFT_ALONE, RELAYED
from pipeline.publishing import AT_ONCE, Records, publish

LOOK = 1000  # incidents that are read at once
log = structlog.get_logger()


class WaitingEvents(Protocol):
    """The outbox."""

    def waiting(
        self, feeds: Collection[str], *, longer_than_s: float, most_publishes: int, limit: int
    ) -> AsyncIterator[AlertEvent]:
        """Events of `feeds` published longer ago and less often than that, and not taken over."""
        ...

    async def count_left_alone(self, feeds: Collection[str], *, most_publishes: int) -> dict[str, int]: ...

    async def mark_published(self, events: Sequence[AlertEvent]) -> None: ...


def _never() -> bool:
    return False


async def relay(
    feeds: Collection[str],
    outbox: WaitingEvents,
    records: Records,
    *,
    interval_s: float,
    most_publishes: int,
    event_most_bytes: int = MOST_BYTES,
    is_stopping: Callable[[], bool] = _never,
) -> int:
    """Publish every waiting event of `feeds` once more; returns how many were."""
    left_alone = await outbox.count_left_alone(feeds, most_publishes=most_publishes)
    for feed in feeds:
        LEFT_ALONE.labels(feed).set(left_alone.get(feed, 0))
    if left_alone:
        log.error("events.left_alone", counts=left_alone)
    tried: set[str] = set()
    total = 0
    while not is_stopping():
        look = outbox.waiting(feeds, longer_than_s=interval_s, most_publishes=most_publishes, limit=LOOK)
        due = [event async for event in look if event.event_id not in tried]
        if not due:
            break
        tried.update(event.event_id for event in due)
        total += await _publish_again(due, outbox, records, event_most_bytes, is_stopping)
    return total


async def _publish_again(
    due: Sequence[AlertEvent],
    outbox: WaitingEvents,
    records: Records,
    event_most_bytes: int,
    is_stopping: Callable[[], bool],
) -> int:
    published: list[AlertEvent] = []
    for start in range(0, len(due), AT_ONCE):
        # A publish counts only once a broker has it: an outage of the broker uses up no attempt.
        taken = await publish(due[start : start + AT_ONCE], records, event_most_bytes=event_most_bytes)
        await outbox.mark_published(taken)
        published += taken
        if not taken or is_stopping():
            break
    log.warning("events.relayed", due=_by_feed(due), published=_by_feed(published))
    for feed, count in _by_feed(published).items():
        RELAYED.labels(feed).inc(count)
    return len(published)


def _by_feed(events: Sequence[AlertEvent]) -> dict[str, int]:
    return dict(Counter(event.feed for event in events))
