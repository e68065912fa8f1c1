"""MongoDB's side of `InboundLog`: rows are kept for good, so that no message is ever applied twice."""

from datetime import datetime

from pymongo.errors import DuplicateKeyError

from bot.conversation.outcome import Outcome
from bot.hearing.message import Inbound, Seen
from models.documents.inbound_message import InboundMessage
from runtime.mongo import Collection, Database, Row

AT_ONCE = 1000


class MongoInboundLog:
    """The `inbound_messages` collection."""

    def __init__(self, database: Database) -> None:
        self._messages: Collection = database[InboundMessage.Settings.name]

    async def record(self, message: Inbound, outcome: Outcome, seen: Seen) -> bool:
        # Whoever is forgotten has taken their consent back.
        is_consent = outcome.is_consent or outcome.is_forgotten
        row: Row = {
            "_id": message.sid,
            "subscriber": outcome.rider.id,
            "words": message.words,
            "effect": outcome.effect.value,
            "consent": is_consent,
            "seen_version": seen.version,
            "received_at": message.sent_at(seen.situation),
        }
        if is_consent:
            row |= {"phone": message.phone, "sender": message.sender}
        if message.missed:
            row["is_late"] = True
        return await self._insert(row)

    async def assign(self, message: Inbound, subscriber: str) -> None:
        await self._messages.update_one({"_id": message.sid}, {"$set": {"subscriber": subscriber}})

    async def dismiss(self, message: Inbound) -> None:
        bare: Row = {"_id": message.sid, "subscriber": "", "consent": False, "seen_version": 0, "is_spent": True}
        await self._insert(bare)

    async def strip(self, *, before: datetime) -> int:
        """Take the words, and what they did, from the rows of that age that prove no consent; how many rows."""
        aged: Row = {"consent": False, "words": {"$exists": True}, "received_at": {"$lt": before}}
        count = 0
        while rows := await self._messages.find(aged, {"_id": 1}).limit(AT_ONCE).to_list():
            result = await self._messages.update_many(
                {"_id": {"$in": [row["_id"] for row in rows]}},
                {"$set": {"is_spent": True}, "$unset": {"words": "", "effect": "", "received_at": ""}},
            )
            count += result.modified_count
        return count

    async def _insert(self, row: Row) -> bool:
        try:
            await self._messages.insert_one(row)
        except DuplicateKeyError:
            return False
        return True
