"""Records arrive at least once, also over a broker that came back empty."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from runtime.kafka_producer import NotPublishedError, open_producer
from runtime.kafka_topics import BrokerUnreachableError, Topics
from runtime.process import Stop
from sandbox.embedded.any_broker import open_any_broker
from sandbox.embedded.broker import KafkaServer
from tests.integration.runtime.streams import Listener, new_topic, publish, shrunk


@pytest.fixture
async def own_broker(tmp_path: Path) -> AsyncIterator[KafkaServer]:
    """A broker of the test's own, to be killed."""
    async with open_any_broker(tmp_path) as broker:
        yield broker


async def test_what_is_published_is_handed_over(kafka_servers: str) -> None:
    its, topic = shrunk(kafka_servers), new_topic()
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
    its, topic = shrunk(kafka_servers), new_topic()
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
    its, topic = shrunk(own_broker.bootstrap_servers), "topic"
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
        await own_broker.restart_empty()
        # What was published before the topic was made again may be lost: the relay publishes again.
        async with asyncio.timeout(20):
            while b"after" not in listener.records:
                await publish(producer, topic, b"after")
                await asyncio.sleep(0.5)
        listener.stop.set()
        keeper.set()

    assert topics.generation >= 1


async def test_a_broker_that_is_away_is_said_to_be_away() -> None:
    its = shrunk("127.0.0.1:1")
    topics = Topics(its, ["topic"])

    with pytest.raises(BrokerUnreachableError):
        await topics.ensure()
    async with open_producer(its, topics) as producer:
        with pytest.raises(NotPublishedError):
            await producer.send("topic", key="key", value=b"value")
