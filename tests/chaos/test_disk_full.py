"""MongoDB has no room left: what it cannot write down is neither lost nor done twice."""

import asyncio
import gc
import os
import subprocess
import warnings
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from pymongo import AsyncMongoClient
from pymongo.errors import PyMongoError

from runtime.mongo import Row
from sandbox.stack import Stack, open_stack
from sandbox.watching import wait_until
from tests.acceptance.town import PATIENCE_S, Town
from tests.chaos.looks import (
    NEEDS_TIME,
    OUTAGE_S,
    health,
    open_rows,
    wait_for_problem,
    wait_until_all_are_well,
    wait_until_begun,
)

NO_SERVICE = "No service between Broadview Station and Parliament St due to a collision."
RIDERS, STOPPING = 40, 8
# The disk fills up in the middle of the fan-out; what comes of a text that could not be written down is asked soon.
PACE = {"SEGMENTS_PER_SECOND": "10", "SENDING_LASTS_S": "4", "SETTLE_AFTER_S": "1", "MONGODB_TIMEOUT_S": "3"}
SLOW = PACE | {"SEGMENTS_PER_SECOND": "3"}
CATCH_UP = {"CATCH_UP_EVERY_S": "1", "CATCH_UP_AFTER_S": "1"}
OUT_OF_DISK_SPACE = 14031
FULL_S = 4.0


async def set_full(stack: Stack, mode: str | Mapping[str, int]) -> None:
    """Have every write fail as it does without room, or succeed again."""
    assert stack.mongod is not None
    writes = ["insert", "update", "findAndModify", "delete"]
    data = {"errorCode": OUT_OF_DISK_SPACE, "failCommands": writes}
    async with stack.mongod.client() as client:
        await client.admin.command({"configureFailPoint": "failCommand", "mode": mode, "data": data})


async def stop_some(stack: Stack, town: Town) -> dict[str, float]:
    """Some riders write STOP; when the webhook had answered those whom it understood."""
    results = await asyncio.gather(*(stack.simulator.text(phone, "STOP") for phone in town.king[-STOPPING:]))
    assert {each.webhook_status for each in results} <= {200, 503}
    return {each.from_: each.answered_at for each in results if each.webhook_status == 200}


async def wait_until_stopped(stack: Stack) -> None:
    async with open_rows(stack) as database:

        async def have_stopped() -> bool:
            return await database["subscribers"].count_documents({"status": "stopped"}) == STOPPING

        await wait_until(have_stopped, timeout_s=PATIENCE_S)


async def judge(stack: Stack, town: Town, answered: Mapping[str, float]) -> None:
    """Who goes on is told once; who stops is told at most once, and not later than a second after the answer."""
    await wait_until_stopped(stack)
    await town.wait_until_told(town.king[:-STOPPING], "504 King")
    await stack.watcher.wait_until_settled(timeout_s=PATIENCE_S)
    late = [each for each in stack.simulator.attempts if each.at > answered.get(each.to, each.at) + 1]

    assert late == []
    assert town.told(town.king[:-STOPPING]) == {("504",): RIDERS - STOPPING}
    assert set(town.told(town.king[-STOPPING:])) <= {(), ("504",)}
    await wait_until_all_are_well(stack)


async def test_a_database_that_takes_no_writes_costs_nobody_a_text(tmp_path: Path) -> None:
    options = ("--setParameter", "enableTestCommands=1")
    async with open_stack(tmp_path, overrides=PACE | CATCH_UP, mongod_options=options) as stack:
        town = Town(stack, king=RIDERS, queen=0)
        await town.subscribe()
        stack.board.raise_alert(["504"], NO_SERVICE)
        await wait_until_begun(stack, 5)
        await set_full(stack, "alwaysOn")
        stopping = asyncio.create_task(stop_some(stack, town))
        for name in ("bot", "pipeline", "notifier"):
            await wait_for_problem(stack, name, "mongodb", "it takes no writes: ")
        await asyncio.sleep(FULL_S)
        assert town.attempts(town.king) < RIDERS  # it came in the middle
        await set_full(stack, "off")

        await judge(stack, town, await stopping)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """MongoDB's folder on a disk of its own."""
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    folder = tmp_path / "mongod-data"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
async def stack_on_small_disk(tmp_path: Path, small_disk: Path) -> AsyncIterator[Stack]:
    # Its journal takes as much room as it needs, not a hundred megabytes in advance.
    options = ("--wiredTigerEngineConfigString", "log=(file_max=4MB,prealloc=false)")
    async with open_stack(tmp_path, overrides=SLOW | CATCH_UP, mongod_options=options) as running:
        yield running


async def fill_up(stack: Stack, folder: Path) -> Path:
    """Take all the room there is, and write until MongoDB ends of it."""
    assert stack.mongod is not None
    mongod, ballast = stack.mongod, folder / "ballast"
    async with AsyncMongoClient[Row](mongod.uri, serverSelectionTimeoutMS=500, timeoutMS=2000) as client:
        rows = await client["ballast"].create_collection("rows")
        fill = ["dd", "if=/dev/zero", f"of={ballast}", "bs=1M"]
        await asyncio.to_thread(subprocess.run, fill, check=False, capture_output=True)

        async def has_ended() -> bool:
            with suppress(PyMongoError):
                await rows.insert_many([{"filling": os.urandom(100_000)} for _ in range(20)])
            return not mongod.process.running

        await wait_until(has_ended, timeout_s=PATIENCE_S)
    # Of a server that dies while it greets, the driver forgets the connection.
    with warnings.catch_warnings(action="ignore", category=ResourceWarning):
        gc.collect()
    return ballast


@pytest.mark.skipif(not OUTAGE_S, reason=NEEDS_TIME)
async def test_a_full_disk_costs_nobody_a_text(stack_on_small_disk: Stack, small_disk: Path) -> None:
    stack = stack_on_small_disk
    town = Town(stack, king=RIDERS, queen=0)
    await town.subscribe()
    stack.board.raise_alert(["504"], NO_SERVICE)
    await wait_until_begun(stack, 5)
    ballast = await fill_up(stack, small_disk)
    assert town.attempts(town.king) < RIDERS  # it came in the middle
    answered = await stop_some(stack, town)
    for name in ("bot", "pipeline", "notifier"):
        await wait_for_problem(stack, name, "mongodb", "it ")
    await asyncio.sleep(FULL_S)
    ballast.unlink()
    assert stack.mongod is not None
    await stack.mongod.restart()

    await judge(stack, town, answered)
    assert (await health(stack, "notifier"))[0] == 200
