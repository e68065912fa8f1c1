"""The leases of one holder in one collection, renewed and given up with one write each, however many they are."""

from collections.abc import Collection as Names

from runtime.clock import boottime_s
from runtime.lease import Lease
from runtime.mongo import Collection


class LeaseGroup:
    """Makes leases of `holder`; each is taken by itself, as `Lease` does it."""

    def __init__(self, collection: Collection, *, holder: str, ttl_s: float) -> None:
        self._collection = collection
        self._holder = holder
        self._ttl_s = ttl_s
        self._leases: dict[str, Lease] = {}

    @property
    def renew_after_s(self) -> float:
        return self._ttl_s / 3

    def lease(self, key: str) -> Lease:
        """The lease of that name, not taken yet."""
        self._leases[key] = Lease(self._collection, key, holder=self._holder, ttl_s=self._ttl_s)
        return self._leases[key]

    async def renew(self) -> bool:
        """Renew all that are held; False where not all are still ours: then each must be asked for by itself."""
        held = self._held()
        if not held:
            return True
        asked_s = boottime_s()
        # The document still names us: nobody has taken it since, so that its epoch stays what it is.
        result = await self._collection.update_many(
            {"_id": {"$in": [lease.key for lease in held]}, "holder": self._holder},
            [{"$set": {"expires_at": {"$add": ["$$NOW", int(self._ttl_s * 1000)]}}}],
        )
        if result.matched_count < len(held):
            return False
        for lease in held:
            lease.renewed(asked_s)
        return True

    async def taken(self, keys: Names[str]) -> set[str]:
        """Those of `keys` that somebody else holds."""
        cursor = self._collection.find(
            {"_id": {"$in": list(keys)}, "holder": {"$ne": self._holder}, "$expr": {"$gt": ["$expires_at", "$$NOW"]}},
            {"_id": 1},
        )
        return {row["_id"] async for row in cursor}

    async def release(self) -> None:
        """Give all up, so that who stands by need not wait for their end."""
        held = self._held()
        for lease in held:
            lease.given_up()
        await self._collection.update_many(
            {"_id": {"$in": [lease.key for lease in held]}, "holder": self._holder},
            [{"$set": {"holder": None, "expires_at": "$$NOW"}}],
        )

    def _held(self) -> list[Lease]:
        return [lease for lease in self._leases.values() if lease.is_held]
