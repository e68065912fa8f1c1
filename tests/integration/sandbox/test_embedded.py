"""The servers from wheels: MongoDB keeps what it acknowledged, the broker forgets everything."""

import asyncio
from pathlib import Path

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from pymongo import AsyncMongoClient, WriteConcern

from sandbox.embedded.broker import KafkaServer, open_broker
from sandbox.embedded.mongod import open_mongod

JOURNALED = WriteConcern(w="majority", j=True)


async def test_mongod_keeps_every_acknowledged_write_over_a_kill(tmp_path: Path) -> None:
    async with open_mongod(tmp_path) as server:
        client: AsyncMongoClient[dict[str, object]] = AsyncMongoClient(server.uri)
        async with client:
            rows = client.test.get_collection("rows", write_concern=JOURNALED)
            await asyncio.gather(*(rows.insert_one({"_id": number}) for number in range(50)))

            await server.process.kill()
            await server.restart()

            assert await rows.count_documents({}) == 50


async def produce(server: KafkaServer, value: bytes) -> None:
    async with AIOKafkaProducer(bootstrap_servers=server.bootstrap_servers, enable_idempotence=False) as producer:
        await producer.send_and_wait("alerts", value, key=b"incident")


async def consume(server: KafkaServer) -> bytes:
    consumer = AIOKafkaConsumer("alerts", bootstrap_servers=server.bootstrap_servers, auto_offset_reset="earliest")
    async with consumer, asyncio.timeout(10):
        record = await consumer.getone()
    return bytes(record.value)


async def test_a_record_passes_through_the_broker(tmp_path: Path) -> None:
    async with open_broker(tmp_path) as server:
        await produce(server, b"opened")

        assert await consume(server) == b"opened"


async def test_a_restarted_broker_is_empty_on_the_same_port(tmp_path: Path) -> None:
    async with open_broker(tmp_path) as server:
        await produce(server, b"before")
        address = server.bootstrap_servers

        await server.process.kill()
        await server.restart()
        await produce(server, b"after")

        assert server.bootstrap_servers == address
        assert await consume(server) == b"after"
