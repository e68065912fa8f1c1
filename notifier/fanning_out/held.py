"""Texts that are held, and what happens meanwhile: their rider changes hours, their alert goes on."""

from collections.abc import Mapping

from models.delivery import DeliveryState, Slot
from models.documents.delivery import SKIPPED_KEPT_S, Delivery
from models.documents.held import release_held
from models.documents.subscriber import Subscriber
from notifier import metrics
from notifier.deciding.last_look import SUPERSEDED
from runtime.mongo import collection_of


class MongoHeld:
    """The `subscribers` and `deliveries` collections, as a rider's change of hours meets them."""

    def __init__(self) -> None:
        self._riders = collection_of(Subscriber)
        self._deliveries = collection_of(Delivery)

    async def check(self, versions: Mapping[str, int]) -> None:
        rows = self._riders.find({"_id": {"$in": sorted(versions)}}, {"version": 1})
        for subscriber in [row["_id"] async for row in rows if row["version"] != versions[row["_id"]]]:
            await release_held(subscriber)

    async def supersede(self, incident: str, revision: int) -> int:
        # Else a night's worth of them, none of which may go out any more, comes due when the morning's windows open.
        result = await self._deliveries.update_many(
            {
                "incident": incident,
                "state": DeliveryState.HELD.value,
                "revision": {"$lt": revision},
                # What is corrected stays wrong.
                "slot": {"$ne": Slot.CORRECTION.value},
            },
            [
                {
                    "$set": {
                        "state": DeliveryState.SKIPPED.value,
                        "reason": SUPERSEDED,
                        "changed_at": "$$NOW",
                        "expires_at": {"$add": ["$$NOW", SKIPPED_KEPT_S * 1000]},
                    }
                }
            ],
            hint="held",
        )
        metrics.TEXTS.labels("held", f"skipped-{SUPERSEDED}").inc(result.modified_count)
        return result.modified_count
