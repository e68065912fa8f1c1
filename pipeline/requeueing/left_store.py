"""The events of all incidents that no notifier has taken over, in MongoDB."""

from collections.abc import Collection as Names
from datetime import UTC, datetime

from models.documents.incident import IncidentDocument
from pipeline.requeueing.left import LeftEvent
from runtime.mongo import Collection, Row, collection_of

# What the relay takes for published so long ago that it is due.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class LeftStore:
    """The outboxes of all feeds, for the operator to read and to set going again."""

    def __init__(self) -> None:
        self._incidents: Collection = collection_of(IncidentDocument)

    async def find(self) -> list[LeftEvent]:
        """By incident, in the order in which they came to be."""
        rows = self._incidents.find({"events.0": {"$exists": True}}, {"feed": 1, "events": 1}).sort("_id", 1)
        return [_left(row, event) async for row in rows for event in row["events"]]

    async def requeue(self, incidents: Names[str]) -> dict[str, int]:
        """Have their events published again, as if for the first time; how many of each incident.

        The relay publishes them at its next turn. An event that was taken over meanwhile is not there any more.
        """
        counts = {}
        for incident in incidents:
            query = {"_id": incident, "events.0": {"$exists": True}}
            anew = {"events.$[].publishes": 0, "events.$[].published_at": LONG_AGO}
            row = await self._incidents.find_one_and_update(query, {"$set": anew}, projection={"events": 1})
            counts[incident] = len(row["events"]) if row else 0
        return counts


def _left(row: Row, event: Row) -> LeftEvent:
    return LeftEvent(event["id"], row["_id"], row["feed"], event.get("publishes", 0), event.get("published_at"))
