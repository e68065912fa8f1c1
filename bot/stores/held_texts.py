"""MongoDB's side of `HeldTexts`."""

from models.documents.held import release_held


class MongoHeldTexts:
    """The `deliveries` collection, as riders who change their hours touch it."""

    async def release(self, subscriber: str) -> None:
        await release_held(subscriber)
