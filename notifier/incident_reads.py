"""What the notifier reads of incidents, and the one thing it writes there: events it has taken over."""

from dataclasses import replace

from models.documents.incident import IncidentDocument
from models.event import AlertEvent, event_of
from models.incident import IncidentState, decode_incident
from notifier.last_look import Standing
from runtime.mongo import collection_of


class MongoIncidents:
    """The `incidents` collection."""

    def __init__(self) -> None:
        self._rows = collection_of(IncidentDocument)

    async def find_revision(self, incident: str) -> int | None:
        standing = await self.find_standing(incident)
        return standing.revision if standing else None

    async def find_standing(self, incident: str) -> Standing | None:
        row = await self._rows.find_one({"_id": incident}, {"revision": 1, "state": 1})
        return Standing(row["revision"], IncidentState(row["state"])) if row else None

    async def find_standings(self, incidents: set[str]) -> dict[str, Standing]:
        rows = self._rows.find({"_id": {"$in": sorted(incidents)}}, {"revision": 1, "state": 1})
        return {row["_id"]: Standing(row["revision"], IncidentState(row["state"])) async for row in rows}

    async def complete(self, event: AlertEvent) -> AlertEvent:
        """The event with what was left to its incident; as it is where the incident is gone, and nobody is told."""
        row = await self._rows.find_one({"_id": event.incident}, {"events": 0})
        if row is None:
            return event
        incident = replace(decode_incident(row), revision=event.revision)
        return event_of(incident, event.change, event.why, at=event.at, service_date=event.service_date)

    async def pull(self, event: AlertEvent) -> None:
        await self._rows.update_one({"_id": event.incident}, {"$pull": {"events": {"id": event.event_id}}})
