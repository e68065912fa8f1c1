"""What crosses Kafka: one change of one incident."""

from dataclasses import replace
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from models.alert import Alert
from models.incident import AlertClass, Incident, Why
from models.route import Route

TOPIC = "transit.alerts.v1"
DEAD_LETTER_TOPIC = "transit.alerts.v1.dead-letter"
MOST_BYTES = 500_000  # half of what brokers and clients take by themselves


class Change(StrEnum):
    """What happened to the incident."""

    OPENED = "opened"
    UPDATED = "updated"
    UPCOMING = "upcoming"
    CLEARED = "cleared"


class UndecodableEventError(Exception):
    """A record is not an AlertEvent of a schema version known here."""


class AlertEvent(BaseModel):
    """One change of one incident, with all that is needed to tell riders about it.

    `at` is the database's clock (UTC) in the update that raised `revision`; `routes` are resolved, in the feed's order.
    With `selectors_by_reference` the event would be too large: its incident holds the whole alert and the routes.
    """

    model_config = ConfigDict(frozen=True)

    schema_version: Literal[1] = 1
    event_id: str
    feed: str
    incident: str
    revision: int
    change: Change
    at: AwareDatetime
    alert_class: AlertClass
    agency: str
    zone: str
    routes: tuple[Route, ...]
    alert: Alert
    why: Why
    selectors_by_reference: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(route.target for route in self.routes)


def event_id(incident: str, revision: int, change: Change) -> str:
    return f"{incident}/{revision}/{change}"


def event_of(incident: Incident, change: Change, *, at: AwareDatetime) -> AlertEvent:
    """The event that says `incident` has just reached its present revision by `change`."""
    return AlertEvent(
        event_id=event_id(incident.id, incident.revision, change),
        feed=incident.feed,
        incident=incident.id,
        revision=incident.revision,
        change=change,
        at=at,
        alert_class=incident.alert_class,
        agency=incident.agency,
        zone=incident.zone,
        routes=incident.routes,
        alert=incident.alert,
        why=incident.why,
    )


def encode_event(event: AlertEvent, *, most_bytes: int = MOST_BYTES) -> bytes:
    """The record's value; beyond `most_bytes`, what the incident holds as well is left out, the texts last."""
    for candidate in (event, _without_selectors(event)):
        record = candidate.model_dump_json().encode()
        if len(record) <= most_bytes:
            return record
    return _without_alert(event).model_dump_json().encode()


def decode_event(record: bytes) -> AlertEvent:
    """The event in a record's value.

    Raises:
        UndecodableEventError: the bytes are no AlertEvent; no later attempt will succeed.
    """
    try:
        return AlertEvent.model_validate_json(record)
    except ValidationError as error:
        raise UndecodableEventError(_first_problem(error)) from error


def _without_selectors(event: AlertEvent) -> AlertEvent:
    alert = replace(event.alert, informed_entities=())
    return event.model_copy(update={"alert": alert, "routes": (), "selectors_by_reference": True})


def _without_alert(event: AlertEvent) -> AlertEvent:
    return _without_selectors(event).model_copy(update={"alert": Alert(event.alert.entity_id)})


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(each) for each in first["loc"])
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return (f"{place}: " if place else "") + first["msg"] + more
