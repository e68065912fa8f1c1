"""Rows of texts that another one carries: claimed with it, found again with it, and moved after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pymongo import UpdateOne

from models.delivery import DeliveryState
from models.documents.carried import follow_carriers
from models.documents.delivery import Delivery
from notifier.deciding.texts import OutboundMessage
from notifier.settling.delivery_rows import text_of
from notifier.settling.settlement import parted
from runtime.mongo import Row, collection_of

AT_ONCE = 500


class MongoCarried:
    """The `deliveries` collection, as far as one text carries others."""

    def __init__(self, sender: str) -> None:
        self._rows = collection_of(Delivery)
        self._sender = sender

    async def reunite(self, rows: Sequence[Row], now: datetime) -> list[OutboundMessage]:
        """Claimed texts with what they carry; those that miss some of it are parted instead, and left out."""
        carriers = [row["_id"] for row in rows if row.get("carries")]
        # Who wrote down that its message was lost may have died before these were put back.
        await follow_carriers(self._rows, [row["_id"] for row in rows if row.get("carries") and row.get("again_for")])
        query = {"carrier": {"$in": carriers}, "state": DeliveryState.CARRIED.value}
        carried = {row["_id"]: text_of(row) async for row in self._rows.find(query)} if carriers else {}
        whole: list[OutboundMessage] = []
        broken: list[OutboundMessage] = []
        for row in rows:
            names = row.get("carries", [])
            text = replace(text_of(row), carries=tuple(carried[name] for name in names if name in carried))
            (whole if len(text.carries) == len(names) else broken).append(text)
        await self.part(broken, now)
        return whole

    async def part(self, texts: Sequence[OutboundMessage], now: datetime) -> None:
        """Have carriers that were claimed, and all that they carry, looked at one by one."""
        if not texts:
            return
        claimed = {"state": {"$in": [DeliveryState.SENDING.value, DeliveryState.HELD.value]}}
        changes = [
            UpdateOne(
                {"_id": text.delivery, "attempt": text.attempt, **claimed},
                {"$set": {"state": DeliveryState.HELD.value, "changed_at": now, **parted(text, now)}},
            )
            for text in texts
        ]
        await self._rows.bulk_write(changes, ordered=False)
        await follow_carriers(self._rows, [text.delivery for text in texts])

    async def follow_due(self, now: datetime, *, later: datetime) -> None:
        """Do so for what a crash or a report has left behind; what has to go on waiting is looked at `later`."""
        query = {"sender": self._sender, "state": DeliveryState.CARRIED.value, "not_before": {"$lte": now}}
        rows = self._rows.find(query, {"carrier": 1}).hint("carried").sort("not_before", 1)
        due = {row["_id"]: row["carrier"] async for row in rows.limit(AT_ONCE)}
        if not due:
            return
        await follow_carriers(self._rows, sorted(set(due.values())))
        await self._rows.update_many(
            {"_id": {"$in": sorted(due)}, "state": DeliveryState.CARRIED.value}, {"$set": {"not_before": later}}
        )
