"""Texts that wait for their hour, as a rider's change of hours sets them free."""

from typing import Any

from pymongo.asynchronous.collection import AsyncCollection

from models.delivery import NO_INCIDENT, DeliveryState
from models.documents.delivery import Delivery


async def release_held(subscriber: str) -> int:
    """Have all held alerts of a rider looked at now, by their hours as they are now; how many were moved.

    To be called after the rider's document was written.
    """
    rows: AsyncCollection[dict[str, Any]] = Delivery.get_pymongo_collection()
    query = {"subscriber": subscriber, "incident": {"$ne": NO_INCIDENT}, "state": DeliveryState.HELD.value}
    # Without the hint MongoDB may walk along all incidents.
    result = await rows.update_many(
        query, [{"$set": {"not_before": {"$min": ["$not_before", "$$NOW"]}}}], hint="of_rider"
    )
    return result.modified_count
