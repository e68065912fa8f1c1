"""MongoDB's side of `InboundLog`: rows are kept for good, so that no message is ever applied twice."""

from pymongo.errors import DuplicateKeyError

from bot.answering import Inbound, Seen
from bot.conversation.outcome import Outcome
from models.documents.inbound_message import InboundMessage
from runtime.mongo import Collection, Database


class MongoInboundLog:
    """The `inbound_messages` collection."""

    def __init__(self, database: Database) -> None:
        self._messages: Collection = database[InboundMessage.Settings.name]

    async def record(self, message: Inbound, outcome: Outcome, seen: Seen) -> bool:
        row = {
            "_id": message.sid,
            "subscriber": outcome.rider.id,
            "words": message.words,
            "effect": outcome.effect.value,
            "consent": outcome.is_consent,
            "seen_version": seen.version,
            "received_at": seen.situation.read_at,
        }
        try:
            await self._messages.insert_one(row)
        except DuplicateKeyError:
            return False
        return True

    async def assign(self, message: Inbound, subscriber: str) -> None:
        await self._messages.update_one({"_id": message.sid}, {"$set": {"subscriber": subscriber}})
