"""Test texts in MongoDB: written down like answers, and sent by the sender's notifier."""

import secrets
from datetime import timedelta

from models.delivery import DeliveryState, Slot
from models.documents.delivery import Delivery
from models.documents.note import note_row
from models.documents.subscriber import Subscriber
from notifier.trying_out.test_text import Stands
from runtime.database_clock import DatabaseClock
from runtime.mongo import Database, collection_of


class MongoTestTexts:
    """The `deliveries` collection, for one sender."""

    def __init__(self, database: Database, sender: str) -> None:
        self._clock = DatabaseClock(database)
        self._deliveries = collection_of(Delivery)
        self._riders = collection_of(Subscriber)
        self._sender = sender

    async def add(self, phone: str, words: str, *, useful_for: timedelta) -> str | None:
        """Have the words sent to that phone; the text's name. None where the phone has never texted the sender."""
        rider = await self._riders.find_one({"phone": phone, "sender": self._sender}, {"_id": 1})
        if rider is None:
            return None
        await self._clock.refresh()
        now = self._clock.now()
        row = note_row(
            sender=self._sender,
            subscriber=rider["_id"],
            slot=Slot.TEST,
            occasion=secrets.token_hex(8),
            body=words,
            now=now,
            useful_until=now + useful_for,
        )
        await self._deliveries.insert_one(row)
        return str(row["_id"])

    async def find(self, name: str) -> Stands | None:
        """Where it stands; None where its rider was forgotten meanwhile."""
        row = await self._deliveries.find_one({"_id": name}, {"state": 1, "reason": 1, "error_code": 1, "sid": 1})
        if row is None:
            return None
        return Stands(DeliveryState(row["state"]), row.get("reason"), row.get("error_code"), row.get("sid"))
