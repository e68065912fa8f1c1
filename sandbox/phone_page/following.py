"""Follows alerts through Kafka and the database while the product runs, and tells their journeys."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from aiokafka import AIOKafkaConsumer
from pymongo import AsyncMongoClient
from pymongo.errors import PyMongoError

from models.delivery import DeliveryState
from models.event import TOPIC, AlertEvent, UndecodableEventError, decode_event
from models.fanout import FanoutState
from runtime.kafka_closing import close
from runtime.kafka_connection import connection
from runtime.kafka_topics import LOST_ERRORS
from runtime.settings import KafkaSettings
from sandbox.phone_page.journeys import Journeys

AGAIN_S = 1.0
_WATCHED = [{"$match": {"ns.coll": {"$in": ["fanouts", "deliveries"]}}}]


async def follow_kafka(settings: KafkaSettings, journeys: Journeys) -> None:
    """Tell what is published from now on, for ever; a broker that is away is asked again."""
    while True:
        consumer = AIOKafkaConsumer(TOPIC, **connection(settings), group_id=None, auto_offset_reset="latest")
        try:
            await consumer.start()
            async for record in consumer:
                _tell_record(record.value or b"", datetime.fromtimestamp(record.timestamp / 1000, UTC), journeys)
        except LOST_ERRORS:
            await asyncio.sleep(AGAIN_S)
        finally:
            await close(consumer.stop)


def _tell_record(value: bytes, at: datetime, journeys: Journeys) -> None:
    try:
        journeys.published(decode_event(value), at)
    except UndecodableEventError:
        return  # the notifier says so in its log


async def follow_database(uri: str, name: str, journeys: Journeys) -> None:
    """Tell how fan-outs and texts move from now on, for ever; a database that is away is asked again."""
    while True:
        try:
            async with (
                AsyncMongoClient[dict[str, Any]](uri, tz_aware=True) as client,
                await client[name].watch(_WATCHED) as changes,
            ):
                async for change in changes:
                    _tell_change(change, journeys)
        except PyMongoError:
            await asyncio.sleep(AGAIN_S)


def _tell_change(change: Mapping[str, Any], journeys: Journeys) -> None:
    # MongoDB says the time of day from version 6 on, and the second before.
    row, at = change["documentKey"]["_id"], change.get("wallTime") or change["clusterTime"].as_datetime()
    match change["ns"]["coll"], change["operationType"]:
        case "fanouts", "insert":
            journeys.taken_over(row, AlertEvent.model_validate(change["fullDocument"]["event"]))
        case "deliveries", "insert":
            journeys.claimed(change["fullDocument"], at)
        case collection, "update" if state := change["updateDescription"]["updatedFields"].get("state"):
            if collection == "fanouts":
                journeys.fanout_moved(row, FanoutState(state), at)
            else:
                journeys.text_moved(row, DeliveryState(state), at)


async def follow_incidents(uri: str, name: str, show: Callable[[Sequence[Mapping[str, Any]]], None]) -> None:
    """Show which incidents are going on, for ever; a database that is away is asked again."""
    while True:
        with suppress(PyMongoError):
            async with AsyncMongoClient[dict[str, Any]](uri, tz_aware=True) as client:
                while True:
                    rows = client[name]["incidents"].find({"state": "open"}, {"routes": 1, "alert.header_text": 1})
                    show(await rows.to_list())
                    await asyncio.sleep(AGAIN_S)
        await asyncio.sleep(AGAIN_S)
