"""A text on its way to one rider, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from models.composing import Notice, compose
from models.delivery import Kind, Slot, delivery_id
from models.event import AlertEvent
from models.rider import Rider
from models.segments import count_segments
from models.station import is_of
from models.wording import Wording


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One text to one rider; `attempt` counts its claims, `useful_until` is when it is no longer worth sending.

    `targets` are what it is about, as the rider subscribed to it.
    """

    delivery: str
    subscriber: str
    incident: str
    revision: int
    occasion: str
    slot: Slot
    kind: Kind
    body: str
    segments: int
    useful_until: datetime
    targets: tuple[str, ...] = ()
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class Accepted:
    """The provider has the text, under this message SID."""

    sid: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The provider refused the text for good."""

    code: int


@dataclass(frozen=True, slots=True)
class NotProcessed:
    """The provider surely did not take the text: it may be posted again."""

    reason: str


@dataclass(frozen=True, slots=True)
class OutcomeUnknown:
    """The text was posted, perhaps: it is never sent again before the provider was asked."""

    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """The text was not posted, and shall not be."""

    reason: str


Outcome = Accepted | Refused | NotProcessed | OutcomeUnknown | Withheld


def text_for(
    rider: Rider,
    event: AlertEvent,
    kind: Kind,
    targets: tuple[str, ...],
    *,
    wording: Wording,
    useful_until: datetime,
) -> OutboundMessage:
    """The text that tells `rider`, who is concerned by `targets`, about `event`, in the `wording` of their language."""
    body = compose(
        Notice(
            kind=kind,
            alert=event.alert,
            routes=tuple(route for route in event.routes if route.target in targets),
            agency=event.agency,
            zone=event.zone,
            why=event.why,
            at=event.at,
            wording=wording,
            station=next((each for each in event.stations if is_of(each, targets)), None),
        )
    )
    slot = Slot.CLEAR if kind is Kind.CLEAR else Slot.NOTICE
    occasion = event.service_date.isoformat() if event.service_date else str(event.revision)
    return OutboundMessage(
        delivery=delivery_id(incident=event.incident, occasion=occasion, slot=slot, subscriber=rider.id),
        subscriber=rider.id,
        incident=event.incident,
        revision=event.revision,
        occasion=occasion,
        slot=slot,
        kind=kind,
        body=body,
        segments=count_segments(body),
        useful_until=useful_until,
        targets=targets,
    )
