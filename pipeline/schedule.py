"""When work is begun: APScheduler's clock, our own tasks."""

import asyncio
import hashlib
import itertools
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
CLOCK_STEP = timedelta(seconds=1)
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
        self._numbers = itertools.count()
        self._due_s: dict[str, float] = {}  # since boot: a clock that nobody sets

    def mend_clock_step(self) -> bool:
        """Bring forward what waits longer than it should: of a wall clock that was set back, APScheduler waits for
        its time to come again.
        """
        now, now_s = datetime.now(UTC), boottime_s()
        is_mended = False
        for job in self._scheduler.get_jobs():
            wait = timedelta(seconds=self._due_s[job.id] - now_s)
            if job.next_run_time - now > wait + CLOCK_STEP:
                job.modify(next_run_time=now + wait)
                is_mended = True
        if is_mended:
            log.warning("clock.set_back")
        return is_mended

    def every(
        self, interval_s: float, work: Work, *, first_after_s: float = 0, late: Callable[[], None] = _not_counted
    ) -> None:
        """Begin `work` from then on; `late` is called whenever it is not begun, or begun late."""
        name = f"every-{next(self._numbers)}"
        self._due_s[name] = boottime_s() + first_after_s
        self._scheduler.add_job(
            self._begin(name, work, interval_s, late),
            IntervalTrigger(seconds=interval_s, timezone=UTC),
            id=name,
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

        self._due_s[name] = boottime_s() + wait.total_seconds()
        trigger = DateTrigger(datetime.now(UTC) + wait, timezone=UTC)
        self._scheduler.add_job(begin, trigger, id=name, replace_existing=True, misfire_grace_time=None)

    def _begin(
        self, name: str, work: Work, interval_s: float, late: Callable[[], None]
    ) -> Callable[[], Awaitable[None]]:
        under_way: set[asyncio.Task[None]] = set()
        due_before_s = boottime_s() + interval_s * (1 + LATE_SHARE)

        async def begin() -> None:
            nonlocal due_before_s
            is_late = boottime_s() > due_before_s
            due_before_s = boottime_s() + interval_s * (1 + LATE_SHARE)
            self._due_s[name] = boottime_s() + interval_s
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
