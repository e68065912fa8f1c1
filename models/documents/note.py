"""A text outside incidents, as the bot or the pipeline asks the notifier to send it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from models.delivery import NO_INCIDENT, Channel, DeliveryState, Kind, Slot, delivery_id
from models.documents.delivery import KEPT_S
from models.priority import Priority
from models.segments import count_segments

# Held texts go in the order of their times: what somebody waits for goes before any alert.
FIRST_OF_ALL = datetime(1970, 1, 1, tzinfo=UTC)


def note_row(
    *,
    sender: str,
    subscriber: str,
    slot: Slot,
    occasion: str,
    body: str,
    now: datetime,
    useful_until: datetime,
    not_before: datetime = FIRST_OF_ALL,
    targets: Sequence[str] = (),
) -> dict[str, Any]:
    """The row of a text to be sent; inserting it again is refused as a duplicate key.

    `occasion` is the MessageSid that it answers, or the import and the target that it is about.
    With `targets` it is for who subscribes to one of them.
    """
    return {
        "_id": delivery_id(incident=NO_INCIDENT, occasion=occasion, slot=slot, subscriber=subscriber),
        "sender": sender,
        "incident": NO_INCIDENT,
        "subscriber": subscriber,
        "occasion": occasion,
        "slot": slot.value,
        "kind": Kind.NOTE.value,
        "revision": 0,
        # What nobody asked for may be for many: it lets what is urgent go first.
        "priority": (Priority.CALM if targets else Priority.ANSWER).value,
        "channel": Channel.TEXT.value,
        "state": DeliveryState.HELD.value,
        "body": body,
        "segments": count_segments(body),
        "targets": list(targets),
        "epoch": 0,
        "attempt": 0,
        "claimed_at": now,
        "changed_at": now,
        "not_before": not_before,
        "useful_until": useful_until,
        "error_code": None,
        "reason": None,
        "expires_at": now + timedelta(seconds=KEPT_S),
    }
