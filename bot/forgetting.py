"""FORGET ME: everything about a number goes; the consent log stays, under a keyed hash."""

import asyncio

from bot.consent_hash import ConsentKeys
from models.documents.delivery import Delivery
from models.documents.inbound_message import InboundMessage
from models.documents.subscriber import Subscriber
from models.rider import Rider, RiderStatus, decode_rider
from runtime.mongo import Collection, Database, Row


class MongoForgetting:
    """Deletes in all collections that know a rider; whoever repeats it finishes what a crash has left."""

    def __init__(self, database: Database, keys: ConsentKeys) -> None:
        self._riders: Collection = database[Subscriber.Settings.name]
        self._messages: Collection = database[InboundMessage.Settings.name]
        self._deliveries: Collection = database[Delivery.Settings.name]
        self._keys = keys

    async def forget(self, rider: Rider) -> None:
        """Delete what is known about the rider's phone; their status is FORGOTTEN, so that nobody texts them."""
        last = rider.recent[-1]
        _, others, _ = await asyncio.gather(
            # A repeated webhook finds its answer here when the rider is gone.
            self._messages.update_one({"_id": last.sid}, {"$set": {"reply": last.reply, "is_spent": True}}),
            # The same person at another sender of ours.
            self._riders.find({"phone": rider.phone, "_id": {"$ne": rider.id}}).to_list(),
            self._delete(rider),
        )
        for row in others:
            await self._delete(decode_rider(row))
        # The rider last: as long as they stand here, somebody will finish this. A stranger by now may have their id.
        await self._riders.delete_one({"_id": rider.id, "status": RiderStatus.FORGOTTEN.value})

    async def finish(self, sender: str) -> int:
        """Forget those whose forgetting was begun and not finished; how many."""
        rows = await self._riders.find({"sender": sender, "status": RiderStatus.FORGOTTEN.value}).to_list()
        for row in rows:
            await self.forget(decode_rider(row))
        return len(rows)

    async def _delete(self, rider: Rider) -> None:
        spent: Row = {"is_spent": True}
        bare: Row = {"$set": spent, "$unset": {"words": "", "effect": "", "received_at": ""}}
        hidden: Row = {"$set": {**spent, "phone_hash": await self._keys.hash_of(rider.phone)}, "$unset": {"phone": ""}}
        await asyncio.gather(
            self._messages.update_many({"subscriber": rider.id, "consent": False}, bare),
            self._messages.update_many({"subscriber": rider.id, "consent": True}, hidden),
            # Two first messages at once may have left a row under an id that never came to be.
            self._messages.update_many({"phone": rider.phone}, hidden),
            self._deliveries.delete_many({"subscriber": rider.id}),
        )
        if rider.status is not RiderStatus.FORGOTTEN:
            await self._riders.delete_one({"_id": rider.id})
