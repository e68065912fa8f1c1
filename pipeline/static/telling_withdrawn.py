"""Tells the riders of a route, once, that its agency no longer lists it."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from pymongo.errors import BulkWriteError, PyMongoError

from models.delivery import Slot
from models.documents.catalogue import Catalogue
from models.documents.delivery import Delivery
from models.documents.note import note_row
from models.documents.subscriber import Subscriber
from models.hours import next_open, outside
from models.rider import RiderStatus
from models.route import Untold
from models.wording import Wordings
from pipeline.settings import PipelineSettings
from pipeline.static.daytime import Daytime
from runtime.mongo import Collection, Row, collection_of

AT_ONCE = 1000
USEFUL_FOR = timedelta(days=1)
DUPLICATE_KEY = 11000
log = structlog.get_logger()


class Notes(Protocol):
    """Who is to be told of which withdrawn routes."""

    async def tell(self, feed: str, now: datetime) -> int:
        """Write down a text for every rider who does not know yet; how many."""
        ...


def daytime_of(settings: PipelineSettings) -> Daytime:
    return Daytime(settings.withdrawn_from_hour, settings.withdrawn_until_hour, settings.withdrawn_per_minute)


async def tell_withdrawn(feed: str, notes: Notes, now: datetime) -> None:
    """Tell them; what fails is done when the feed's static GTFS is looked at again."""
    try:
        if told := await notes.tell(feed, now):
            log.info("withdrawn.told", feed=feed, riders=told)
    except PyMongoError as error:
        log.warning("withdrawn.not_told", feed=feed, error=type(error).__name__)


def moment_for(rider: Row, moment: datetime, zone: str) -> datetime | None:
    """When the rider's pause is over and their quiet hours allow it; None where those are the whole day."""
    quiet, paused_until = rider.get("quiet"), rider.get("paused_until")
    moment = max(moment, paused_until) if paused_until else moment
    return next_open(outside(quiet["start_minute"], quiet["end_minute"]), zone, moment) if quiet else moment


class WithdrawnNotes:
    """The `deliveries` collection, as the pipeline writes it: held texts, which the notifier sends."""

    def __init__(self, wordings: Wordings, daytime: Daytime) -> None:
        self._wordings = wordings
        self._daytime = daytime
        self._catalogues: Collection = collection_of(Catalogue)
        self._riders: Collection = collection_of(Subscriber)
        self._deliveries: Collection = collection_of(Delivery)

    async def tell(self, feed: str, now: datetime) -> int:
        row = await self._catalogues.find_one({"_id": feed}, {"agency": 1, "zone": 1, "untold": 1})
        if not row or not row.get("untold"):
            return 0
        moments, told = self._daytime.moments(now, row["zone"]), 0
        for each in row["untold"]:
            told += await self._tell_riders_of(Untold(**each), row, now, moments)
            # Only now: after a crash they are looked through again, and whoever has their text is left alone.
            await self._catalogues.update_one({"_id": feed}, {"$pull": {"untold": each}})
        return told

    async def _tell_riders_of(self, route: Untold, feed: Row, now: datetime, moments: Iterator[datetime]) -> int:
        told = 0
        async for riders in self._riders_of(route.target):
            at_their_hours = ((rider, moment_for(rider, next(moments), feed["zone"])) for rider in riders)
            rows = [
                self._row(rider, route, feed["agency"], now, not_before=moment)
                for rider, moment in at_their_hours
                if moment
            ]
            told += await self._insert(rows) if rows else 0
        return told

    async def _riders_of(self, target: str) -> AsyncIterator[list[Row]]:
        wanted = {"subscriptions.target": target, "status": RiderStatus.ACTIVE.value}
        cursor = self._riders.find(
            wanted, {"sender": 1, "language": 1, "quiet": 1, "paused_until": 1}, batch_size=AT_ONCE
        )
        while riders := await cursor.to_list(AT_ONCE):
            yield riders

    def _row(self, rider: Row, route: Untold, agency: str, now: datetime, *, not_before: datetime) -> Row:
        wording = self._wordings.of(rider.get("language", "en"))
        return note_row(
            sender=rider["sender"],
            subscriber=rider["_id"],
            slot=Slot.WITHDRAWN,
            occasion=f"{route.version}/{route.target}",
            body=wording.say("withdrawn.told", route=route.label, agency=agency),
            now=now,
            useful_until=not_before + USEFUL_FOR,
            not_before=not_before,
            targets=[route.target],
        )

    async def _insert(self, rows: list[Row]) -> int:
        try:
            await self._deliveries.insert_many(rows, ordered=False)
        except BulkWriteError as error:
            failures = error.details["writeErrors"]
            if any(each["code"] != DUPLICATE_KEY for each in failures):
                raise
            return len(rows) - len(failures)
        return len(rows)
