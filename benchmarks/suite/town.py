"""The surroundings of a notifier under load: real servers, riders, a sink for their texts."""

import asyncio
import json
import os
import secrets
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.suite.account import SENDER, twilio_env
from benchmarks.suite.incidents import Newsroom
from models.documents.registry import DOCUMENTS
from models.documents.versions import SCHEMA_VERSION
from models.event import TOPIC
from runtime.kafka_producer import open_producer
from runtime.kafka_topics import Topics
from runtime.mongo import Database, open_database
from runtime.settings import KafkaSettings, ProcessSettings
from sandbox.embedded.any_broker import open_any_broker
from sandbox.embedded.broker import KafkaServer
from sandbox.embedded.mongod import MongoServer, open_mongod
from sandbox.ports import free_port, is_served
from sandbox.processes import ChildProcess, open_process
from sandbox.watching import is_healthy, wait_until

PATIENCE_S = 60
# Unpaced, at any hour, and however many alerts one day of a benchmark brings.
UNPACED = {
    "SEGMENTS_PER_SECOND": "1000000",
    "SEND_CONCURRENCY": "100",
    "NIGHT_FROM_HOUR": "0",
    "NIGHT_UNTIL_HOUR": "0",
    "DAILY_CAP": "100000",
    "DAILY_CAP_URGENT": "100000",
    # A Kafka answers a fetch as soon as there is a record; the embedded broker looks for one ever less often.
    "KAFKA_FETCH_WAIT_S": "0.02",
    "LOG_LEVEL": "WARNING",
}


@dataclass(frozen=True, slots=True)
class RunningSink:
    """A sink's process."""

    process: ChildProcess
    url: str

    async def tally(self, *, anew: bool = False) -> dict[str, Any]:
        """What it has taken since it was last asked to begin `anew`."""
        request = urllib.request.Request(f"{self.url}/tally", method="POST" if anew else "GET")  # noqa: S310  # our own
        return await asyncio.to_thread(_answer, request)

    async def wait_for(self, texts: int, *, timeout_s: float) -> dict[str, Any]:
        """Wait until it has taken that many; its tally then."""
        async with asyncio.timeout(timeout_s):
            # Seldom: asking costs, too, and the tally says when its last text was taken.
            while (tally := await self.tally())["texts"] < texts:  # noqa: ASYNC110  # another process sets no Event
                await asyncio.sleep(0.2)
        # The last answer may still be on its way.
        await asyncio.sleep(max(0.0, tally["last_s"] - time.monotonic()))
        return tally


def _answer(request: urllib.request.Request) -> dict[str, Any]:
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  # our own
        tally: dict[str, Any] = json.load(answer)
        return tally


@dataclass
class Town:
    """Servers that run, and what is in them."""

    folder: Path
    mongod: MongoServer
    broker: KafkaServer
    database: Database
    news: Newsroom
    env: Mapping[str, str]
    exits: AsyncExitStack
    _names: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def notifier(self, url: str, *, sender: str = SENDER, **env: str) -> AsyncIterator[ChildProcess]:
        """A notifier that sends to the sink at `url`, ready to work."""
        port = free_port()
        process_env = {
            **os.environ,
            **self.env,
            **UNPACED,
            **twilio_env(url, sender=sender),
            "INTERNAL_PORT": str(port),
        }
        name = f"notifier-{len(self._names)}"
        self._names.append(name)
        argv = [sys.executable, "-m", "notifier"]
        log = self.folder / f"{name}.log"
        async with open_process(name, argv, env={**process_env, **env}, log=log) as process:
            await until_up(process, lambda: is_healthy(f"http://127.0.0.1:{port}/healthz"))
            await until_up(process, lambda: self._is_led(sender))
            yield process

    async def _is_led(self, sender: str) -> bool:
        return await self.database["senders"].find_one({"_id": sender, "holder": {"$ne": None}}) is not None


async def until_up(process: ChildProcess, is_up: Callable[[], Awaitable[bool]]) -> None:
    """Wait until a process is ready.

    Raises:
        RuntimeError: it ended; the end of its log.
    """

    async def is_up_or_over() -> bool:
        return not process.running or await is_up()

    await wait_until(is_up_or_over, timeout_s=PATIENCE_S)
    if not process.running:
        raise RuntimeError(process.log_tail())


@asynccontextmanager
async def open_sink(folder: Path, *, delay_ms: float = 0) -> AsyncIterator[RunningSink]:
    port = free_port()
    argv = [sys.executable, "-m", "benchmarks.suite.sink", str(port), "--delay-ms", str(delay_ms)]
    async with open_process("sink", argv, env=os.environ, log=folder / "sink.log") as process:
        await until_up(process, lambda: is_served(port))
        yield RunningSink(process, f"http://127.0.0.1:{port}")


@asynccontextmanager
async def open_town(folder: Path, *, cache_gb: float = 0.25) -> AsyncIterator[Town]:
    async with AsyncExitStack() as stack:
        mongod = await stack.enter_async_context(open_mongod(folder, cache_gb=cache_gb))
        broker = await stack.enter_async_context(open_any_broker(folder))
        name = f"bench_{secrets.token_hex(4)}"
        settings = ProcessSettings(mongodb_uri=mongod.uri, mongodb_database=name, internal_port=0, mongodb_timeout_s=60)
        kafka = KafkaSettings(kafka_bootstrap_servers=broker.bootstrap_servers, kafka_idempotence=broker.is_idempotent)
        database = await stack.enter_async_context(open_database(settings, DOCUMENTS, schema_version=SCHEMA_VERSION))
        topics = Topics(kafka, [TOPIC])
        await topics.ensure_at_start(PATIENCE_S)
        producer = await stack.enter_async_context(open_producer(kafka, topics))
        env = {
            "MONGODB_URI": mongod.uri,
            "MONGODB_DATABASE": name,
            "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap_servers,
            "KAFKA_IDEMPOTENCE": str(broker.is_idempotent),
        }
        yield Town(folder, mongod, broker, database, Newsroom(database, producer), env, stack)
