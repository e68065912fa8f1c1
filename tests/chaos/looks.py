"""What an operator sees of a running product: health, readiness, metrics, and the rows behind them."""

import math
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from prometheus_client.parser import text_string_to_metric_families
from pymongo import AsyncMongoClient

from runtime.mongo import Database, Row
from sandbox.stack import Stack
from sandbox.watching import wait_until

SOON_S = 20.0  # lease, topic and health looks come every few seconds
OUTAGE_S = float(os.environ.get("HEADWAY_OUTAGE_S", "0"))  # 600 is what it is about; 0 leaves the long outages out
NEEDS_TIME = "HEADWAY_OUTAGE_S is not set"


async def health(stack: Stack, name: str, path: str = "healthz") -> tuple[int, dict[str, Any]]:
    async with aiohttp.ClientSession() as session, session.get(f"{stack.internal[name]}/{path}") as response:
        return response.status, await response.json()


async def metric(stack: Stack, name: str, sample: str, **labels: str) -> float:
    """The sum of the samples with those labels; NaN where there is none."""
    async with aiohttp.ClientSession() as session, session.get(f"{stack.internal[name]}/metrics") as response:
        families = list(text_string_to_metric_families(await response.text()))
    found = [
        each.value
        for family in families
        for each in family.samples
        if each.name == sample and labels.items() <= each.labels.items()
    ]
    return sum(found) if found else math.nan


async def wait_for_problem(stack: Stack, name: str, server: str, words: str) -> None:
    """Wait until the process answers 503 and says so of that server.

    Raises:
        TimeoutError: it did not.
    """

    async def is_said() -> bool:
        status, said = await health(stack, name)
        return status == 503 and words in said["problems"].get(server, "")

    await wait_until(is_said, timeout_s=SOON_S)


async def wait_for_metric(stack: Stack, name: str, sample: str, value: float) -> None:
    """Wait until the metric has that value; NaN is one, too.

    Raises:
        TimeoutError: it had not.
    """

    async def has_value() -> bool:
        found = await metric(stack, name, sample)
        return found == value or (math.isnan(value) and math.isnan(found))

    await wait_until(has_value, timeout_s=SOON_S)


async def wait_until_all_are_well(stack: Stack) -> None:
    """Wait until each process answers 200 again.

    Raises:
        StackError: one did not.
    """
    for name in stack.processes:
        await stack.wait_until_healthy(name)


async def wait_until_begun(stack: Stack, texts: int) -> None:
    """Wait until so many texts have gone out.

    Raises:
        TimeoutError: they did not.
    """

    async def has_begun() -> bool:
        return len(stack.simulator.attempts) >= texts

    await wait_until(has_begun, timeout_s=SOON_S)


@asynccontextmanager
async def open_rows(stack: Stack) -> AsyncIterator[Database]:
    async with AsyncMongoClient[Row](stack.env["MONGODB_URI"], tz_aware=True) as client:
        yield client[stack.env["MONGODB_DATABASE"]]
