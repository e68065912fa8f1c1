"""A synthetic alert that goes the whole way to a staff phone, and to nobody else."""

from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum

from models.alert import Alert, Translation
from models.delivery import DeliveryState
from models.event import AlertEvent, Change, event_of
from models.incident import AlertClass, Incident, Why
from models.rider import Rider, RiderStatus, Subscription
from models.target import agency_target

FEED = "-probe"  # no feed of feeds.toml: no poller, no STATUS and no subscription of a rider's meets it
_TARGET = agency_target(FEED)
_SUBSCRIPTION = Subscription(_TARGET, "probe", datetime.min.replace(tzinfo=UTC))
# The phone's own wishes; any other reason to skip a probe keeps riders' texts back, too.
_WISHES = frozenset({"stopped", "paused", "rider-gone", "muted"})


class Result(StrEnum):
    """What a probe came to."""

    DELIVERED = "delivered"
    WITHHELD = "withheld"  # the staff phone wants no texts now
    MISSED = "missed"


def probe_of(sender: str, *, now: datetime) -> Incident:
    """The incident of the sender's next probe."""
    name = f"{_prefix(sender)}{int(now.timestamp())}"
    said = f"Probe of Headway, {now:%H:%M:%S} UTC: no reply is needed."
    return Incident(
        id=name,
        feed=FEED,
        fingerprint=name,
        alert=Alert(name, header_text=(Translation(said, "en"),)),
        alert_class=AlertClass.URGENT,
        agency="Headway",
        zone="UTC",
        routes=(),
        targets=(_TARGET,),
        revision=1,
        opened_at=now,
        changed_at=now,
        why=Why("probe"),
    )


def event_of_probe(incident: Incident) -> AlertEvent:
    return event_of(incident, Change.OPENED, incident.why, at=incident.opened_at)


def is_probe(event: AlertEvent) -> bool:
    return event.feed == FEED


def is_probe_of(sender: str, event: AlertEvent) -> bool:
    """Whether it tries that sender; every event is stored for all of them."""
    return is_probe(event) and event.incident.startswith(_prefix(sender))


def _prefix(sender: str) -> str:
    return f"{FEED}/{sender}/"


def with_probe(rider: Rider) -> Rider:
    """The staff phone's rider, as who subscribes to probes; nothing of it is stored."""
    return replace(rider, subscriptions=(*rider.subscriptions, _SUBSCRIPTION))


def may_be_probed(rider: Rider | None, now: datetime) -> bool:
    """Whether the phone has texted the sender, and has not stopped or paused its texts."""
    if rider is None or rider.status is not RiderStatus.ACTIVE:
        return False
    return rider.paused_until is None or rider.paused_until <= now


def result_of(state: DeliveryState | None, reason: str | None = None) -> Result | None:
    """What the state of the probe's text says, and the `reason` of a skip; None while it says nothing yet."""
    match state:
        case DeliveryState.DELIVERED:
            return Result.DELIVERED
        case DeliveryState.HELD:
            return Result.WITHHELD
        case DeliveryState.SKIPPED:
            return Result.WITHHELD if reason in _WISHES else Result.MISSED
        case _:
            return None
