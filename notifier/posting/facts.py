"""What the last look reads: riders and incidents as they are now, from the primary."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from models.delivery import Channel, DeliveryState
from models.documents.delivery import Delivery
from models.documents.subscriber import Subscriber
from models.rider import Rider
from notifier.deciding.caps import COUNTED
from notifier.deciding.standing import Standing
from notifier.fanning_out.incident_reads import MongoIncidents
from notifier.fanning_out.recent_riders import LEFT_OUT, MARKS, RecentRiders
from runtime.mongo import collection_of

# Those that reached somebody, or may have.
_COUNTED_STATES = [
    DeliveryState.SENDING.value,
    DeliveryState.UNKNOWN.value,
    DeliveryState.ACCEPTED.value,
    DeliveryState.SENT.value,
    DeliveryState.DELIVERED.value,
    DeliveryState.UNDELIVERED.value,
    DeliveryState.FAILED.value,
]


class MongoFacts:
    """The `subscribers`, `incidents` and `deliveries` collections."""

    def __init__(self, incidents: MongoIncidents, recent: RecentRiders | None = None) -> None:
        self._recent = recent or RecentRiders()
        self._riders = collection_of(Subscriber)
        self._incidents = incidents
        self._deliveries = collection_of(Delivery)

    async def find_riders(self, ids: set[str]) -> Mapping[str, Rider]:
        found, changed = {}, []
        # A list at once: each row of an asynchronous cursor costs as much as what is done with it.
        for row in await self._riders.find(
            {"_id": {"$in": sorted(ids)}}, dict.fromkeys(MARKS, 1), batch_size=len(ids)
        ).to_list():
            rider = self._recent.unchanged(row)
            if rider is None:
                changed.append(row["_id"])
            else:
                found[rider.id] = rider
        if changed:
            rows = self._riders.find({"_id": {"$in": changed}}, LEFT_OUT)
            found |= {rider.id: rider for rider in self._recent.decode_all(await rows.to_list())}
        return found

    async def find_standings(self, incidents: set[str]) -> Mapping[str, Standing]:
        return await self._incidents.find_standings(incidents)

    async def find_claimed(
        self, subscribers: Collection[str], *, since: datetime, before: datetime, kept_back: Sequence[str] = ()
    ) -> Mapping[str, Sequence[datetime]]:
        rows = self._deliveries.find(
            {
                **({"_id": {"$nin": list(kept_back)}} if kept_back else {}),
                "subscriber": {"$in": sorted(subscribers)},
                "claimed_at": {"$gte": since, "$lt": before},
                "kind": {"$in": sorted(kind.value for kind in COUNTED)},
                "state": {"$in": _COUNTED_STATES},
                "channel": Channel.TEXT.value,
                # Several in one text are one text.
                "carrier": None,
            },
            {"_id": 0, "subscriber": 1, "claimed_at": 1},
        )
        claimed = defaultdict(list)
        for row in await rows.hint("of_rider").to_list():
            claimed[row["subscriber"]].append(row["claimed_at"])
        return claimed
