"""Events to Kafka: the fast path; what does not get through here is published again by the relay."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

import structlog

from models.event import MOST_BYTES, TOPIC, AlertEvent, encode_event
from pipeline.metrics import PUBLISH_FAILURES
from runtime.kafka_producer import NotPublishedError, TooLargeError

AT_ONCE = 100
log = structlog.get_logger()


class Records(Protocol):
    """A producer of Kafka records."""

    async def send(self, topic: str, *, key: str, value: bytes) -> None:
        """Publish one record; raises NotPublishedError where nobody acknowledged it, TooLargeError where none will."""
        ...


async def publish(
    events: Sequence[AlertEvent], records: Records, *, event_most_bytes: int = MOST_BYTES
) -> list[AlertEvent]:
    """Publish what can be published; returns the events whose publish counts: a broker has taken or refused them."""
    published: list[AlertEvent] = []
    for start in range(0, len(events), AT_ONCE):
        chunk = events[start : start + AT_ONCE]
        async with asyncio.TaskGroup() as group:
            sent = [group.create_task(_send(event, records, event_most_bytes)) for event in chunk]
        published += [event for event, task in zip(chunk, sent, strict=True) if task.result()]
        if not any(task.result() for task in sent):
            break  # the broker is away: the relay has patience, a poll has not
    return published


async def _send(event: AlertEvent, records: Records, event_most_bytes: int) -> bool:
    try:
        await records.send(TOPIC, key=event.incident, value=encode_event(event, most_bytes=event_most_bytes))
    except NotPublishedError as error:
        PUBLISH_FAILURES.labels(event.feed).inc()
        log.warning("event.not_published", event_id=event.event_id, error=str(error))
        return False
    except TooLargeError as error:
        # It counts as a publish, so that the relay leaves the event alone in the end, and the operator is told.
        PUBLISH_FAILURES.labels(event.feed).inc()
        log.error("event.too_large", event_id=event.event_id, error=str(error), lower="EVENT_MOST_BYTES")  # noqa: TRY400  # a stack says no more
    return True
