"""What the notifier reads of incidents, and the one thing it writes there: events it has taken over."""

from collections.abc import Sequence
from dataclasses import replace

from models.documents.incident import IncidentDocument
from models.event import AlertEvent, event_of
from models.incident import AlertClass, IncidentState, decode_incident
from models.time_range import TimeRange
from notifier.deciding.standing import Standing
from runtime.mongo import Row, collection_of

_STANDING = {
    "revision": 1,
    "state": 1,
    "alert_class": 1,
    "zone": 1,
    "alert.active_periods": 1,
    "members.active_periods": 1,
    "direction_ids": 1,
    "headings": 1,
    "halted_at": 1,
}


class MongoIncidents:
    """The `incidents` collection."""

    def __init__(self) -> None:
        self._rows = collection_of(IncidentDocument)

    async def find_revision(self, incident: str) -> int | None:
        standing = await self.find_standing(incident)
        return standing.revision if standing else None

    async def find_standing(self, incident: str) -> Standing | None:
        row = await self._rows.find_one({"_id": incident}, _STANDING)
        return _standing(row) if row else None

    async def find_standings(self, incidents: set[str]) -> dict[str, Standing]:
        if not incidents:
            return {}
        rows = self._rows.find({"_id": {"$in": sorted(incidents)}}, _STANDING)
        return {row["_id"]: _standing(row) async for row in rows}

    async def complete(self, event: AlertEvent) -> AlertEvent:
        """The event with what was left to its incident; as it is where the incident is gone, and nobody is told."""
        row = await self._rows.find_one({"_id": event.incident}, {"events": 0})
        if row is None:
            return event
        incident = replace(decode_incident(row), revision=event.revision)
        return event_of(incident, event.change, event.why, at=event.at, service_date=event.service_date)

    async def pull(self, event: AlertEvent) -> None:
        await self._rows.update_one({"_id": event.incident}, {"$pull": {"events": {"id": event.event_id}}})


def _standing(row: Row) -> Standing:
    return Standing(
        revision=row["revision"],
        state=IncidentState(row["state"]),
        alert_class=AlertClass(row["alert_class"]),
        zone=row["zone"],
        periods=_periods([each["active_periods"] for each in row.get("members") or [row["alert"]]]),
        direction_ids=tuple(row.get("direction_ids", ())),
        headings=tuple(row.get("headings", ())),
        is_halted=row.get("halted_at") is not None,
    )


def _periods(of_entities: Sequence[Sequence[Row]]) -> tuple[TimeRange, ...]:
    """Every period that any entity names; the spec: an alert without one is active while it is in the feed."""
    if not all(of_entities):
        return ()
    found = (TimeRange(each["start"], each["end"]) for periods in of_entities for each in periods)
    return tuple(dict.fromkeys(found))
