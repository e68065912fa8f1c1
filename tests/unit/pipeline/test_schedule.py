"""When work is begun."""

import asyncio

from pipeline.schedule import open_schedule


async def test_work_begins_at_once_and_again() -> None:
    begun: list[int] = []
    enough = asyncio.Event()

    async def work() -> None:
        begun.append(1)
        if len(begun) == 3:
            enough.set()

    async with open_schedule() as schedule, asyncio.timeout(5):
        schedule.every(0.02, work)
        await enough.wait()

    assert len(begun) >= 3


async def test_work_that_is_still_under_way_is_not_begun_again() -> None:
    begun: list[int] = []

    async def work() -> None:
        begun.append(1)
        await asyncio.sleep(0.2)

    async with open_schedule() as schedule:
        schedule.every(0.01, work)
        await asyncio.sleep(0.1)

    assert len(begun) == 1


async def test_what_is_under_way_at_the_end_is_finished() -> None:
    finished: list[int] = []

    async def work() -> None:
        await asyncio.sleep(0.1)
        finished.append(1)

    async with open_schedule() as schedule:
        schedule.every(60, work)
        await asyncio.sleep(0.05)

    assert finished == [1]


async def test_a_clock_that_was_set_back_stops_nothing() -> None:
    begun: list[int] = []

    async def work() -> None:
        begun.append(1)

    async with open_schedule() as schedule:
        schedule.every(3600, work)
        await asyncio.sleep(0.05)
        before = (len(begun), schedule.mend_clock_step())
        # As if the wall clock had stood an hour later when it was last looked at.
        schedule._wall_s += 3600
        mended = schedule.mend_clock_step()
        await asyncio.sleep(0.1)

    assert (before, mended, len(begun)) == ((1, False), True, 2)
