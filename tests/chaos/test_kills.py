"""Each part is killed once in the middle: nobody misses a text, nobody gets one twice."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from sandbox.stack import Stack, open_stack
from sandbox.twilio_simulator.faults import Fault
from tests.acceptance.town import Town

NO_SERVICE = "No service between Broadview Station and Parliament St due to a collision."
LONGER = "No service between Broadview Station and Spadina Ave due to a collision. Shuttles run."
RIDERS = 40
# Slow enough that a kill falls into the middle of a fan-out.
PACE = {"SEGMENTS_PER_SECOND": "30"}
ALL_TEXTS = {("504", "Update:", "Clear:"): RIDERS}


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with open_stack(tmp_path, overrides=PACE) as running:
        yield running


async def kill(stack: Stack, name: str) -> None:
    """End a process as a crash would, and start it again."""
    process = stack.processes[name]
    await process.kill()
    await asyncio.sleep(0.5)
    await process.restart()


async def kill_mongod(stack: Stack) -> None:
    assert stack.mongod is not None
    await stack.mongod.process.kill()
    await asyncio.sleep(0.5)
    await stack.mongod.restart()


async def empty_broker(stack: Stack) -> None:
    assert stack.broker is not None
    await stack.broker.process.kill()
    await stack.broker.restart_empty()


async def kill_broker(stack: Stack) -> None:
    assert stack.broker is not None
    await stack.broker.process.kill()
    await asyncio.sleep(0.5)
    await stack.broker.restart()


async def play(stack: Stack, disturb: Callable[[], Awaitable[None]]) -> Town:
    """Raise, change and clear an alert, and disturb in the middle of each."""
    town = Town(stack, king=RIDERS, queen=5)
    await town.subscribe()
    alert = stack.board.raise_alert(["504"], NO_SERVICE)
    await town.wait_until_told(town.king[:1], "504 King")
    await disturb()
    await town.wait_until_told(town.king, "504 King")
    stack.board.change(alert, LONGER)
    await disturb()
    await town.wait_until_told(town.king, "Update:")
    stack.board.clear(alert)
    await asyncio.sleep(1)
    await disturb()
    await town.wait_until_told(town.king, "Clear:")
    await asyncio.sleep(3)
    return town


@pytest.mark.parametrize("name", ["notifier", "pipeline", "bot"])
async def test_a_killed_process_costs_nobody_a_text(stack: Stack, name: str) -> None:
    town = await play(stack, lambda: kill(stack, name))

    assert (town.told(town.king), town.attempts(town.queen)) == (ALL_TEXTS, 0)


async def test_a_killed_database_costs_nobody_a_text(stack: Stack) -> None:
    town = await play(stack, lambda: kill_mongod(stack))

    assert (town.told(town.king), town.attempts(town.queen)) == (ALL_TEXTS, 0)


async def test_a_broker_that_forgets_everything_costs_nobody_a_text(stack: Stack) -> None:
    town = await play(stack, lambda: empty_broker(stack))

    assert (town.told(town.king), town.attempts(town.queen)) == (ALL_TEXTS, 0)


async def test_a_killed_broker_costs_nobody_a_text(stack: Stack) -> None:
    town = await play(stack, lambda: kill_broker(stack))

    assert (town.told(town.king), town.attempts(town.queen)) == (ALL_TEXTS, 0)


async def test_the_bot_is_killed_while_riders_subscribe(stack: Stack) -> None:
    town = Town(stack, king=RIDERS, queen=5)
    async with asyncio.TaskGroup() as group:
        group.create_task(town.subscribe())
        await asyncio.sleep(0.05)
        await kill(stack, "bot")
    stack.board.raise_alert(["504"], NO_SERVICE)
    await town.wait_until_told(town.king, "504 King")
    await asyncio.sleep(2)

    assert (town.told(town.king), town.attempts(town.queen)) == ({("504",): RIDERS}, 0)


async def test_answers_of_twilio_are_lost(stack: Stack) -> None:
    async def lose_answers() -> None:
        stack.simulator.faults.next(Fault.ACCEPT_THEN_CLOSE, None, Fault.ACCEPT_THEN_HANG, Fault.HTTP_500_AFTER_ACCEPT)
        stack.simulator.faults.next(Fault.HTTP_500, Fault.HTTP_429, None, Fault.DUPLICATE_CALLBACKS)
        await asyncio.sleep(0)

    town = await play(stack, lose_answers)

    assert (town.told(town.king), town.attempts(town.queen)) == (ALL_TEXTS, 0)
