"""What only Apache Kafka does: data that outlives a crash, deleted topics, rebalances, retention, size limits."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiokafka import TopicPartition
from aiokafka.admin import RecordsToDelete

from runtime.kafka_producer import NotPublishedError, Producer, TooLargeError, open_producer
from runtime.kafka_reading import read_topic
from runtime.kafka_topics import Topics
from runtime.process import Stop
from runtime.settings import KafkaSettings
from sandbox.embedded.apache_kafka import ApacheKafka, open_apache_kafka
from tests.integration.runtime.streams import Listener, make_topic, new_topic, open_admin, publish, shrunk

pytestmark = pytest.mark.apache


@dataclass
class Stream:
    """One topic, kept in being, and somebody who publishes to it."""

    settings: KafkaSettings
    topics: Topics
    topic: str
    producer: Producer
    group: asyncio.TaskGroup

    def listen(self) -> Listener:
        listener = Listener(self.settings, self.topics, self.topic)
        self.group.create_task(listener.run())
        return listener

    async def publish(self, *values: bytes) -> None:
        for value in values:
            await publish(self.producer, self.topic, value, key=value.decode()[:8])


@asynccontextmanager
async def open_stream(servers: str) -> AsyncIterator[Stream]:
    its, topic, keeper = shrunk(servers), new_topic(), Stop()
    topics = Topics(its, [topic])
    await topics.ensure_at_start(5)
    async with open_producer(its, topics) as producer, asyncio.TaskGroup() as group:
        group.create_task(topics.keep(keeper))
        yield Stream(its, topics, topic, producer, group)
        keeper.set()


@pytest.fixture
async def own_broker(tmp_path: Path) -> AsyncIterator[ApacheKafka]:
    """A broker of the test's own, to be killed."""
    async with open_apache_kafka(tmp_path) as broker:
        yield broker


def numbered(first: int, last: int) -> list[bytes]:
    return [f"{number:04d}".encode() for number in range(first, last)]


async def test_a_killed_broker_keeps_what_it_acknowledged(own_broker: ApacheKafka) -> None:
    async with open_stream(own_broker.bootstrap_servers) as stream:
        await stream.publish(*numbered(0, 50))
        await own_broker.process.kill()
        await own_broker.restart()
        listener = stream.listen()
        await stream.publish(b"after")
        await listener.wait_for(*numbered(0, 50), b"after")
        listener.stop.set()

    assert sorted(set(listener.records)) == [*numbered(0, 50), b"after"]


async def test_a_wiped_broker_is_used_again(own_broker: ApacheKafka) -> None:
    async with open_stream(own_broker.bootstrap_servers) as stream:
        listener = stream.listen()
        await stream.publish(b"before")
        await listener.wait_for(b"before")
        await own_broker.restart_empty()
        await stream.publish(b"after")
        await listener.wait_for(b"after")
        listener.stop.set()

        assert [each.value for each in await read_topic(stream.settings, stream.topic)] == [b"after"]


async def test_a_broker_that_hangs_leaves_no_task_behind(own_broker: ApacheKafka) -> None:
    async with open_stream(own_broker.bootstrap_servers) as stream:
        listener = stream.listen()
        await stream.publish(b"before")
        await listener.wait_for(b"before")
        before = tasks_of_clients()
        own_broker.process.suspend()
        for _ in range(2):
            with pytest.raises(NotPublishedError):
                await stream.producer.send(stream.topic, key="key", value=b"lost")
        own_broker.process.resume()
        await stream.publish(b"after")
        await listener.wait_for(b"after")
        # A producer that is being closed ends in a moment; one that was left behind retries for ever.
        with suppress(TimeoutError):
            async with asyncio.timeout(20):
                while not tasks_of_clients() <= before:  # noqa: ASYNC110  # tasks are no Events
                    await asyncio.sleep(0.2)
        after = tasks_of_clients()
        listener.stop.set()

    assert before["Sender._sender_routine"] >= 1
    assert after <= before


def tasks_of_clients() -> Counter[str]:
    """The tasks that each client of the broker has one of; connections come and go."""
    names = [getattr(task.get_coro(), "__qualname__", "") for task in asyncio.all_tasks()]
    return Counter(each for each in names if each in {"Sender._sender_routine", "AIOKafkaClient._md_synchronizer"})


async def test_a_deleted_topic_is_made_again_and_consumed(kafka_servers: str) -> None:
    async with open_stream(kafka_servers) as stream:
        listener = stream.listen()
        await stream.publish(*numbered(0, 20))
        await listener.wait_for(*numbered(0, 20))
        async with open_admin(stream.settings) as admin:
            await admin.delete_topics([stream.topic])
        async with asyncio.timeout(20):
            while stream.topics.generation == 0:  # noqa: ASYNC110  # rises in the background
                await asyncio.sleep(0.05)
        await stream.publish(*numbered(20, 40))
        await listener.wait_for(*numbered(20, 40))
        listener.stop.set()

    assert stream.topics.generation >= 1


async def test_members_come_and_go_while_records_arrive(kafka_servers: str) -> None:
    async with open_stream(kafka_servers) as stream:
        first = stream.listen()
        await stream.publish(*numbered(0, 50))
        second = stream.listen()
        await stream.publish(*numbered(50, 300))
        await asyncio.sleep(2)
        await stream.publish(*numbered(300, 400))
        first.stop.set()
        await stream.publish(*numbered(400, 500))
        async with asyncio.timeout(30):
            while {*first.records, *second.records} != set(numbered(0, 500)):  # noqa: ASYNC110  # lists are no Events
                await asyncio.sleep(0.05)
        second.stop.set()

    assert (len(first.records) > 50, len(second.records) >= 100) == (True, True)


async def test_records_that_retention_removed_are_passed_over(kafka_servers: str) -> None:
    async with open_stream(kafka_servers) as stream:
        listener = stream.listen()
        await stream.publish(b"read")
        await listener.wait_for(b"read")
        listener.stop.set()
        await asyncio.sleep(1)
        await stream.publish(*numbered(0, 30))
        await remove_all(stream)
        late = stream.listen()
        await stream.publish(*numbered(30, 40))
        await late.wait_for(*numbered(30, 40))
        late.stop.set()

    assert set(late.records) == set(numbered(30, 40))


async def remove_all(stream: Stream) -> None:
    """What retention does, at once: everything before the end goes."""
    ends: dict[TopicPartition, int] = {}
    for each in await read_topic(stream.settings, stream.topic):
        ends[TopicPartition(stream.topic, each.partition)] = each.offset + 1
    async with open_admin(stream.settings) as admin:
        await admin.delete_records({partition: RecordsToDelete(end) for partition, end in ends.items()})


@pytest.mark.parametrize("size", [pytest.param(50_000, id="the topic"), pytest.param(2_000_000, id="aiokafka")])
async def test_a_record_that_is_too_large_says_so_and_harms_no_other(kafka_servers: str, size: int) -> None:
    its, topic = shrunk(kafka_servers), new_topic()
    await make_topic(its, topic, {"max.message.bytes": "20000"})
    others = numbered(0, 40)
    async with open_producer(its, Topics(its, [topic])) as producer:
        await producer.send(topic, key="key", value=b"before")
        results = await asyncio.gather(
            *(producer.send(topic, key="key", value=value) for value in others[:20]),
            producer.send(topic, key="key", value=b"x" * size),
            *(producer.send(topic, key="key", value=value) for value in others[20:]),
            return_exceptions=True,
        )
        await producer.send(topic, key="key", value=b"after")

    kept = [each.value for each in await read_topic(its, topic)]
    assert isinstance(results[20], TooLargeError)
    assert [each for each in results if each is not None] == [results[20]]
    assert set(kept) == {b"before", *others, b"after"}
