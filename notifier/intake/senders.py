"""The senders in service: each has notifiers of its own, and every event is owed to the riders of all of them."""

from datetime import timedelta

import structlog
from pymongo.errors import PyMongoError

from models.documents.sender import Sender
from runtime.mongo import collection_of
from runtime.process import Stop

SAID_EVERY_S = 300.0
log = structlog.get_logger()


class MongoSenders:
    """The `senders` collection, as the notifier of the sender `own` sees it.

    A sender counts as in service for `counts_for` after one of its notifiers was last seen.
    """

    def __init__(self, own: str, *, counts_for: timedelta) -> None:
        self._rows = collection_of(Sender)
        self._own = own
        self._counts_for = counts_for

    async def register(self) -> None:
        """Say that the own sender is in service: what is taken over from now on is stored for it, whoever does."""
        await self._rows.update_one({"_id": self._own}, [{"$set": {"seen_at": "$$NOW"}}], upsert=True)

    async def find_in_service(self) -> list[str]:
        """Every sender that events are to be stored for; the own one always."""
        since = {"$subtract": ["$$NOW", int(self._counts_for.total_seconds() * 1000)]}
        rows = self._rows.find({"seen_at": {"$ne": None}, "$expr": {"$gte": ["$seen_at", since]}}, {"_id": 1})
        return sorted({self._own, *[row["_id"] async for row in rows]})

    async def keep(self, stop: Stop) -> None:
        """Say it again every few minutes; who stands by says it, too."""
        while not await stop.wait_for(SAID_EVERY_S):
            try:
                await self.register()
            except PyMongoError as error:
                log.warning("sender.not_registered", error=str(error)[:200])
