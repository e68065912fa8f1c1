"""Texts in MongoDB: claimed by an insert, moved on by compare-and-set on their state and attempt."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from pymongo.errors import BulkWriteError, DuplicateKeyError

from models.delivery import Channel, DeliveryState, Kind, Slot
from models.documents.delivery import KEPT_S, SKIPPED_KEPT_S, Delivery
from notifier.last_look import SUPERSEDED
from notifier.texts import OutboundMessage
from runtime.mongo import collection_of

_DUPLICATE_KEY = 11000
_TO_BE_SENT = [DeliveryState.HELD.value, DeliveryState.RETRY.value]


class MongoDeliveries:
    """The `deliveries` collection, for one sender."""

    def __init__(self, sender: str) -> None:
        self._rows = collection_of(Delivery)
        self._sender = sender

    async def claim(self, texts: Sequence[OutboundMessage], *, epoch: int, now: datetime) -> list[OutboundMessage]:
        if not texts:
            return []
        try:
            await self._rows.insert_many([self._row(text, epoch, now) for text in texts], ordered=False)
        except BulkWriteError as error:
            failures = error.details["writeErrors"]
            if any(failure["code"] != _DUPLICATE_KEY for failure in failures) or error.details["writeConcernErrors"]:
                raise
            taken = {failure["index"] for failure in failures}
            for text in [text for index, text in enumerate(texts) if index in taken and text.kind is Kind.PLANNED]:
                await self._renew(text, epoch, now)
            texts = [text for index, text in enumerate(texts) if index not in taken]
        return [text for text in texts if text.not_before is None]

    async def _renew(self, text: OutboundMessage, epoch: int, now: datetime) -> None:
        """Hold a reminder in the place of one of a lower revision for the same day, which was never sent."""
        row = self._row(text, epoch, now) | {"state": DeliveryState.HELD.value, "not_before": text.not_before or now}
        # Its attempts go on: a report of an earlier one is told apart.
        fields = {name: value for name, value in row.items() if name not in {"_id", "attempt"}}
        never_sent = [
            {"state": DeliveryState.HELD.value},
            {"state": DeliveryState.SKIPPED.value, "reason": SUPERSEDED},
        ]
        await self._rows.update_one(
            {"_id": text.delivery, "revision": {"$lt": text.revision}, "$or": never_sent}, {"$set": fields}
        )

    async def claim_due(self, *, limit: int, epoch: int, now: datetime) -> list[OutboundMessage]:
        """Claim held texts and those to be posted again, the longest due first; each is a new attempt."""
        due = {"sender": self._sender, "not_before": {"$lte": now}}
        # Not $in: MongoDB 6 does not see that a part of the partial index's own $in is covered by it.
        rows = self._rows.find({"$or": [{**due, "state": state} for state in _TO_BE_SENT]})
        claimed = []
        async for row in rows.sort("not_before", 1).limit(limit):
            change = {"state": DeliveryState.SENDING.value, "epoch": epoch, "attempt": row["attempt"] + 1}
            change["counted_on"] = None
            times = {"claimed_at": now, "changed_at": now}
            result = await self._rows.update_one(
                {"_id": row["_id"], "state": row["state"], "attempt": row["attempt"]}, {"$set": {**change, **times}}
            )
            if result.modified_count:
                claimed.append(_text({**row, **change}))
        return claimed

    async def rewrite(self, text: OutboundMessage) -> bool:
        """Keep the text's words as they are about to be posted; whether its claim was there to be changed."""
        result = await self._rows.update_one(
            {"_id": text.delivery, "attempt": text.attempt, "state": DeliveryState.SENDING.value},
            {"$set": {"body": text.body, "segments": text.segments}},
        )
        return bool(result.matched_count)

    async def settle(
        self, text: OutboundMessage, state: DeliveryState, now: datetime, **facts: str | int | datetime | None
    ) -> bool:
        """Move a text whose outcome was open to `state`; whether this attempt's row was there to be moved."""
        kept_s = SKIPPED_KEPT_S if state is DeliveryState.SKIPPED else KEPT_S
        change = {"state": state.value, "changed_at": now, "expires_at": now + timedelta(seconds=kept_s), **facts}
        open_states = [DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value]
        try:
            result = await self._rows.update_one(
                {"_id": text.delivery, "attempt": text.attempt, "state": {"$in": open_states}}, {"$set": change}
            )
        except DuplicateKeyError:
            # The message SID belongs to another text.
            return False
        return bool(result.modified_count)

    async def give_up_stale(self, *, epoch: int, now: datetime, lasts: timedelta, settle_at: datetime) -> int:
        """Turn claims that nobody will settle any more into `unknown`; how many."""
        result = await self._rows.update_many(
            {
                "sender": self._sender,
                "state": DeliveryState.SENDING.value,
                "$or": [{"epoch": {"$lt": epoch}}, {"claimed_at": {"$lt": now - lasts}}],
            },
            {"$set": {"state": DeliveryState.UNKNOWN.value, "not_before": settle_at, "changed_at": now}},
        )
        return result.modified_count

    async def find_unknown(self, now: datetime, *, limit: int) -> list[tuple[OutboundMessage, datetime]]:
        """Texts whose lost answer was waited for long enough, each with the time of its attempt."""
        rows = self._rows.find(
            {"sender": self._sender, "state": DeliveryState.UNKNOWN.value, "not_before": {"$lte": now}}
        )
        return [(_text(row), row["claimed_at"]) async for row in rows.sort("not_before", 1).limit(limit)]

    def _row(self, text: OutboundMessage, epoch: int, now: datetime) -> dict[str, Any]:
        return {
            "_id": text.delivery,
            "sender": self._sender,
            "incident": text.incident,
            "subscriber": text.subscriber,
            "occasion": text.occasion,
            "slot": text.slot.value,
            "kind": text.kind.value,
            "revision": text.revision,
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
            "counted_on": None,
            "error_code": None,
            "reason": None,
            "expires_at": now + timedelta(seconds=KEPT_S),
        }


def _text(row: dict[str, Any]) -> OutboundMessage:
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
        counted_on=row.get("counted_on") or "",
    )
