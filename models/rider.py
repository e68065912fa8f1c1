"""A rider: a phone that may be texted, and what it wants to hear about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

RECENT = 20  # answers kept, so that a repeated webhook finds its own


class RiderStatus(StrEnum):
    """Whether we may text: opt-out is at the carrier's level and ends everything."""

    ACTIVE = "active"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Subscription:
    """One thing a rider wants to hear about; only events at or after `active_since` concern it."""

    target: str
    label: str
    active_since: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """An alert that a reply showed, so that it counts as told (see `Delivery`)."""

    incident: str
    revision: int
    delivery: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What one inbound message was answered with; None is silence (Twilio has answered itself)."""

    sid: str
    reply: str | None
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Rider:
    """One phone at one sender; `id` is opaque, `version` rises with every inbound message that was applied."""

    id: str
    phone: str
    sender: str
    status: RiderStatus = RiderStatus.ACTIVE
    language: str = "en"
    subscriptions: tuple[Subscription, ...] = ()
    recent: tuple[Answer, ...] = ()
    version: int = 0
    changed_at: datetime | None = field(default=None, compare=False)

    def answer_to(self, sid: str) -> Answer | None:
        """The answer already given to that message, if it is among the latest."""
        return next((answer for answer in self.recent if answer.sid == sid), None)


_RIDER: TypeAdapter[Rider] = TypeAdapter(Rider)


def decode_rider(document: Mapping[str, Any]) -> Rider:
    """The value held by a document of the `subscribers` collection."""
    return _RIDER.validate_python({**document, "id": document["_id"]})


def encode_rider(rider: Rider) -> dict[str, Any]:
    """The rider's document; `changed_at` is left to the database's clock."""
    fields = _RIDER.dump_python(rider)
    fields["_id"] = fields.pop("id")
    fields["status"] = rider.status.value
    del fields["changed_at"]
    return dict(fields)
