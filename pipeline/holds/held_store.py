"""What is held in MongoDB, for the operator to read."""

from models.documents.feed_state import FeedState
from models.documents.incident import IncidentDocument
from models.documents.verdict import Verdict
from models.incident import IncidentState, decode_incident
from pipeline.holds.held import Held, Watching
from runtime.mongo import Collection, collection_of


class HeldStore:
    """The incidents of all feeds that wait, with what was decided about them."""

    def __init__(self) -> None:
        self._incidents: Collection = collection_of(IncidentDocument)
        self._states: Collection = collection_of(FeedState)
        self._verdicts: Collection = collection_of(Verdict)

    async def find(self) -> list[Held]:
        """The longest held first."""
        verdicts = {row["_id"]: row["is_released"] async for row in self._verdicts.find({})}
        query = {"state": IncidentState.OPEN.value, "hold": {"$type": "object"}}
        cursor = self._incidents.find(query, {"events": 0}, sort=[("hold.since", 1), ("_id", 1)])
        incidents = [decode_incident(row) async for row in cursor]
        return [Held(each, each.hold, verdicts.get(each.id)) for each in incidents if each.hold]

    async def find_watching(self) -> dict[str, Watching]:
        """How each feed is watched, by its id."""
        cursor = await self._states.aggregate(
            [
                # The lease is counted by the database's clock.
                {
                    "$project": {
                        "is_watched": {"$gt": ["$expires_at", "$$NOW"]},
                        "held_polls": {"$ifNull": ["$memory.held_openings", 0]},
                    }
                },
                {"$sort": {"_id": 1}},
            ]
        )
        return {row["_id"]: Watching(row["_id"], row["is_watched"], row["held_polls"]) async for row in cursor}
