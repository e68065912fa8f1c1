"""A consumer that commits after the work, and is rebuilt when its broker was away."""

import asyncio
import math
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiokafka import AIOKafkaConsumer

from runtime.clock import boottime_s
from runtime.kafka_closing import close
from runtime.kafka_connection import connection
from runtime.kafka_progress import Progress, find_lag
from runtime.kafka_topics import LOST_ERRORS, Topics
from runtime.process import Stop
from runtime.settings import KafkaSettings
from runtime.tracing import parent_in, span

FETCH_WAIT_MS = 500
PAUSE_S = 1.0
MOST_RECORDS = 200
MOST_WORK_MS = 60_000  # so many records take milliseconds each

Handle = Callable[[bytes], Awaitable[None]]
OnLag = Callable[[float], None]
log = structlog.get_logger()


def _nobody_asks(_lag: float) -> None:
    pass


class LaterError(Exception):
    """A record cannot be handled now (the database is away): do not commit, come again."""


async def consume(
    settings: KafkaSettings,
    topics: Topics,
    *,
    group: str,
    topic: str,
    handle: Handle,
    stop: Stop,
    on_lag: OnLag = _nobody_asks,
) -> None:
    """Hand every record of `topic` to `handle` at least once, until `stop`.

    `on_lag` is told again and again how many records are to come; NaN while that is not known.
    """
    while not stop.is_set():
        try:
            async with _open_consumer(settings, group, topic) as consumer:
                await _consume(consumer, settings, topics, handle=handle, on_lag=on_lag, stop=stop)
        except (*LOST_ERRORS, LaterError) as error:
            if not isinstance(error, LaterError):
                on_lag(math.nan)
            log.warning("consumer.rebuilt", group=group, error=repr(error))
            await stop.wait_for(PAUSE_S)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            # Nobody cancelled us: it is aiokafka's own, and would end this consumer without a word.
            on_lag(math.nan)
            log.warning("consumer.rebuilt", group=group, error="a cancellation of aiokafka's own")
            await stop.wait_for(PAUSE_S)


async def _consume(
    consumer: AIOKafkaConsumer, settings: KafkaSettings, topics: Topics, *, handle: Handle, on_lag: OnLag, stop: Stop
) -> None:
    generation = topics.generation
    progress = Progress(
        consumer, look_every_s=settings.kafka_check_s, patience_s=settings.kafka_timeout_s, now_s=boottime_s()
    )
    while not stop.is_set() and generation == topics.generation:
        batches = await consumer.getmany(timeout_ms=FETCH_WAIT_MS, max_records=MOST_RECORDS)
        records = [record for batch in batches.values() for record in batch]
        on_lag(await find_lag(consumer, patience_s=settings.kafka_timeout_s) + len(records))
        if not records:
            if await progress.is_astray(boottime_s()):
                log.warning("consumer.astray")
                return
            continue
        progress.moved(boottime_s())
        for record in records:
            with span("event.take_over", parent_in(record.headers)):
                await handle(record.value or b"")
        # Commit after the work: a crash re-delivers the records, and what they caused is already stored. With a broker
        # that came back empty aiokafka retries a commit for ever, hence the timeout.
        async with asyncio.timeout(settings.kafka_timeout_s):
            await consumer.commit()
        on_lag(await find_lag(consumer, patience_s=settings.kafka_timeout_s))


@asynccontextmanager
async def _open_consumer(settings: KafkaSettings, group: str, topic: str) -> AsyncIterator[AIOKafkaConsumer]:
    session_ms = int(settings.kafka_session_timeout_s * 1000)
    consumer = AIOKafkaConsumer(
        topic,
        **connection(settings),
        group_id=group,
        enable_auto_commit=False,
        auto_offset_reset="earliest",
        fetch_max_wait_ms=int(settings.kafka_fetch_wait_s * 1000),
        # A group whose member was killed goes on after this time.
        session_timeout_ms=session_ms,
        heartbeat_interval_ms=session_ms // 5,
        rebalance_timeout_ms=session_ms,
        max_poll_interval_ms=max(session_ms, MOST_WORK_MS),
        metadata_max_age_ms=10_000,
    )
    try:
        async with asyncio.timeout(settings.kafka_timeout_s):
            await consumer.start()
        yield consumer
    finally:
        await _end(consumer)


async def _end(consumer: AIOKafkaConsumer) -> None:
    """Its own stop() ends at the first of its parts that fails, and leaves the others going."""
    if await close(consumer.stop):
        return
    if consumer._fetcher is not None:  # noqa: SLF001  # it offers no other way to end them
        await close(consumer._fetcher.close)  # noqa: SLF001  # it offers no other way to end them
    await close(consumer._client.close)  # noqa: SLF001  # it offers no other way to end them
