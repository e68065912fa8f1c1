"""MongoDB's side of the public page: the open incidents that nobody keeps back."""

from collections.abc import Collection as Names

from bot.pages.seen import Seen
from models.documents.incident import IncidentDocument
from models.incident import IncidentState, decode_incident
from runtime.clock import utc_now
from runtime.mongo import Collection, Database, Row

MOST_SHOWN = 300


class MongoOpenIncidents:
    """Reads the newest incidents of all feeds, in one query."""

    def __init__(self, database: Database) -> None:
        self._incidents: Collection = database[IncidentDocument.Settings.name]

    async def read(self, feeds: Names[str]) -> Seen:
        """What is open now."""
        cursor = await self._incidents.aggregate(stages_of(feeds))
        rows = [row async for row in cursor]
        # Of nothing at all the database does not tell when it was read; our own clock is near enough for that.
        read_at = rows[0]["now"] if rows else utc_now()
        return Seen(read_at, tuple(decode_incident(each) for each in rows))


def stages_of(feeds: Names[str]) -> list[Row]:
    # One that an operator has halted is wrong, or may be; one whose opening is held waits to be looked at. Where a
    # later change is held, it stands as riders know it.
    shown = {
        "state": IncidentState.OPEN.value,
        "halted_at": None,
        "$or": [{"hold": None}, {"revision": {"$gt": 0}}],
    }
    return [
        {"$match": {"feed": {"$in": list(feeds)}, **shown}},
        # Selectors may be thousands, and are no words: they are gone before anything is sorted.
        {"$unset": ["events", "members", "alert.informed_entities"]},
        {"$sort": {"changed_at": -1}},
        {"$limit": MOST_SHOWN},
        {"$set": {"now": "$$NOW"}},
    ]
