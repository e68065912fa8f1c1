"""When work is begun: APScheduler's clock, our own tasks."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from runtime.clock import boottime_s

CLOCK_LOOK_S = 5.0
CLOCK_STEP_S = 1.0

log = structlog.get_logger()
Work = Callable[[], Coroutine[Any, Any, None]]


class Schedule:
    """Begins each piece of work at its interval, the first time at once, and never while it is still under way."""

    def __init__(self, scheduler: AsyncIOScheduler, tasks: asyncio.TaskGroup) -> None:
        self._scheduler = scheduler
        self._tasks = tasks
        self._wall_s = time.time() - boottime_s()

    def mend_clock_step(self) -> bool:
        """Begin everything now if the wall clock was set back: APScheduler waits for its time to come again."""
        wall_s = time.time() - boottime_s()
        was_set_back = wall_s < self._wall_s - CLOCK_STEP_S
        self._wall_s = wall_s
        if was_set_back:
            log.warning("clock.set_back")
            for job in self._scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
        return was_set_back

    def every(self, interval_s: float, work: Work) -> None:
        self._scheduler.add_job(
            self._begin(work),
            # Aligned to nothing: many feeds should not be asked at the same second.
            IntervalTrigger(seconds=interval_s, timezone=UTC),
            # A job of APScheduler that comes 1 s late is dropped unless it is told otherwise.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=datetime.now(UTC),
        )

    def _begin(self, work: Work) -> Callable[[], Awaitable[None]]:
        under_way: set[asyncio.Task[None]] = set()

        async def begin() -> None:
            if under_way:
                return
            # APScheduler's shutdown cancels its jobs, so a job only hands its work over.
            task = self._tasks.create_task(work())
            under_way.add(task)
            task.add_done_callback(under_way.discard)

        return begin


@asynccontextmanager
async def open_schedule() -> AsyncIterator[Schedule]:
    """A running schedule; at the end nothing new is begun, and what is under way is finished."""
    async with asyncio.TaskGroup() as tasks:
        scheduler = AsyncIOScheduler(timezone=UTC)
        scheduler.start()
        schedule = Schedule(scheduler, tasks)
        watching = tasks.create_task(_watch_clock(schedule))
        try:
            yield schedule
        finally:
            watching.cancel()
            scheduler.shutdown(wait=False)


async def _watch_clock(schedule: Schedule) -> None:
    while True:
        await asyncio.sleep(CLOCK_LOOK_S)
        schedule.mend_clock_step()
