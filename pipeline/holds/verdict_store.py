"""The operator's verdicts on held changes, in MongoDB."""

from collections.abc import Sequence
from datetime import datetime

from models.documents.verdict import Verdict
from runtime.mongo import Collection, collection_of


class VerdictStore:
    """The `verdicts` collection."""

    def __init__(self) -> None:
        self._verdicts: Collection = collection_of(Verdict)

    async def decide(self, incident: str, feed: str, *, is_released: bool, now: datetime) -> None:
        row = {"feed": feed, "is_released": is_released, "decided_at": now}
        await self._verdicts.update_one({"_id": incident}, {"$set": row}, upsert=True)

    async def find(self, feed: str) -> dict[str, bool]:
        """Whether each incident that was decided about is released."""
        return {row["_id"]: row["is_released"] async for row in self._verdicts.find({"feed": feed})}

    async def forget(self, incidents: Sequence[str]) -> None:
        """What was acted on; the same incident may be held again."""
        await self._verdicts.delete_many({"_id": {"$in": list(incidents)}})
