"""How long it takes from a change of a feed to the first text at Twilio, through all of the product."""

import asyncio
import random
import time
from pathlib import Path

from pymongo import AsyncMongoClient

from benchmarks.suite.account import ACCOUNT_SID
from benchmarks.suite.machine import peak_mb, rss_mb
from benchmarks.suite.riders import add_riders, ttc_route
from benchmarks.suite.rows import Bound, Row, share
from benchmarks.suite.size import Size
from benchmarks.suite.town import UNPACED, RunningSink, open_sink
from runtime.mongo import Row as Document
from sandbox.stack import SENDER, Stack, open_stack
from sandbox.watched import Watched

POLL_S = 2.0
MOST_BEYOND_S = 1.0
# Each alert is on another route, and every rider rides all of them.
ROUTES = ("1", "2", "4", "29", "39", "60", "304", "501", "503", "504", "510", "939")
STREETS = ("Bathurst", "Spadina", "University", "Yonge", "Church", "Parliament", "Broadview", "Pape")


async def measure(size: Size, folder: Path) -> list[Row]:
    watched = Watched(poll_interval_s=POLL_S)
    async with open_sink(folder) as sink:
        env = {**UNPACED, "TWILIO_API_URL": sink.url}
        async with open_stack(folder, overrides=env, watched=watched) as stack:
            await _add_riders(stack, size.latency_riders)
            pipeline = stack.processes["pipeline"].pid
            idle_mb = rss_mb(pipeline)
            took_s = [
                await _trial(stack, sink, number, size.latency_riders) for number in range(size.latency_trials + 1)
            ][1:]
            most_mb = peak_mb(pipeline)
    facts: dict[str, object] = {
        "riders": size.latency_riders,
        "poll_interval_s": POLL_S,
        "median_s": round(share(took_s, 0.5), 2),
        "trials_s": [round(each, 2) for each in took_s],
    }
    return [
        Row(
            f"feed change to first text accepted, p95, polled every {POLL_S:g} s",
            round(share(took_s, 0.95), 2),
            "s",
            Bound.AT_MOST,
            POLL_S + MOST_BEYOND_S,
            slack=size.slack,
            facts=facts,
        ),
        Row("pipeline's memory, idle", idle_mb, "MB", Bound.AT_MOST, 200),
        Row("pipeline's memory, alerts coming in", most_mb, "MB", Bound.AT_MOST, 200),
    ]


async def _add_riders(stack: Stack, count: int) -> None:
    assert stack.env["TWILIO_ACCOUNT_SID"] == ACCOUNT_SID
    async with AsyncMongoClient[Document](stack.env["MONGODB_URI"], w=1) as client:
        riders = client[stack.env["MONGODB_DATABASE"]]["subscribers"]
        beside = [ttc_route(each, "") for each in ROUTES if each != "504"]
        await add_riders(riders, count, concerned=count, sender=SENDER, beside=beside)


async def _trial(stack: Stack, sink: RunningSink, number: int, riders: int) -> float:
    # At any moment between two polls.
    await asyncio.sleep(random.uniform(0, POLL_S))
    await sink.tally(anew=True)
    first, second = STREETS[number % len(STREETS)], STREETS[(number // len(STREETS) + number + 1) % len(STREETS)]
    began_s = time.monotonic()
    stack.board.raise_alert([ROUTES[number % len(ROUTES)]], f"No service from {first} to {second}, watermain break.")
    tally = await sink.wait_for(riders, timeout_s=60 + riders / 100)
    return float(tally["first_s"]) - began_s
