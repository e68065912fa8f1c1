"""A producer that is rebuilt when its broker was away."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from aiokafka import AIOKafkaProducer

from runtime.kafka_topics import CLOSE_S, LOST_ERRORS, Topics
from runtime.settings import KafkaSettings


class NotPublishedError(Exception):
    """No broker has acknowledged the record in time; it may arrive all the same."""


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
        """
        try:
            async with asyncio.timeout(self._settings.kafka_timeout_s):
                producer = await self._connected()
                await producer.send_and_wait(topic, value, key=key.encode())
        except LOST_ERRORS as error:
            await self.close()
            raise NotPublishedError(repr(error)) from error

    async def close(self) -> None:
        producer, self._producer = self._producer, None
        if producer is not None:
            with suppress(*LOST_ERRORS):
                async with asyncio.timeout(CLOSE_S):
                    await producer.stop()

    async def _connected(self) -> AIOKafkaProducer:
        async with self._connecting:
            if self._producer is not None and self._generation != self._topics.generation:
                await self.close()
            if self._producer is None:
                self._generation = self._topics.generation
                producer = AIOKafkaProducer(
                    bootstrap_servers=self._settings.kafka_bootstrap_servers,
                    acks="all",
                    enable_idempotence=self._settings.kafka_idempotence,
                    request_timeout_ms=int(self._settings.kafka_timeout_s * 1000),
                )
                # Kept before it is started: one that could not start has to be closed, too.
                self._producer = producer
                await producer.start()
            return self._producer


@asynccontextmanager
async def open_producer(settings: KafkaSettings, topics: Topics) -> AsyncIterator[Producer]:
    """A producer, closed at the end; it connects when it is first used."""
    producer = Producer(settings, topics)
    try:
        yield producer
    finally:
        await producer.close()
