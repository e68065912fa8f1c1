"""When work is begun."""

import asyncio
import time
from datetime import timedelta
from itertools import pairwise

import pytest

from pipeline.schedule import Schedule, open_schedule, phase_s


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


def set_back(schedule: Schedule, *, hours: int) -> None:
    """As if the wall clock had stood so much later when the next beginnings were reckoned."""
    for name in schedule._due_s:
        schedule._due_s[name] -= hours * 3600


async def test_a_clock_that_was_set_back_stops_nothing() -> None:
    begun: list[int] = []

    async def work() -> None:
        begun.append(1)

    async with open_schedule() as schedule:
        schedule.every(3600, work)
        await asyncio.sleep(0.05)
        before = (len(begun), schedule.mend_clock_step())
        set_back(schedule, hours=1)
        mended = schedule.mend_clock_step()
        await asyncio.sleep(0.1)

    assert (before, mended, len(begun)) == ((1, False), True, 2)


async def test_what_is_due_once_does_not_wait_for_a_clock_that_was_set_back() -> None:
    begun: list[int] = []

    async def work() -> None:
        begun.append(1)

    async with open_schedule() as schedule:
        schedule.once("ttc", timedelta(hours=1), work)
        set_back(schedule, hours=1)
        schedule.mend_clock_step()
        await asyncio.sleep(0.1)

    assert begun == [1]


def test_the_phases_of_many_feeds_are_spread_over_the_interval() -> None:
    due = sorted(phase_s(f"feed-{number}", 20, now_s=504.0) for number in range(200))
    longest_gap = max(late - early for early, late in pairwise(due))

    assert (due[0] >= 0, due[-1] < 20, longest_gap < 2) == (True, True, True)


@pytest.mark.parametrize("later_s", [0, 1, 19.5, 20, 86_400.25])
def test_a_feed_keeps_its_phase_over_a_restart(later_s: float) -> None:
    first = 1000 + phase_s("ttc", 20, now_s=1000)
    second = 1000 + later_s + phase_s("ttc", 20, now_s=1000 + later_s)

    assert (second - first) % 20 == pytest.approx(0, abs=1e-6) or (second - first) % 20 == pytest.approx(20)


async def test_work_that_is_to_wait_begins_later() -> None:
    begun: list[int] = []

    async def work() -> None:
        begun.append(1)

    async with open_schedule() as schedule:
        schedule.every(60, work, first_after_s=0.2)
        await asyncio.sleep(0.1)
        before = len(begun)
        await asyncio.sleep(0.3)

    assert (before, len(begun)) == (0, 1)


async def test_a_beginning_is_due_one_interval_after_the_last_however_long_the_work_takes() -> None:
    begun: list[float] = []

    async def work() -> None:
        begun.append(time.monotonic())
        await asyncio.sleep(0.15)

    async with open_schedule() as schedule:
        schedule.every(0.2, work)
        await asyncio.sleep(1.1)

    assert begun[-1] - begun[0] == pytest.approx(0.2 * (len(begun) - 1), abs=0.1)


async def test_work_that_takes_too_long_is_counted_and_skipped_not_stacked() -> None:
    begun: list[int] = []
    late: list[int] = []

    async def work() -> None:
        begun.append(1)
        await asyncio.sleep(0.25)

    async with open_schedule() as schedule:
        schedule.every(0.1, work, late=lambda: late.append(1))
        await asyncio.sleep(0.55)

    assert (len(begun), len(late)) == (2, 4)


async def test_what_begins_long_after_its_time_is_late() -> None:
    late: list[int] = []

    async def work() -> None:
        pass

    async with open_schedule() as schedule:
        schedule.every(0.1, work, late=lambda: late.append(1))
        await asyncio.sleep(0.05)
        in_time = len(late)
        # Something that holds up the event loop.
        time.sleep(0.5)  # noqa: ASYNC251  # blocking is what is tried
        await asyncio.sleep(0.05)

    assert (in_time, len(late)) == (0, 1)
