"""The right to be the only one who does something, with an epoch that fences off whoever had it before."""

from pymongo import ReturnDocument

from runtime.clock import boottime_s
from runtime.mongo import Collection


class LeaseLostError(Exception):
    """Somebody else holds the lease by now: stop and reload."""


class Lease:
    """A lease held in a document's `holder`, `epoch` and `expires_at`, timed by the database's clock.

    The epoch rises whenever the holder changes; every write of a holder carries it.
    """

    def __init__(self, collection: Collection, key: str, *, holder: str, ttl_s: float) -> None:
        self._collection = collection
        self.key = key
        self._holder = holder
        self._ttl_s = ttl_s
        self._until_s = 0.0
        self.epoch = 0

    @property
    def is_held(self) -> bool:
        return self.left_s > 0

    @property
    def left_s(self) -> float:
        """Seconds for which the lease is surely ours, reckoned from before the database was asked."""
        return self._until_s - boottime_s()

    @property
    def renew_after_s(self) -> float:
        return self._ttl_s / 3

    async def acquire(self) -> bool:
        """Take or renew the lease; whether it is ours now."""
        asked_s = boottime_s()
        await self._ensure_document()
        row = await self._collection.find_one_and_update(
            {
                "_id": self.key,
                "$expr": {
                    "$or": [
                        {"$eq": ["$holder", self._holder]},
                        {"$eq": [{"$ifNull": ["$expires_at", None]}, None]},
                        {"$lte": ["$expires_at", "$$NOW"]},
                    ]
                },
            },
            [
                {
                    "$set": {
                        "epoch": {
                            "$cond": [
                                {"$eq": ["$holder", self._holder]},
                                "$epoch",
                                {"$add": [{"$ifNull": ["$epoch", 0]}, 1]},
                            ]
                        },
                        "holder": self._holder,
                        "expires_at": {"$add": ["$$NOW", int(self._ttl_s * 1000)]},
                    }
                }
            ],
            return_document=ReturnDocument.AFTER,
        )
        if row is None:
            self._until_s = 0.0
            # Should the document be gone, the next try makes it again.
            self.epoch = 0
            return False
        self.epoch = row["epoch"]
        self.renewed(asked_s)
        return True

    def renewed(self, asked_s: float) -> None:
        """Note that a write asked for at `asked_s` has renewed it."""
        self._until_s = asked_s + self._ttl_s

    async def release(self) -> None:
        """Give the lease up, so that who stands by need not wait for its end."""
        self.given_up()
        await self._collection.update_one(
            {"_id": self.key, "holder": self._holder}, [{"$set": {"holder": None, "expires_at": "$$NOW"}}]
        )

    def given_up(self) -> None:
        """Note that it is ours no longer."""
        self._until_s = 0.0

    async def _ensure_document(self) -> None:
        if self.epoch:
            return
        await self._collection.update_one({"_id": self.key}, {"$setOnInsert": {"epoch": 0}}, upsert=True)
