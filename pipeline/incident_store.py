"""Incidents in MongoDB: read when a poller begins, written by conditional updates that fence off a stale one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from pymongo import DESCENDING, UpdateOne
from pymongo.errors import BulkWriteError

from models.documents.incident import IncidentDocument
from models.event import AlertEvent, event_id, event_of
from models.incident import Incident, IncidentState, decode_incident, encode_incident
from pipeline.deciding.outcome import Occurrence, Outcome
from runtime.lease import LeaseLostError
from runtime.mongo import Collection, Row, collection_of

DUPLICATE_KEY = 11000
AT_ONCE = 200  # in one bulk: encoding thousands at a time would hold up every other feed's poll


class IncidentStore:
    """The incidents of one feed."""

    def __init__(self, feed: str) -> None:
        self._feed = feed
        self._incidents: Collection = collection_of(IncidentDocument)

    async def load(self, *, closed_s: float, now: datetime) -> dict[str, Incident]:
        """The open incidents, and those closed in the last `closed_s`, by id."""
        closed = {"feed": self._feed, "closed_at": {"$gte": now - timedelta(seconds=closed_s)}}
        found = await self._find(closed | {"state": IncidentState.CLOSED.value}, "just_closed")
        found += await self._find({"feed": self._feed, "state": IncidentState.OPEN.value}, "one_open")
        return {incident.id: incident for incident in found}

    async def last_poll(self) -> int:
        """The highest number of a good poll that an incident still stored names: numbers are never used twice."""
        cursor = self._incidents.find({"feed": self._feed}, {"missing_from_poll": 1})
        numbers = [(row["_id"].rpartition("/")[2], row.get("missing_from_poll") or 0) async for row in cursor]
        return max((max(int(opened), missing) for opened, missing in numbers if opened.isdecimal()), default=0)

    async def write(self, outcomes: Sequence[Outcome], *, epoch: int) -> list[AlertEvent]:
        """Write what a poll decided in bulk; returns its events, timed by the database's clock.

        Raises:
            LeaseLostError: somebody newer has written one of them.
        """
        events: list[AlertEvent] = []
        for start in range(0, len(outcomes), AT_ONCE):
            chunk = outcomes[start : start + AT_ONCE]
            current = [replace(outcome, incident=replace(outcome.incident, epoch=epoch)) for outcome in chunk]
            await self._write(current)
            events += await self._events(current)
        return events

    async def _write(self, outcomes: Sequence[Outcome]) -> None:
        try:
            result = await self._incidents.bulk_write([_update(outcome) for outcome in outcomes], ordered=False)
        except BulkWriteError as error:
            codes = {each["code"] for each in error.details["writeErrors"]}
            if codes == {DUPLICATE_KEY}:
                raise LeaseLostError(f"{self._feed}: somebody else has opened an incident") from error
            raise
        if result.matched_count + result.upserted_count != len(outcomes):
            raise LeaseLostError(f"{self._feed}: somebody newer has written an incident")

    async def _events(self, outcomes: Sequence[Outcome]) -> list[AlertEvent]:
        ids = [outcome.incident.id for outcome in outcomes if outcome.occurrences]
        if not ids:
            return []
        cursor = self._incidents.find({"_id": {"$in": ids}}, {"events.id": 1, "events.at": 1})
        times = {event["id"]: event["at"] async for row in cursor for event in row["events"]}
        # One that is missing here was taken over already: a relay was faster.
        return [
            event_of(outcome.incident, each.change, each.why, at=times[name], service_date=each.service_date)
            for outcome in outcomes
            for each in outcome.occurrences
            if (name := _event_id(outcome.incident, each)) in times
        ]

    async def _find(self, query: Row, index: str) -> list[Incident]:
        # Without the hint MongoDB may walk along `_id`, through all that were closed in a week.
        cursor = self._incidents.find(query, {"events": 0}, sort=[("_id", DESCENDING)], hint=index)
        return [decode_incident(row) async for row in cursor]


def _update(outcome: Outcome) -> UpdateOne:
    incident = outcome.incident
    fields = encode_incident(incident)
    name = fields.pop("_id")
    # Agencies' texts may begin with "$", which an aggregation pipeline would read as a field.
    changes: dict[str, Any] = {key: {"$literal": value} for key, value in fields.items()}
    events = [_event(incident, each) for each in outcome.occurrences]
    changes["events"] = {"$concatArrays": [{"$ifNull": ["$events", []]}, events]}
    if outcome.is_new:
        return UpdateOne({"_id": name, "version": {"$exists": False}}, [{"$set": changes}], upsert=True)
    query = {"_id": name, "version": incident.version - 1, "epoch": {"$lte": incident.epoch}}
    return UpdateOne(query, [{"$set": changes}])


def _event(incident: Incident, occurrence: Occurrence) -> Row:
    service_date = occurrence.service_date.isoformat() if occurrence.service_date else None
    return {
        "id": {"$literal": _event_id(incident, occurrence)},
        "change": {"$literal": occurrence.change.value},
        "revision": {"$literal": incident.revision},
        "why": {"$literal": {"rule": occurrence.why.rule, "evidence": occurrence.why.evidence}},
        "service_date": {"$literal": service_date},
        "at": "$$NOW",
        "publishes": {"$literal": 1},
        "published_at": "$$NOW",
    }


def _event_id(incident: Incident, occurrence: Occurrence) -> str:
    return event_id(incident.id, incident.revision, occurrence.change, occurrence.service_date)
