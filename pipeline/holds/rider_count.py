"""How many riders a change would text, by MongoDB's index of what they are subscribed to."""

from collections.abc import Sequence

from models.documents.subscriber import Subscriber
from models.rider import RiderStatus
from runtime.mongo import Collection, collection_of

TARGETS_A_QUERY = 200


class RiderCount:
    """The `subscribers` collection, as far as it tells how many."""

    def __init__(self) -> None:
        self._riders: Collection = collection_of(Subscriber)

    async def count(self, targets: Sequence[str]) -> int:
        """Active riders of any of the targets, whoever sends to them; one of very many routes may count twice."""
        total = 0
        for start in range(0, len(targets), TARGETS_A_QUERY):
            some = list(targets[start : start + TARGETS_A_QUERY])
            query = {"subscriptions.target": {"$in": some}, "status": RiderStatus.ACTIVE.value}
            total += await self._riders.count_documents(query, hint="audience")
        return total
