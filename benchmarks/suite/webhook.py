"""How many texts of riders one bot answers in a second, against the least that a webhook can do."""

import os
import secrets
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median

from benchmarks.suite.account import twilio_env
from benchmarks.suite.crowd import requests, send_all
from benchmarks.suite.machine import peak_mb, rss_mb
from benchmarks.suite.rows import Bound, Row, ratio_of_medians
from benchmarks.suite.size import Size
from benchmarks.suite.town import Town, open_town, until_up
from sandbox.ports import free_port, is_served
from sandbox.processes import ChildProcess, open_process
from tests.fakes.imported import import_ttc

LEAST_RATIO = 0.6
# What one rider texts, one after the other.
CONVERSATION = ("SUBSCRIBE 504", "STATUS", "LIST")
FIRST_PHONE = 4_165_550_000


async def measure(size: Size, folder: Path) -> list[Row]:
    riders = size.requests // len(CONVERSATION)
    async with open_town(folder, cache_gb=0.5) as town:
        await import_ttc(town.database)
        ports = free_port(), free_port()
        async with _server(town, "bot", ports[0]) as bot, _server(town, "benchmarks.suite.bare_webhook", ports[1]):
            idle_mb = rss_mb(bot.pid)
            times = await _rounds(ports, riders, size.rounds)
            most_mb = peak_mb(bot.pid)
    bare_s, ours_s = times
    facts: dict[str, object] = {
        "ours_per_s": round(riders * len(CONVERSATION) / median(ours_s)),
        "bare_per_s": round(riders * len(CONVERSATION) / median(bare_s)),
    }
    name, unit = "webhook, everything included", "of a bare handler's speed"
    return [
        Row(name, ratio_of_medians(bare_s, ours_s), unit, limit=LEAST_RATIO, slack=size.slack, facts=facts),
        Row("bot's memory, idle", idle_mb, "MB", Bound.AT_MOST, 150),
        Row("bot's memory, at most", most_mb, "MB", Bound.AT_MOST, 150),
    ]


async def _rounds(ports: tuple[int, int], riders: int, rounds: int) -> tuple[Sequence[float], Sequence[float]]:
    bare_s, ours_s = [], []
    for number in range(rounds + 1):
        phones = range(FIRST_PHONE + number * riders, FIRST_PHONE + (number + 1) * riders)
        prepared = [requests(words, phones, run=secrets.token_hex(8)) for words in CONVERSATION]
        bare_s.append(await _timed(ports[1], prepared))
        ours_s.append(await _timed(ports[0], prepared))
    # The first round opens connections and fills caches.
    return bare_s[1:], ours_s[1:]


async def _timed(port: int, prepared: Sequence[Sequence[bytes]]) -> float:
    began = time.perf_counter()
    for words in prepared:
        await send_all(port, words)
    return time.perf_counter() - began


@asynccontextmanager
async def _server(town: Town, module: str, port: int) -> AsyncIterator[ChildProcess]:
    quiet = {"LOG_LEVEL": "WARNING", "INTERNAL_PORT": str(free_port()), "PORT": str(port)}
    # Nobody is at the address: a bot that cannot list missed texts answers those that come.
    env = {**os.environ, **town.env, **twilio_env("http://127.0.0.1:9"), **quiet}
    log = town.folder / f"{module}.log"
    async with open_process(module, [sys.executable, "-m", module], env=env, log=log) as process:
        await until_up(process, lambda: is_served(port))
        yield process
