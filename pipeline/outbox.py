"""Events that the notifier has not taken over yet, as MongoDB holds them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from collections.abc import Collection as Names
from dataclasses import replace
from datetime import date

from pymongo import UpdateOne

from models.documents.incident import IncidentDocument
from models.event import AlertEvent, Change, event_of
from models.incident import Why, decode_incident
from runtime.mongo import Collection, Row, collection_of

AT_ONCE = 100  # incidents


class Outbox:
    """The outbox of all feeds."""

    def __init__(self) -> None:
        self._incidents: Collection = collection_of(IncidentDocument)

    async def waiting(
        self, feeds: Names[str], *, longer_than_s: float, most_publishes: int, limit: int
    ) -> AsyncIterator[AlertEvent]:
        """Events of at most `limit` incidents, published longer ago and less often than that, and still there."""
        long_ago = {"$subtract": ["$$NOW", int(longer_than_s * 1000)]}
        is_due = [{"$lte": ["$$event.published_at", long_ago]}, {"$lt": ["$$event.publishes", most_publishes]}]
        cursor = await self._incidents.aggregate(
            [
                {"$match": _with_events(feeds)},
                {"$set": {"events": {"$filter": {"input": "$events", "as": "event", "cond": {"$and": is_due}}}}},
                {"$match": {"events.0": {"$exists": True}}},
                {"$limit": limit},
            ]
        )
        number = 0
        async for row in cursor:
            number += 1
            if number % AT_ONCE == 0:
                # What a batch holds is decoded without a pause: the polls of all feeds run beside this.
                await asyncio.sleep(0)
            for event in row["events"]:
                yield _event(row, event)

    async def count_left_alone(self, feeds: Names[str], *, most_publishes: int) -> dict[str, int]:
        """How many events of each feed were published that often and are still there, for feeds that have any."""
        cursor = await self._incidents.aggregate(
            [
                {"$match": _with_events(feeds) | {"events.publishes": {"$gte": most_publishes}}},
                {"$unwind": "$events"},
                {"$match": {"events.publishes": {"$gte": most_publishes}}},
                {"$group": {"_id": "$feed", "count": {"$sum": 1}}},
            ]
        )
        return {row["_id"]: row["count"] async for row in cursor}

    async def mark_published(self, events: Sequence[AlertEvent]) -> None:
        """Count a publish of each; does nothing for those that were taken over meanwhile."""
        if events:
            await self._incidents.bulk_write([_mark(event) for event in events], ordered=False)


def _with_events(feeds: Names[str]) -> Row:
    return {"feed": {"$in": list(feeds)}, "events.0": {"$exists": True}}


def _mark(event: AlertEvent) -> UpdateOne:
    is_event = {"$eq": ["$$each.id", {"$literal": event.event_id}]}
    counted = {"publishes": {"$add": ["$$each.publishes", 1]}, "published_at": "$$NOW"}
    merged = {"$cond": [is_event, {"$mergeObjects": ["$$each", counted]}, "$$each"]}
    return UpdateOne(
        {"_id": event.incident, "events.id": event.event_id},
        [{"$set": {"events": {"$map": {"input": "$events", "as": "each", "in": merged}}}}],
    )


def _event(row: Row, event: Row) -> AlertEvent:
    """The event as it would read now; only its revision and reason are those of its own time."""
    incident = replace(decode_incident(row), revision=event["revision"])
    service_date = date.fromisoformat(event["service_date"]) if event.get("service_date") else None
    return event_of(incident, Change(event["change"]), Why(**event["why"]), at=event["at"], service_date=service_date)
