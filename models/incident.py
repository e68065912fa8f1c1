"""What riders would call one event: it keeps its identity while the feed's entities come and go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from models.alert import Alert
from models.route import Route


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


@dataclass(frozen=True, slots=True)
class Why:
    """The rule that decided, and what it saw."""

    rule: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident's state; what its pollers write, without the outbox.

    `revision` rises with every event, `version` with every write of a poller; `epoch` is the lease under which
    it was written last. `missing_since` and `missing_from_poll` say since when a good poll has not listed it.
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
    state: IncidentState = IncidentState.OPEN
    revision: int = 0
    version: int = 0
    epoch: int = 0
    missing_since: datetime | None = None
    missing_from_poll: int | None = None
    closed_at: datetime | None = None
    why: Why = Why("baseline")

    @property
    def is_open(self) -> bool:
        return self.state is IncidentState.OPEN

    @property
    def targets(self) -> tuple[str, ...]:
        return tuple(route.target for route in self.routes)


def incident_id(feed: str, fingerprint: str, poll: int) -> str:
    """Named after the good poll that opened it: a stale poller's copy collides instead of opening it twice."""
    return f"{feed}/{fingerprint}/{poll}"


_INCIDENT: TypeAdapter[Incident] = TypeAdapter(Incident)


def decode_incident(document: Mapping[str, Any]) -> Incident:
    """The value held by a document of the `incidents` collection."""
    return _INCIDENT.validate_python({**document, "id": document["_id"]})


def encode_incident(incident: Incident) -> dict[str, Any]:
    """The fields of the incident's document, `_id` and `targets` (which is indexed) included."""
    fields = _INCIDENT.dump_python(incident)
    fields["_id"] = fields.pop("id")
    fields["state"] = incident.state.value
    fields["alert_class"] = incident.alert_class.value
    fields["targets"] = list(incident.targets)
    return dict(fields)
