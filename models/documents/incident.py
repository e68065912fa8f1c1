"""An incident's document, its own outbox: the events that the notifier has not yet taken over."""

from datetime import date, datetime
from typing import Any, ClassVar

from pydantic import Field
from pymongo import ASCENDING, IndexModel

from models.alert import Alert
from models.documents.keyed import KeyedDocument
from models.incident import AlertClass, Hold, IncidentState, Why
from models.route import Route
from models.station import Device, Station
from models.told import NOTHING, Facts

KEPT_AFTER_CLOSING_S = 7 * 24 * 3600


class IncidentDocument(KeyedDocument):
    """See `models.incident.Incident` for the fields; `events` is the outbox, which only the notifier empties.

    `halted_at` is the operator's word that nothing more is told of it; no poller writes it.
    """

    feed: str
    fingerprint: str
    alert: Alert
    alert_class: AlertClass
    agency: str
    zone: str
    routes: list[Route]
    stations: list[Station] = Field(default_factory=list)
    targets: list[str]
    device: Device | None = None
    direction_ids: list[int] = Field(default_factory=list)
    headings: list[str] = Field(default_factory=list)
    members: list[Alert] = Field(default_factory=list)
    judged: Why = Why("unknown")
    told: Facts = NOTHING
    is_announced: bool = False
    updated_at: datetime | None = None
    counted_day: date | None = None
    updates_today: int = 0
    events_today: int = 0
    pending_until: datetime | None = None
    reminded: list[date] = Field(default_factory=list)
    hold: Hold | None = None
    state: IncidentState
    opened_at: datetime
    changed_at: datetime
    closed_at: datetime | None = None
    missing_since: datetime | None = None
    missing_from_poll: int | None = None
    why: Why
    revision: int
    version: int
    epoch: int
    halted_at: datetime | None = None
    events: list[dict[str, Any]] = Field(default_factory=list)

    class Settings:
        name = "incidents"
        indexes: ClassVar[list[IndexModel]] = [
            # A stale poller's insert collides instead of opening the incident twice.
            IndexModel(
                [("feed", ASCENDING), ("fingerprint", ASCENDING)],
                name="one_open",
                unique=True,
                partialFilterExpression={"state": "open"},
            ),
            IndexModel([("feed", ASCENDING)], name="outbox", partialFilterExpression={"events.0": {"$exists": True}}),
            IndexModel([("targets", ASCENDING), ("state", ASCENDING)], name="current"),
            IndexModel([("feed", ASCENDING), ("closed_at", ASCENDING)], name="just_closed"),
            IndexModel([("closed_at", ASCENDING)], expireAfterSeconds=KEPT_AFTER_CLOSING_S),
        ]
