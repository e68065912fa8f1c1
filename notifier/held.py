"""Texts that are held by hours which their rider has changed meanwhile."""

from collections.abc import Mapping

from models.documents.held import release_held
from models.documents.subscriber import Subscriber
from runtime.mongo import collection_of


class MongoHeld:
    """The `subscribers` and `deliveries` collections, as a rider's change of hours meets them."""

    def __init__(self) -> None:
        self._riders = collection_of(Subscriber)

    async def check(self, versions: Mapping[str, int]) -> None:
        rows = self._riders.find({"_id": {"$in": sorted(versions)}}, {"version": 1})
        for subscriber in [row["_id"] async for row in rows if row["version"] != versions[row["_id"]]]:
            await release_held(subscriber)
