"""A feed's memory in MongoDB: written last in a poll, and only by the lease's holder."""

from models.documents.feed_state import FeedState
from pipeline.deciding.memory import FeedMemory, decode_memory, encode_memory
from runtime.lease import LeaseLostError
from runtime.mongo import Collection, collection_of


class FeedStateStore:
    """The memory of one feed."""

    def __init__(self, feed: str) -> None:
        self._feed = feed
        self._states: Collection = collection_of(FeedState)

    async def load(self) -> FeedMemory:
        row = await self._states.find_one({"_id": self._feed}, {"memory": 1})
        return decode_memory(row.get("memory") if row else None)

    async def save(self, memory: FeedMemory, *, epoch: int) -> None:
        """Remember; the good poll that this counts is then over.

        Raises:
            LeaseLostError: the lease has another holder by now.
        """
        fields = {"memory": encode_memory(memory)}
        result = await self._states.update_one({"_id": self._feed, "epoch": epoch}, {"$set": fields})
        if result.matched_count == 0:
            raise LeaseLostError(f"{self._feed}: somebody else polls it now")
