"""The operator's word that a number is texted no more, or again, as MongoDB keeps it."""

import secrets
from dataclasses import dataclass
from enum import StrEnum

from models.documents.inbound_message import InboundMessage
from models.documents.subscriber import Subscriber
from models.rider import RiderStatus
from runtime.mongo import Database, Row


class Effect(StrEnum):
    """What the consent log says of it."""

    SUPPRESSED = "suppressed-by-operator"
    UNSUPPRESSED = "unsuppressed-by-operator"


@dataclass(frozen=True, slots=True)
class Changed:
    """What it did to the riders of a number: those known, those whose state changed, those who sent STOP."""

    known: int
    changed: int
    stopped: int


class Suppression:
    """The `subscribers` collection, and the consent log, for one number at all our senders."""

    def __init__(self, database: Database) -> None:
        self._riders = database[Subscriber.Settings.name]
        self._messages = database[InboundMessage.Settings.name]

    async def suppress(self, phone: str, why: str) -> Changed:
        """From now on no text goes there, until it texts us; the look before each post reads this field."""
        once = {"$set": {"suppressed_at": "$$NOW"}}
        return await self._change(phone, why, Effect.SUPPRESSED, {"suppressed_at": None}, once)

    async def lift(self, phone: str, why: str) -> Changed:
        """Text it again; a fan-out under way looks at the rider once more."""
        once = {"$set": {"suppressed_at": None, "changed_at": "$$NOW"}}
        return await self._change(phone, why, Effect.UNSUPPRESSED, {"suppressed_at": {"$ne": None}}, once)

    async def _change(self, phone: str, why: str, effect: Effect, where: Row, change: Row) -> Changed:
        # Whoever is being forgotten must stay recognisable as such.
        rows = await self._riders.find({"phone": phone, "status": {"$ne": RiderStatus.FORGOTTEN.value}}).to_list()
        changed = 0
        for row in rows:
            result = await self._riders.update_one({"_id": row["_id"], **where}, [change])
            if result.modified_count:
                changed += 1
                await self._log(row, effect, why)
        return Changed(len(rows), changed, sum(row["status"] == RiderStatus.STOPPED.value for row in rows))

    async def _log(self, rider: Row, effect: Effect, why: str) -> None:
        row = {
            "subscriber": rider["_id"],
            "phone": rider["phone"],
            "sender": rider["sender"],
            "words": why,
            "effect": effect.value,
            "consent": True,
            "seen_version": 0,
            "is_spent": True,
        }
        await self._messages.update_one(
            {"_id": f"operator/{secrets.token_hex(8)}"},
            {"$setOnInsert": row, "$currentDate": {"received_at": True}},
            upsert=True,
        )
