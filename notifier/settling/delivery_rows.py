"""Texts as rows of the `deliveries` collection."""

from datetime import datetime, timedelta

from models.delivery import Channel, DeliveryState, Kind, Slot
from models.documents.delivery import KEPT_S
from notifier.deciding.texts import OutboundMessage
from runtime.mongo import Row


def row_of(text: OutboundMessage, *, sender: str, epoch: int, now: datetime) -> Row:
    """The row of a text that is claimed, or held."""
    return {
        "_id": text.delivery,
        "sender": sender,
        "incident": text.incident,
        "subscriber": text.subscriber,
        "occasion": text.occasion,
        "slot": text.slot.value,
        "kind": text.kind.value,
        "revision": text.revision,
        "priority": text.priority.value,
        "channel": Channel.TEXT.value,
        "state": (DeliveryState.HELD if text.not_before else DeliveryState.SENDING).value,
        "body": text.body,
        "segments": text.segments,
        "targets": list(text.targets),
        "epoch": epoch,
        "attempt": text.attempt,
        "claimed_at": now,
        "changed_at": now,
        "event_at": text.event_at,
        "not_before": text.not_before,
        "useful_until": text.useful_until,
        "error_code": None,
        "reason": None,
        "carries": [each.delivery for each in text.carries],
        "alone": text.alone or None,
        "carrier": None,
        "expires_at": now + timedelta(seconds=KEPT_S),
    }


def text_of(row: Row) -> OutboundMessage:
    """The text that a row holds; what it carries stands in rows of its own."""
    return OutboundMessage(
        delivery=row["_id"],
        subscriber=row["subscriber"],
        incident=row["incident"],
        revision=row["revision"],
        occasion=row["occasion"],
        slot=Slot(row["slot"]),
        kind=Kind(row["kind"]),
        body=row["body"],
        segments=row["segments"],
        useful_until=row["useful_until"],
        targets=tuple(row.get("targets", ())),
        attempt=row["attempt"],
        event_at=row.get("event_at"),
        alone=row.get("alone") or "",
        # What goes again has a reason for that.
        was_held=row["attempt"] > 1 and row.get("reason") is None,
        goes_once_more=row.get("again_for") is not None,
    )
