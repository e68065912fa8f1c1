"""What is written down about a claimed text when something has become of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from models.delivery import DeliveryState
from models.segments import count_segments
from notifier.deciding.last_look import HoldUntil
from notifier.deciding.texts import (
    Accepted,
    NotProcessed,
    OursToMend,
    OutboundMessage,
    Outcome,
    OutcomeUnknown,
    Parted,
    Refused,
    Withheld,
)

Fact = str | int | datetime | Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Settlement:
    """The state that one attempt of a delivery moves to, and the facts that are kept with it.

    What a carrier carries has to be moved after it.
    """

    delivery: str
    attempt: int
    state: DeliveryState
    facts: Mapping[str, Fact] = field(default_factory=dict)
    is_carrier: bool = False


@dataclass(frozen=True, slots=True)
class Waits:
    """How long what was not processed, and what has no outcome, is left alone; the provider may ask for `longest`."""

    retry_after: timedelta
    settle_after: timedelta
    longest: timedelta = timedelta(minutes=5)


def settled(text: OutboundMessage, outcome: Outcome | HoldUntil | Parted, *, waits: Waits, now: datetime) -> Settlement:
    """Where an outcome leaves the text."""
    facts: dict[str, Fact]
    match outcome:
        case Accepted(sid):
            state, facts = DeliveryState.ACCEPTED, {"sid": sid}
        case Refused(code):
            state, facts = DeliveryState.FAILED, {"error_code": code}
        case NotProcessed(reason, retry_after_s):
            asked = timedelta(seconds=min(retry_after_s or 0, waits.longest.total_seconds()))
            wait = max(waits.retry_after, asked)
            state, facts = DeliveryState.RETRY, {"reason": reason, "not_before": now + wait}
        case OursToMend(code):
            facts = {"reason": f"ours-to-mend-{code}", "not_before": now + waits.retry_after}
            state = DeliveryState.RETRY
        case OutcomeUnknown(reason):
            state, facts = DeliveryState.UNKNOWN, {"reason": reason, "not_before": now + waits.settle_after}
        case Withheld(reason):
            state, facts = DeliveryState.SKIPPED, {"reason": reason}
        case Parted():
            state, facts = DeliveryState.HELD, parted(text, now)
        case HoldUntil(not_before, useful_until):
            state, facts = DeliveryState.HELD, {"not_before": not_before, "useful_until": useful_until}
    return Settlement(text.delivery, text.attempt, state, facts, is_carrier=bool(text.alone))


def parted(text: OutboundMessage, now: datetime) -> dict[str, Fact]:
    """What a carrier is kept with when it goes on alone."""
    body = text.alone
    return {"not_before": now, "carries": [], "alone": None, "body": body, "segments": count_segments(body)}
