"""Replies to messages that our webhook missed: texts of their own, which the notifier sends."""

from datetime import datetime, timedelta

from pymongo.errors import DuplicateKeyError

from models.delivery import Slot
from models.documents.delivery import Delivery
from models.documents.note import note_row
from runtime.mongo import Collection, Database


class MongoLateReplies:
    """The `deliveries` collection, as the catch-up writes it."""

    def __init__(self, database: Database) -> None:
        self._deliveries: Collection = database[Delivery.Settings.name]

    async def add(
        self, subscriber: str, sid: str, reply: str, *, sender: str, now: datetime, useful_for: timedelta
    ) -> None:
        """Have `reply` sent to the rider by the sender that they texted, once for each message."""
        row = note_row(
            sender=sender,
            subscriber=subscriber,
            slot=Slot.LATE_REPLY,
            occasion=sid,
            body=reply,
            now=now,
            useful_until=now + useful_for,
        )
        try:
            await self._deliveries.insert_one(row)
        except DuplicateKeyError:
            return  # a crash had come between this and the note that we are through
