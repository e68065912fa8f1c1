"""MongoDB's side of `HeldTexts`."""

from models.delivery import NO_INCIDENT, DeliveryState
from models.documents.delivery import Delivery
from runtime.mongo import Collection, Database


class MongoHeldTexts:
    """The `deliveries` collection, as riders who change their hours touch it."""

    def __init__(self, database: Database) -> None:
        self._deliveries: Collection = database[Delivery.Settings.name]

    async def release(self, subscriber: str) -> None:
        await self._deliveries.update_many(
            {"subscriber": subscriber, "state": DeliveryState.HELD.value, "incident": {"$ne": NO_INCIDENT}},
            [{"$set": {"not_before": "$$NOW"}}],
        )
