"""What crosses Kafka: one change of one incident."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError, model_validator

from models.alert import Alert
from models.incident import AlertClass, Incident, Why
from models.route import Route
from models.station import Device, Station
from models.time_range import TimeRange
from models.timetable import periods_of

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

    `at` is the database's clock (UTC) in the update that raised `revision`; `routes` and `stations` are resolved, in
    the feed's order; `targets` are whom it concerns, as subscriptions name them. `direction_ids` and `headings` are
    empty for every direction. An `upcoming` event is about the periods that begin on `service_date` (in `zone`): its
    alert has no others. With `selectors_by_reference` the event would be too large: its incident holds the rest.
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
    stations: tuple[Station, ...] = ()
    targets: tuple[str, ...] = ()
    device: Device | None = None
    direction_ids: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    service_date: date | None = None
    alert: Alert
    why: Why
    selectors_by_reference: bool = False

    @model_validator(mode="before")
    @classmethod
    def _name_targets(cls, data: Any) -> Any:
        # Events of an older pipeline concern the riders of their routes.
        if isinstance(data, dict) and "targets" not in data and isinstance(data.get("routes"), list):
            return data | {"targets": [each["target"] for each in data["routes"] if "target" in each]}
        return data


def event_id(incident: str, revision: int, change: Change, service_date: date | None = None) -> str:
    name = f"{incident}/{revision}/{change}"
    return name if service_date is None else f"{name}/{service_date.isoformat()}"


def event_of(
    incident: Incident, change: Change, why: Why, *, at: AwareDatetime, service_date: date | None = None
) -> AlertEvent:
    """The event that says what has happened to `incident` at its present revision, and why it is told."""
    alert = incident.alert
    if service_date is not None:
        alert = replace(alert, active_periods=periods_of(_periods(incident), service_date, incident.zone))
    return AlertEvent(
        event_id=event_id(incident.id, incident.revision, change, service_date),
        feed=incident.feed,
        incident=incident.id,
        revision=incident.revision,
        change=change,
        at=at,
        alert_class=incident.alert_class,
        agency=incident.agency,
        zone=incident.zone,
        routes=incident.routes,
        stations=incident.stations,
        targets=incident.targets,
        device=incident.device,
        direction_ids=incident.direction_ids,
        headings=incident.headings,
        service_date=service_date,
        alert=alert,
        why=why,
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
    left_out = {"routes": (), "stations": (), "targets": ()}
    return event.model_copy(update={"alert": alert, **left_out, "selectors_by_reference": True})


def _without_alert(event: AlertEvent) -> AlertEvent:
    return _without_selectors(event).model_copy(update={"alert": Alert(event.alert.entity_id)})


def _periods(incident: Incident) -> Sequence[TimeRange]:
    """Every period that any of its entities names."""
    return list(dict.fromkeys(period for each in incident.entities for period in each.active_periods))


def _first_problem(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(each) for each in first["loc"])
    more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
    return (f"{place}: " if place else "") + first["msg"] + more
