"""A producer that is rebuilt when its broker was away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiokafka import AIOKafkaProducer
from aiokafka.errors import (
    MessageSizeTooLargeError,
    OutOfOrderSequenceNumber,
    ProducerClosed,
    RecordListTooLargeError,
    UnknownProducerId,
)

from runtime.kafka_closing import close
from runtime.kafka_connection import connection
from runtime.kafka_topics import LOST_ERRORS, Topics
from runtime.settings import KafkaSettings
from runtime.tracing import trace_headers

GRACE_S = 1.0  # for what is under way when a producer is given up
SIZE_ERRORS = (MessageSizeTooLargeError, RecordListTooLargeError)
# aiokafka numbers a record that the broker then refuses, and what follows is out of order; a new producer counts anew.
OUTDATED_ERRORS = (OutOfOrderSequenceNumber, UnknownProducerId, ProducerClosed)


class NotPublishedError(Exception):
    """No broker has acknowledged the record in time; it may arrive all the same."""


class TooLargeError(Exception):
    """The record is larger than the broker, or aiokafka, takes: it will never be published."""


class Producer:
    """Sends records and waits until all in-sync replicas have them."""

    def __init__(self, settings: KafkaSettings, topics: Topics) -> None:
        self._settings = settings
        self._topics = topics
        self._producer: AIOKafkaProducer | None = None
        self._generation = -1
        self._connecting = asyncio.Lock()

    async def send(self, topic: str, *, key: str, value: bytes) -> None:
        """Publish one record.

        Raises:
            NotPublishedError: the broker is away; publish again later.
            TooLargeError: no broker will take it, now or later.
        """
        try:
            async with asyncio.timeout(self._settings.kafka_timeout_s):
                try:
                    await self._deliver(topic, key.encode(), value)
                except OUTDATED_ERRORS:
                    await self._deliver(topic, key.encode(), value)
        except LOST_ERRORS as error:
            raise NotPublishedError(repr(error)) from error

    async def close(self) -> None:
        await self._drop(self._producer)

    async def _deliver(self, topic: str, key: bytes, value: bytes) -> None:
        producer = await self._connected()
        is_numbered = False
        try:
            delivery = await producer.send(topic, value, key=key, headers=trace_headers())
            is_numbered = True
            await delivery
        except SIZE_ERRORS as error:
            if is_numbered:
                await self._drop(producer)
            raise TooLargeError(f"{len(value)} bytes for {topic}: {error}") from error
        except (*LOST_ERRORS, asyncio.CancelledError):
            await self._drop(producer)
            raise

    async def _connected(self) -> AIOKafkaProducer:
        async with self._connecting:
            if self._producer is not None and self._generation != self._topics.generation:
                await self._drop(self._producer)
            if self._producer is None:
                self._generation = self._topics.generation
                self._producer = await self._start()
            return self._producer

    async def _start(self) -> AIOKafkaProducer:
        is_idempotent = self._settings.kafka_idempotence
        producer = AIOKafkaProducer(**connection(self._settings), acks="all", enable_idempotence=is_idempotent)
        try:
            await producer.start()
        except BaseException:
            await _end(producer)
            raise
        return producer

    async def _drop(self, producer: AIOKafkaProducer | None) -> None:
        """Go on without this one; of many sends that fail together, only the first ends it."""
        if producer is not None and producer is self._producer:
            self._producer = None
            await _end(producer)


async def _end(producer: AIOKafkaProducer) -> None:
    """Let it deliver what others wait for, then end it, delivered or not.

    Its own stop() waits for ever where no broker takes an idempotent record, and leaves a task that goes on trying.
    """
    if await close(producer.flush, grace_s=GRACE_S) and await close(producer.stop):
        return
    await close(producer._sender.close, grace_s=GRACE_S)  # noqa: SLF001  # see above
    await close(producer.client.close)
    producer._closed = True  # noqa: SLF001  # it offers no hard end


@asynccontextmanager
async def open_producer(settings: KafkaSettings, topics: Topics) -> AsyncIterator[Producer]:
    """A producer, closed at the end; it connects when it is first used."""
    producer = Producer(settings, topics)
    try:
        yield producer
    finally:
        await producer.close()
