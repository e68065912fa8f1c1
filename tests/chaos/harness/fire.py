"""One run: everything goes on and goes wrong for some minutes, then all is left in peace and judged."""

import asyncio
import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from tests.chaos.harness import stories, weather
from tests.chaos.harness.agency import Agency
from tests.chaos.harness.disturber import Disturber
from tests.chaos.harness.evidence import evidence
from tests.chaos.harness.plan import Plan
from tests.chaos.harness.report import heading, summary
from tests.chaos.harness.verdict import judge
from tests.chaos.harness.world import World, open_world
from tests.chaos.harness.writers import Writers

READ_S = 0.25
SETTLED_S = 3.0  # what must not come would have come by then


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


async def run(plan: Plan, folder: Path) -> int:
    """0 = nothing lost, nothing doubled, nothing after a STOP, nothing to who had not asked."""
    say(heading(plan, folder))
    began = time.monotonic()
    async with open_world(plan, folder, say) as world:
        agency = Agency(world)
        agency.open()
        writers, disturber = Writers(world, agency), Disturber(world)
        is_drained = await _go_on(world, agency, writers, disturber)
        now = time.time()
        attempts = world.stack.simulator.attempts
        world.texts.read(attempts)
        verdict = judge(world.lives, world.texts, attempts, slept=disturber.slept(), now=now)
        line = summary(world, agency, writers, disturber, verdict, took_s=time.monotonic() - began)
        line["drained"] = is_drained
        line["ok"] = line["ok"] and is_drained
        for each in await evidence(world, verdict, disturber):
            say(each)
    print(json.dumps(line), flush=True)  # noqa: T201  # the one line of the result
    return 0 if line["ok"] else 1


async def _go_on(world: World, agency: Agency, writers: Writers, disturber: Disturber) -> bool:
    """Play, then wait until nothing is under way; whether that was so in time."""
    end = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        always = [group.create_task(_read_on(world)), group.create_task(disturber.watch())]
        playing = [group.create_task(stories.work(agency)), group.create_task(writers.work())]
        faults, dice = world.stack.simulator.faults, world.plan.dice("weather")
        wrong = [group.create_task(weather.work(faults, dice, end)), group.create_task(disturber.work(end))]
        await _tell_progress(world, disturber)
        say("leaving all in peace")
        end.set()
        await asyncio.gather(*wrong)
        world.quiet_at = time.time()
        agency.is_ending.set()
        is_drained = await _drain(world, playing)
        await asyncio.sleep(SETTLED_S)
        for each in always:
            each.cancel()
    return is_drained


async def _drain(world: World, playing: Iterable[asyncio.Task[None]]) -> bool:
    """Wait until all stories are told to their end, and nothing is under way; whether that was so in time."""
    try:
        async with asyncio.timeout(world.plan.drain_s):
            await asyncio.gather(*playing)
            await world.stack.watcher.wait_until_settled(timeout_s=world.plan.drain_s)
    except TimeoutError:
        return False
    return True


async def _tell_progress(world: World, disturber: Disturber) -> None:
    begun = time.monotonic()
    while (gone_s := time.monotonic() - begun) < world.plan.minutes * 60:
        await asyncio.sleep(min(30, world.plan.minutes * 60 - gone_s + 0.01))
        said = f"{world.texts.accepted_count} texts, {disturber.kills} kills, {len(world.chronicle.all())} occasions"
        say(f"{(time.monotonic() - begun) / 60:.1f} min: {said}")


async def _read_on(world: World) -> None:
    while True:
        world.texts.read(world.stack.simulator.attempts)
        await asyncio.sleep(READ_S)
