"""MongoDB is away for a while, in the middle of a fan-out and of a crowd of STOPs."""

import asyncio
import math
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.stack import Stack, open_stack
from sandbox.twilio_simulator.inbound import InboundResult
from sandbox.watching import wait_until
from tests.acceptance.town import PATIENCE_S, Town
from tests.chaos.looks import (
    NEEDS_TIME,
    OUTAGE_S,
    open_rows,
    wait_for_metric,
    wait_for_problem,
    wait_until_all_are_well,
    wait_until_begun,
)

NO_SERVICE = "No service between Broadview Station and Parliament St due to a collision."
RIDERS, STOPPING, LATE = 40, 6, 4
SETTINGS = {
    "SEGMENTS_PER_SECOND": "8",
    "MONGODB_TIMEOUT_S": "2",
    "CATCH_UP_EVERY_S": "2",
    "CATCH_UP_AFTER_S": "1",
    "SENDING_LASTS_S": "4",
    "SETTLE_AFTER_S": "1",
}
AWAY_S = min(OUTAGE_S, 60)
GRACE_S = 1.0
BYSTANDERS = 5  # alerts that are on the board from the beginning

pytestmark = pytest.mark.skipif(not OUTAGE_S, reason=NEEDS_TIME)


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with open_stack(tmp_path, overrides=SETTINGS) as running:
        yield running


async def write(stack: Stack, phones: list[str]) -> list[InboundResult]:
    return list(await asyncio.gather(*(stack.simulator.text(phone, "STOP") for phone in phones)))


async def look_at_all(stack: Stack) -> None:
    """Health names what is away, and no metric goes on telling what was."""
    for name in ("bot", "pipeline", "notifier"):
        await wait_for_problem(stack, name, "mongodb", "it cannot be reached: ")
    await wait_for_metric(stack, "notifier", "headway_is_dispatcher", 0)
    await wait_for_metric(stack, "notifier", "headway_fanouts_under_way", math.nan)
    await wait_for_metric(stack, "notifier", "headway_circuit_open", math.nan)
    await wait_for_metric(stack, "pipeline", "headway_is_poller", 0)
    await wait_for_metric(stack, "pipeline", "headway_open_incidents", math.nan)


async def test_nobody_is_missed_told_twice_or_told_after_a_stop(stack: Stack) -> None:
    assert stack.mongod is not None
    town = Town(stack, king=RIDERS, queen=0)
    await town.subscribe()
    stack.board.raise_alert(["504"], NO_SERVICE)
    await wait_until_begun(stack, 3)
    await stack.mongod.process.kill()
    missed = await write(stack, town.king[-STOPPING:])
    # Each was asked for an answer three times, as the webhook's address says.
    assert {(each.webhook_status, each.tries) for each in missed} == {(503, 3)}
    began = asyncio.get_running_loop().time()
    await look_at_all(stack)
    await asyncio.sleep(max(AWAY_S - (asyncio.get_running_loop().time() - began), 0))

    # These write while it comes back: the webhook waits for it, or a repetition finds it there.
    late = asyncio.create_task(write(stack, town.king[-STOPPING - LATE : -STOPPING]))
    await asyncio.sleep(0.5)
    await stack.mongod.restart()
    heard = await late
    assert {each.webhook_status for each in heard} == {200}

    going_on, stopping = town.king[: -STOPPING - LATE], town.king[-STOPPING - LATE :]
    await wait_until_stopped(stack, len(stopping))
    await town.wait_until_told(going_on, "504 King")
    await wait_until_all_are_well(stack)
    await stack.watcher.wait_until_settled(timeout_s=PATIENCE_S)
    answered = {each.from_: each.answered_at for each in heard}

    assert town.told(going_on) == {("504",): len(going_on)}
    assert set(town.told(stopping)) <= {(), ("504",)}
    assert [each for each in stack.simulator.attempts if each.at > answered.get(each.to, each.at) + GRACE_S] == []
    await wait_for_metric(stack, "notifier", "headway_is_dispatcher", 1)
    await wait_for_metric(stack, "notifier", "headway_fanouts_under_way", 0)
    await wait_for_metric(stack, "notifier", "headway_circuit_open", 0)
    await wait_for_metric(stack, "pipeline", "headway_open_incidents", 1 + BYSTANDERS)


async def wait_until_stopped(stack: Stack, count: int) -> None:
    async with open_rows(stack) as database:

        async def have_stopped() -> bool:
            return await database["subscribers"].count_documents({"status": "stopped"}) == count

        await wait_until(have_stopped, timeout_s=PATIENCE_S)
