"""What tests of Kafka share: shrunk settings, a listener, a patient publisher, and the broker's admin side."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from runtime.kafka_connection import connection
from runtime.kafka_consumer import LaterError, consume
from runtime.kafka_producer import NotPublishedError, Producer
from runtime.kafka_topics import Topics
from runtime.process import Stop
from runtime.settings import KafkaSettings
from sandbox.embedded.any_broker import wants_apache


def shrunk(servers: str, **changed: object) -> KafkaSettings:
    """Settings with the durations of a test."""
    values: dict[str, object] = {
        "kafka_bootstrap_servers": servers,
        "kafka_idempotence": wants_apache(),
        "kafka_partitions": 3,
        "kafka_check_s": 0.3,
        "kafka_timeout_s": 5,
        "kafka_session_timeout_s": 2,
        "kafka_fetch_wait_s": 0.02,
    }
    return KafkaSettings.model_validate({**values, **changed})


def new_topic() -> str:
    return f"topic-{secrets.token_hex(4)}"


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


async def publish(producer: Producer, topic: str, value: bytes, *, key: str = "key") -> None:
    """Publish as the relay does: again, until a broker has it."""
    async with asyncio.timeout(40):
        while True:
            try:
                await producer.send(topic, key=key, value=value)
            except NotPublishedError:
                await asyncio.sleep(0.2)
            else:
                return


@asynccontextmanager
async def open_admin(settings: KafkaSettings) -> AsyncIterator[AIOKafkaAdminClient]:
    admin = AIOKafkaAdminClient(**connection(settings))
    await admin.start()
    try:
        yield admin
    finally:
        await admin.close()


async def make_topic(settings: KafkaSettings, topic: str, configs: Mapping[str, str]) -> None:
    """A topic with one partition and configs of its own."""
    async with open_admin(settings) as admin:
        await admin.create_topics([NewTopic(topic, 1, 1, topic_configs=dict(configs))])
