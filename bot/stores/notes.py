"""MongoDB's side of `Notes`: texts of their own, written down as held for the notifier to send."""

from datetime import timedelta

from pymongo.errors import DuplicateKeyError

from bot.conversation.outcome import Situation
from models.delivery import Slot
from models.documents.delivery import Delivery
from models.documents.note import note_row
from models.rider import Answer, Rider
from runtime.mongo import Collection, Database

USEFUL_FOR = timedelta(minutes=10)


class MongoNotes:
    """The `deliveries` collection, as answers write it."""

    def __init__(self, database: Database) -> None:
        self._deliveries: Collection = database[Delivery.Settings.name]

    async def add(self, rider: Rider, answer: Answer, situation: Situation) -> None:
        row = note_row(
            sender=rider.sender,
            subscriber=rider.id,
            slot=Slot.WELCOME,
            occasion=answer.sid,
            body=answer.note or "",
            now=situation.read_at,
            useful_until=situation.read_at + USEFUL_FOR,
        )
        try:
            await self._deliveries.insert_one(row)
        except DuplicateKeyError:
            return  # the message was repeated
