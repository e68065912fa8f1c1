"""A process that is frozen in the middle and wakes up late does nothing that another has taken over."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from sandbox.stack import Stack, open_stack
from sandbox.watching import wait_until
from tests.acceptance.town import Town

NO_SERVICE = "No service between Broadview Station and Parliament St due to a collision."
RIDERS = 60
# Slow enough that the dispatcher is frozen in the middle of a fan-out.
PACE = {"SEGMENTS_PER_SECOND": "10"}
TAKEN_OVER_S = 15


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    """A product with two notifiers and two pipelines."""
    async with open_stack(tmp_path, overrides=PACE) as running:
        for kind in ("pipeline", "notifier"):
            await running.start(kind, f"{kind}-2")
            await running.wait_until_healthy(f"{kind}-2")
        yield running


async def active(stack: Stack, gauge: str, *names: str) -> str:
    """Which of these processes holds the lease that the gauge tells of."""
    found: list[str] = []

    async def somebody_is() -> bool:
        found[:] = [name for name in names if await _has(stack, name, gauge)]
        return len(found) == 1

    await wait_until(somebody_is, timeout_s=TAKEN_OVER_S)
    return found[0]


async def _has(stack: Stack, name: str, gauge: str) -> bool:
    async with aiohttp.ClientSession() as session, session.get(f"{stack.internal[name]}/metrics") as response:
        lines = (await response.text()).splitlines()
    return any(line.startswith(gauge) and line.endswith(" 1.0") for line in lines)


async def test_a_frozen_dispatcher_is_replaced_and_sends_nothing_when_it_wakes(stack: Stack) -> None:
    town = Town(stack, king=RIDERS, queen=0)
    await town.subscribe()
    first = await active(stack, "headway_is_dispatcher", "notifier", "notifier-2")
    other = {"notifier": "notifier-2", "notifier-2": "notifier"}[first]
    stack.board.raise_alert(["504"], NO_SERVICE)
    await town.wait_until_told(town.king[:5], "504 King")
    stack.processes[first].suspend()

    async def is_replaced() -> bool:
        return await _has(stack, other, "headway_is_dispatcher")

    await wait_until(is_replaced, timeout_s=TAKEN_OVER_S)
    await town.wait_until_told(town.king, "504 King")
    stack.processes[first].resume()
    await asyncio.sleep(5)

    assert town.told(town.king) == {("504",): RIDERS}


async def test_a_frozen_poller_is_replaced_and_tells_nothing_when_it_wakes(stack: Stack) -> None:
    town = Town(stack, king=5, queen=0)
    await town.subscribe()
    first = await active(stack, "headway_is_poller", "pipeline", "pipeline-2")
    other = {"pipeline": "pipeline-2", "pipeline-2": "pipeline"}[first]
    stack.processes[first].suspend()

    async def is_replaced() -> bool:
        return await _has(stack, other, "headway_is_poller")

    await wait_until(is_replaced, timeout_s=TAKEN_OVER_S)
    stack.board.raise_alert(["504"], NO_SERVICE)
    await town.wait_until_told(town.king, "504 King")
    stack.processes[first].resume()
    await asyncio.sleep(5)

    assert town.told(town.king) == {("504",): 5}
