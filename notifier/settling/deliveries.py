"""Texts in MongoDB: claimed by an insert, moved on by compare-and-set on their state and attempt."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import structlog
from pymongo import UpdateOne
from pymongo.errors import BulkWriteError, DuplicateKeyError

from models.delivery import DeliveryState, Kind
from models.documents.carried import follow_carriers
from models.documents.delivery import KEPT_S, SKIPPED_KEPT_S, Delivery
from models.priority import Priority
from notifier.deciding.last_look import EXPIRED, SUPERSEDED
from notifier.deciding.texts import OutboundMessage
from notifier.settling.carried import MongoCarried
from notifier.settling.delivery_rows import row_of, text_of
from notifier.settling.settlement import Settlement
from runtime.mongo import Row, collection_of

_DUPLICATE_KEY = 11000
_TO_BE_SENT = [DeliveryState.HELD.value, DeliveryState.RETRY.value]
_OPEN = [DeliveryState.SENDING.value, DeliveryState.UNKNOWN.value]
# Rows of an older version have none.
_ANY_PRIORITY = [None, *(each.value for each in Priority)]
# Texts that were never sent, or lost.
_NOT_TOLD = [
    {"state": {"$in": [*_TO_BE_SENT, DeliveryState.UNDELIVERED.value, DeliveryState.FAILED.value]}},
    {"state": DeliveryState.SKIPPED.value, "reason": {"$in": [SUPERSEDED, EXPIRED]}},
]
_SID = {"$cond": [{"$eq": [{"$type": "$sid"}, "string"]}, ["$sid"], []]}
_UNDONE_SIDS = {"$concatArrays": [{"$ifNull": ["$undone_sids", []]}, _SID]}

log = structlog.get_logger()


class MongoDeliveries:
    """The `deliveries` collection, for one sender."""

    def __init__(self, sender: str, *, settle_after: timedelta = timedelta(seconds=60)) -> None:
        self._rows = collection_of(Delivery)
        self._sender = sender
        self._settle_after = settle_after
        self._carried = MongoCarried(sender)

    async def claim(self, texts: Sequence[OutboundMessage], *, epoch: int, now: datetime) -> list[OutboundMessage]:
        if not texts:
            return []
        taken = await self._insert([row for text in texts for row in self._rows_of(text, epoch, now)])
        for text in [text for text in texts if text.delivery in taken and text.kind is Kind.PLANNED]:
            await self._renew(text, epoch, now)
        ours = [text for text in texts if text.delivery not in taken]
        # What they were to carry has been told otherwise, or is carried by nobody.
        broken = [text for text in ours if any(each.delivery in taken for each in text.carries)]
        await self._carried.part(broken, now)
        await follow_carriers(self._rows, [text.delivery for text in texts if text.carries and text.delivery in taken])
        return [text for text in ours if text.not_before is None and text not in broken]

    async def _insert(self, rows: Sequence[Row]) -> set[str]:
        """Insert the rows; the names of those that are there already."""
        try:
            await self._rows.insert_many(rows, ordered=False)
        except BulkWriteError as error:
            failures = error.details["writeErrors"]
            if any(failure["code"] != _DUPLICATE_KEY for failure in failures) or error.details["writeConcernErrors"]:
                raise
            return {rows[failure["index"]]["_id"] for failure in failures}
        return set()

    def _rows_of(self, text: OutboundMessage, epoch: int, now: datetime) -> Iterator[Row]:
        """The row of a text, and those that it carries, which are looked after when it must have its outcome."""
        yield row_of(text, sender=self._sender, epoch=epoch, now=now)
        for each in text.carries:
            row = row_of(each, sender=self._sender, epoch=epoch, now=now)
            later = (text.not_before or now) + self._settle_after
            yield row | {"state": DeliveryState.CARRIED.value, "carrier": text.delivery, "not_before": later}

    async def _renew(self, text: OutboundMessage, epoch: int, now: datetime) -> None:
        """Hold a reminder in the place of one of a lower revision for the same day, which was never sent, or lost."""
        row = row_of(text, sender=self._sender, epoch=epoch, now=now) | {
            "state": DeliveryState.HELD.value,
            "not_before": text.not_before or now,
        }
        # Its attempts go on: a report of an earlier one is told apart, and its message is not taken for the new one.
        fields: Row = {name: {"$literal": value} for name, value in row.items() if name not in {"_id", "attempt"}}
        fields |= {"again_for": None, "sid": None, "undone_sids": _UNDONE_SIDS}
        await self._rows.update_one(
            {"_id": text.delivery, "revision": {"$lt": text.revision}, "$or": _NOT_TOLD}, [{"$set": fields}]
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
        found = [row async for row in self._rows.find({"_id": {"$in": names}, **ours})]
        claimed = {text.delivery: text for text in await self._carried.reunite(found, now)}
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
        await follow_carriers(self._rows, [settlement.delivery] if settlement.is_carrier else [])
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
        # Their rows first: what they carry follows them.
        await follow_carriers(self._rows, [each.delivery for each in settlements if each.is_carrier])

    async def follow_carried(self, now: datetime) -> None:
        """Have texts that another one carries follow it, where a crash or a report has left them behind."""
        await self._carried.follow_due(now, later=now + self._settle_after)

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
        return [(text_of(row), row["claimed_at"]) async for row in rows.sort("not_before", 1).limit(limit)]


def _settled(settlement: Settlement, now: datetime) -> tuple[Row, Row]:
    """The query and the change that move a text."""
    kept_s = SKIPPED_KEPT_S if settlement.state is DeliveryState.SKIPPED else KEPT_S
    query = {"_id": settlement.delivery, "attempt": settlement.attempt, "state": {"$in": _OPEN}}
    if sid := settlement.facts.get("sid"):
        # A message that was reported as lost still stands in the provider's list.
        query["undone_sids"] = {"$ne": sid}
    change = {"state": settlement.state.value, "changed_at": now, "expires_at": now + timedelta(seconds=kept_s)}
    return query, {"$set": {**change, **settlement.facts}}
