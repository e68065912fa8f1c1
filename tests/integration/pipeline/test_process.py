"""`python -m pipeline`, as it is run."""

import asyncio
import os
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiokafka import AIOKafkaConsumer

from models.event import TOPIC, decode_event
from runtime.mongo import Database
from runtime.settings import ProcessSettings
from sandbox.feed_server import FeedServer, open_feed_server
from tests.builders import encode_feed, make_alert, make_alerts
from tests.integration.pipeline.polling import stored_incidents
from tests.integration.pipeline.processes import open_pipeline, wait_until, write_feeds

KING = make_alert("1")
NEWS = {"1": "No service at Parliament St due to a collision", "2": "Delays while the crew looks at a switch problem"}


@pytest.fixture
async def feed() -> AsyncIterator[FeedServer]:
    async with open_feed_server() as server:
        show(server)
        yield server


def show(feed: FeedServer, *entity_ids: str) -> None:
    alerts = [make_alert(each, f"504 King: {NEWS[each]}.") for each in entity_ids]
    feed.body = encode_feed([*make_alerts(3), *alerts], stamped_at=datetime.now(UTC))


async def opened() -> list[str]:
    return [row["alert"]["entity_id"] for row in await stored_incidents() if row["revision"]]


async def test_from_the_feed_to_kafka(
    tmp_path: Path, feed: FeedServer, process_settings: ProcessSettings, database: Database, kafka_servers: str
) -> None:
    async with open_pipeline("pipeline", tmp_path, feed, process_settings, kafka_servers) as pipeline:
        await wait_until(pipeline.is_polling)
        show(feed, "1")
        await wait_until(opened)
        show(feed)

        async def is_closed() -> bool:
            return any(row["state"] == "closed" for row in await stored_incidents())

        async def is_counted() -> bool:
            return 'headway_events_total{change="cleared",feed="ttc"} 1.0' in await pipeline.metrics()

        await wait_until(is_closed)
        await wait_until(is_counted)
        code = await pipeline.process.terminate()

    assert code == 0
    # The rows of the test's own database tell which of the broker's records are this test's.
    [row] = [row for row in await stored_incidents() if row["revision"]]
    assert await published(kafka_servers, row["_id"], 2) == ["opened", "cleared"]


async def published(kafka_servers: str, incident: str, count: int) -> list[str]:
    consumer = AIOKafkaConsumer(TOPIC, bootstrap_servers=kafka_servers, auto_offset_reset="earliest")
    await consumer.start()
    changes: list[str] = []
    try:
        async with asyncio.timeout(10):
            async for record in consumer:
                event = decode_event(record.value)
                if event.incident == incident and event.routes[0].label == "504 King":
                    changes.append(event.change.value)
                if len(changes) == count:
                    break
    finally:
        await consumer.stop()
    return changes


async def test_when_the_poller_is_killed_the_one_that_stands_by_goes_on(
    tmp_path: Path, feed: FeedServer, process_settings: ProcessSettings, database: Database, kafka_servers: str
) -> None:
    arguments = (tmp_path, feed, process_settings, kafka_servers)
    async with open_pipeline("first", *arguments) as first:
        await wait_until(first.is_polling)
        async with open_pipeline("second", *arguments) as second:
            await wait_until(second.ready)
            show(feed, "1")
            await wait_until(opened)
            assert not await second.is_polling()
            await first.process.kill()
            show(feed, "1", "2")
            await wait_until(second.is_polling)

            async def are_both_open() -> bool:
                return sorted(await opened()) == ["1", "2"]

            await wait_until(are_both_open)

    assert sorted(row["epoch"] for row in await stored_incidents() if row["revision"]) == [1, 2]


async def test_a_frozen_poller_that_wakes_up_writes_nothing(
    tmp_path: Path, feed: FeedServer, process_settings: ProcessSettings, database: Database, kafka_servers: str
) -> None:
    arguments = (tmp_path, feed, process_settings, kafka_servers)
    async with open_pipeline("first", *arguments) as first, open_pipeline("second", *arguments) as second:

        async def is_anyone_polling() -> bool:
            return await first.is_polling() or await second.is_polling()

        await wait_until(is_anyone_polling)
        frozen, other = (first, second) if await first.is_polling() else (second, first)
        frozen.process.suspend()
        await wait_until(other.is_polling)
        show(feed, "1")
        await wait_until(opened)
        frozen.process.resume()
        show(feed, "1", "2")
        await asyncio.sleep(1)

    assert sorted(await opened()) == ["1", "2"]
    assert [row["version"] for row in await stored_incidents() if row["revision"]] == [1, 1]


async def test_a_feed_that_hangs_does_not_hold_up_a_stop(
    tmp_path: Path, feed: FeedServer, process_settings: ProcessSettings, database: Database, kafka_servers: str
) -> None:
    async with open_pipeline("pipeline", tmp_path, feed, process_settings, kafka_servers) as pipeline:
        await wait_until(pipeline.is_polling)
        feed.hang = True
        await asyncio.sleep(0.5)
        began = time.monotonic()
        code = await pipeline.process.terminate()

    assert (code, time.monotonic() - began < 5) == (0, True)


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        pytest.param({"MONGODB_URI": None}, "MONGODB_URI is not set", id="a variable is missing"),
        pytest.param({"FEEDS_FILE": "/nowhere.toml"}, "cannot read FEEDS_FILE=/nowhere.toml", id="no feeds.toml"),
        pytest.param({"MONGODB_URI": "mongodb://127.0.0.1:1"}, "cannot use MongoDB at MONGODB_URI", id="no MongoDB"),
        pytest.param({"KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"}, "no Kafka broker answers", id="no Kafka"),
    ],
)
async def test_what_keeps_it_from_starting_is_one_line(
    tmp_path: Path,
    process_settings: ProcessSettings,
    kafka_servers: str,
    variables: dict[str, str | None],
    message: str,
) -> None:
    feeds = write_feeds(tmp_path, FeedServer("http://127.0.0.1:1/alerts.pb"))
    env = {
        **os.environ,
        "MONGODB_URI": process_settings.mongodb_uri,
        "MONGODB_DATABASE": process_settings.mongodb_database,
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "FEEDS_FILE": str(feeds),
        "START_PATIENCE_S": "1",
        "INTERNAL_PORT": "0",
        **variables,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "pipeline",
        env={name: value for name, value in env.items() if value is not None},
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    _, errors = await asyncio.wait_for(process.communicate(), 30)

    lines = [line for line in errors.decode().splitlines() if line.startswith("cannot start: ")]
    assert (process.returncode, len(lines)) == (1, 1)
    assert message in lines[0]
