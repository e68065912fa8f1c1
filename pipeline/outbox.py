"""Events that the notifier has not taken over yet, as MongoDB holds them."""

from collections.abc import AsyncIterator
from collections.abc import Collection as Names
from dataclasses import dataclass, replace
from datetime import date

from models.documents.incident import IncidentDocument
from models.event import AlertEvent, Change, event_of
from models.incident import Why, decode_incident
from runtime.mongo import Collection, Row, collection_of


@dataclass(frozen=True, slots=True)
class Waiting:
    """One event and how often it was published."""

    event: AlertEvent
    publishes: int


class Outbox:
    """The outbox of all feeds."""

    def __init__(self) -> None:
        self._incidents: Collection = collection_of(IncidentDocument)

    async def waiting(self, feeds: Names[str], *, longer_than_s: float) -> AsyncIterator[Waiting]:
        """Events of `feeds` published longer ago than that, by the database's clock, and still there."""
        long_ago = {"$subtract": ["$$NOW", int(longer_than_s * 1000)]}
        is_due = {"$lte": ["$$event.published_at", long_ago]}
        cursor = await self._incidents.aggregate(
            [
                {"$match": {"feed": {"$in": list(feeds)}, "events.0": {"$exists": True}}},
                {"$set": {"events": {"$filter": {"input": "$events", "as": "event", "cond": is_due}}}},
            ]
        )
        async for row in cursor:
            for event in row["events"]:
                yield Waiting(_event(row, event), event["publishes"])

    async def mark_published(self, event: AlertEvent) -> None:
        """Count a publish; does nothing where the event was taken over meanwhile."""
        is_event = {"$eq": ["$$each.id", {"$literal": event.event_id}]}
        counted = {"publishes": {"$add": ["$$each.publishes", 1]}, "published_at": "$$NOW"}
        merged = {"$cond": [is_event, {"$mergeObjects": ["$$each", counted]}, "$$each"]}
        await self._incidents.update_one(
            {"_id": event.incident, "events.id": event.event_id},
            [{"$set": {"events": {"$map": {"input": "$events", "as": "each", "in": merged}}}}],
        )


def _event(row: Row, event: Row) -> AlertEvent:
    """The event as it would read now; only its revision and reason are those of its own time."""
    incident = replace(decode_incident(row), revision=event["revision"])
    service_date = date.fromisoformat(event["service_date"]) if event.get("service_date") else None
    return event_of(incident, Change(event["change"]), Why(**event["why"]), at=event["at"], service_date=service_date)
