"""MongoDB's side of `Riders`: one message is one update of one document."""

from pymongo.errors import DuplicateKeyError

from models.documents.subscriber import Subscriber
from models.rider import Rider, encode_rider
from runtime.mongo import Collection, Database


class MongoRiders:
    """The `subscribers` collection."""

    def __init__(self, database: Database) -> None:
        self._riders: Collection = database[Subscriber.Settings.name]

    async def add(self, rider: Rider) -> bool:
        fields = encode_rider(rider)
        try:
            result = await self._riders.update_one(
                {"_id": fields.pop("_id")},
                {"$setOnInsert": fields, "$currentDate": {"changed_at": True}},
                upsert=True,
            )
        except DuplicateKeyError:  # phone and sender belong to a rider by now
            return False
        return result.upserted_id is not None

    async def replace(self, seen: Rider, rider: Rider) -> bool:
        fields = encode_rider(rider)
        del fields["_id"]
        result = await self._riders.update_one(
            {
                "_id": seen.id,
                "version": seen.version,
                # Error 21610 stops a rider without raising the version.
                "status": seen.status.value,
                "recent.sid": {"$ne": rider.recent[-1].sid},
            },
            {"$set": fields, "$currentDate": {"changed_at": True}},
        )
        return result.matched_count == 1
