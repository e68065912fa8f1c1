"""Reads a topic from its beginning to its present end, without a consumer group and without leaving a trace."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import AIOKafkaAdminClient

from runtime.kafka_closing import close
from runtime.kafka_connection import connection
from runtime.kafka_topics import LOST_ERRORS, BrokerUnreachableError
from runtime.settings import KafkaSettings


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """One record as the broker keeps it."""

    partition: int
    offset: int
    at: datetime
    value: bytes


async def read_topic(settings: KafkaSettings, topic: str) -> list[KeptRecord]:
    """All records that the topic holds now, by partition and offset; none where there is no such topic.

    Raises:
        BrokerUnreachableError: no broker answered in time.
    """
    try:
        async with _open_reader(settings) as reader:
            return sorted([each async for each in _records(reader, settings, topic)], key=_place)
    except LOST_ERRORS as error:
        raise BrokerUnreachableError(str(error) or type(error).__name__) from error


async def _records(reader: AIOKafkaConsumer, settings: KafkaSettings, topic: str) -> AsyncIterator[KeptRecord]:
    async with asyncio.timeout(settings.kafka_timeout_s):
        partitions = await _partitions(settings, topic)
        reader.assign(partitions)
        begins, ends = await reader.beginning_offsets(partitions), await reader.end_offsets(partitions)
    for partition in partitions:
        reader.seek(partition, begins[partition])
    left = {partition for partition in partitions if begins[partition] < ends[partition]}
    while left:
        async with asyncio.timeout(settings.kafka_timeout_s):
            batches = await reader.getmany(*left, timeout_ms=500)
            left = {each for each in left if await reader.position(each) < ends[each]}
        for batch in batches.values():
            for record in batch:
                at = datetime.fromtimestamp(record.timestamp / 1000, UTC)
                yield KeptRecord(record.partition, record.offset, at, record.value or b"")


async def _partitions(settings: KafkaSettings, topic: str) -> list[TopicPartition]:
    admin = AIOKafkaAdminClient(**connection(settings))
    try:
        await admin.start()
        # Asked for by name, a topic that is not there might be made.
        described = [each for each in await admin.describe_topics() if each["topic"] == topic]
    finally:
        await close(admin.close)
    return [TopicPartition(topic, part["partition"]) for each in described for part in each["partitions"]]


@asynccontextmanager
async def _open_reader(settings: KafkaSettings) -> AsyncIterator[AIOKafkaConsumer]:
    reader = AIOKafkaConsumer(**connection(settings), group_id=None, enable_auto_commit=False)
    try:
        async with asyncio.timeout(settings.kafka_timeout_s):
            await reader.start()
        yield reader
    finally:
        await close(reader.stop)


def _place(record: KeptRecord) -> tuple[int, int]:
    return record.partition, record.offset
