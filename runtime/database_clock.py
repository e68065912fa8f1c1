"""The database's clock, carried on between looks: rows compare with it, and no step of our own clock matters."""

from datetime import datetime, timedelta

import structlog
from pymongo.errors import PyMongoError

from runtime.clock import boottime_s, utc_now
from runtime.mongo import Database
from runtime.process import Stop

LOOK_S = 5.0
log = structlog.get_logger()


class DatabaseClock:
    """Tells the database's time (UTC) to within the duration of the last look at it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._base = utc_now()
        self._base_s = boottime_s()

    async def refresh(self) -> None:
        """Ask the database for its time."""
        asked_s = boottime_s()
        cursor = await self._database.aggregate([{"$documents": [{"now": "$$NOW"}]}])
        row = await cursor.next()
        self._base, self._base_s = row["now"], (asked_s + boottime_s()) / 2

    async def keep(self, stop: Stop) -> None:
        """Look at it every few seconds until `stop`."""
        while not await stop.wait_for(LOOK_S):
            try:
                await self.refresh()
            except PyMongoError as error:
                # Carried on meanwhile by a clock that nobody sets.
                log.warning("database_clock.not_seen", error=str(error)[:200])

    def now(self) -> datetime:
        return self._base + timedelta(seconds=boottime_s() - self._base_s)
