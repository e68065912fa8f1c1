"""Polls a feed at its interval, and tells what falls due by the clock between two polls, or while the feed is away."""

from datetime import datetime

from pipeline.schedule import Schedule
from pipeline.watch import Watch


class Timekeeper:
    """One watch and its next moment in the schedule, which is worked out anew after every poll.

    After a restart the first poll finds it again among the incidents: nothing about time is stored.
    """

    def __init__(self, watch: Watch, schedule: Schedule) -> None:
        self._watch = watch
        self._schedule = schedule
        self._planned: datetime | None = None

    async def poll(self) -> None:
        await self._watch.poll()
        moment = self._watch.next_moment()
        if moment is not None and moment != self._planned:
            # By our own wall clock the moment may be another one.
            self._schedule.once(self._watch.feed, moment - self._watch.now(), self._tell)
        self._planned = moment

    async def _tell(self) -> None:
        # If it comes to nothing now, the next poll finds the same moment again.
        self._planned = None
        await self._watch.keep_time()
