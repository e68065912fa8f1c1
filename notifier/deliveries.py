"""Texts in MongoDB: claimed by an insert, moved on by compare-and-set on their state and attempt."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import structlog
from pymongo import UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError

from models.delivery import Channel, DeliveryState, Kind, Slot
from models.documents.delivery import KEPT_S, SKIPPED_KEPT_S, Delivery
from models.priority import Priority
from notifier.last_look import SUPERSEDED
from notifier.settlement import Settlement
from notifier.texts import OutboundMessage
from runtime.mongo import Row, collection_of

_DUPLICATE_KEY = 11000
_TO_BE_SENT = [DeliveryState.HELD.value, DeliveryState.RETRY.value]
_OPEN = [DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value]
# Rows of an older version have none.
_ANY_PRIORITY = [None, *(each.value for each in Priority)]

log = structlog.get_logger()


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

    async def find_due_priority(self, now: datetime) -> int | None:
        """The priority of the most urgent text that is held until now or to be posted again; None where none is."""
        row = await self._rows.find_one(
            self._due(_ANY_PRIORITY, now), {"priority": 1}, hint="waiting", sort=[("priority", 1), ("not_before", 1)]
        )
        return None if row is None else row.get("priority") or 0

    async def claim_due(self, *, priority: int, limit: int, epoch: int, now: datetime) -> list[OutboundMessage]:
        """Claim those of that priority, the longest due first; each is a new attempt."""
        query = self._due([None, priority] if priority == 0 else [priority], now)
        rows = self._rows.find(query, {"_id": 1}).hint("waiting").sort([("priority", 1), ("not_before", 1)])
        names = [row["_id"] async for row in rows.limit(limit)]
        if not names:
            return []
        await self._rows.update_many(
            {"_id": {"$in": names}, "state": {"$in": _TO_BE_SENT}, "not_before": {"$lte": now}},
            {
                "$set": {"state": DeliveryState.SENDING.value, "epoch": epoch, "claimed_at": now, "changed_at": now},
                "$inc": {"attempt": 1},
            },
        )
        # Read again: a row may have got its outcome, a newer revision or its rider's reply meanwhile.
        ours = {"state": DeliveryState.SENDING.value, "epoch": epoch, "claimed_at": now}
        claimed = {row["_id"]: _text(row) async for row in self._rows.find({"_id": {"$in": names}, **ours})}
        return [claimed[name] for name in names if name in claimed]

    def _due(self, priorities: Sequence[int | None], now: datetime) -> Row:
        return {
            "sender": self._sender,
            "priority": {"$in": list(priorities)},
            "not_before": {"$lte": now},
            # As the index says it: MongoDB 6 does not see that a part of its list is covered.
            "state": {"$in": _TO_BE_SENT},
        }

    async def rewrite(self, text: OutboundMessage) -> bool:
        """Keep the text's words as they are about to be posted; whether its claim was there to be changed."""
        result = await self._rows.update_one(
            {"_id": text.delivery, "attempt": text.attempt, "state": DeliveryState.SENDING.value},
            {"$set": {"body": text.body, "segments": text.segments}},
        )
        return bool(result.matched_count)

    async def settle(self, settlement: Settlement, now: datetime) -> bool:
        """Move a text whose outcome was open; whether this attempt's row was there to be moved."""
        query, change = _settled(settlement, now)
        try:
            result = await self._rows.update_one(query, change)
        except DuplicateKeyError:
            # The message SID belongs to another text.
            return False
        return bool(result.modified_count)

    async def settle_all(self, settlements: Sequence[Settlement], now: datetime) -> None:
        """Move all texts whose outcomes were open; may be repeated."""
        changes = [UpdateOne(*_settled(each, now)) for each in settlements]
        try:
            await self._rows.bulk_write(changes, ordered=False)
        except BulkWriteError as error:
            failures = error.details["writeErrors"]
            if any(failure["code"] != _DUPLICATE_KEY for failure in failures) or error.details["writeConcernErrors"]:
                raise
            log.exception("sid.taken", deliveries=[settlements[failure["index"]].delivery for failure in failures])

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
            "expires_at": now + timedelta(seconds=KEPT_S),
        }


def _settled(settlement: Settlement, now: datetime) -> tuple[Row, Row]:
    """The query and the change that move a text."""
    kept_s = SKIPPED_KEPT_S if settlement.state is DeliveryState.SKIPPED else KEPT_S
    query = {"_id": settlement.delivery, "attempt": settlement.attempt, "state": {"$in": _OPEN}}
    change = {"state": settlement.state.value, "changed_at": now, "expires_at": now + timedelta(seconds=kept_s)}
    return query, {"$set": {**change, **settlement.facts}}


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
    )
