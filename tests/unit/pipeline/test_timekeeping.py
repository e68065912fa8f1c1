"""What is due by the clock is told at its moment, whatever the polls do."""

import asyncio
from datetime import UTC, datetime, timedelta

from models.event import AlertEvent
from pipeline.deciding.memory import FeedMemory
from pipeline.polled import Polled
from pipeline.schedule import open_schedule
from pipeline.timekeeping import Timekeeper
from pipeline.watch import Watch

SOON = timedelta(seconds=0.2)


class HeldLease:
    is_held = True
    epoch = 1

    async def acquire(self) -> bool:
        return True


class PlannedPoller:
    """Has one thing to tell at `due`, and nothing after that; its feed may be away."""

    def __init__(self, due: datetime, *, is_away: bool = False) -> None:
        self.due: datetime | None = due
        self.told_at: list[datetime] = []
        self._is_away = is_away

    async def poll(self, now: datetime) -> Polled:
        if self._is_away:
            raise RuntimeError("nothing can be read")
        return Polled("confirm", FeedMemory())

    async def keep_time(self, now: datetime) -> tuple[AlertEvent, ...]:
        self.told_at.append(now)
        self.due = None
        return ()

    def next_moment(self, now: datetime) -> datetime | None:
        return self.due


async def told(poller: PlannedPoller, *, polls: int) -> int:
    watch = Watch("ttc", lease=HeldLease(), poller=poller, now=lambda: datetime.now(UTC))
    async with open_schedule() as schedule:
        timekeeper = Timekeeper(watch, schedule)
        for _ in range(polls):
            await timekeeper.poll()
        await asyncio.sleep(2 * SOON.total_seconds())
    return len(poller.told_at)


async def test_a_reminder_is_told_at_its_moment_and_once() -> None:
    poller = PlannedPoller(datetime.now(UTC) + SOON)
    due = poller.due

    assert await told(poller, polls=3) == 1
    assert due is not None
    assert due <= poller.told_at[0] < due + timedelta(seconds=1)


async def test_a_reminder_is_told_though_the_feed_is_away() -> None:
    assert await told(PlannedPoller(datetime.now(UTC) + SOON, is_away=True), polls=1) == 1


async def test_what_was_due_while_everything_was_down_is_told_at_once() -> None:
    assert await told(PlannedPoller(datetime.now(UTC) - timedelta(hours=2)), polls=1) == 1
