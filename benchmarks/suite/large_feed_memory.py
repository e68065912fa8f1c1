"""What the pipeline holds in memory while it watches a feed of thousands of alerts."""

import os
import sys
from collections.abc import Mapping
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

from benchmarks.large_feed import make_body
from benchmarks.suite.machine import peak_mb, rss_mb
from benchmarks.suite.rows import Bound, Row
from benchmarks.suite.size import Size
from benchmarks.suite.town import Town, open_town, until_up
from runtime.clock import utc_now
from sandbox.feed_server import FeedServer, open_feed_server
from sandbox.ports import free_port
from sandbox.processes import ChildProcess, open_process
from sandbox.watched import Watched

POLL_S = 1.0
POLLS = 6


async def measure(size: Size, folder: Path) -> list[Row]:
    server = FeedServer()

    def refresh() -> None:
        # Another stamp, and another alert: every poll is read in full.
        stamped_at = utc_now()
        server.body = make_body(
            size.alerts + server.requests, size.selectors, stamped_at=stamped_at - timedelta(seconds=1)
        )

    async with AsyncExitStack() as stack:
        town = await stack.enter_async_context(open_town(folder))
        server.refresh = refresh
        refresh()
        await stack.enter_async_context(open_feed_server(server))
        env = {**os.environ, **town.env, "LOG_LEVEL": "WARNING", **_watching(server, folder)}
        argv = [sys.executable, "-m", "pipeline"]
        process = await stack.enter_async_context(open_process("pipeline", argv, env=env, log=folder / "pipeline.log"))
        await _polled(process, town, server)
        found, now = peak_mb(process.pid), rss_mb(process.pid)
    facts: dict[str, object] = {"alerts": size.alerts, "selectors": size.selectors, "rss_mb": now}
    return [Row(f"pipeline's memory, {size.alerts:,} alerts", found, "MB", Bound.AT_MOST, 200, facts=facts)]


def _watching(server: FeedServer, folder: Path) -> Mapping[str, str]:
    file = folder / "feeds.toml"
    file.write_text(Watched(poll_interval_s=POLL_S).feeds_toml(server.url), encoding="utf-8")
    return {"FEEDS_FILE": str(file), "INTERNAL_PORT": str(free_port())}


async def _polled(process: ChildProcess, town: Town, server: FeedServer) -> None:
    async def has_polled() -> bool:
        return await town.database["feed_states"].find_one({"memory.good_polls": {"$gte": POLLS}}) is not None

    await until_up(process, has_polled)
    assert server.requests >= POLLS
