"""The pipeline as a process, on real servers, with a feed in the test's hands."""

import asyncio
import json
import os
import sys
import urllib.request
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from runtime.settings import ProcessSettings
from sandbox.embedded.any_broker import wants_apache
from sandbox.feed_server import FeedServer
from sandbox.ports import free_port
from sandbox.processes import ChildProcess, open_process

GTFS = Path("sandbox/sample/gtfs")
READY_S = 20


def write_feeds(folder: Path, feed: FeedServer) -> Path:
    file = folder / "feeds.toml"
    file.write_text(
        f'[[feeds]]\nid = "ttc"\nalert_url = "{feed.url}"\nstatic_gtfs = "{GTFS.absolute()}"\npoll_interval_s = 0.1\n'
    )
    return file


class Pipeline:
    """A pipeline process and the port of its internal server."""

    def __init__(self, process: ChildProcess, port: int) -> None:
        self.process = process
        self._port = port

    async def ready(self) -> dict[str, Any]:
        """What /readyz says; empty while nobody answers."""
        return await asyncio.to_thread(_get, f"http://127.0.0.1:{self._port}/readyz")

    async def metrics(self) -> str:
        url = f"http://127.0.0.1:{self._port}/metrics"
        return await asyncio.to_thread(lambda: urllib.request.urlopen(url, timeout=5).read().decode())

    async def is_polling(self) -> bool:
        """Whether it holds the lease and has made a good poll."""
        feed = (await self.ready()).get("feeds", {}).get("ttc", {})
        return bool(feed.get("is_held") and feed.get("good_at"))


@asynccontextmanager
async def open_pipeline(
    name: str, folder: Path, feed: FeedServer, settings: ProcessSettings, kafka_servers: str, **variables: str
) -> AsyncIterator[Pipeline]:
    port = free_port()
    env = {
        **os.environ,
        "MONGODB_URI": settings.mongodb_uri,
        "MONGODB_DATABASE": settings.mongodb_database,
        "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
        "KAFKA_IDEMPOTENCE": str(wants_apache()),
        "INTERNAL_PORT": str(port),
        "FEEDS_FILE": str(write_feeds(folder, feed)),
        "LEASE_TTL_S": "2",
        "RULES_CLEAR_AFTER_S": "0.3",
        **variables,
    }
    argv = [sys.executable, "-m", "pipeline"]
    async with open_process(name, argv, env=env, log=folder / f"{name}.log") as process:
        yield Pipeline(process, port)


async def wait_until(holds: Callable[[], Any], seconds: float = READY_S) -> None:
    """Wait until `holds()`, awaited, is true."""
    async with asyncio.timeout(seconds):
        while not await holds():  # noqa: ASYNC110  # another process sets no event
            await asyncio.sleep(0.05)


def _get(url: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            found: dict[str, Any] = json.load(response)
            return found
    except OSError:
        return {}
