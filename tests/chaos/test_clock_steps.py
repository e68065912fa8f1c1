"""Somebody sets the clock of the machine on which the processes run: by it nothing is told, late or twice."""

import asyncio
import shutil
import struct
import subprocess
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from sandbox.stack import Stack, open_stack
from tests.acceptance.town import PATIENCE_S, Town
from tests.chaos.looks import health, metric

NO_SERVICE = "No service between Broadview Station and Parliament St due to a collision."
LONGER = "No service between Broadview Station and Spadina Ave due to a collision. Shuttles run."
HOURS = 3600
RIDERS = 10
FRESH_S = 30


@dataclass(frozen=True, slots=True)
class Stepped:
    """A product whose processes share a wall clock of their own; MongoDB, Twilio and the feed have the real one."""

    stack: Stack
    file: Path

    def set_clock(self, step_s: int) -> None:
        """Let the processes' wall clock be that far ahead of the real one."""
        with self.file.open("r+b") as file:
            file.write(struct.pack("=q", step_s))


@pytest.fixture
async def stepped(tmp_path: Path) -> AsyncIterator[Stepped]:
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("no C compiler, with which a clock of the processes' own is made")
    library, file = tmp_path / "clock.so", tmp_path / "step"
    source = Path(__file__).with_name("clock.c")
    make = [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(source), "-ldl"]
    await asyncio.to_thread(subprocess.run, make, check=True)
    file.write_bytes(struct.pack("=q", 0))
    clock = {"LD_PRELOAD": str(library), "STEPPED_CLOCK": str(file)}
    async with open_stack(tmp_path, overrides=clock) as stack:
        yield Stepped(stack, file)


async def test_a_clock_that_is_set_changes_nothing(stepped: Stepped) -> None:
    stack = stepped.stack
    town = Town(stack, king=RIDERS, queen=0)
    await town.subscribe()
    stepped.set_clock(2 * HOURS)
    alert = stack.board.raise_alert(["504"], NO_SERVICE)
    await town.wait_until_told(town.king, "504 King")
    assert await metric(stack, "pipeline", "headway_feed_age_seconds", feed="ttc") < FRESH_S
    stepped.set_clock(-2 * HOURS)
    stack.board.change(alert, LONGER)
    await town.wait_until_told(town.king, "Update:")
    stack.board.clear(alert)
    # Missing by now, and not yet for long enough.
    await asyncio.sleep(1)
    stepped.set_clock(-30 * HOURS)
    await town.wait_until_told(town.king, "Clear:")
    await stack.watcher.wait_until_settled(timeout_s=PATIENCE_S)
    assert "clock.set_back" in stack.processes["pipeline"].log.read_text(encoding="utf-8")
    assert await metric(stack, "pipeline", "headway_feed_age_seconds", feed="ttc") < FRESH_S

    assert town.told(town.king) == {("504", "Update:", "Clear:"): RIDERS}
    assert {(await health(stack, name))[0] for name in stack.processes} == {200}
