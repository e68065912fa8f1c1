"""Records arrive at least once, also over a broker that came back empty."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from runtime.kafka_consumer import LaterError, consume
from runtime.kafka_producer import NotPublishedError, Producer, open_producer
from runtime.kafka_topics import BrokerUnreachableError, Topics
from runtime.process import Stop
from runtime.settings import KafkaSettings
from sandbox.embedded.broker import KafkaServer, open_broker


def settings(servers: str) -> KafkaSettings:
    return KafkaSettings(
        kafka_bootstrap_servers=servers,
        kafka_idempotence=False,
        kafka_partitions=3,
        kafka_check_s=0.3,
        kafka_timeout_s=5,
        kafka_session_timeout_s=2,
        kafka_fetch_wait_s=0.02,
    )


class Listener:
    """Consumes one topic in the background, and keeps what it was handed."""

    def __init__(self, its: KafkaSettings, topics: Topics, topic: str) -> None:
        self.records: list[bytes] = []
        self.refuse_next = False
        self.stop = Stop()
        self._its, self._topics, self._topic = its, topics, topic

    async def handle(self, record: bytes) -> None:
        if self.refuse_next:
            self.refuse_next = False
            raise LaterError("not now")
        self.records.append(record)

    async def run(self) -> None:
        group = f"group-{self._topic}"
        await consume(self._its, self._topics, group=group, topic=self._topic, handle=self.handle, stop=self.stop)

    async def wait_for(self, *records: bytes) -> None:
        async with asyncio.timeout(30):
            while not set(records) <= set(self.records):  # noqa: ASYNC110  # polling keeps the fake simple
                await asyncio.sleep(0.02)


@pytest.fixture
async def own_broker(tmp_path: Path) -> AsyncIterator[KafkaServer]:
    """A broker of the test's own, to be killed."""
    async with open_broker(tmp_path) as broker:
        yield broker


async def publish(producer: Producer, topic: str, value: bytes) -> None:
    async with asyncio.timeout(20):
        while True:
            try:
                await producer.send(topic, key="key", value=value)
            except NotPublishedError:
                await asyncio.sleep(0.2)
            else:
                return


async def test_what_is_published_is_handed_over(kafka_servers: str) -> None:
    its, topic = settings(kafka_servers), f"topic-{secrets.token_hex(4)}"
    topics = Topics(its, [topic])
    await topics.ensure_at_start(5)
    listener = Listener(its, topics, topic)
    async with open_producer(its, topics) as producer, asyncio.TaskGroup() as group:
        group.create_task(listener.run())
        for number in range(10):
            await producer.send(topic, key=str(number), value=str(number).encode())
        await listener.wait_for(*(str(number).encode() for number in range(10)))
        listener.stop.set()

    assert sorted(listener.records) == sorted(str(number).encode() for number in range(10))


async def test_a_record_that_could_not_be_handled_comes_again(kafka_servers: str) -> None:
    its, topic = settings(kafka_servers), f"topic-{secrets.token_hex(4)}"
    topics = Topics(its, [topic])
    await topics.ensure_at_start(5)
    listener = Listener(its, topics, topic)
    listener.refuse_next = True
    async with open_producer(its, topics) as producer, asyncio.TaskGroup() as group:
        await producer.send(topic, key="key", value=b"one")
        group.create_task(listener.run())
        await listener.wait_for(b"one")
        listener.stop.set()

    assert listener.records == [b"one"]


async def test_a_broker_that_came_back_empty_is_used_again(own_broker: KafkaServer) -> None:
    its, topic = settings(own_broker.bootstrap_servers), "topic"
    topics = Topics(its, [topic])
    await topics.ensure_at_start(5)
    listener = Listener(its, topics, topic)
    keeper = Stop()
    async with open_producer(its, topics) as producer, asyncio.TaskGroup() as group:
        group.create_task(listener.run())
        group.create_task(topics.keep(keeper))
        await publish(producer, topic, b"before")
        await listener.wait_for(b"before")
        await own_broker.process.kill()
        await own_broker.restart()
        # What was published before the topic was made again may be lost: the relay publishes again.
        async with asyncio.timeout(20):
            while b"after" not in listener.records:
                await publish(producer, topic, b"after")
                await asyncio.sleep(0.5)
        listener.stop.set()
        keeper.set()

    assert topics.generation >= 1


async def test_a_broker_that_is_away_is_said_to_be_away() -> None:
    its = settings("127.0.0.1:1")
    topics = Topics(its, ["topic"])

    with pytest.raises(BrokerUnreachableError):
        await topics.ensure()
    async with open_producer(its, topics) as producer:
        with pytest.raises(NotPublishedError):
            await producer.send("topic", key="key", value=b"value")
