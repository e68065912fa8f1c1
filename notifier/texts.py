"""A text on its way to one rider, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from models.composing import Notice, compose
from models.delivery import Kind, Slot, delivery_id
from models.event import AlertEvent
from models.rider import Rider
from models.route import Route
from models.segments import count_segments


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One text to one rider; `attempt` counts its claims, `useful_until` is when it is no longer worth sending.

    `targets` are the routes that it is about.
    """

    delivery: str
    subscriber: str
    incident: str
    revision: int
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
    rider: Rider, event: AlertEvent, kind: Kind, routes: tuple[Route, ...], *, useful_until: datetime
) -> OutboundMessage:
    """The text that tells `rider` about `event`."""
    notice = Notice(kind, event.alert, routes, event.agency, event.zone, event.why, event.at, rider.language)
    body = compose(notice)
    slot = Slot.CLEAR if kind is Kind.CLEAR else Slot.NOTICE
    name = delivery_id(incident=event.incident, occasion=str(event.revision), slot=slot, subscriber=rider.id)
    return OutboundMessage(
        delivery=name,
        subscriber=rider.id,
        incident=event.incident,
        revision=event.revision,
        slot=slot,
        kind=kind,
        body=body,
        segments=count_segments(body),
        useful_until=useful_until,
        targets=tuple(route.target for route in routes),
    )
