"""An incident as the pipeline writes it, and its event as the pipeline publishes it."""

import secrets
from dataclasses import dataclass

from benchmarks.suite.riders import KING
from models.alert import Alert, EntitySelector, Translation
from models.documents.incident import IncidentDocument
from models.event import TOPIC, AlertEvent, Change, encode_event, event_of
from models.incident import AlertClass, Incident, Why, encode_incident
from models.route import Route
from runtime.database_clock import DatabaseClock
from runtime.kafka_producer import Producer
from runtime.mongo import Database, collection_of

HEADER = "No service between Broadview Station and Parliament St due to a collision."
DESCRIPTION = "Shuttle buses are running. Expect delays of up to 20 minutes in both directions."


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Where alerts are made known."""

    database: Database
    producer: Producer

    async def open_incident(self, route: Route = KING) -> AlertEvent:
        """A new alert on that route, in the database; the event that tells of it."""
        clock = DatabaseClock(self.database)
        await clock.refresh()
        alert = Alert(
            "80001",
            header_text=(Translation(HEADER, "en"),),
            description_text=(Translation(DESCRIPTION, "en"),),
            effect="NO_SERVICE",
            informed_entities=(EntitySelector(route_id=route.route_id),),
        )
        name = secrets.token_hex(6)
        incident = Incident(
            id=f"ttc/{name}/1",
            feed="ttc",
            fingerprint=name,
            alert=alert,
            alert_class=AlertClass.URGENT,
            agency="TTC",
            zone="America/Toronto",
            routes=(route,),
            targets=(route.target,),
            opened_at=clock.now(),
            changed_at=clock.now(),
            revision=1,
            why=Why("new"),
        )
        event = event_of(incident, Change.OPENED, incident.why, at=clock.now())
        outbox = [{"id": event.event_id, "change": event.change.value, "revision": 1}]
        await collection_of(IncidentDocument).insert_one({**encode_incident(incident), "events": outbox})
        return event

    async def publish(self, event: AlertEvent) -> None:
        await self.producer.send(TOPIC, key=event.incident, value=encode_event(event))
