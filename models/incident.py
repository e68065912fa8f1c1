"""What riders would call one event: it keeps its identity while the feed's entities come and go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from models.alert import Alert
from models.route import Route
from models.station import Device, Station
from models.told import NOTHING, Facts


class IncidentState(StrEnum):
    """Whether the incident is still going on, as far as the feed tells."""

    OPEN = "open"
    CLOSED = "closed"


class AlertClass(StrEnum):
    """How much an alert matters to a rider, which decides whether, when and in which order texts go out."""

    URGENT = "urgent"
    PLANNED = "planned"
    ACCESS = "access"
    INFO = "info"


# Riders are texted as soon as it is known; planned work has its reminder, and information waits for a question.
UNSOLICITED = frozenset({AlertClass.URGENT, AlertClass.ACCESS})


# Why an incident that was closed goes on: one that riders were texted about, and one that they never were.
REOPENED, RELISTED = "reopened", "relisted"


@dataclass(frozen=True, slots=True)
class Why:
    """The rule that decided, and what it saw."""

    rule: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """A change that waits for the operator: it would text `riders` riders at once."""

    riders: int
    since: datetime
    why: Why


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident's state; what its pollers write, without the outbox.

    `revision` rises with every event but a reminder, `version` with every write of a poller; `epoch` is the lease
    under which it was written last. `alert` is what riders are told: the first of `members` (the feed's entities,
    kept only where there are several) with the selectors of all. `targets` are whom it concerns. `judged` is why it
    has its class. `missing_since` and `missing_from_poll` say since when a good poll has not listed it. `told` is
    what its last event said, `is_announced` whether one of its events was worth an unsolicited text. `updated_at`
    and the counters of `counted_day` (the agency's) pace its updates, `pending_until` is when a change that
    came too soon is looked at again, and `reminded` the service dates announced at this revision.
    """

    id: str
    feed: str
    fingerprint: str
    alert: Alert
    alert_class: AlertClass
    agency: str
    zone: str
    routes: tuple[Route, ...]
    opened_at: datetime
    changed_at: datetime
    stations: tuple[Station, ...] = ()
    targets: tuple[str, ...] = ()
    device: Device | None = None
    direction_ids: tuple[int, ...] = ()
    headings: tuple[str, ...] = ()
    members: tuple[Alert, ...] = ()
    judged: Why = Why("unknown")
    state: IncidentState = IncidentState.OPEN
    revision: int = 0
    version: int = 0
    epoch: int = 0
    missing_since: datetime | None = None
    missing_from_poll: int | None = None
    closed_at: datetime | None = None
    why: Why = Why("baseline")
    told: Facts = NOTHING
    is_announced: bool = False
    updated_at: datetime | None = None
    counted_day: date | None = None
    updates_today: int = 0
    events_today: int = 0
    pending_until: datetime | None = None
    reminded: tuple[date, ...] = ()
    hold: Hold | None = None

    @property
    def is_open(self) -> bool:
        return self.state is IncidentState.OPEN

    @property
    def is_urgent(self) -> bool:
        return self.alert_class is AlertClass.URGENT

    @property
    def entities(self) -> tuple[Alert, ...]:
        """The feed's entities that tell of it, as last seen."""
        return self.members or (self.alert,)


def incident_id(feed: str, fingerprint: str, poll: int) -> str:
    """Named after the good poll that opened it: a stale poller's copy collides instead of opening it twice."""
    return f"{feed}/{fingerprint}/{poll}"


_INCIDENT: TypeAdapter[Incident] = TypeAdapter(Incident)


def decode_incident(document: Mapping[str, Any]) -> Incident:
    """The value held by a document of the `incidents` collection."""
    return _INCIDENT.validate_python({**document, "id": document["_id"]})


def encode_incident(incident: Incident) -> dict[str, Any]:
    """The fields of the incident's document, `_id` included; dates as ISO text, which MongoDB has no type for."""
    fields = _INCIDENT.dump_python(incident)
    fields["_id"] = fields.pop("id")
    fields["state"] = incident.state.value
    fields["alert_class"] = incident.alert_class.value
    fields["device"] = incident.device.value if incident.device else None
    fields["stations"] = [{**each, "kind": each["kind"].value} for each in fields["stations"]]
    fields["counted_day"] = incident.counted_day.isoformat() if incident.counted_day else None
    fields["reminded"] = [each.isoformat() for each in incident.reminded]
    return dict(fields)
