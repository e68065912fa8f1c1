"""Kafka is away for long while incidents go on: afterwards only what is true by then is told, once."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.stack import Stack, open_stack
from sandbox.watching import wait_until
from tests.acceptance.town import PATIENCE_S, Town
from tests.chaos.looks import NEEDS_TIME, OUTAGE_S, health, metric, open_rows, wait_for_problem, wait_until_all_are_well

NO_SERVICE = "No service between Broadview Station and Parliament St due to a collision."
LONGER = "No service between Broadview Station and Spadina Ave due to a collision. Shuttles run."
RIDERS = 20
AWAY_S = min(OUTAGE_S, 60)

pytestmark = pytest.mark.skipif(not OUTAGE_S, reason=NEEDS_TIME)


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with open_stack(tmp_path) as running:
        yield running


async def wait_for_revision(stack: Stack, entity: str, revision: int, state: str) -> None:
    """Wait until the pipeline has that of the alert's incident."""
    async with open_rows(stack) as database:

        async def is_there() -> bool:
            query = {"alert.entity_id": entity, "revision": revision, "state": state}
            return await database["incidents"].find_one(query) is not None

        await wait_until(is_there, timeout_s=PATIENCE_S)


@pytest.mark.parametrize("comes_back", ["as it was", "empty"])
async def test_only_the_newest_is_told_when_it_is_back(stack: Stack, comes_back: str) -> None:
    assert stack.broker is not None
    town = Town(stack, king=RIDERS, queen=RIDERS)
    await town.subscribe()
    before = stack.board.raise_alert(["501"], "No service at Neville Park Loop due to a fire.")
    await town.wait_until_told(town.queen, "501 Queen")
    await stack.broker.process.kill()
    began = asyncio.get_running_loop().time()
    stack.board.clear(before)
    over = stack.board.raise_alert(["504"], "Detour via Dundas St due to a parade.", effect="DETOUR")
    on = stack.board.raise_alert(["504"], NO_SERVICE)
    await wait_for_revision(stack, on, 1, "open")
    await wait_for_revision(stack, over, 1, "open")
    stack.board.clear(over)
    stack.board.change(on, LONGER)
    await wait_for_revision(stack, on, 2, "open")
    await wait_for_revision(stack, over, 2, "closed")
    for name in ("pipeline", "notifier"):
        await wait_for_problem(stack, name, "kafka", "no broker answers: ")
    assert (await health(stack, "bot"))[0] == 200
    assert await metric(stack, "pipeline", "headway_publish_failures_total") > 0
    await asyncio.sleep(max(AWAY_S - (asyncio.get_running_loop().time() - began), 0))

    await (stack.broker.restart_empty() if comes_back == "empty" else stack.broker.restart())
    await town.wait_until_told(town.king, "504 King")
    await town.wait_until_told(town.queen, "Clear:")
    await wait_until_all_are_well(stack)
    await stack.watcher.wait_until_settled(timeout_s=PATIENCE_S)
    bodies = {text.body for phone in town.king for text in stack.simulator.phone(phone).inbox if text.kind == "sms"}

    assert (town.told(town.king), town.told(town.queen)) == ({("504",): RIDERS}, {("501", "Clear:"): RIDERS})
    assert ["Spadina Ave" in body for body in bodies] == [True]
    assert await metric(stack, "pipeline", "headway_events_left_alone") == 0
    async with open_rows(stack) as database:
        assert await database["incidents"].count_documents({"events.0": {"$exists": True}}) == 0
