"""A text on its way to one rider, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.delivery import Kind, Slot, occasion_name
from models.incident import AlertClass
from models.priority import Priority, priority_of

QUEUE_FULL = "queue-full"  # why the provider takes no more texts of our sender for a while


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """One text to one rider; `attempt` counts its claims, `useful_until` is when it is no longer worth sending.

    `targets` are what it is about, as the rider subscribed to it before `event_at`. One with `not_before` is held until
    then, and `was_held` says that it has been. One that `goes_once_more` counted as told before its message was lost.
    `alert_class` is that of its incident at the last look, and `begins_in` how far ahead planned work was then.
    One that `carries` others says what they say, too; `alone` is what it says without them. `trace` is the span in
    which it was claimed, where spans are made.
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
    event_at: datetime | None = None
    not_before: datetime | None = None
    alert_class: AlertClass = AlertClass.URGENT
    begins_in: timedelta | None = None
    was_held: bool = False
    goes_once_more: bool = False
    trace: str | None = None
    carries: tuple["OutboundMessage", ...] = ()
    alone: str = ""

    @property
    def priority(self) -> Priority:
        return priority_of(self.kind, self.alert_class)

    @property
    def about(self) -> str:
        return occasion_name(self.incident, self.revision, self.occasion)


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
    """The provider surely did not take the text: it may be posted again, after `retry_after_s` where it names a time.

    With `is_throttled` it works, and wants fewer at once.
    """

    reason: str
    retry_after_s: float | None = None
    is_throttled: bool = False


@dataclass(frozen=True, slots=True)
class OursToMend:
    """The provider refuses our account or sender, whatever the text: it stays owed until somebody has mended that."""

    code: int


@dataclass(frozen=True, slots=True)
class OutcomeUnknown:
    """The text was posted, perhaps: it is never sent again before the provider was asked."""

    reason: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """The text was not posted, and shall not be."""

    reason: str


@dataclass(frozen=True, slots=True)
class Parted:
    """The text was not posted: what it carries does not all hold any more. Each goes its own way now."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What a rider is to be told: how it reads, what it is for as they subscribed to it, and by what it names itself.

    Without `named` it names what it is for. Where it cannot go out now, it is held until `not_before`.
    """

    kind: Kind
    targets: tuple[str, ...]
    useful_until: datetime
    named: tuple[str, ...] = ()
    not_before: datetime | None = None


Outcome = Accepted | Refused | NotProcessed | OursToMend | OutcomeUnknown | Withheld
