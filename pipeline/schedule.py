"""When work is begun: APScheduler's clock, our own tasks."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from runtime.clock import boottime_s

CLOCK_LOOK_S = 5.0
CLOCK_STEP_S = 1.0
LATE_SHARE = 0.5  # of the interval: from there on a poll that has begun counts as late

log = structlog.get_logger()
Work = Callable[[], Coroutine[Any, Any, None]]


def phase_s(name: str, interval_s: float, now_s: float) -> float:
    """Seconds until `name` is due: of many with one interval, each has a moment of its own, the same in every run."""
    share = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) / 2**64
    return (share * interval_s - now_s) % interval_s


def _not_counted() -> None:
    """Nobody wants to know of late beginnings."""


class Schedule:
    """Begins each piece of work at its interval, and never while it is still under way.

    The next beginning is due one interval after the last was, however long the work takes and however late it began.
    """

    def __init__(self, scheduler: AsyncIOScheduler, tasks: asyncio.TaskGroup) -> None:
        self._scheduler = scheduler
        self._tasks = tasks
        self._wall_s = time.time() - boottime_s()

    def mend_clock_step(self) -> bool:
        """Move what is due by what the wall clock was set back: APScheduler waits for its time to come again."""
        wall_s = time.time() - boottime_s()
        step_s = wall_s - self._wall_s
        self._wall_s = wall_s
        if step_s >= -CLOCK_STEP_S:
            return False
        log.warning("clock.set_back", step_s=round(step_s, 1))
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=job.next_run_time + timedelta(seconds=step_s))
        return True

    def every(
        self, interval_s: float, work: Work, *, first_after_s: float = 0, late: Callable[[], None] = _not_counted
    ) -> None:
        """Begin `work` from then on; `late` is called whenever it is not begun, or begun late."""
        self._scheduler.add_job(
            self._begin(work, interval_s, late),
            IntervalTrigger(seconds=interval_s, timezone=UTC),
            # A job of APScheduler that comes 1 s late is dropped unless it is told otherwise.
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
            next_run_time=datetime.now(UTC) + timedelta(seconds=first_after_s),
        )

    def once(self, name: str, wait: timedelta, work: Work) -> None:
        """Begin `work` after `wait`, or at once if that is over; a later call of that name takes its place."""

        async def begin() -> None:
            self._tasks.create_task(work())

        trigger = DateTrigger(datetime.now(UTC) + wait, timezone=UTC)
        self._scheduler.add_job(begin, trigger, id=name, replace_existing=True, misfire_grace_time=None)

    def _begin(self, work: Work, interval_s: float, late: Callable[[], None]) -> Callable[[], Awaitable[None]]:
        under_way: set[asyncio.Task[None]] = set()
        due_before_s = boottime_s() + interval_s * (1 + LATE_SHARE)

        async def begin() -> None:
            nonlocal due_before_s
            is_late = boottime_s() > due_before_s
            due_before_s = boottime_s() + interval_s * (1 + LATE_SHARE)
            if under_way or is_late:
                late()
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
