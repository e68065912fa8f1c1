"""What the last look reads: riders and incidents as they are now, from the primary."""

from collections.abc import Mapping

from models.documents.subscriber import Subscriber
from models.rider import Rider, decode_rider
from notifier.incident_reads import MongoIncidents
from notifier.standing import Standing
from runtime.mongo import collection_of


class MongoFacts:
    """The `subscribers` and `incidents` collections."""

    def __init__(self, incidents: MongoIncidents) -> None:
        self._riders = collection_of(Subscriber)
        self._incidents = incidents

    async def find_riders(self, ids: set[str]) -> Mapping[str, Rider]:
        rows = self._riders.find({"_id": {"$in": sorted(ids)}}, {"recent": 0})
        return {row["_id"]: decode_rider(row) async for row in rows}

    async def find_standings(self, incidents: set[str]) -> Mapping[str, Standing]:
        return await self._incidents.find_standings(incidents)
