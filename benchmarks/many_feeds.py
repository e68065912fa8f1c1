"""How well one pipeline process keeps the pace of many feeds, some of which are ill."""

import argparse
import asyncio
import contextlib
import json
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from benchmarks.suite.machine import cpu_s, rss_mb
from sandbox.embedded.any_broker import open_any_broker
from sandbox.embedded.mongod import open_mongod
from sandbox.feed_fleet import FeedFleet, FleetFeed, Manner, name_feeds, open_fleet
from sandbox.ports import free_port
from sandbox.processes import ChildProcess, open_process

ILL = {Manner.HANGS: 3, Manner.SLOW: 3, Manner.FAILS: 3, Manner.GARBAGE: 2, Manner.HUGE: 1}
START_S = 120
STOP_S = 60


@dataclass(frozen=True, slots=True)
class Pace:
    """How the healthy feeds were asked; a drift is how far two polls' distance was from a multiple of the interval."""

    feeds: int
    polls_expected: float
    polls_p50: float
    polls_worst: int
    drift_ms_p50: float
    drift_ms_p99: float
    drift_ms_max: float
    off_grid_ms_max: float


def pace_of(feeds: Sequence[FleetFeed], *, since: float, until: float, interval_s: float) -> Pace:
    asked = [[each for each in feed.asked_at if since <= each <= until] for feed in feeds]
    drifts = sorted(1000 * abs(late - early - interval_s) for each in asked for early, late in pairwise(each))
    counts = [len(each) for each in asked]
    return Pace(
        feeds=len(feeds),
        polls_expected=round((until - since) / interval_s, 1),
        polls_p50=median(counts),
        polls_worst=min(counts),
        drift_ms_p50=_share(drifts, 0.5),
        drift_ms_p99=_share(drifts, 0.99),
        drift_ms_max=_share(drifts, 1),
        off_grid_ms_max=round(max((_off_grid(each, interval_s) for each in asked), default=0), 1),
    )


def _off_grid(asked: Sequence[float], interval_s: float) -> float:
    """How far the last poll was from where the first one's pace would have put it, in milliseconds."""
    if len(asked) < 2:
        return 0
    length = asked[-1] - asked[0]
    return 1000 * abs(length - round(length / interval_s) * interval_s)


def _share(ordered: Sequence[float], share: float) -> float:
    return round(ordered[min(int(share * len(ordered)), len(ordered) - 1)], 1) if ordered else 0.0


async def _all_asked(feeds: Iterable[FleetFeed], process: ChildProcess) -> None:
    async with asyncio.timeout(START_S):
        while not all(feed.asked_at for feed in feeds):
            if not process.running:
                raise RuntimeError(process.log_tail(5))
            await asyncio.sleep(0.02)


async def measure(fleet: FeedFleet, process: ChildProcess, *, seconds: float, interval_s: float) -> dict[str, object]:
    """Watch a pipeline that has just been started, then stop it."""
    began = time.monotonic()
    await _all_asked(fleet.feeds.values(), process)
    first_s = time.monotonic() - began
    # The baselines of all feeds are written meanwhile.
    await asyncio.sleep(3 * interval_s)
    since, before_s = time.monotonic(), cpu_s(process.pid)
    await asyncio.sleep(seconds)
    until, used_s, held_mb = time.monotonic(), cpu_s(process.pid) - before_s, rss_mb(process.pid)
    healthy = pace_of(fleet.of(Manner.HEALTHY), since=since, until=until, interval_s=interval_s)
    asked = {each.name: sum(since <= at <= until for at in each.asked_at) for each in fleet.feeds.values()}
    ill = {feed.name: [feed.manner, asked[feed.name]] for feed in fleet.feeds.values() if feed.manner != "healthy"}
    stopping = time.monotonic()
    code = await process.terminate(STOP_S)
    return {
        "feeds": len(fleet.feeds),
        "healthy": asdict(healthy),
        "ill_polls": ill,
        "cpu_share": round(used_s / (until - since), 3),
        "rss_mb": held_mb,
        "first_poll_of_all_s": round(first_s, 2),
        "stop_s": round(time.monotonic() - stopping, 2),
        "exit_code": code,
    }


async def run(count: int, seconds: float, interval_s: float, ill: Mapping[Manner, int], folder: Path) -> None:
    async with AsyncExitStack() as stack:
        mongod = await stack.enter_async_context(open_mongod(folder))
        broker = await stack.enter_async_context(open_any_broker(folder))
        fleet = await stack.enter_async_context(open_fleet(name_feeds(count, ill)))
        port = free_port()
        env = {
            **os.environ,
            "MONGODB_URI": mongod.uri,
            "KAFKA_BOOTSTRAP_SERVERS": broker.bootstrap_servers,
            "KAFKA_IDEMPOTENCE": str(broker.is_idempotent),
            "INTERNAL_PORT": str(port),
            "FEEDS_FILE": str(fleet.write_config(folder / "feeds.toml", interval_s=interval_s)),
        }
        argv = [sys.executable, "-m", "pipeline"]
        process = await stack.enter_async_context(open_process("pipeline", argv, env=env, log=folder / "pipeline.log"))
        figures = await measure(fleet, process, seconds=seconds, interval_s=interval_s)
        print(json.dumps({"interval_s": interval_s, "seconds": seconds, **figures}, indent=2))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.many_feeds", description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--interval", type=float, default=2)
    parser.add_argument(
        "--ill", action="append", default=[], metavar="MANNER=COUNT", help="other than the usual number"
    )
    parser.add_argument("--keep", type=Path, help="a folder for the logs")
    given = parser.parse_args()
    others = (each.partition("=") for each in given.ill)
    ill = ILL | {Manner(manner): int(number) for manner, _, number in others}
    with contextlib.ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(run(given.feeds, given.seconds, given.interval, ill, folder))


if __name__ == "__main__":
    main()
